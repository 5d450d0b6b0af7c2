// A copy of the program in a process of its own: one that hangs or runs out of memory takes nothing else with it.
import { type ChildProcess, fork } from "node:child_process";

/** Milliseconds without a sign of life after which a process is taken to hang; usual are some seconds. */
const PATIENCE = 300_000;

/** What a process says: that it goes on, and at last its answer. */
export type Message<T> = "alive" | T;

/** Starts this program again with other arguments and so many megabytes of V8's heap; what it prints goes where ours does. */
export function startCopy(args: readonly string[], maxHeap: number): ChildProcess {
  return fork(process.argv[1]!, args, { execArgv: [`--max-old-space-size=${maxHeap}`] });
}

/** `undefined` where the process died, or had to be ended. */
export function answerOf<T>(child: ChildProcess): Promise<T | undefined> {
  return new Promise((resolve) => {
    let answer: T | undefined;
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.on("message", (message: Message<T>) => {
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
