// [MS-CIFS] 2.2.3.2, 2.2.3.3 Parameter block and data block: a count of words, the words, a count of bytes, the bytes.
import type { Reader, Writer } from "@countersign/bytes";
import type { Layout } from "./layout.js";

export interface Block {
  words: Reader;
  data: Reader;
  /** Index of the SMB header's first byte. */
  origin: number;
  /** Filled in while reading, if somebody wants to know. */
  layout: Layout | undefined;
}

/** Reads both blocks, from the count of words on. */
export function readBlock(r: Reader, structure: string, layout: Layout | undefined): Block {
  r.structure = structure;
  const wordCount = r.u8("wordCount");
  const words = r.window(wordCount * 2, structure, "words", "wordCount");
  if (layout) layout.fixedEnd = r.position - r.origin;
  const byteCount = r.u16("byteCount");
  const data = r.window(byteCount, structure, "bytes", "byteCount");
  return { words, data, origin: r.origin, layout };
}

/** Writes ByteCount and what `writeBytes` writes. */
export function writeData(w: Writer, writeBytes: () => void): void {
  const at = w.position;
  w.skip(2);
  writeBytes();
  w.patchU16(at, w.position - at - 2, "byteCount");
}

/** A signed 16-bit integer: minutes from UTC. */
export function readTimeZone(words: Reader): number {
  return (words.u16("serverTimeZone") << 16) >> 16;
}

export function writeTimeZone(w: Writer, minutes: number): void {
  if ((minutes << 16) >> 16 !== minutes) throw new RangeError(`serverTimeZone cannot hold ${minutes}`);
  w.u16(minutes & 0xffff, "serverTimeZone");
}
