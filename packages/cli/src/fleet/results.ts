// countersign fleet results
import { fail, reasonOf } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { type Format, type Output, outputFor } from "../reports/output.js";
import { readCursor, writeCursor } from "./cursor-file.js";
import type { Fleet } from "./load.js";
import { type Queues, type RedisFlags, withQueues } from "./redis.js";
import { onSignals } from "./stop.js";

export interface ResultFlags extends RedisFlags {
  by: "report" | "host";
  format: Format;
  follow?: true;
  cursor?: string;
  trim?: true;
}

export async function printResults(scan: string, flags: ResultFlags): Promise<void> {
  await withQueues(flags, async (fleet, queues) => {
    const { vantages } = await fleet.statusOf(queues, scan);
    if (vantages.length === 0) return fail(`there is no scan ${scan}`);
    const stop = new AbortController();
    using _signals = onSignals(() => stop.abort());
    const output = outputFor(flags.format, process.stdout);
    try {
      const print = flags.by === "host" ? printHosts : printReports;
      await print(fleet, queues, scan, flags, output, stop.signal);
      output.end();
    } catch (error) {
      fail(error instanceof RangeError ? error.message : `${flags.cursor}: ${reasonOf(error)}`);
    }
    if (stop.signal.aborted) process.exitCode = ExitCode.STOPPED;
  });
}

type Print = (
  fleet: Fleet,
  queues: Queues,
  scan: string,
  flags: ResultFlags,
  output: Output,
  signal: AbortSignal,
) => Promise<void>;

/** As they come. The cursor goes on when what stands before it has left the program. */
const printReports: Print = async (
  fleet,
  queues,
  scan,
  { cursor: file, follow = false, trim },
  output,
  signal,
) => {
  const after = file === undefined ? undefined : await readCursor(file);
  const options = { ...(after !== undefined && { after }), follow, signal };
  for await (const { reports, cursor } of fleet.results(queues, scan, options)) {
    for (const report of reports) output.report(report);
    await printed();
    if (file !== undefined) await writeCursor(file, cursor);
    if (trim) await fleet.trimBatches(queues.redis, scan, cursor);
  }
};

/** All at the end, each host once. */
const printHosts: Print = async (fleet, queues, scan, { follow = false }, output, signal) => {
  const hosts = new fleet.HostJoin();
  for await (const { reports } of fleet.results(queues, scan, { follow, signal }))
    for (const report of reports) hosts.add(report);
  for (const report of hosts.reports()) {
    output.report(report);
    if (process.stdout.writableNeedDrain) await printed();
  }
};

function printed(): Promise<void> {
  return new Promise((resolve) => process.stdout.write("", () => resolve()));
}
