// A Redis of the test's own, on a port that was free, in a folder that goes with it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@countersign/interop/addresses";
import { type RunningServer, startServer } from "@countersign/interop/processes";

export interface TestRedis extends AsyncDisposable {
  url: string;
  /** As if the machine's power went, for Redis. */
  kill: () => Promise<void>;
  /** On the same port, with what its append-only file says. */
  start: () => Promise<void>;
}

const HOST = "127.0.0.1";

/** `arguments_`: lines of redis.conf(5), beside what makes it private and keeps what it was told. */
export async function startRedis(
  arguments_: readonly string[] = [],
  protocol: "redis" | "rediss" = "redis",
): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-redis-"));
  const port = await freePort(HOST);
  let server: RunningServer | undefined;
  const kill = async (): Promise<void> => {
    await server?.[Symbol.asyncDispose]();
    server = undefined;
  };
  const start = async (): Promise<void> => {
    const own = ["--bind", HOST, ...ports(protocol, port), "--dir", folder];
    const kept = ["--appendonly", "yes", "--save", ""];
    const argv = ["redis-server", ...own, ...kept, ...arguments_];
    server = await startServer(async () => ({ argv, host: HOST, port }));
  };
  await start();
  return {
    url: `${protocol}://${HOST}:${port}`,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ports(protocol: "redis" | "rediss", port: number): string[] {
  return protocol === "redis" ? ["--port", `${port}`] : ["--port", "0", "--tls-port", `${port}`];
}
