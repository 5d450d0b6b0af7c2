// X.690, the writing half: elements are built from the inside out, as their lengths stand before them.
import { writeObjectIdentifier } from "./object-identifier.js";
import { Tag } from "./tags.js";

/** One element, with all of `contents` in it. */
export function element(tag: number, ...contents: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of contents) length += part.length;
  const lengthSize = sizeOfLength(length);
  const bytes = new Uint8Array(1 + lengthSize + length);
  bytes[0] = tag;
  putLength(bytes, length, lengthSize);
  let position = 1 + lengthSize;
  for (const part of contents) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

const NOTHING = new Uint8Array(0);

/** A field `[n] EXPLICIT OCTET STRING OPTIONAL`. */
export function octetString(tag: number, value: Uint8Array | undefined): Uint8Array {
  return value === undefined ? NOTHING : element(tag, element(Tag.OCTET_STRING, value));
}

/** A field `[n] EXPLICIT OBJECT IDENTIFIER OPTIONAL`. */
export function oid(tag: number, value: string | undefined): Uint8Array {
  if (value === undefined) return NOTHING;
  return element(tag, element(Tag.OBJECT_IDENTIFIER, writeObjectIdentifier(value)));
}

/** A field `[n] EXPLICIT ENUMERATED OPTIONAL` of 32 bits. */
export function enumerated(tag: number, value: number | undefined, field: string): Uint8Array {
  if (value === undefined) return NOTHING;
  if ((value | 0) !== value) throw new RangeError(`${field} cannot hold ${value}`);
  let size = 1;
  while (size < 4 && value >> (8 * size - 1) !== value >> 31) size++;
  const content = Uint8Array.from({ length: size }, (_, i) => value >> (8 * (size - 1 - i)));
  return element(tag, element(Tag.ENUMERATED, content));
}

/** The first byte counts the others where there are any. */
function sizeOfLength(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x100) return 2;
  if (length < 0x1_0000) return 3;
  return length < 0x100_0000 ? 4 : 5;
}

function putLength(bytes: Uint8Array, length: number, size: number): void {
  if (size === 1) {
    bytes[1] = length;
    return;
  }
  bytes[1] = 0x80 | (size - 1);
  for (let i = 0; i < size - 1; i++) bytes[size - i] = length >>> (8 * i);
}
