import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "vitest";

/** What an example prints: a program of its own, on the built package. */
export async function printed(example: string, ...args: string[]): Promise<string> {
  const file = fileURLToPath(new URL(`../examples/${example}`, import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args]);
  expect(stderr).toBe("");
  return stdout;
}
