// Mutants in processes of their own, some thousands at a time: one that hangs or runs out of memory is told from the rest.
import { type ChildProcess, fork } from "node:child_process";
import type { MutantRun } from "./run.js";
import { addTally, emptyTally, type Tally } from "./tally.js";

/** Mutants of one process. */
const BATCH = 20_000;
/** Milliseconds without a sign of life after which a process is taken to hang; usual is a tenth of a second. */
const PATIENCE = 600_000;
/** Megabytes of V8's heap. Twice what the run needs for itself. */
const MAX_HEAP = 128;

export interface Jobs {
  readonly tally: Tally;
  /** Of each process that did not get to its end: how to run what it left. */
  readonly died: string[];
}

/** Runs all mutants, `jobs` processes at a time. What they print goes to standard output. */
export async function runInProcesses(folder: string, run: MutantRun, jobs: number): Promise<Jobs> {
  const result: Jobs = { tally: emptyTally(), died: [] };
  let next = run.first;
  const end = run.first + run.mutants;
  const work = async () => {
    while (next < end) {
      const batch = { ...run, first: next, mutants: Math.min(BATCH, end - next) };
      next += batch.mutants;
      const tally = await runBatch(folder, batch);
      addTally(result.tally, tally);
      const left = batch.mutants - tally.mutants;
      if (left === 0) continue;
      const from = batch.first + tally.mutants;
      result.died.push(`hung or died: --seed ${run.seed} --first ${from} --mutants ${left}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return result;
}

/** What a process got done: less than was asked for where it died, or had to be ended. */
function runBatch(folder: string, { seed, first, mutants, out }: MutantRun): Promise<Tally> {
  const args = [folder, `--seed=${seed}`, `--first=${first}`, `--mutants=${mutants}`, `--out=${out}`];
  const child = fork(process.argv[1]!, args, { execArgv: [`--max-old-space-size=${MAX_HEAP}`] });
  return sumOf(child);
}

/** A process tells the tally of a few mutants at a time, which is its sign of life. */
function sumOf(child: ChildProcess): Promise<Tally> {
  return new Promise((resolve) => {
    const sum = emptyTally();
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.on("message", (message) => {
      timer.refresh();
      addTally(sum, message as Tally);
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve(sum);
    });
  });
}
