// How far a scan is, at each of its vantage points.
import type { Job } from "bullmq";
import { isCancelled } from "./cancel.js";
import type { FleetJob } from "./jobs/job.js";
import type { FleetQueue, Queues } from "./queues.js";
import { SCANS, scanKeys } from "./redis/keys.js";

/** A job that was tried often enough, and stays in its queue until somebody looks at it. */
export interface FailedJob {
  job: string;
  vantage: string;
  error: string;
  /** A count: how often it was tried. */
  attempts: number;
}

/** How far a scan is at one of its vantage points. */
export interface VantageStatus {
  vantage: string;
  /** `waiting` has what waits to be tried again too. */
  jobs: { total: number; done: number; active: number; waiting: number; failed: number };
  /** Targets and captures; what running jobs have done is counted. */
  units: { total: number; done: number };
  /** Workers of the vantage point, whatever they do. */
  workers: number;
}

/** How far a scan is, at each of its vantage points. */
export interface ScanStatus {
  scan: string;
  vantages: VantageStatus[];
  failed: FailedJob[];
  cancelled: boolean;
  /** Nothing more will come of it. */
  complete: boolean;
}

/** The names of all scans that are in Redis. */
export async function scans({ redis }: Queues): Promise<string[]> {
  return (await redis.smembers(SCANS)).sort();
}

/** Of a scan that there is not, it is one without vantage points. */
export async function statusOf(queues: Queues, scan: string): Promise<ScanStatus> {
  const names = (await queues.redis.smembers(scanKeys(scan).vantages)).sort();
  const all = await Promise.all(names.map((vantage) => vantageStatus(queues, scan, vantage)));
  const vantages = all.map(({ status }) => status);
  const cancelled = await isCancelled(queues.redis, scan);
  const submitting = await queues.redis.exists(scanKeys(scan).submitting);
  return {
    scan,
    vantages,
    failed: all.flatMap(({ failed }) => failed),
    cancelled,
    complete:
      submitting === 0 &&
      vantages.every(({ jobs }) => jobs.active === 0 && (cancelled || jobs.waiting === 0)),
  };
}

async function vantageStatus(
  queues: Queues,
  scan: string,
  vantage: string,
): Promise<{ status: VantageStatus; failed: FailedJob[] }> {
  const queue = queues.at(vantage);
  const keys = scanKeys(scan);
  const [submitted, done, active, failed, workers] = await Promise.all([
    queues.redis.hgetall(keys.submitted(vantage)),
    queues.redis.hgetall(keys.done(vantage)),
    jobsOf(queue, "active", scan),
    jobsOf(queue, "failed", scan),
    queue.getWorkersCount(),
  ]);
  // What was done a moment ago may still be in its queue; what nobody submitted may be there too.
  const running = active.filter(({ id }) => id! in submitted && !(id! in done));
  const aside = failed.filter(({ id }) => id! in submitted).length;
  const total = Object.keys(submitted).length;
  const jobs = { total, done: Object.keys(done).length, active: running.length, failed: failed.length };
  const status = {
    vantage,
    jobs: { ...jobs, waiting: Math.max(0, total - jobs.done - jobs.active - aside) },
    units: { total: sum(submitted), done: sum(done) + running.reduce((n, job) => n + progressOf(job), 0) },
    workers,
  };
  return { status, failed: failed.map((job) => failedJob(job, vantage)) };
}

async function jobsOf(queue: FleetQueue, state: "active" | "failed", scan: string): Promise<Job<FleetJob>[]> {
  const jobs: (Job<FleetJob> | undefined)[] = await queue.getJobs([state]);
  // One that left meanwhile is undefined; what stands in it may be anything.
  return jobs.filter((job) => job !== undefined).filter(({ data }) => data?.scan === scan);
}

function failedJob({ id, failedReason, attemptsMade }: Job<FleetJob>, vantage: string): FailedJob {
  return { job: id!, vantage, error: failedReason, attempts: attemptsMade };
}

function progressOf({ progress }: Job): number {
  const { done } = progress as { done?: unknown };
  return typeof done === "number" ? done : 0;
}

function sum(units: Record<string, string>): number {
  return Object.values(units).reduce((total, count) => total + Number(count), 0);
}
