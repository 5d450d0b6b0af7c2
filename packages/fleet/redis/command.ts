// The built command, as a process.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../cli/bin/countersign.js", import.meta.url));

/** Its end: what it printed, and its exit code. */
interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running extends AsyncDisposable {
  child: ChildProcess;
  /** What it has printed until now. */
  printed: { stdout: string; stderr: string };
  ended: Promise<Ended>;
}

export function fleet(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  return running([PROGRAM, "fleet", ...args], env);
}

/** A program of Node. It is killed when disposed of, if it still runs. */
export function running(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (printed.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (printed.stderr += text));
  const ended = once(child, "close").then(([code]) => ({ code, ...printed }) as Ended);
  return {
    child,
    printed,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Its lines of JSON. */
// biome-ignore lint/suspicious/noExplicitAny: reports of any kind, and the tests look where they please.
export function linesOf(stdout: string): any[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
