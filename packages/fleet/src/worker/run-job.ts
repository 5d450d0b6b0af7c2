// One job of the queue, from what stands there to the note that it is done.
import { setTimeout as sleep } from "node:timers/promises";
import { DelayedError, type Job, UnrecoverableError } from "bullmq";
import type { Redis } from "ioredis";
import { isCancelled } from "../cancel.js";
import { CONTRACT_VERSION, type FleetJob, unitsOf } from "../jobs/job.js";
import { BadJob, contractOf, parseJob } from "../jobs/parse-job.js";
import { scanKeys } from "../redis/keys.js";
import type { WorkerEvent } from "./events.js";
import { type Means, reportsOf } from "./reports-of.js";
import { ResultWriter } from "./result-writer.js";
import { Cancelled, watchScan } from "./watch.js";

export interface JobPlace {
  redis: Redis;
  vantage: string;
  means: Means;
  tell: (event: WorkerEvent) => void;
}

/** The worker is to end at once. */
export class PutBack extends Error {}

/** Milliseconds: for so long a refused job is held, and then left to others. */
const REFUSAL = 1000;
const PROGRESS_PERIOD = 1000;

/** Runs it. Rejects where it failed, and where BullMQ has to be told that it is back in the queue. */
export async function runJob(entry: Job, place: JobPlace, control: AbortController): Promise<void> {
  const contract = contractOf(entry.data);
  if (contract !== undefined && contract !== CONTRACT_VERSION) return refuse(entry, contract, place);
  const job = checked(entry, place.vantage);
  const { redis, tell } = place;
  const id = entry.id!;
  // Done by a worker that died before it could say so.
  if (await redis.hexists(scanKeys(job.scan).done(job.vantage), id)) return;
  if (await isCancelled(redis, job.scan)) return tell({ kind: "cancelled", job: id });
  tell({ kind: "started", job: id, of: job });
  using _watch = watchScan(redis, job.scan, control);
  try {
    const reports = await writeReports(entry, job, place, control.signal);
    tell({ kind: "done", job: id, reports });
  } catch (error) {
    if (error instanceof Cancelled) return tell({ kind: "cancelled", job: id });
    if (!(error instanceof PutBack)) throw error;
    tell({ kind: "put-back", job: id });
    await moveBack(entry, 0);
  }
}

/** Held for a second first, so that workers of the right version come by more of the jobs than this one does. */
async function refuse(entry: Job, contract: number, { tell }: JobPlace): Promise<void> {
  tell({ kind: "refused", job: entry.id!, contract });
  await sleep(REFUSAL);
  await moveBack(entry, REFUSAL);
}

/** It costs the job none of its attempts. */
async function moveBack(entry: Job, milliseconds: number): Promise<never> {
  await entry.moveToDelayed(Date.now() + milliseconds, entry.token);
  throw new DelayedError();
}

function checked(entry: Job, vantage: string): FleetJob {
  try {
    const job = parseJob(entry.data);
    if (job.vantage !== vantage) throw new BadJob(`is for vantage ${job.vantage}`);
    return job;
  } catch (error) {
    // Trying again makes it no better.
    if (error instanceof BadJob) throw new UnrecoverableError(error.message);
    throw error;
  }
}

/** Answers how many there were. */
async function writeReports(
  entry: Job,
  job: FleetJob,
  { redis, means }: JobPlace,
  signal: AbortSignal,
): Promise<number> {
  const writer = new ResultWriter(redis, job, entry.id!);
  const total = unitsOf(job);
  let count = 0;
  let told = performance.now();
  for await (const report of reportsOf(job, means, signal)) {
    await writer.add(report);
    count++;
    if (performance.now() - told < PROGRESS_PERIOD) continue;
    told = performance.now();
    if (job.kind === "probe") await entry.updateProgress({ done: count, total });
  }
  await writer.finish();
  return count;
}
