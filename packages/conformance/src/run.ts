// Runs `inspect` over a folder of captures that lie beside their *.expected.json.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Report } from "@countersign/inspect";
import { inspectCapture } from "@countersign/inspect";
import { readExpected } from "./captures.js";
import { type Comparison, compareCapture, type Difference } from "./compare.js";
import type { ExpectedCapture } from "./expected.js";

export interface FolderComparison extends Comparison {
  /** File names, in the order in which they were read. */
  captures: string[];
}

export async function compareFolder(folder: string): Promise<FolderComparison> {
  const out: FolderComparison = { captures: [], facts: 0, differences: [] };
  for (const expected of readExpected(folder)) {
    const { facts, differences } = await compareFile(join(folder, expected.file.name), expected);
    out.captures.push(expected.file.name);
    out.facts += facts;
    out.differences.push(...differences);
  }
  return out;
}

/** An error out of `inspectCapture` is one difference. */
async function compareFile(path: string, expected: ExpectedCapture): Promise<Comparison> {
  const reports: Report[] = [];
  try {
    const source = createReadStream(path) as AsyncIterable<Uint8Array>;
    for await (const report of inspectCapture(source, { file: expected.file.name })) {
      reports.push(report);
    }
  } catch (error) {
    const difference = {
      capture: expected.file.name,
      path: "inspect",
      expected: "reports",
      actual: String(error),
    };
    return { facts: 1, differences: [difference] };
  }
  return compareCapture(expected, reports);
}

/** Differences grouped by kind, which is the path less its numbers; the largest group first. */
export function printable(differences: readonly Difference[]): string {
  const kinds = new Map<string, Difference[]>();
  for (const d of differences) {
    const kind = d.path.replace(/\(\d+\)|\[\d+\]/g, "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), d]);
  }
  return [...kinds]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, of]) => [`${kind}: ${of.length}`, ...of.map(printLine)].join("\n"))
    .join("\n\n");
}

function printLine(d: Difference): string {
  return `  ${d.capture}  ${d.path}\n    expected ${JSON.stringify(d.expected)}\n    actual   ${JSON.stringify(d.actual)}`;
}
