// A folder of *.expected.json files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExpectedCapture } from "./expected.js";

const SUFFIX = ".expected.json";

/** In the order of their names. */
export function readExpected(folder: string): ExpectedCapture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  return names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as ExpectedCapture);
}
