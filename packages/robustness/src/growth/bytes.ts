// Large inputs out of small pieces.
import { concat, fromHex } from "@countersign/bytes";

/** `piece` over and over, in `size` bytes. */
export function repeated(piece: readonly number[] | Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(piece.slice(0, size));
  // What is filled doubles.
  for (let filled = piece.length; filled < size; filled *= 2)
    bytes.copyWithin(filled, 0, Math.min(filled, size - filled));
  return bytes;
}

/** Hex digits, with spaces where they are wanted. */
export function hex(digits: string): Uint8Array {
  return fromHex(digits.replaceAll(" ", ""));
}

/** An element of DER, its length in the shortest form. */
export function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return concat([tag, length], content);
  const digits = [length >>> 24, length >>> 16, length >>> 8, length].map((digit) => digit & 0xff);
  while (digits[0] === 0) digits.shift();
  return concat([tag, 0x80 | digits.length, ...digits], content);
}
