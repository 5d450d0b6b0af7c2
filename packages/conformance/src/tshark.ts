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

/** Rejects where tshark cannot read the capture. What its recipe, `d01.recipe.json`, has tshark told is told. */
export async function expectedByTshark(tshark: Tshark, path: string): Promise<ExpectedCapture> {
  const options = recipeOptions(path);
  const made = join(CACHE, `${keyOf(tshark, options, path)}.json`);
  if (!existsSync(made)) {
    mkdirSync(CACHE, { recursive: true });
    const draft = `${made}.${process.pid}`;
    await run("python3", [tshark.reducer, path, "--out", draft, ...options]);
    renameSync(draft, made);
  }
  const expected = JSON.parse(readFileSync(made, "utf8")) as ExpectedCapture;
  return { ...expected, file: { ...expected.file, name: basename(path) } };
}

function recipeOptions(path: string): string[] {
  const recipe = path.replace(/\.[^.]+$/, ".recipe.json");
  if (!existsSync(recipe)) return [];
  const { decodeAs = [], tshark = [] } = JSON.parse(readFileSync(recipe, "utf8")) as Recipe;
  return [...decodeAs.flatMap((rule) => ["-d", rule]), ...tshark.flatMap((preference) => ["-o", preference])];
}

/** What fixtures/recorder/record.py writes of how tshark is to be run. */
interface Recipe {
  decodeAs?: string[];
  tshark?: string[];
}

function keyOf({ version, reducer }: Tshark, options: readonly string[], path: string): string {
  const hash = createHash("sha256").update(JSON.stringify([version, options]));
  return hash.update(readFileSync(reducer)).update(readFileSync(path)).digest("hex");
}
