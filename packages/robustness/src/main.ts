// The program behind mutants.mjs.
import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Message } from "./child.js";
import { runInProcesses } from "./jobs.js";
import { readOriginals } from "./original.js";
import { type MutantRun, runMutants } from "./run.js";
import { addTally, emptyTally, type Tally, tallyText } from "./tally.js";

const USAGE =
  "usage: node mutants.mjs FOLDER [--mutants N] [--seed S] [--first INDEX] [--jobs J] [--out FOLDER]";

/** Mutants between two signs of life. */
const STEP = 500;
/** What a process may hold at its peak, in bytes: V8's heap is bounded by `jobs.ts`, the rest by this. */
const MAX_MEMORY = 400 * 2 ** 20;

/** Prints failures as they come and the figures at the end; 1 if anything failed, 2 on wrong usage. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      mutants: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      first: { type: "string", default: "0" },
      jobs: { type: "string", default: "1" },
      out: { type: "string", default: "mutants-that-failed" },
    },
  });
  const [folder] = positionals;
  const [mutants, seed, first, jobs] = [values.mutants, values.seed, values.first, values.jobs].map(Number);
  if (folder === undefined || ![mutants, seed, first, jobs].every(Number.isInteger)) {
    console.error(USAGE);
    return 2;
  }
  const run = { seed: seed!, first: first!, mutants: mutants!, out: values.out };
  if (process.send !== undefined) return runForParent(folder, run, (message) => process.send?.(message));
  const started = performance.now();
  const { tally, died } = await runInProcesses(folder, run, jobs!);
  for (const text of died) console.log(text);
  console.log(tallyText(tally, (performance.now() - started) / 1000));
  return tally.failed + died.length > 0 || tally.peakMemory > MAX_MEMORY ? 1 : 0;
}

/** In a process that `runInProcesses` started: a few mutants at a time. */
async function runForParent(
  folder: string,
  run: MutantRun,
  tell: (message: Message<Tally>) => void,
): Promise<0> {
  const originals = readOriginals(folder);
  const tally = emptyTally();
  for (let done = 0; done < run.mutants; done += STEP) {
    const step = { ...run, first: run.first + done, mutants: Math.min(STEP, run.mutants - done) };
    addTally(
      tally,
      runMutants(originals, step, (text) => process.stdout.write(text)),
    );
    tell("alive");
    // Lets the message go out.
    await setImmediate();
  }
  tell(tally);
  return 0;
}
