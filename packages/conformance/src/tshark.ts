// Expected values made on the spot: tshark's dissection, reduced by the script that made those of the fixtures.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { ExpectedCapture } from "./expected.js";

const run = promisify(execFile);

/** What was made before, so that a second run is quick. */
const CACHE = join(tmpdir(), "countersign-expected");

export interface Tshark {
  /** Such as "TShark (Wireshark) 4.0.17". */
  version: string;
  /** The path of fixtures/recorder/reduce.py. */
  reducer: string;
}

/** `undefined` where tshark, or the Python that the reducer is written in, is not installed. */
export async function findTshark(reducer: string): Promise<Tshark | undefined> {
  try {
    const [{ stdout }] = await Promise.all([run("tshark", ["--version"]), run("python3", ["--version"])]);
    return { version: stdout.split("\n")[0]!.split(" (Git")[0]!, reducer };
  } catch {
    return undefined;
  }
}

/** Rejects where tshark cannot read the capture. */
export async function expectedByTshark(tshark: Tshark, path: string): Promise<ExpectedCapture> {
  const made = join(CACHE, `${keyOf(tshark, path)}.json`);
  if (!existsSync(made)) {
    mkdirSync(CACHE, { recursive: true });
    const draft = `${made}.${process.pid}`;
    await run("python3", [tshark.reducer, path, "--out", draft]);
    renameSync(draft, made);
  }
  const expected = JSON.parse(readFileSync(made, "utf8")) as ExpectedCapture;
  return { ...expected, file: { ...expected.file, name: basename(path) } };
}

function keyOf({ version, reducer }: Tshark, path: string): string {
  const hash = createHash("sha256").update(version).update(readFileSync(reducer)).update(readFileSync(path));
  return hash.digest("hex");
}
