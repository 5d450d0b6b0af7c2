// The stream of a scan's reports.
import type { Report } from "@countersign/inspect";
import type { ChainableCommander, Redis } from "ioredis";
import { unpackReports } from "./batch.js";
import { scanKeys } from "./keys.js";

/** A place in the stream; what stands behind it is still to be read. */
export type Cursor = string;

/** Before everything. */
export const START: Cursor = "0-0";

/** Reports of one job that were written together, and where to read on behind them. */
export interface ResultBatch {
  reports: Report[];
  /** Behind this batch. */
  cursor: Cursor;
}

const FIELD = "reports";
/** Batches asked for at a time. */
const COUNT = 16;

/** Puts the adding of a batch into a transaction. */
export function addBatch(transaction: ChainableCommander, scan: string, packed: Buffer): ChainableCommander {
  return transaction.xadd(scanKeys(scan).results, "*", FIELD, packed);
}

/** The batches behind `after` that are there now. Throws `RangeError` for what is no cursor. */
export async function* readBatches(
  redis: Redis,
  scan: string,
  after: Cursor = START,
): AsyncGenerator<ResultBatch, void> {
  let cursor = checkedCursor(after);
  for (;;) {
    const entries = await redis.xrangeBuffer(scanKeys(scan).results, `(${cursor}`, "+", "COUNT", COUNT);
    if (entries.length === 0) return;
    for (const [id, fields] of entries) {
      cursor = id.toString();
      yield { reports: await unpackReports(fields[1]!), cursor };
    }
  }
}

/** Takes the batches up to `cursor` and with it out of Redis, for good. Answers how many there were. */
export function trimBatches(redis: Redis, scan: string, cursor: Cursor): Promise<number> {
  const [time, sequence] = checkedCursor(cursor).split("-") as [string, string];
  return redis.xtrim(scanKeys(scan).results, "MINID", `${time}-${BigInt(sequence) + 1n}`);
}

function checkedCursor(cursor: Cursor): Cursor {
  if (/^\d+-\d+$/.test(cursor)) return cursor;
  throw new RangeError(`${cursor}: is no cursor of a stream of results`);
}
