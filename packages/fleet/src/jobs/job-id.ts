import { createHash } from "node:crypto";
import type { FleetJob } from "./job.js";

/** The same for the same work of the same scan, so that work submitted twice is there once. */
export function jobId(job: FleetJob): string {
  const { kind, contract, scan, vantage } = job;
  const work = job.kind === "probe" ? [job.targets, Object.entries(job.options).sort()] : [job.capture];
  const hash = createHash("sha256").update(JSON.stringify([contract, scan, vantage, ...work]));
  // With its kind before it, for BullMQ takes no id that is a number.
  return `${kind}-${hash.digest("hex").slice(0, 32)}`;
}
