// Reading a scan's reports, now or as they come.
import { setTimeout as sleep } from "node:timers/promises";
import type { Queues } from "./queues.js";
import { type Cursor, type ResultBatch, readBatches, START } from "./redis/results.js";
import { statusOf } from "./status.js";

/** Where to begin reading, and when to end. */
export interface ResultOptions {
  /** Where to go on: behind this cursor; from the first report unless given. */
  after?: Cursor;
  /** Waits for what is still to come, until nothing is. */
  follow?: boolean;
  /** Ends the loop. */
  signal?: AbortSignal;
}

const PERIOD = 500;

/**
 * A scan's reports in the order of their arrival, a batch at a time, each with the cursor behind it. A job that was run
 * twice may give a report twice, with the same job in its `vantage`. Throws `RangeError` for what is no cursor.
 */
export async function* results(
  queues: Queues,
  scan: string,
  { after = START, follow = false, signal }: ResultOptions = {},
): AsyncGenerator<ResultBatch, void> {
  for (;;) {
    // Asked before reading: what came before a scan was complete is then read for certain.
    const { complete } = await statusOf(queues, scan);
    for await (const batch of readBatches(queues.redis, scan, after)) {
      if (signal?.aborted) return;
      yield batch;
      after = batch.cursor;
    }
    if (complete || !follow || signal?.aborted) return;
    await sleep(PERIOD, undefined, { signal }).catch(() => {});
  }
}
