import { closeSync, openSync, readSync } from "node:fs";

const SIZE = 1 << 20;

/** A file's bytes in chunks that share one buffer. */
export function* readChunks(path) {
  const buffer = new Uint8Array(SIZE);
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
