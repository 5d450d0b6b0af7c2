// What a worker tells of itself.
import type { FleetJob } from "../jobs/job.js";

/** What a worker tells of its jobs as it happens. */
export type WorkerEvent =
  | { kind: "started"; job: string; of: FleetJob }
  | { kind: "done"; job: string; reports: number }
  /** `final`: it was tried often enough, or cannot be run at all, and is set aside. */
  | { kind: "failed"; job: string; error: string; final: boolean }
  /** A job of another contract version, left for a worker of that version. */
  | { kind: "refused"; job: string; contract: number }
  /** Of a scan that was cancelled. */
  | { kind: "cancelled"; job: string }
  /** Broken off by `stopNow`, and back in the queue. */
  | { kind: "put-back"; job: string }
  /** Its worker gave no more sign of life: it is back in the queue. */
  | { kind: "stalled"; job: string }
  /** Redis or the queue; the worker goes on. */
  | { kind: "trouble"; error: string };
