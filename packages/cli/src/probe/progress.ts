import { Presets, SingleBar } from "cli-progress";

export interface ScanProgress {
  update: (done: number) => void;
  /** Takes the bar off the screen. */
  stop: () => void;
}

/**
 * A bar on standard error with rate and time left, where that is a terminal; nothing elsewhere. Where `total` is not
 * known, the count and the rate.
 */
export function scanProgress(total: number | undefined): ScanProgress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const format =
    total === undefined
      ? "{value} hosts  {rate}/s"
      : "{bar} {value}/{total} hosts  {rate}/s  {eta_formatted} left";
  const bar = new SingleBar(
    { format, clearOnComplete: true, hideCursor: null, stream: process.stderr },
    Presets.shades_classic,
  );
  const begun = performance.now();
  const rate = (done: number): string => ((done * 1000) / Math.max(1, performance.now() - begun)).toFixed(1);
  bar.start(total ?? Number.POSITIVE_INFINITY, 0, { rate: rate(0) });
  return { update: (done) => bar.update(done, { rate: rate(done) }), stop: () => bar.stop() };
}
