// Mutants one after another in this process.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, type Inspect } from "./check.js";
import { minimise } from "./minimise.js";
import { type Mutant, makeMutant } from "./mutant.js";
import type { Original } from "./original.js";
import { count, emptyTally, type Tally } from "./tally.js";

export interface MutantRun {
  readonly seed: number;
  /** Indexes of the mutants: the first one, and how many. */
  readonly first: number;
  readonly mutants: number;
  /** Where mutants that fail are written; nowhere unless given. */
  readonly out?: string;
  readonly inspect?: Inspect;
}

/** Makes and checks mutants, tells `failure` of those that fail, and counts. */
export function runMutants(
  originals: readonly Original[],
  { seed, first, mutants, out, inspect }: MutantRun,
  failure: (text: string) => void,
): Tally {
  const tally = emptyTally();
  for (let index = first; index < first + mutants; index++) {
    const mutant = makeMutant(originals, seed, index);
    const verdict = check(mutant.file, index, mutant.secrets, inspect);
    tally.mutants++;
    tally.bytes += mutant.file.length;
    tally.milliseconds += verdict.milliseconds;
    for (const kind of mutant.kinds) count(tally.kinds, kind);
    count(tally.outcomes, verdict.outcome);
    for (const [kind, times] of verdict.reports) count(tally.reports, kind, times);
    if (verdict.milliseconds > tally.worst.milliseconds) {
      tally.worst = { milliseconds: verdict.milliseconds, index };
    }
    if (verdict.failures.length === 0) continue;
    tally.failed++;
    const file = out === undefined ? "" : `, ${writeSmall(out, seed, mutant, inspect)}`;
    failure(
      `seed ${seed}, mutant ${index} of ${mutant.capture} (${mutant.kinds.join("; ")})${file}\n` +
        verdict.failures.map((text) => `  ${text}\n`).join(""),
    );
  }
  tally.peakMemory = process.resourceUsage().maxRSS * 1024;
  return tally;
}

/** Writes the mutant with as few packets as still fail, and answers the path. */
function writeSmall(out: string, seed: number, mutant: Mutant, inspect: Inspect | undefined): string {
  const fails = (file: Uint8Array) => check(file, mutant.index, mutant.secrets, inspect).failures.length > 0;
  mkdirSync(out, { recursive: true });
  const path = join(out, `${seed}-${mutant.index}.pcap`);
  writeFileSync(path, minimise(mutant.file, fails));
  return path;
}
