import type { Redis } from "ioredis";
import { scanKeys } from "./redis/keys.js";

/** Ends a scan: workers break off its jobs within a second or two, and take what waits out of the queues undone. */
export async function cancel(redis: Redis, scan: string): Promise<void> {
  await redis.set(scanKeys(scan).cancelled, "1");
}

export async function isCancelled(redis: Redis, scan: string): Promise<boolean> {
  return (await redis.exists(scanKeys(scan).cancelled)) === 1;
}
