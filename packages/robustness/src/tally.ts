// What came of many mutants, as counts that add up over processes.

export interface Tally {
  mutants: number;
  failed: number;
  /** Mutations by kind, outcomes, reports by kind. */
  kinds: Record<string, number>;
  outcomes: Record<string, number>;
  reports: Record<string, number>;
  /** On-CPU milliseconds of all, and the worst one with its index. */
  milliseconds: number;
  worst: { milliseconds: number; index: number };
  /** Bytes of all mutants. */
  bytes: number;
  /** The highest of any process, in bytes. */
  peakMemory: number;
}

export function emptyTally(): Tally {
  return {
    mutants: 0,
    failed: 0,
    kinds: {},
    outcomes: {},
    reports: {},
    milliseconds: 0,
    worst: { milliseconds: 0, index: -1 },
    bytes: 0,
    peakMemory: 0,
  };
}

export function count(counts: Record<string, number>, name: string, more = 1): void {
  counts[name] = (counts[name] ?? 0) + more;
}

/** Adds `more` to `total`. */
export function addTally(total: Tally, more: Tally): void {
  total.mutants += more.mutants;
  total.failed += more.failed;
  total.milliseconds += more.milliseconds;
  total.bytes += more.bytes;
  total.peakMemory = Math.max(total.peakMemory, more.peakMemory);
  if (more.worst.milliseconds > total.worst.milliseconds) total.worst = more.worst;
  for (const part of ["kinds", "outcomes", "reports"] as const) {
    for (const [name, times] of Object.entries(more[part])) count(total[part], name, times);
  }
}

/** Lines for people, the largest count first. */
export function tallyText(tally: Tally, seconds: number): string {
  const { mutants, failed, worst, peakMemory, bytes, milliseconds } = tally;
  return [
    ...["kinds", "outcomes", "reports"].flatMap((part) => [
      `${part}:`,
      ...Object.entries(tally[part as "kinds"])
        .sort(([, a], [, b]) => b - a)
        .map(([name, times]) => `  ${String(times).padStart(9)}  ${name}`),
    ]),
    `${mutants} mutants, ${failed} failed; ${(mutants / seconds).toFixed(0)} a second; ` +
      `${((1e6 * milliseconds) / bytes).toFixed(0)} ns a byte, worst ${worst.milliseconds.toFixed(0)} ms ` +
      `(mutant ${worst.index}); peak memory ${(peakMemory / 2 ** 20).toFixed(0)} MB`,
  ].join("\n");
}
