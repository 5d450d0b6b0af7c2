// countersign fleet submit
import { randomBytes } from "node:crypto";
import type { FleetJob } from "@countersign/fleet";
import { type Command, InvalidArgumentError } from "commander";
import { fail, reasonOf } from "../diagnostics.js";
import { checkTargets, type ScanFlags, scanOptions } from "../probe/probe.js";
import { allTargets, BadList } from "../probe/targets.js";
import type { Fleet } from "./load.js";
import { type RedisFlags, withQueues } from "./redis.js";

export interface SubmitFlags extends ScanFlags, RedisFlags {
  vantage: string[];
  scan?: string;
  input?: string[];
  capture?: string[];
  shard: number;
  port: number;
  maxRange: number;
}

export async function submitScan(texts: string[], flags: SubmitFlags, command: Command): Promise<void> {
  const { input = [], capture = [], vantage, scan = newScan() } = flags;
  if (texts.length + input.length + capture.length === 0)
    command.error("error: no targets, no list of them and no captures");
  checkTargets(texts, { port: flags.port, maxRange: flags.maxRange }, command);
  await withQueues(flags, async (fleet, queues) => {
    // Said first: after whatever happens, the same name takes up the same scan.
    process.stdout.write(`${scan}\n`);
    try {
      const { jobs, units, known } = await fleet.submit(queues, allJobs(fleet, texts, scan, flags));
      const before = known === 0 ? "" : `, ${known} were there before`;
      process.stderr.write(
        `${jobs} jobs, ${units} targets and captures, at ${vantage.join(", ")}${before}\n`,
      );
    } catch (error) {
      if (error instanceof BadList || error instanceof RangeError) fail(error.message);
      else fail(`captures: ${reasonOf(error)}`);
    }
  });
}

/** The same work at each vantage point. What stands on standard input can be read only once. */
async function* allJobs(
  { probeJobs, inspectJobs }: Fleet,
  texts: readonly string[],
  scan: string,
  flags: SubmitFlags,
): AsyncGenerator<FleetJob, void> {
  const { input: inputs = [], capture = [], vantage: vantages, port, maxRange, shard: size } = flags;
  const targets = allTargets({ texts, inputs, done: new Set(), options: { port, maxRange } });
  const place = { scan, vantage: vantages[0]! };
  for await (const job of probeJobs(targets, { ...place, options: scanOptions(flags), size }))
    for (const vantage of vantages) yield { ...job, vantage };
  for await (const job of inspectJobs(capture, place))
    for (const vantage of vantages) yield { ...job, vantage };
}

/** Sorts by time, and is no other's. */
function newScan(): string {
  const now = new Date().toISOString().replace(/[-:]|\..*/g, "");
  return `${now}-${randomBytes(3).toString("hex")}`;
}

/** Repeatable. */
export function several(text: string, before: string[] = []): string[] {
  return [...before, text];
}

export function name(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError("A name has up to 64 letters, digits, dots and dashes.");
}
