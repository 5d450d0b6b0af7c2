// countersign fleet work
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Opener, WorkerEvent } from "@countersign/fleet";
import { fail, warn } from "../diagnostics.js";
import { type Fleet, loadFleet } from "./load.js";
import { type RedisFlags, type RedisOptions, reachRedis } from "./redis.js";
import { onSignals } from "./stop.js";

export interface WorkFlags extends RedisFlags {
  vantage: string;
  jobs: number;
  jobsPerSecond?: number;
  lifeTime: number;
  opener?: string;
}

export async function work(flags: WorkFlags): Promise<void> {
  const fleet = await loadFleet();
  const redis = fleet && (await reachRedis(fleet, flags));
  if (fleet === undefined || redis === undefined) return;
  let open: Opener | undefined;
  try {
    open = flags.opener === undefined ? undefined : await loadOpener(flags.opener);
  } catch (error) {
    fail(`${flags.opener}: ${(error as Error).message}`);
    return;
  }
  warn("probe only servers that you may probe");
  await untilStopped(fleet, redis, flags, open);
}

async function untilStopped(
  { FleetWorker }: Fleet,
  redis: RedisOptions,
  { vantage, jobs: concurrency, jobsPerSecond, lifeTime }: WorkFlags,
  open: Opener | undefined,
): Promise<void> {
  const worker = new FleetWorker({
    redis,
    vantage,
    concurrency,
    lifeTime: lifeTime * 1000,
    ...(jobsPerSecond !== undefined && { jobsPerSecond }),
    ...(open && { open }),
    onEvent: (event) => process.stderr.write(`${describe(event)}\n`),
  });
  process.stderr.write(`at ${vantage}, waiting for jobs\n`);
  await new Promise<void>((resolve) => {
    const signals = onSignals(
      () => {
        process.stderr.write("ends with the job in hand; once more: at once, and the job goes back\n");
        end(worker.stop());
      },
      () => end(worker.stopNow()),
    );
    const end = (stopping: Promise<void>): void =>
      void stopping.then(() => {
        signals[Symbol.dispose]();
        resolve();
      });
  });
}

/** A module whose default export is an `Opener`. */
async function loadOpener(file: string): Promise<Opener> {
  const { default: open } = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
  if (typeof open === "function") return open as Opener;
  throw new Error("has no default export that is a function");
}

function describe(event: WorkerEvent): string {
  switch (event.kind) {
    case "started":
      return `${event.job}: began, ${event.of.kind === "probe" ? `${event.of.targets.length} targets` : event.of.capture}`;
    case "done":
      return `${event.job}: done, ${event.reports} reports`;
    case "failed":
      return `${event.job}: failed${event.final ? " and set aside" : ", will be tried again"}: ${event.error}`;
    case "refused":
      return `${event.job}: refused, it is of contract version ${event.contract}: left for a worker of that version`;
    case "cancelled":
      return `${event.job}: cancelled`;
    case "put-back":
      return `${event.job}: put back`;
    case "stalled":
      return `${event.job}: its worker gave no sign of life; it is in the queue again`;
    case "trouble":
      return `trouble: ${event.error}`;
  }
}
