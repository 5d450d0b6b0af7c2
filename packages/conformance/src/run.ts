// Runs `inspect` over a folder of captures and holds the reports against what tshark says of each.
import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import type { Report } from "@countersign/inspect";
import { inspectCapture } from "@countersign/inspect";
import { captureFiles, expectedBeside } from "./captures.js";
import { type Comparison, compareCapture, type Difference } from "./compare.js";
import type { ExpectedCapture } from "./expected.js";
import { expectedByTshark, type Tshark } from "./tshark.js";

export interface FolderComparison extends Comparison {
  /** Paths from the folder, in the order of their names. */
  captures: string[];
  leftOut: LeftOut[];
}

/** A capture that there are no expected values for. */
interface LeftOut {
  capture: string;
  why: string;
}

/** Expected values that lie beside no capture are made by `tshark`, where there is one. */
export async function compareFolder(folder: string, tshark?: Tshark): Promise<FolderComparison> {
  const captures = captureFiles(folder);
  const outcomes = await inParallel(captures, (capture) => outcomeOf(folder, capture, tshark));
  const compared = outcomes.filter((outcome) => "facts" in outcome);
  return {
    captures: compared.map(({ capture }) => capture),
    leftOut: outcomes.filter((outcome) => "why" in outcome),
    facts: compared.reduce((sum, { facts }) => sum + facts, 0),
    differences: compared.flatMap(({ differences }) => differences),
  };
}

type Outcome = LeftOut | ({ capture: string } & Comparison);

async function outcomeOf(folder: string, capture: string, tshark: Tshark | undefined): Promise<Outcome> {
  const path = join(folder, capture);
  const expected = await expectedOf(path, tshark);
  if (typeof expected === "string") return { capture, why: expected };
  const { facts, differences } = await compareFile(path, expected);
  return { capture, facts, differences: differences.map((d) => ({ ...d, capture })) };
}

/** Results in the order of `items`, as many at a time as there are processors: tshark is a process of its own. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of waiting) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** Or why there is nothing to hold the capture against. */
async function expectedOf(path: string, tshark: Tshark | undefined): Promise<ExpectedCapture | string> {
  const beside = expectedBeside(path);
  if (beside) return beside;
  if (!tshark) return "no expected values lie beside it, and tshark or python3 is not installed";
  try {
    return await expectedByTshark(tshark, path);
  } catch (error) {
    return `tshark does not read it: ${String((error as Error).message)
      .trim()
      .split("\n")
      .at(-1)}`;
  }
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
      capture: basename(path),
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
