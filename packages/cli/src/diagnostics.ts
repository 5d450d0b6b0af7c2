// What goes to standard error.
import { visibleText } from "@countersign/inspect";
import { colorsFor } from "./colors.js";
import { ExitCode } from "./exit-code.js";

const colors = colorsFor(process.stderr);

export function warn(message: string): void {
  process.stderr.write(`${colors.yellow("warning:")} ${visibleText(message)}\n`);
}

/** Says that an input failed; the program goes on, and its exit code tells of it. */
export function fail(message: string): void {
  process.stderr.write(`${colors.red("error:")} ${visibleText(message)}\n`);
  process.exitCode = ExitCode.INPUT;
}

/** Goes on with what was said last. */
export function detail(message: string): void {
  process.stderr.write(`  ${visibleText(message)}\n`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EISDIR: "is a folder",
  EIO: "cannot be read",
};

/** What went wrong with the input; anything else is our own fault and thrown on. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return REASONS[code] ?? code;
}
