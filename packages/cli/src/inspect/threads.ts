// Several captures at a time, each in a thread.
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Tinypool } from "tinypool";
import { reasonOf } from "../diagnostics.js";
import type { FileResult, FileTask } from "./worker.js";

/** Below this a thread's start, a tenth of a second, costs more than it saves. */
const WORTH_A_THREAD = 32 * 1024 * 1024;

/** How many of the files to read at a time, of what was asked for or, if nothing was, of what the machine has. */
export async function threadsFor(files: readonly string[], asked: number | undefined): Promise<number> {
  if (files.includes("-")) return 1;
  if (asked !== undefined) return Math.min(asked, files.length);
  const sizes = await Promise.all(files.map(sizeOf));
  const large = sizes.reduce((sum, size) => sum + size, 0) / WORTH_A_THREAD;
  return Math.max(1, Math.min(availableParallelism(), files.length, Math.floor(large)));
}

/** What cannot be opened is told of when its turn comes. */
async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** The results in the order of the tasks. */
export async function* inThreads(
  tasks: readonly FileTask[],
  threads: number,
): AsyncGenerator<[FileTask, FileResult], void> {
  const filename = new URL("./inspect/worker.js", import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: threads, maxThreads: threads });
  try {
    const results = tasks.map((task) =>
      (pool.run(task) as Promise<FileResult>).catch(
        (error: unknown): FileResult => ({ reports: [], hosts: [], failure: reasonOf(error) }),
      ),
    );
    for (const [i, task] of tasks.entries()) yield [task, await results[i]!];
  } finally {
    await pool.destroy();
  }
}
