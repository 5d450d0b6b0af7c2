import { type ScanOptions, scan, targetsOf } from "@countersign/node";
import type { Command } from "commander";
import { fail, warn } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { type FailOn, failsOn } from "../reports/fail-on.js";
import { type Format, outputFor } from "../reports/output.js";
import { scanProgress } from "./progress.js";
import { allTargets, BadList, countTargets, reportedTargets, type TargetLists } from "./targets.js";

interface Flags {
  input?: string[];
  format: Format;
  port: number;
  smb1?: true;
  allDialects?: true;
  challenge?: true;
  concurrency: number;
  rate?: number;
  timeout: number;
  retries: number;
  maxRange: number;
  resume?: string;
  failOn?: FailOn[];
}

export async function probe(texts: string[], flags: Flags, command: Command): Promise<void> {
  const { input: inputs = [], port, maxRange, resume } = flags;
  const options = { port, maxRange };
  checkUsage(texts, inputs, options, command);
  try {
    const done = resume === undefined ? new Set<string>() : await reportedTargets(resume);
    const lists = { texts, inputs, done, options };
    const total = await countTargets(lists);
    warn("probe only servers that you may probe");
    await run(lists, total, flags);
  } catch (error) {
    if (!(error instanceof BadList)) throw error;
    fail(error.message);
  }
}

function checkUsage(
  texts: readonly string[],
  inputs: readonly string[],
  options: TargetLists["options"],
  command: Command,
): void {
  if (texts.length === 0 && inputs.length === 0)
    command.error("error: no targets, and no list of them (--input)");
  checkTargets(texts, options, command);
}

/** Ends the program with what is wrong, if anything is. */
export function checkTargets(
  texts: readonly string[],
  options: TargetLists["options"],
  command: Command,
): void {
  try {
    for (const text of texts) targetsOf(text, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    command.error(`error: ${error.message}`);
  }
}

async function run(lists: TargetLists, total: number | undefined, flags: Flags): Promise<void> {
  const output = outputFor(flags.format, process.stdout);
  const progress = scanProgress(total);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  try {
    const options = { ...scanOptions(flags), signal: stop.signal, onProgress: progress.update };
    for await (const report of scan(allTargets(lists), options)) {
      if (failsOn(flags.failOn ?? [], report.findings)) process.exitCode ??= ExitCode.FOUND;
      output.report(report);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = ExitCode.STOPPED;
  } finally {
    process.off("SIGINT", interrupt);
    progress.stop();
    output.end();
    // A list that has not ended must not keep the program.
    if (lists.inputs.includes("-")) process.stdin.destroy();
  }
}

/** The flags that say how a scan is made. */
export type ScanFlags = Pick<
  Flags,
  "smb1" | "allDialects" | "challenge" | "concurrency" | "rate" | "retries" | "timeout"
>;

export function scanOptions(flags: ScanFlags): Omit<ScanOptions, "signal" | "onProgress" | "transport"> {
  const { smb1 = false, allDialects = false, challenge = false, concurrency, rate, retries, timeout } = flags;
  const milliseconds = timeout * 1000;
  return {
    smb1,
    allDialects,
    challenge,
    concurrency,
    retries,
    connectTimeout: milliseconds,
    answerTimeout: milliseconds,
    ...(rate !== undefined && { rate }),
  };
}
