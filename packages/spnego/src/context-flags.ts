// RFC 4178 4.2.1 ContextFlags, a BIT STRING that nobody should send and everybody must ignore ([MS-SPNG] 3.1.5.3).
import type { Reader } from "@countersign/bytes";
import { openField } from "./der-reader.js";
import type { DerWriter } from "./der-writer.js";
import { Tag } from "./tags.js";

/** RFC 4178 4.2.1, a BIT STRING as it stands. Bit 0 is the most significant one of the first byte. */
export interface ContextFlags {
  /** How many of the last byte's low bits do not count, 0 to 7. */
  unusedBits: number;
  /** Shares the input's memory. */
  bytes: Uint8Array;
}

/** Numbers of the bits in {@link ContextFlags} (RFC 4178 4.2.1). */
export const ContextFlag = {
  DELEG: 0,
  MUTUAL: 1,
  REPLAY: 2,
  SEQUENCE: 3,
  ANON: 4,
  CONF: 5,
  INTEG: 6,
} as const;

/** Tells whether a bit, counted as in {@link ContextFlag}, is set. */
export function hasContextFlag(flags: ContextFlags, bit: number): boolean {
  if (bit >= flags.bytes.length * 8 - flags.unusedBits) return false;
  return (flags.bytes[bit >> 3]! & (0x80 >> (bit & 7))) !== 0;
}

export function readContextFlags(r: Reader, tag: number, field: string): ContextFlags {
  const content = openField(r, tag, Tag.BIT_STRING, field);
  const unusedBits = content.u8(field);
  if (unusedBits > 7 || (unusedBits > 0 && content.remaining === 0)) {
    throw content.malformed(field, "leaves out more bits than there are", content.position - 1);
  }
  return { unusedBits, bytes: content.rest(field) };
}

export function writeContextFlags(w: DerWriter, tag: number, m: ContextFlags): void {
  if (m.unusedBits >>> 0 !== m.unusedBits || m.unusedBits > 7 || (m.unusedBits > 0 && m.bytes.length === 0)) {
    throw new RangeError(`reqFlags cannot leave out ${m.unusedBits} bits`);
  }
  const end = w.mark();
  w.bytes(m.bytes);
  w.u8(m.unusedBits);
  w.wrap(Tag.BIT_STRING, end);
  w.wrap(tag, end);
}
