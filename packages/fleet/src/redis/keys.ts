// The names of what stands in Redis beside BullMQ's own keys.

/** BullMQ's prefix, and ours. */
export const PREFIX = "countersign";

/** The queue of a vantage point; its name takes no colon. */
export function queueName(vantage: string): string {
  return `at-${vantage}`;
}

/** A set: every scan. */
export const SCANS: string = `${PREFIX}:scans`;

export interface ScanKeys {
  /** A set: where it is run. */
  vantages: string;
  /** A stream of batches of reports, compressed. */
  results: string;
  /** Text: there, while jobs are being submitted; it goes by itself if that is broken off. */
  submitting: string;
  /** Text: there, if it was cancelled. */
  cancelled: string;
  /** A hash, by job id: how many targets or captures it is. */
  submitted: (vantage: string) => string;
  /** A hash, by job id: the same, once it is done. */
  done: (vantage: string) => string;
}

export function scanKeys(scan: string): ScanKeys {
  const key = (...parts: string[]): string => [PREFIX, "scan", scan, ...parts].join(":");
  return {
    vantages: key("vantages"),
    results: key("results"),
    submitting: key("submitting"),
    cancelled: key("cancelled"),
    submitted: (vantage) => key("submitted", vantage),
    done: (vantage) => key("done", vantage),
  };
}
