import { inPieces } from "./text.js";

const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/** Lower-case hex digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  return inPieces(bytes, 0, bytes.length, hexPiece);
}

function hexPiece(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let p = start; p < end; p++) text += DIGITS[bytes[p]!];
  return text;
}

/** The bytes of hex digits; an odd count or another character is a `RangeError`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || /[^0-9a-f]/i.test(text)) throw new RangeError("not pairs of hex digits");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}
