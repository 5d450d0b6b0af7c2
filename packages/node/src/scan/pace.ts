import { setTimeout as sleep } from "node:timers/promises";

/** Lets callers go on at most `rate` times a second, evenly; without a rate at once. Rejects once `signal` is aborted. */
export function pace(rate: number | undefined): (signal: AbortSignal) => Promise<void> {
  if (rate === undefined) return async () => {};
  const interval = 1000 / rate;
  let next = 0;
  return async (signal) => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + interval;
    if (turn > now) await sleep(turn - now, undefined, { signal });
  };
}
