// Mutants in processes of their own, some thousands at a time: one that hangs or runs out of memory is told from the rest.
import { listen, startCopy } from "./child.js";
import type { MutantRun } from "./run.js";
import { addTally, emptyTally, type Tally } from "./tally.js";

/** Mutants of one process. */
const BATCH = 20_000;
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

/** What a process got done: less than was asked for where it died, or had to be ended. It tells a few mutants at a time. */
async function runBatch(folder: string, { seed, first, mutants, out }: MutantRun): Promise<Tally> {
  const args = [folder, `--seed=${seed}`, `--first=${first}`, `--mutants=${mutants}`, `--out=${out}`];
  const sum = emptyTally();
  await listen<Tally>(startCopy(args, MAX_HEAP), (tally) => addTally(sum, tally));
  return sum;
}
