import { closeSync, openSync, writeSync } from "node:fs";

/** Writes a file piece by piece. */
export function writePieces(path, pieces) {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
    }
  } finally {
    closeSync(file);
  }
}
