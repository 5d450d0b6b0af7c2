// One input made into another: what its structure hangs on, blind damage, words of the dictionary, two inputs spliced.

import {
  applyMutation,
  type LayoutChange,
  type Mutation,
  type Structure,
  structureOf,
} from "@countersign/arbitraries";
import type { Reader } from "@countersign/bytes";
import { concat } from "@countersign/bytes";
import { flipBits, SIZES, setInteger } from "../damage.js";
import type { Random } from "../random.js";
import { dictionary } from "./dictionary.js";

/** An input that others are made from. */
export interface Parent {
  readonly bytes: Uint8Array;
  /** Where lengths, counts, offsets and lists stand; absent where that is not known. */
  readonly structure: Structure | undefined;
}

const LAYOUT_CHANGES: readonly LayoutChange[] = [
  ...(["less", "more", "zero", "top bit", "all bits", "message length", "another's"] as const),
];
const LIST_CHANGES = ["double", "drop", "swap"] as const;

export function parentOf(bytes: Uint8Array, read?: (r: Reader) => unknown): Parent {
  return { bytes, structure: read && structureOf(bytes, read) };
}

/** Bytes of their own, at most `maxLength` of them. */
export function mutate(random: Random, parent: Parent, other: Parent, maxLength: number): Uint8Array {
  let bytes: Uint8Array = parent.bytes.slice();
  do bytes = mutateOnce(random, bytes, parent.structure, other);
  while (random.oneIn(2));
  return bytes.length > maxLength ? bytes.slice(0, maxLength) : bytes;
}

function mutateOnce(
  random: Random,
  bytes: Uint8Array,
  structure: Structure | undefined,
  other: Parent,
): Uint8Array {
  if (structure !== undefined && random.oneIn(2)) return applyMutation(bytes, structured(random), structure);
  const at = random.between(0, bytes.length);
  switch (random.below(10)) {
    case 0:
    case 1:
      flipBits(random, bytes);
      return bytes;
    case 2:
      return overwritten(bytes, at, Uint8Array.of(random.below(0x100)));
    case 3:
    case 4:
      setInteger(random, bytes, at, random.pick(SIZES));
      return bytes;
    case 5:
      return overwritten(bytes, at, random.pick(dictionary));
    case 6:
      return concat(bytes.subarray(0, at), random.pick(dictionary), bytes.subarray(at));
    case 7: {
      const from = random.between(0, bytes.length);
      return concat(bytes.subarray(0, at), bytes.subarray(from));
    }
    case 8:
      return bytes.slice(0, at);
    default:
      return concat(bytes.subarray(0, at), other.bytes.subarray(random.between(0, other.bytes.length)));
  }
}

function structured(random: Random): Mutation {
  const at = random.below(0x10000);
  if (random.oneIn(3)) return { kind: random.pick(LIST_CHANGES), at, list: random.below(4) };
  return { kind: "layout", at, to: random.pick(LAYOUT_CHANGES), isBigEndian: random.oneIn(2) };
}

function overwritten(bytes: Uint8Array, at: number, word: Uint8Array): Uint8Array {
  bytes.set(word.subarray(0, bytes.length - at), at);
  return bytes;
}
