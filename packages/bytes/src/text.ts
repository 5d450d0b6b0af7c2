/**
 * The UTF-16LE code units of `bytes[start, end)` as a string, lone surrogates and NULs kept. An odd last byte is left
 * out.
 */
export function utf16Decode(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  return inPieces(bytes, start, end, utf16Piece);
}

function utf16Piece(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  let p = start;
  // Four units a call: for names of 8 to 64 characters three to four times as fast as TextDecoder.
  for (; p + 7 < end; p += 8) {
    text += String.fromCharCode(
      bytes[p]! | (bytes[p + 1]! << 8),
      bytes[p + 2]! | (bytes[p + 3]! << 8),
      bytes[p + 4]! | (bytes[p + 5]! << 8),
      bytes[p + 6]! | (bytes[p + 7]! << 8),
    );
  }
  for (; p + 1 < end; p += 2) text += String.fromCharCode(bytes[p]! | (bytes[p + 1]! << 8));
  return text;
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
  return inPieces(bytes, 0, bytes.length, latin1Piece);
}

function latin1Piece(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let p = start; p < end; p++) text += String.fromCharCode(bytes[p]!);
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

/** Even, for UTF-16. */
const PIECE_SIZE = 4096;

/**
 * What `decode` makes of each piece of `bytes[start, end)`, joined. A string to which characters are added is a chain of
 * as many links, which cost 32 bytes each until it is read; a long one cost the collector more than all the rest.
 */
export function inPieces(
  bytes: Uint8Array,
  start: number,
  end: number,
  decode: (bytes: Uint8Array, start: number, end: number) => string,
): string {
  if (end - start <= PIECE_SIZE) return decode(bytes, start, end);
  const pieces: string[] = [];
  for (let at = start; at < end; at += PIECE_SIZE) {
    pieces.push(decode(bytes, at, Math.min(at + PIECE_SIZE, end)));
  }
  return pieces.join("");
}
