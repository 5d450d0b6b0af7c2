import { u16At } from "./little-endian.js";

/**
 * The UTF-16LE code units of `bytes[start, end)` as a string, lone surrogates and NULs kept. An odd last byte is left
 * out.
 */
export function utf16Decode(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  if (end - start > LONG_SIZE) return textOf(unitsOf(bytes, start, end));
  let text = "";
  let p = start;
  // Eight units a call, then four: for names of 8 to 40 characters three to five times as fast as TextDecoder.
  for (; p + 15 < end; p += 16) {
    text += String.fromCharCode(
      u16At(bytes, p),
      u16At(bytes, p + 2),
      u16At(bytes, p + 4),
      u16At(bytes, p + 6),
      u16At(bytes, p + 8),
      u16At(bytes, p + 10),
      u16At(bytes, p + 12),
      u16At(bytes, p + 14),
    );
  }
  for (; p + 7 < end; p += 8) {
    text += String.fromCharCode(
      u16At(bytes, p),
      u16At(bytes, p + 2),
      u16At(bytes, p + 4),
      u16At(bytes, p + 6),
    );
  }
  for (; p + 1 < end; p += 2) text += String.fromCharCode(u16At(bytes, p));
  return text;
}

function unitsOf(bytes: Uint8Array, start: number, end: number): Uint16Array {
  const units = new Uint16Array((end - start) >>> 1);
  for (let i = 0, p = start; i < units.length; i++, p += 2) units[i] = u16At(bytes, p);
  return units;
}

/** A string's code units as UTF-16LE. */
export function utf16Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[i * 2] = unit;
    bytes[i * 2 + 1] = unit >>> 8;
  }
  return bytes;
}

/** One character a byte, U+0000 to U+00FF: a lossless view of bytes in an unknown OEM code page. */
export function latin1Decode(bytes: Uint8Array): string {
  if (bytes.length > LONG_SIZE) return textOf(bytes);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The inverse of {@link latin1Decode}; a character above U+00FF is a `RangeError`. */
export function latin1Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) throw new RangeError(`character ${i} does not fit one byte`);
    bytes[i] = unit;
  }
  return bytes;
}

/**
 * Longer texts are made in pieces, by {@link textOf}. A string to which characters are added is a chain of as many links
 * until it is read, 32 bytes each: a mebibyte as hex digits cost the collector 200 ms, and takes 25 ms with all else.
 */
export const LONG_SIZE = 4096;

/** The string of these code units. */
export function textOf(units: Uint8Array | Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += LONG_SIZE) {
    // Any list will do, whatever the types say; this many arguments are none too many.
    text += String.fromCharCode.apply(null, units.subarray(at, at + LONG_SIZE) as unknown as number[]);
  }
  return text;
}
