// countersign fleet status
import { setTimeout as sleep } from "node:timers/promises";
import type { ScanStatus } from "@countersign/fleet";
import { visibleText } from "@countersign/inspect";
import { MultiBar, Presets, type SingleBar } from "cli-progress";
import { colorsFor } from "../colors.js";
import { fail } from "../diagnostics.js";
import { drawTable } from "../table.js";
import { type RedisFlags, withQueues } from "./redis.js";
import { onSignals } from "./stop.js";

export interface StatusFlags extends RedisFlags {
  watch?: true;
  json?: true;
}

const PERIOD = 1000;

export async function status(names: string[], flags: StatusFlags): Promise<void> {
  await withQueues(flags, async ({ scans, statusOf }, queues) => {
    const wanted = names.length > 0 ? names : await scans(queues);
    for (const scan of wanted) {
      const first = await statusOf(queues, scan);
      if (first.vantages.length === 0) fail(`there is no scan ${scan}`);
      else print(flags.watch ? await watch(first, () => statusOf(queues, scan)) : first, flags);
    }
  });
}

/** Until nothing more will come, or a signal. */
async function watch(status: ScanStatus, ask: () => Promise<ScanStatus>): Promise<ScanStatus> {
  const stop = new AbortController();
  using _signals = onSignals(() => stop.abort());
  using bars = progressBars();
  while (!status.complete && !stop.signal.aborted) {
    bars.update(status);
    await sleep(PERIOD, undefined, { signal: stop.signal }).catch(() => {});
    status = await ask();
  }
  return status;
}

/** A bar a vantage point on standard error, where that is a terminal. */
function progressBars(): Disposable & { update: (status: ScanStatus) => void } {
  if (!process.stderr.isTTY) return { update() {}, [Symbol.dispose]() {} };
  const format = "{vantage} {bar} {value}/{total}  {workers} workers  {failed} failed  {eta_formatted} left";
  const multi = new MultiBar(
    { format, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  const bars = new Map<string, SingleBar>();
  return {
    update({ vantages }) {
      for (const { vantage, units, workers, jobs } of vantages) {
        const said = { vantage, workers, failed: jobs.failed };
        const bar = bars.get(vantage) ?? multi.create(units.total, 0, said);
        bars.set(vantage, bar);
        bar.setTotal(units.total);
        bar.update(units.done, said);
      }
    },
    [Symbol.dispose]: () => multi.stop(),
  };
}

const TITLES = ["vantage", "targets and captures", "jobs done", "running", "waiting", "set aside", "workers"];

function print(status: ScanStatus, { json }: StatusFlags): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(status)}\n`);
    return;
  }
  const colors = colorsFor(process.stdout);
  const rows = status.vantages.map(({ vantage, units, jobs, workers }) => [
    vantage,
    `${units.done} of ${units.total}`,
    `${jobs.done} of ${jobs.total}`,
    String(jobs.active),
    String(jobs.waiting),
    String(jobs.failed),
    String(workers),
  ]);
  const state = status.cancelled ? "cancelled" : status.complete ? "complete" : "under way";
  process.stdout.write(`${colors.bold(status.scan)}  ${state}\n`);
  process.stdout.write(`${drawTable(TITLES, rows, colors, process.stdout.columns)}\n`);
  for (const { job, vantage, error, attempts } of status.failed)
    process.stdout.write(`${job} at ${vantage}, tried ${attempts} times: ${visibleText(error)}\n`);
}
