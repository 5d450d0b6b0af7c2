const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ASCII_SIZE = 128;

/** The value of each character, -1 for what is none. */
const VALUES = new Int8Array(ASCII_SIZE).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/**
 * RFC 4648 4, with or without padding; `undefined` for any other character. Bits after the last whole byte are passed
 * over, as every peer does.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const length = lengthWithoutPadding(text);
  const whole = length & ~3;
  const bytes = new Uint8Array((length * 3) >>> 2);
  let at = 0;
  // Negative once a character was none, and looked at last: a third of what a check for each takes.
  let all = 0;
  for (let i = 0; i < whole; i += 4) {
    const bits =
      (valueAt(text, i) << 18) |
      (valueAt(text, i + 1) << 12) |
      (valueAt(text, i + 2) << 6) |
      valueAt(text, i + 3);
    all |= bits;
    bytes[at] = bits >>> 16;
    bytes[at + 1] = bits >>> 8;
    bytes[at + 2] = bits;
    at += 3;
  }
  let bits = 0;
  for (let i = whole; i < length; i++) bits |= valueAt(text, i) << (18 - 6 * (i - whole));
  for (let shift = 16; at < bytes.length; shift -= 8) bytes[at++] = bits >>> shift;
  return (all | bits) < 0 ? undefined : bytes;
}

function lengthWithoutPadding(text: string): number {
  let length = text.length;
  while (length > 0 && text.length - length < 2 && text[length - 1] === "=") length--;
  return length;
}

function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < ASCII_SIZE ? VALUES[code]! : -1;
}
