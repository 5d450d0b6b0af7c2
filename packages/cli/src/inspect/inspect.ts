import { type CaptureReport, HostView, nameRedactor, type Report } from "@countersign/inspect";
import { captureFiles, type InspectFileOptions, inspectFile } from "@countersign/node";
import { fail, reasonOf, warn } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { type FailOn, failsOn } from "../reports/fail-on.js";
import { type Format, outputFor } from "../reports/output.js";
import { isOnly, type Policy } from "./only.js";
import { progressBar } from "./progress.js";
import { inThreads, threadsFor } from "./threads.js";
import type { FileTask } from "./worker.js";

const WHAT_IS_READ =
  "pcap, pcapng, snoop and Network Monitor 2 files are captures; countersign decode reads single messages";

interface Flags {
  format: Format;
  by: "conversation" | "host";
  only?: Policy;
  failOn?: FailOn[];
  redact?: "names";
  showSecrets?: boolean;
  follow?: boolean;
  jobs?: number;
  stats?: boolean;
}

type Print = (report: Report) => void;

export async function inspect(paths: string[], flags: Flags): Promise<void> {
  const { by, only, failOn = [], showSecrets = false, follow = false, stats = false } = flags;
  const output = outputFor(flags.format, process.stdout, { follow, stats });
  const redact = flags.redact === "names" ? nameRedactor() : (report: Report) => report;
  const print: Print = (report) => {
    if (only !== undefined && !isOnly(only, report)) return;
    // What went wrong with an input is the graver news.
    if (report.kind !== "capture" && failsOn(failOn, report.findings)) process.exitCode ??= ExitCode.FOUND;
    output.report(redact(report));
  };
  const hosts = new HostView();
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const threads = follow ? 1 : await threadsFor(files, flags.jobs);
  if (threads > 1) {
    const tasks = files.map((file) => ({ file, by, showSecrets }));
    await inspectInThreads(tasks, threads, hosts, print);
  } else {
    const options: InspectFileOptions = {
      showSecrets,
      ...(by === "host" && { hosts }),
      ...(follow && { order: "ended", signal: interrupted() }),
    };
    for (const file of files) {
      if (!options.signal?.aborted) await inspectOne(file, options, print);
    }
  }
  for (const report of hosts.reports()) print(report);
  output.end();
}

/** Aborts at the first interrupt; a second one ends the program as ever. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  return controller.signal;
}

/** A path that cannot be opened is told of, and the others are still read. */
async function filesOf(path: string): Promise<string[]> {
  try {
    const files = await captureFiles(path);
    if (files.length === 0) fail(`${path}: no captures in this folder`);
    return files;
  } catch (error) {
    fail(`${path}: ${reasonOf(error)}`);
    return [];
  }
}

async function inspectOne(file: string, options: InspectFileOptions, print: Print): Promise<void> {
  const progress = progressBar(file);
  try {
    for await (const report of inspectFile(file, { ...options, onProgress: progress.update })) {
      progress.stop();
      take(report, print);
    }
  } catch (error) {
    fail(`${file}: ${reasonOf(error)}`);
  } finally {
    progress.stop();
  }
}

async function inspectInThreads(
  tasks: FileTask[],
  threads: number,
  hosts: HostView,
  print: Print,
): Promise<void> {
  for await (const [{ file }, result] of inThreads(tasks, threads)) {
    for (const report of result.reports) take(report, print);
    hosts.join(result.hosts);
    if (result.failure !== undefined) fail(`${file}: ${result.failure}`);
  }
}

function take(report: Report, print: Print): void {
  print(report);
  if (report.kind === "capture") tellProblems(report);
}

function tellProblems({ file, format, problems }: CaptureReport): void {
  for (const { message, offset } of problems) {
    const text = `${file}: ${message}${offset === undefined ? "" : ` (byte ${offset})`}`;
    if (format === undefined) fail(`${text}; ${WHAT_IS_READ}`);
    else warn(text);
  }
}
