import { LONG_SIZE, textOf } from "./text.js";

const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/** Lower-case hex digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length > LONG_SIZE) return textOf(digitsOf(bytes));
  let text = "";
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

function digitsOf(bytes: Uint8Array): Uint8Array {
  const units = new Uint8Array(bytes.length * 2);
  for (let i = 0; i < bytes.length; i++) {
    const digits = DIGITS[bytes[i]!]!;
    units[i * 2] = digits.charCodeAt(0);
    units[i * 2 + 1] = digits.charCodeAt(1);
  }
  return units;
}

/** The bytes of hex digits; an odd count or another character is a `RangeError`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || /[^0-9a-f]/i.test(text)) throw new RangeError("not pairs of hex digits");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}
