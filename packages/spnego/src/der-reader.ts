// X.690, DER as far as SPNEGO needs it: tags of one byte but in extensions, shortest lengths. Nothing here
// recurses: how deep elements nest is bounded by the grammar that calls it, at most seven levels.
import type { Reader } from "@countersign/bytes";
import { readObjectIdentifier } from "./object-identifier.js";
import { Tag } from "./tags.js";

/** The tag of the next element, -1 where there is none. */
export function nextTag(r: Reader): number {
  return r.position < r.end ? r.bytes[r.position]! : -1;
}

/** A reader over the content of the next element, which must have `tag`. */
export function openElement(r: Reader, tag: number, structure: string, field: string): Reader {
  if (r.u8(field) !== tag) throw r.malformed(field, `has not the tag 0x${tag.toString(16)}`, r.position - 1);
  return r.window(readLength(r, field), structure, field, "length");
}

/** A reader over the content of a field `[n] EXPLICIT type`. */
export function openField(r: Reader, tag: number, type: number, field: string): Reader {
  const explicit = openElement(r, tag, r.structure, field);
  const content = openElement(explicit, type, r.structure, field);
  closeElement(explicit, field);
  return content;
}

/** Checks that an element holds no more than was read of it. */
export function closeElement(r: Reader, field: string): void {
  if (r.remaining > 0) throw r.malformed(field, "is followed by bytes that do not belong to it");
}

/** The whole next element, tag and length included, whatever it holds. */
export function readAnyElement(r: Reader, field: string): Uint8Array {
  const start = r.position;
  if ((r.u8(field) & 0x1f) === 0x1f) skipTagNumber(r, field);
  r.skip(readLength(r, field), field);
  return r.bytes.subarray(start, r.position);
}

/** X.690 8.1.2.4: a number above 30 follows in groups of seven bits, as few as hold it. */
function skipTagNumber(r: Reader, field: string): void {
  const start = r.position;
  const first = r.u8(field);
  if (first < 0x1f || first === 0x80) {
    throw r.malformed(field, "has a tag that is not in its shortest form", start - 1);
  }
  for (let group = first; group >= 0x80; ) group = r.u8(field);
}

export function readOctetString(r: Reader, tag: number, field: string): Uint8Array {
  return openField(r, tag, Tag.OCTET_STRING, field).rest(field);
}

export function readOid(r: Reader, tag: number, field: string): string {
  return readObjectIdentifier(openField(r, tag, Tag.OBJECT_IDENTIFIER, field), field);
}

/** X.690 8.4: an integer of 32 bits in its shortest form. */
export function readEnumerated(r: Reader, tag: number, field: string): number {
  const content = openField(r, tag, Tag.ENUMERATED, field);
  const start = content.position;
  let value = (content.u8(field) << 24) >> 24;
  while (content.remaining > 0) {
    if (content.position - start === 4) throw content.malformed(field, "does not fit 32 bits", start);
    value = (value << 8) | content.u8(field);
    if (content.position - start === 2 && (value << 24) >> 24 === value) {
      throw content.malformed(field, "is not in its shortest form", start);
    }
  }
  return value;
}

/** X.690 8.1.3, 10.1. */
function readLength(r: Reader, field: string): number {
  const start = r.position;
  const first = r.u8(field);
  if (first < 0x80) return first;
  const count = first & 0x7f;
  if (count === 0) throw r.malformed(field, "has an indefinite length", start);
  if (count > 4) throw r.malformed(field, `has a length of ${count} bytes`, start);
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + r.u8(field);
  const least = count === 1 ? 0x80 : 256 ** (count - 1);
  if (length < least) throw r.malformed(field, "has a length that is not in its shortest form", start);
  return length;
}
