// The captures under a folder, found by what they begin with, and the expected values that lie beside them.
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { ExpectedCapture } from "./expected.js";

/** pcap in both byte orders (micro- and nanoseconds, Kuznetzov's), pcapng, snoop, NetMon 1 and 2. */
const MAGICS = [
  ["d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "34cdb2a1", "a1b2cd34"],
  ["0a0d0d0a", "736e6f6f", "52545353", "474d4255"],
].flat();

/** The captures in a folder and in the folders in it, as paths from there, in the order of their names. */
export function captureFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isCapture)
    .map((path) => path.slice(join(folder, "/").length))
    .sort();
}

function isCapture(path: string): boolean {
  const file = openSync(path, "r");
  const magic = Buffer.alloc(4);
  readSync(file, magic);
  closeSync(file);
  return MAGICS.includes(magic.toString("hex"));
}

/** What tshark said of a capture once: `d01.expected.json` or `d01.pcap.expected.json` beside `d01.pcap`. */
export function expectedBeside(path: string): ExpectedCapture | undefined {
  const bare = join(dirname(path), basename(path, extname(path)));
  const found = [path, bare].map((name) => `${name}.expected.json`).filter((name) => existsSync(name));
  return found
    .map((name) => JSON.parse(readFileSync(name, "utf8")) as ExpectedCapture)
    .find((expected) => expected.file.name === basename(path));
}
