import type { HostReport } from "@countersign/inspect";
import { concurrently } from "./concurrently.js";
import { pace } from "./pace.js";
import { type ProbeHostOptions, probeHost } from "./probe-host.js";
import type { Target } from "./target.js";

/** As {@link ProbeHostOptions}, with what many hosts need besides. */
export interface ScanOptions extends ProbeHostOptions {
  /** Hosts at a time: 100 unless given. */
  concurrency?: number;
  /** Hosts a second, at most; as fast as it goes unless given. */
  rate?: number;
  /** Told of each host that is done, before its report is yielded. */
  onProgress?: (done: number) => void;
}

const CONCURRENCY = 100;

/**
 * Probes many servers and yields a report for each, in the order in which they are done. Memory does not grow with the
 * number of targets. Throws what `targets` throws, and when `signal` is aborted its reason; however it ends, also when
 * its consumer leaves, no connection stays open.
 */
export async function* scan(
  targets: AsyncIterable<Target> | Iterable<Target>,
  options: ScanOptions = {},
): AsyncGenerator<HostReport, void> {
  const { concurrency = CONCURRENCY, rate, onProgress, signal, ...probeOptions } = options;
  const turn = pace(rate);
  let done = 0;
  const probe = async (target: Target, signal: AbortSignal): Promise<HostReport> => {
    await turn(signal);
    const report = await probeHost(target, { ...probeOptions, signal });
    onProgress?.(++done);
    return report;
  };
  yield* concurrently(targets, concurrency, probe, signal);
}
