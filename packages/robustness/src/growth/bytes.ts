// Large inputs out of small pieces.

/** `piece` over and over, in `size` bytes. */
export function repeated(piece: readonly number[] | Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(piece.slice(0, size));
  // What is filled doubles.
  for (let filled = piece.length; filled < size; filled *= 2)
    bytes.copyWithin(filled, 0, Math.min(filled, size - filled));
  return bytes;
}

/** One after the other. */
export function concat(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Hex digits, with spaces where they are wanted. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.replaceAll(" ", "").match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

/** An element of DER, its length in the shortest form. */
export function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return concat([tag, length], content);
  const digits = [length >>> 24, length >>> 16, length >>> 8, length].map((digit) => digit & 0xff);
  while (digits[0] === 0) digits.shift();
  return concat([tag, 0x80 | digits.length, ...digits], content);
}
