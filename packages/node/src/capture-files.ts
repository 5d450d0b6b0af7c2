import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const CAPTURE_NAME = /\.(pcap|pcapng|cap|ntar|snoop)(\.gz|\.zst)?$/i;

/**
 * The files that a path stands for: itself, or of a folder, and the folders in it, everything named like a capture, in
 * the order of names. Throws where the path does not exist or cannot be read.
 */
export async function captureFiles(path: string): Promise<string[]> {
  if (path === "-" || !(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && CAPTURE_NAME.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
