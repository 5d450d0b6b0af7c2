// Damage to a capture file's own bytes, whatever they mean.
import { concat } from "@countersign/bytes";
import { flipBits, SIZES, setInteger } from "./damage.js";
import type { Random } from "./random.js";
import { lengthFields } from "./record-lengths.js";

export type FileMutation = (random: Random, file: Uint8Array) => Uint8Array;

export const fileMutations: Readonly<Record<string, FileMutation>> = {
  "file: bits flipped": (random, file) => changed(file, (bytes) => flipBits(random, bytes)),
  "file: integer set": (random, file) =>
    changed(file, (bytes) => setInteger(random, bytes, random.below(bytes.length), random.pick(SIZES))),
  // The header decides how all the rest is read.
  "file: header damaged": (random, file) =>
    changed(file, (bytes) =>
      setInteger(random, bytes, random.below(Math.min(60, bytes.length)), random.pick(SIZES)),
    ),
  "file: record length changed": (random, file) =>
    changed(file, (bytes) => setInteger(random, bytes, random.pick(lengthFields(bytes)), 4)),
  "file: end cut": (random, file) => file.slice(0, random.below(file.length)),
  "file: bytes removed": (random, file) => {
    const at = random.below(file.length);
    return concat(file.subarray(0, at), file.subarray(at + length(random)));
  },
  "file: bytes inserted": (random, file) => {
    const at = random.below(file.length);
    const inserted = Uint8Array.from({ length: length(random) }, () => random.below(256));
    return concat(file.subarray(0, at), inserted, file.subarray(at));
  },
  "file: bytes doubled": (random, file) => {
    const at = random.below(file.length);
    return concat(file.subarray(0, at + length(random)), file.subarray(at));
  },
};

function changed(file: Uint8Array, change: (bytes: Uint8Array) => void): Uint8Array {
  const copy = file.slice();
  if (copy.length > 0) change(copy);
  return copy;
}

function length(random: Random): number {
  return random.oneIn(4) ? random.between(1, 2000) : random.between(1, 16);
}
