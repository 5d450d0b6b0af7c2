// X.690 8.19 OBJECT IDENTIFIER, as dotted text. The first number on the wire is 40 times the first arc plus the second.
import type { Reader } from "@countersign/bytes";
import { MechType } from "./mech-type.js";

const MAX_SIZE = 255;
const TEXT = /^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/;

/**
 * Reads the content of an element to its end. Throws only `DecodeError`; more than 255 bytes are refused with
 * `limit`.
 */
export function readObjectIdentifier(r: Reader, field: string): string {
  const start = r.position;
  const known = findKnown(r.bytes, start, r.end);
  if (known !== undefined) {
    r.skip(known.bytes.length, field);
    return known.text;
  }
  if (r.remaining > MAX_SIZE) throw r.limit(field, `is an object identifier of over ${MAX_SIZE} bytes`);
  const arcs = splitFirst(readNumber(r, field));
  while (r.remaining > 0) arcs.push(readNumber(r, field));
  return arcs.join(".");
}

/** Seven bits a byte, most significant first; the top bit is set in all but the last. */
function readNumber(r: Reader, field: string): bigint {
  let byte = r.u8(field);
  if (byte === 0x80)
    throw r.malformed(field, "has a number that is not in its shortest form", r.position - 1);
  let value = BigInt(byte & 0x7f);
  while (byte >= 0x80) {
    byte = r.u8(field);
    value = (value << 7n) | BigInt(byte & 0x7f);
  }
  return value;
}

function splitFirst(value: bigint): bigint[] {
  if (value < 40n) return [0n, value];
  return value < 80n ? [1n, value - 40n] : [2n, value - 80n];
}

/** The content of an element. Text that is no object identifier is a `RangeError`. */
export function writeObjectIdentifier(text: string): Uint8Array {
  for (const known of KNOWN) if (known.text === text) return known.bytes;
  return encode(text);
}

function encode(text: string): Uint8Array {
  if (!TEXT.test(text)) throw new RangeError(`not an object identifier: ${JSON.stringify(text)}`);
  const [first, second, ...rest] = text.split(".").map(BigInt);
  const bytes = [first! * 40n + second!, ...rest].flatMap(numberBytes);
  if (bytes.length > MAX_SIZE) throw new RangeError(`an object identifier of over ${MAX_SIZE} bytes`);
  return Uint8Array.from(bytes);
}

function numberBytes(value: bigint): number[] {
  const bytes = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return bytes;
}

// Nearly every object identifier on the wire is one of these; comparing bytes spares the arithmetic.
const KNOWN: readonly { text: string; bytes: Uint8Array }[] = Object.values(MechType).map((text) => ({
  text,
  bytes: encode(text),
}));

function findKnown(
  bytes: Uint8Array,
  start: number,
  end: number,
): { text: string; bytes: Uint8Array } | undefined {
  for (const known of KNOWN) {
    const expected = known.bytes;
    let i = end - start === expected.length ? expected.length - 1 : -1;
    // Backwards: they differ at the end.
    while (i >= 0 && bytes[start + i] === expected[i]) i--;
    if (i < 0 && end - start === expected.length) return known;
  }
  return undefined;
}
