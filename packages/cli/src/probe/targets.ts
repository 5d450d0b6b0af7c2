// The targets of the command line and of the lists that it names, less those that an earlier run has done.
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { HostReport } from "@countersign/inspect";
import { formatTarget, type Target, type TargetOptions, targetsOf, targetsOfLines } from "@countersign/node";
import { reasonOf } from "../diagnostics.js";

export interface TargetLists {
  /** As the command line has them; known to be right. */
  texts: readonly string[];
  /** Files; `-` is standard input. */
  inputs: readonly string[];
  /** What `formatTarget` gives of those to leave out. */
  done: ReadonlySet<string>;
  options: TargetOptions;
}

/** A file that cannot be opened, or holds something that is no target. Says which and why. */
export class BadList extends Error {}

/** Every target, once more on each call but for those on standard input. Throws `BadList`. */
export async function* allTargets({
  texts,
  inputs,
  done,
  options,
}: TargetLists): AsyncGenerator<Target, void> {
  for (const text of texts) yield* left(targetsOf(text, options), done);
  for (const input of inputs) yield* left(targetsIn(input, options), done);
}

async function* left(
  targets: AsyncIterable<Target> | Iterable<Target>,
  done: ReadonlySet<string>,
): AsyncGenerator<Target, void> {
  for await (const target of targets) if (!done.has(formatTarget(target))) yield target;
}

async function* targetsIn(input: string, options: TargetOptions): AsyncGenerator<Target, void> {
  try {
    yield* targetsOfLines(linesOf(input), options);
  } catch (error) {
    throw new BadList(`${input}: ${error instanceof RangeError ? error.message : reasonOf(error)}`);
  }
}

/** How many there are; `undefined` where standard input is among them, which can be read but once. Throws `BadList`. */
export async function countTargets(lists: TargetLists): Promise<number | undefined> {
  if (lists.inputs.includes("-")) return undefined;
  let count = 0;
  for await (const _ of allTargets(lists)) count++;
  return count;
}

/** The targets that a file of reports has, a line each; what is no report is passed over. Throws `BadList`. */
export async function reportedTargets(file: string): Promise<Set<string>> {
  const done = new Set<string>();
  try {
    for await (const line of linesOf(file)) {
      const target = targetOf(line);
      if (target !== undefined) done.add(target);
    }
  } catch (error) {
    throw new BadList(`${file}: ${reasonOf(error)}`);
  }
  return done;
}

/** The last line of a run that was stopped may be cut. */
function targetOf(line: string): string | undefined {
  try {
    const { target } = JSON.parse(line) as Partial<HostReport>;
    return target && formatTarget(target);
  } catch {
    return undefined;
  }
}

async function* linesOf(file: string): AsyncGenerator<string, void> {
  if (file === "-") yield* createInterface({ input: process.stdin });
  else yield* (await open(file)).readLines();
}
