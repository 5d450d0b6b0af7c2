// Servers as child processes that nothing outlives.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that runs, with a folder of its own; both are gone once it is disposed of. */
export interface RunningServer extends AsyncDisposable {
  host: string;
  port: number;
}

/** What to run, and where it is going to listen. */
export interface Command {
  argv: readonly string[];
  host: string;
  port: number;
}

/** Minutes of a busy machine; a server that cannot start ends by itself and is not waited for. */
const START_TIMEOUT = 180_000;

/**
 * A PID namespace around a command: servers put their children into sessions of their own, but the kernel ends all of
 * them with the first, that one with `unshare`, and `unshare` with us, even if we are killed.
 */
const CONTAINED = ["--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child=KILL", "--"];

/** Starts what `prepare` makes of a new folder, and waits until it accepts connections. */
export async function startServer(prepare: (folder: string) => Promise<Command>): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), "interop-"));
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child !== undefined) await kill(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { argv, host, port } = await prepare(folder);
    const log = join(folder, "log");
    child = spawnContained(argv, log);
    await listening(child, host, port, log);
    return { host, port, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs a command to its end, in the same way. Throws what it printed where it fails. */
export async function run(argv: readonly string[], log: string): Promise<void> {
  const child = spawnContained(argv, log);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${argv[0]}: exit code ${code}\n${readFileSync(log, "utf8")}`);
}

/** Starts all, side by side. Where one fails, the others are stopped before it is told. */
export async function startAll<T extends AsyncDisposable>(starting: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(starting);
  const servers = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failure = results.find((result) => result.status === "rejected");
  if (failure === undefined) return servers;
  await stopAll(servers);
  throw failure.reason;
}

export async function stopAll(servers: readonly AsyncDisposable[]): Promise<void> {
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
}

function spawnContained(argv: readonly string[], log: string): ChildProcess {
  const out = openSync(log, "w");
  try {
    return spawn("setpriv", [...CONTAINED, ...argv], { stdio: ["ignore", out, out] });
  } finally {
    closeSync(out);
  }
}

async function listening(child: ChildProcess, host: string, port: number, log: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT;
  while (!(await accepts(host, port))) {
    if (ended(child) || performance.now() > deadline)
      throw new Error(`does not listen at ${host}, port ${port}\n${readFileSync(log, "utf8")}`);
    await sleep(50);
  }
}

/** Whether something accepts connections there now. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const tell = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", tell(true)).once("error", tell(false));
  });
}

/** Ends the first process of the namespace, and so all of it; `unshare` has waited for that and ends itself. */
async function kill(child: ChildProcess): Promise<void> {
  if (ended(child)) return;
  const exit = once(child, "exit");
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
  const first = /\d+/.exec(children);
  process.kill(first === null ? child.pid! : Number(first[0]), "SIGKILL");
  await exit;
}

function ended({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
