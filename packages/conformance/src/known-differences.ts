// Where the project and tshark 4.0.17 differ and the project is right, or tells more.
import type { Difference } from "./compare.js";

export interface KnownDifference {
  /** The capture's file name. */
  capture: string;
  path: RegExp;
  /** Why the project's answer stands. */
  reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [];

/** Sorts differences into those with a reason and those without, and names the entries that explain nothing. */
export function explain(
  differences: readonly Difference[],
  known: readonly KnownDifference[],
): { unexplained: Difference[]; unused: KnownDifference[] } {
  const used = new Set<KnownDifference>();
  const unexplained = differences.filter((d) => {
    const entry = known.find((k) => k.capture === d.capture && k.path.test(d.path));
    if (entry) used.add(entry);
    return !entry;
  });
  return { unexplained, unused: known.filter((k) => !used.has(k)) };
}
