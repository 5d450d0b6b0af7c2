// What a job gives, once it runs.
import { inspectCapture, type Report, type SourceFacts } from "@countersign/inspect";
import { inspectFile, scan, type Target, type Transport, targetsOf, unwrapped } from "@countersign/node";
import type { FleetJob, InspectJob, ProbeJob } from "../jobs/job.js";
import { isUrl } from "../jobs/shards.js";

/** The bytes that a URL stands for, in chunks of any size. It ends soon after `signal` is aborted, or throws. */
export type Opener = (url: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** How a worker reaches servers and captures. */
export interface Means {
  /** How servers are reached: over TCP unless given. */
  transport?: Transport;
  /** How captures are read that are named by URLs; without it, those jobs fail. */
  open?: Opener;
}

/** Throws what the scan, the file or the opener throws, and the signal's reason once it is aborted. */
export async function* reportsOf(
  job: FleetJob,
  means: Means,
  signal: AbortSignal,
): AsyncGenerator<Report, void> {
  yield* job.kind === "probe" ? probed(job, means, signal) : inspected(job, means, signal);
  signal.throwIfAborted();
}

function probed(
  { targets, options }: ProbeJob,
  { transport }: Means,
  signal: AbortSignal,
): AsyncGenerator<Report> {
  return scan(targets.flatMap(oneTarget), { ...options, ...(transport && { transport }), signal });
}

function oneTarget(text: string): Target[] {
  return [...targetsOf(text, { maxRange: 1 })];
}

/** Conversations, then hosts: those are what can be joined with other captures and with probes. */
function inspected({ capture }: InspectJob, { open }: Means, signal: AbortSignal): AsyncGenerator<Report> {
  if (!isUrl(capture)) return inspectFile(capture, { by: "both", signal });
  if (open === undefined) throw new Error(`${capture}: this worker has no opener of URLs`);
  const source: SourceFacts = { problems: [] };
  return inspectCapture(unwrapped(open(capture, signal), source), { by: "both", file: capture, source });
}
