// --cursor: a file that says up to where results were printed.
import { readFile, rename, writeFile } from "node:fs/promises";

/** `undefined` where there is no such file yet. */
export async function readCursor(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** At once: whoever reads it, or is killed while writing, finds the old one or the new one whole. */
export async function writeCursor(file: string, cursor: string): Promise<void> {
  await writeFile(`${file}.new`, `${cursor}\n`);
  await rename(`${file}.new`, file);
}
