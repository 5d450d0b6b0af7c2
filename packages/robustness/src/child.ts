// A copy of the program in a process of its own: one that hangs or runs out of memory takes nothing else with it.
import { type ChildProcess, fork } from "node:child_process";

/** Milliseconds without a sign of life after which a process is taken to hang; usual are some seconds. */
const PATIENCE = 600_000;

/** What a process says: that it goes on, and at last its answer. */
type Message<T> = "alive" | T;

/** Starts this program again with other arguments and so many megabytes of V8's heap; what it prints goes where ours does. */
export function startCopy(args: readonly string[], maxHeap: number): ChildProcess {
  return fork(process.argv[1]!, args, { execArgv: [`--max-old-space-size=${maxHeap}`] });
}

/** Hands on all that a process says, each message a sign of life, until it has ended or had to be ended. */
export function listen<T>(child: ChildProcess, heard: (message: T) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.on("message", (message) => {
      timer.refresh();
      heard(message as T);
    });
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    child.on("close", end);
    // A process that was disconnected from here has no `close`.
    child.on("exit", () => {
      if (!child.connected) end();
    });
  });
}

/** `undefined` where the process died, or had to be ended. */
export async function answerOf<T>(child: ChildProcess): Promise<T | undefined> {
  let answer: T | undefined;
  await listen<Message<T>>(child, (message) => {
    if (message === "alive") return;
    answer = message;
    child.disconnect();
  });
  return answer;
}
