// Mutants in processes of their own, some thousands at a time: one that hangs or runs out of memory is told from the rest.
import { answerOf, startCopy } from "./child.js";
import type { MutantRun } from "./run.js";
import { addTally, emptyTally, type Tally } from "./tally.js";

/** Mutants of one process. */
const BATCH = 20_000;
/** Megabytes of V8's heap. Twice what the run needs for itself. */
const MAX_HEAP = 128;

export interface Jobs {
  readonly tally: Tally;
  /** Of each batch that did not end well, how to run it again. */
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
      if (tally === undefined)
        result.died.push(`seed ${run.seed}, hung or died: --first ${batch.first} --mutants ${batch.mutants}`);
      else addTally(result.tally, tally);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return result;
}

/** `undefined` where the process died, or had to be ended. */
function runBatch(folder: string, { seed, first, mutants, out }: MutantRun): Promise<Tally | undefined> {
  const args = [folder, `--seed=${seed}`, `--first=${first}`, `--mutants=${mutants}`, `--out=${out}`];
  return answerOf<Tally>(startCopy(args, MAX_HEAP));
}
