// How to get to Redis: an address that may be seen, and secrets that may not.
import { readFileSync } from "node:fs";
import { Redis, type RedisOptions } from "ioredis";

/** Names of the environment's variables; each may be absent. */
const USERNAME = "COUNTERSIGN_REDIS_USERNAME";
const PASSWORD = "COUNTERSIGN_REDIS_PASSWORD";
/** Paths of PEM files. */
const CA = "COUNTERSIGN_REDIS_CA";
const CERT = "COUNTERSIGN_REDIS_CERT";
const KEY = "COUNTERSIGN_REDIS_KEY";

const DEFAULT_PORT = 6379;

/**
 * The options for `redis://HOST[:PORT][/DB]`, the same with `rediss://` for TLS, or `unix:///PATH`; with user name,
 * password and TLS files from `env`. Throws `RangeError` for another URL, and for one that holds a password: command
 * lines can be read by others.
 */
export function redisOptions(url: string, env: NodeJS.ProcessEnv = process.env): RedisOptions {
  if (!URL.canParse(url)) throw new RangeError("the URL of Redis is none");
  const { protocol, hostname, port, pathname, username, password } = new URL(url);
  if (username !== "" || password !== "")
    throw new RangeError(`the URL of Redis holds a secret: put it into ${PASSWORD}`);
  const secrets = { ...given("username", env[USERNAME]), ...given("password", env[PASSWORD]) };
  if (protocol === "unix:") return { ...COMMON, ...secrets, path: decodeURIComponent(pathname) };
  if (protocol !== "redis:" && protocol !== "rediss:")
    throw new RangeError("the URL of Redis begins with none of redis:, rediss: and unix:");
  return {
    ...COMMON,
    ...secrets,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? DEFAULT_PORT : Number(port),
    db: database(pathname),
    ...(protocol === "rediss:" && { tls: tlsFiles(env) }),
  };
}

/** Where it leads, for people to read; there is nothing secret in it. */
export function redisPlace({ path, host, port, tls }: RedisOptions): string {
  return path ?? `${host}:${port}${tls === undefined ? "" : " with TLS"}`;
}

/** A connection that waits for Redis to come back, and goes on then. Its errors are told by whoever waits for it. */
export function connect(options: RedisOptions): Redis {
  const redis = new Redis(options);
  redis.on("error", () => {});
  return redis;
}

/** Rejects where Redis cannot be reached now, or does not let us in, with what it says; nothing secret is in that. */
export async function checkRedis(options: RedisOptions): Promise<void> {
  const redis = new Redis({ ...options, lazyConnect: true, retryStrategy: () => null });
  let cause: Error | undefined;
  redis.on("error", (error: Error) => {
    cause ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // An error of ioredis itself carries the command, and so the password.
    throw new Error((cause ?? (error as Error)).message);
  } finally {
    redis.disconnect();
  }
}

/** BullMQ's workers ask for it: a command waits for as long as Redis is away. */
const COMMON: RedisOptions = { maxRetriesPerRequest: null };

function database(pathname: string): number {
  const text = pathname.replace(/^\//, "");
  if (!/^\d*$/.test(text)) throw new RangeError("the URL of Redis ends with no number of a database");
  return Number(text);
}

function tlsFiles(env: NodeJS.ProcessEnv): { ca?: Buffer; cert?: Buffer; key?: Buffer } {
  const file = (name: string): Buffer | undefined => {
    const path = env[name];
    return path === undefined ? undefined : readFileSync(path);
  };
  return { ...given("ca", file(CA)), ...given("cert", file(CERT)), ...given("key", file(KEY)) };
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined || value === "" ? {} : ({ [key]: value } as { [P in K]?: V });
}
