// What stands in a queue: plain data, small, and the same work however often it is run.
import type { ScanOptions } from "@countersign/node";

/** Of the jobs and of the reports that come of them; a worker runs jobs of its own version alone. */
export const CONTRACT_VERSION = 1 as const;

/** The options of a scan that are data. */
export type ProbeOptions = Pick<
  ScanOptions,
  | "smb1"
  | "multiProtocol"
  | "allDialects"
  | "challenge"
  | "concurrency"
  | "rate"
  | "retries"
  | "connectTimeout"
  | "answerTimeout"
>;

interface AnyJob {
  contract: typeof CONTRACT_VERSION;
  scan: string;
  vantage: string;
}

/** A shard of a scan's targets. */
export interface ProbeJob extends AnyJob {
  kind: "probe";
  /** Each as `formatTarget` writes it. */
  targets: string[];
  options: ProbeOptions;
}

/** One capture, by a path or a URL that means something to the worker. */
export interface InspectJob extends AnyJob {
  kind: "inspect";
  capture: string;
}

/** What a worker can do. */
export type FleetJob = ProbeJob | InspectJob;

/** How much of a scan a job is: targets, or one capture. */
export function unitsOf(job: FleetJob): number {
  return job.kind === "probe" ? job.targets.length : 1;
}
