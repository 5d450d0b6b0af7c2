// Mutants in processes of their own, some thousands at a time: one that hangs or runs out of memory is told from the rest.
import { type ChildProcess, fork } from "node:child_process";
import type { MutantRun } from "./run.js";
import { addTally, emptyTally, type Tally } from "./tally.js";

/** Mutants of one process. */
const BATCH = 20_000;
/** Milliseconds without a sign of life after which a process is taken to hang; usual are some seconds. */
const PATIENCE = 300_000;
/** Megabytes of V8's heap. Twice what the run needs for itself. */
const MAX_HEAP = 128;

/** What a process says: that it goes on, and at last what came of its mutants. */
export type Message = "alive" | Tally;

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
  const child = fork(process.argv[1]!, args, { execArgv: [`--max-old-space-size=${MAX_HEAP}`] });
  return answerOf(child);
}

function answerOf(child: ChildProcess): Promise<Tally | undefined> {
  return new Promise((resolve) => {
    let answer: Tally | undefined;
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.on("message", (message: Message) => {
      timer.refresh();
      if (message === "alive") return;
      answer = message;
      child.disconnect();
    });
    child.on("exit", () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
