// Runs `inspect` over a folder of captures that lie beside their *.expected.json.
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspectCapture } from "@countersign/inspect";
import { type Comparison, compareCapture, type Difference } from "./compare.js";
import type { Report } from "./contract.js";
import type { ExpectedCapture } from "./expected.js";

const EXPECTED = ".expected.json";

export interface FolderComparison extends Comparison {
  /** File names, in the order in which they were read. */
  captures: string[];
}

/** The *.expected.json files of a folder, by name. */
export function readExpected(folder: string): ExpectedCapture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(EXPECTED));
  return names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as ExpectedCapture);
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
      reports.push(report as Report);
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
