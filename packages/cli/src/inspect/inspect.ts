import type { CaptureReport, Report } from "@countersign/inspect";
import { captureFiles, inspectFile } from "@countersign/node";
import pc from "picocolors";
import { ExitCode } from "../exit-code.js";
import { type Format, outputFor } from "./output.js";
import { progressBar } from "./progress.js";

export async function inspect(paths: string[], { format }: { format: Format }): Promise<void> {
  const output = outputFor(format, process.stdout);
  for (const path of paths) {
    for (const file of await filesOf(path)) await inspectOne(file, output.report);
  }
  output.end();
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

async function inspectOne(file: string, print: (report: Report) => void): Promise<void> {
  const progress = progressBar(file);
  try {
    for await (const report of inspectFile(file, { onProgress: progress.update })) {
      progress.stop();
      print(report);
      if (report.kind === "capture") tellProblems(report);
    }
  } catch (error) {
    fail(`${file}: ${reasonOf(error)}`);
  } finally {
    progress.stop();
  }
}

function tellProblems({ file, format, problems }: CaptureReport): void {
  for (const { message, offset } of problems) {
    const text = `${file}: ${message}${offset === undefined ? "" : ` (byte ${offset})`}`;
    if (format === undefined) fail(text);
    else warn(text);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EISDIR: "is a folder",
  EIO: "cannot be read",
};

/** What went wrong with the input; anything else is our own fault and thrown on. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return REASONS[code] ?? code;
}

function warn(message: string): void {
  process.stderr.write(`${pc.yellow("warning:")} ${message}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${pc.red("error:")} ${message}\n`);
  process.exitCode = ExitCode.INPUT;
}
