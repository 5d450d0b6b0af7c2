// --redis
import { Option } from "commander";
import { fail } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { type Fleet, loadFleet } from "./load.js";

export type RedisOptions = ReturnType<Fleet["redisOptions"]>;
export type Queues = InstanceType<Fleet["Queues"]>;

export interface RedisFlags {
  redis: string;
}

export function redisOption(): Option {
  return new Option(
    "--redis <url>",
    "redis://HOST:PORT, rediss:// for TLS, or unix:///PATH; user name and password come from the environment",
  ).default("redis://127.0.0.1:6379");
}

export const REDIS_ENVIRONMENT =
  "Environment: COUNTERSIGN_REDIS_USERNAME, COUNTERSIGN_REDIS_PASSWORD; with TLS the paths COUNTERSIGN_REDIS_CA, " +
  "COUNTERSIGN_REDIS_CERT and COUNTERSIGN_REDIS_KEY.";

/** `undefined` where Redis cannot be reached, which is said. */
export async function reachRedis(
  fleet: Fleet,
  { redis: url }: RedisFlags,
): Promise<RedisOptions | undefined> {
  let options: RedisOptions;
  try {
    options = fleet.redisOptions(url);
  } catch (error) {
    fail((error as Error).message);
    process.exitCode = error instanceof RangeError ? ExitCode.USAGE : ExitCode.INPUT;
    return undefined;
  }
  try {
    await fleet.checkRedis(options);
    return options;
  } catch (error) {
    fail(`Redis at ${fleet.redisPlace(options)}: ${(error as Error).message}`);
    return undefined;
  }
}

/** Runs `work` with queues that are closed in the end; says what is wrong where there are none. */
export async function withQueues(
  flags: RedisFlags,
  work: (fleet: Fleet, queues: Queues) => Promise<void>,
): Promise<void> {
  const fleet = await loadFleet();
  const options = fleet && (await reachRedis(fleet, flags));
  if (fleet === undefined || options === undefined) return;
  await using queues = new fleet.Queues(options);
  await work(fleet, queues);
}
