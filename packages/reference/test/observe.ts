// What a codec makes of bytes, and whether two make the same of them.
import { isDeepStrictEqual } from "node:util";
import { isDecodeError } from "@countersign/bytes";
import { ReferenceDecodeError } from "../src/index.js";

export interface Codec<M> {
  decode: (bytes: Uint8Array) => M;
  encode: (m: M) => Uint8Array;
}

/** What a codec makes of bytes: why it refuses them, or the value and that value's canonical encoding. */
export type Observation<M> = { refused: string } | { value: M; encoded: Uint8Array };

/** An input that the codecs differ about, for good. It fails the test when they agree. */
export interface KnownDifference<M> {
  name: string;
  /** Why neither is mended, with the section. */
  reason: string;
  example: Uint8Array;
  /** Tells such inputs by what the codecs made of them. */
  isOf: (shipped: Observation<M>, reference: Observation<M>, bytes: Uint8Array) => boolean;
}

export function isKnown<M>(
  differences: readonly KnownDifference<M>[],
  shipped: Observation<M>,
  reference: Observation<M>,
  bytes: Uint8Array,
): boolean {
  return differences.some(({ isOf }) => isOf(shipped, reference, bytes));
}

export function agrees<M>(a: Observation<M>, b: Observation<M>): boolean {
  if ("refused" in a || "refused" in b) return "refused" in a && "refused" in b;
  return isDeepStrictEqual(a.value, b.value) && isDeepStrictEqual(a.encoded, b.encoded);
}

export function observe<M>({ decode, encode }: Codec<M>, bytes: Uint8Array): Observation<M> {
  let value: M;
  try {
    value = decode(bytes);
  } catch (error) {
    if (error instanceof ReferenceDecodeError || isDecodeError(error)) return { refused: error.message };
    throw error;
  }
  return { value, encoded: encode(value) };
}
