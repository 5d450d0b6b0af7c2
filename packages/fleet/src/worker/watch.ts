// What tells a job to end before it is done.
import type { Redis } from "ioredis";
import { isCancelled } from "../cancel.js";

/** The job's scan was cancelled. */
export class Cancelled extends Error {}

const PERIOD = 1000;

/** Asks once a second whether the scan was cancelled, and aborts `job` then. Ends when disposed of. */
export function watchScan(redis: Redis, scan: string, job: AbortController): Disposable {
  const timer = setInterval(async () => {
    try {
      if (await isCancelled(redis, scan)) job.abort(new Cancelled(`the scan ${scan} was cancelled`));
    } catch {
      // Redis is away: it is asked again in a second.
    }
  }, PERIOD);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
