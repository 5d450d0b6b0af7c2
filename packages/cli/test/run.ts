import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
/** The built command. */
export const program: string = join(root, "packages/cli/bin/countersign.js");

/** The folder of recorded captures. */
export const captures: string = join(root, "fixtures/captures");
/** A site of five servers, each with another policy. */
export const d30: string = join(captures, "d30-site-of-five.pcap");

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built program; its output is no terminal. */
export function countersign(args: string[], stdin?: Uint8Array, env?: NodeJS.ProcessEnv): Promise<Result> {
  return countersignAt(program, args, stdin, env);
}

/** As `countersign`, for a copy of the program. */
export function countersignAt(
  program: string,
  args: string[],
  stdin?: Uint8Array,
  env?: NodeJS.ProcessEnv,
): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { maxBuffer: 1 << 26, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
    child.stdin?.end(stdin);
  });
}

/** Runs it and reads what it printed as lines of JSON. */
// biome-ignore lint/suspicious/noExplicitAny: reports of any kind, and the tests look where they please.
export async function reports(args: string[]): Promise<any[]> {
  const { stdout } = await countersign(["inspect", "--format", "ndjson", ...args]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** A folder for files of this test, gone afterwards. */
export function scratchFolder(): {
  path: string;
  file: (name: string, bytes: Uint8Array | string) => string;
} {
  const path = mkdtempSync(join(tmpdir(), "countersign-cli-"));
  afterAll(() => rmSync(path, { recursive: true }));
  return {
    path,
    file(name, bytes) {
      const full = join(path, name);
      writeFileSync(full, bytes);
      return full;
    },
  };
}
