import { Presets, SingleBar } from "cli-progress";

/** A file that is read sooner than this shows no bar. */
const PATIENCE_MS = 700;

export interface Progress {
  update: (done: number, total: number | undefined) => void;
  /** Takes the bar off the screen; further calls do nothing. */
  stop: () => void;
}

/** A bar on standard error for long files, where that is a terminal; nothing elsewhere. */
export function progressBar(file: string): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar(
    { format: `${file} {bar} {percentage}% {eta_formatted}`, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  const begun = performance.now();
  let state: "waiting" | "shown" | "stopped" = "waiting";
  return {
    update(done, total) {
      if (total === undefined || state === "stopped") return;
      if (state === "shown") bar.update(done);
      else if (performance.now() - begun > PATIENCE_MS) {
        bar.start(total, done);
        state = "shown";
      }
    },
    stop() {
      if (state === "shown") bar.stop();
      state = "stopped";
    },
  };
}
