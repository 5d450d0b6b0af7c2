// A string literal of C, Python or JSON: `b'NTLMSSP\x00\x02'`, `"NTLMSSP\0\u0002"`.
import type { FoundParts } from "./input.js";

const START = /^(?:[\w\s[\]*]*=\s*)?b?["']/;
const END = /["'];?$/;
const ESCAPE = /\\(?:x([0-9a-f]{1,2})|u00([0-9a-f]{2})|([0-7]{1,3})|([\s\S]))|[\s\S]/gi;
const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, e: 27 };

/** The bytes of a quoted string with escapes, or of an unquoted one that has `\x`. */
export function parseEscaped(text: string): FoundParts | string {
  const body = text.trim().replace(START, "").replace(END, "");
  if (!/\\(?:x[0-9a-f]|u00|[0-7])/i.test(body)) return "There is no escape such as \\x00 in it.";
  const bytes: number[] = [];
  for (const [whole, hex, unicode, octal, other] of body.matchAll(ESCAPE)) {
    const byte = byteOf(whole, hex ?? unicode, octal, other);
    if (byte > 0xff) return `${JSON.stringify(whole)} is no byte.`;
    bytes.push(byte);
  }
  return { parts: [{ bytes: Uint8Array.from(bytes) }] };
}

function byteOf(whole: string, hex?: string, octal?: string, other?: string): number {
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (octal !== undefined) return Number.parseInt(octal, 8);
  if (other !== undefined) return NAMED[other] ?? other.charCodeAt(0);
  return whole.charCodeAt(0);
}
