// The producer: jobs into the queue of their vantage point, noted by their scan.
import type { FleetJob } from "./jobs/job.js";
import { unitsOf } from "./jobs/job.js";
import { jobId } from "./jobs/job-id.js";
import { JOB_OPTIONS, type Queues } from "./queues.js";
import { SCANS, scanKeys } from "./redis/keys.js";

/** What became of the jobs that were handed in. */
export interface Submitted {
  /** Jobs that were not there before. */
  jobs: number;
  /** Their targets or captures. */
  units: number;
  /** Jobs that the scan has already: waiting, running, done or set aside. */
  known: number;
}

/** Seconds that a list may take to give the next jobs, until a scan passes for submitted whole. */
const PATIENCE = 300;
/** Jobs sent to Redis at once. */
const BATCH = 64;

/**
 * Puts jobs into their queues. Submitting the same jobs again adds nothing, also if the first time was broken off half
 * way. Throws what `jobs` throws; what was submitted until then stays.
 */
export async function submit(
  queues: Queues,
  jobs: AsyncIterable<FleetJob> | Iterable<FleetJob>,
): Promise<Submitted> {
  const total: Submitted = { jobs: 0, units: 0, known: 0 };
  const names = new Set<string>();
  let batch: FleetJob[] = [];
  for await (const job of jobs) {
    names.add(job.scan);
    batch.push(job);
    if (batch.length < BATCH) continue;
    await submitBatch(queues, batch, total);
    batch = [];
  }
  await submitBatch(queues, batch, total);
  for (const scan of names) await queues.redis.del(scanKeys(scan).submitting);
  return total;
}

async function submitBatch(queues: Queues, batch: readonly FleetJob[], total: Submitted): Promise<void> {
  for (const scan of new Set(batch.map((job) => job.scan)))
    await queues.redis.set(scanKeys(scan).submitting, "1", "EX", PATIENCE);
  await Promise.all(batch.map((job) => submitOne(queues, job, total)));
}

async function submitOne(queues: Queues, job: FleetJob, total: Submitted): Promise<void> {
  const { redis } = queues;
  const { scan, vantage } = job;
  const keys = scanKeys(scan);
  const id = jobId(job);
  if (await redis.hexists(keys.done(vantage), id)) {
    total.known++;
    return;
  }
  // First into the queue, which knows it by its id, then noted: what is broken off between them can be done again.
  await queues.at(vantage).add(job.kind, job, { ...JOB_OPTIONS, jobId: id });
  const noted = await redis
    .multi()
    .sadd(SCANS, scan)
    .sadd(keys.vantages, vantage)
    .hsetnx(keys.submitted(vantage), id, unitsOf(job))
    .exec();
  if (noted?.at(-1)?.[1] === 0) total.known++;
  else {
    total.jobs++;
    total.units += unitsOf(job);
  }
}
