import { ReferenceDecodeError } from "./error.js";

/**
 * The payload that an offset and a length speak of. An empty one has no place, so its offset says nothing; another one
 * lies behind the structure's fixed part, which ends at `after`, and within the message.
 */
export function payload(
  message: Uint8Array,
  offset: number,
  length: number,
  after: number,
  name: string,
): Uint8Array {
  if (length === 0) return message.subarray(0, 0);
  if (offset < after) throw new ReferenceDecodeError(name, "lies inside the fixed part");
  if (offset + length > message.length) throw new ReferenceDecodeError(name, "reaches past the end");
  return message.subarray(offset, offset + length);
}

/** The first `length` bytes, which are there or the input is refused, and those behind them. */
export function splitAt(bytes: Uint8Array, length: number, name: string): [Uint8Array, Uint8Array] {
  if (bytes.length < length) throw new ReferenceDecodeError(name, "reaches past the end");
  return [bytes.subarray(0, length), bytes.subarray(length)];
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function zeros(length: number): Uint8Array {
  return new Uint8Array(length);
}

/** How many bytes there are from `offset` to the next multiple of `alignment`. */
export function paddingAt(offset: number, alignment: number): number {
  return (alignment - (offset % alignment)) % alignment;
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** UTF-16LE; lone surrogates and NULs are kept. */
export function decodeUtf16(bytes: Uint8Array, name: string): string {
  if (bytes.length % 2 !== 0) throw new ReferenceDecodeError(name, "is no UTF-16");
  return Buffer.from(bytes).toString("utf16le");
}

export function encodeUtf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf16le"));
}

/** One character a byte: bytes in an OEM code page that nobody knows. */
export function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

export function encodeLatin1(text: string): Uint8Array {
  const bytes = Buffer.from(text, "latin1");
  if (bytes.toString("latin1") !== text) throw new RangeError("a character is above U+00FF");
  return new Uint8Array(bytes);
}
