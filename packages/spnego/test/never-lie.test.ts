import type { FieldTrace } from "@countersign/bytes";
import { fromHex } from "@countersign/bytes";
import { describeNeverLie, specifiedMessages } from "@countersign/testkit";
import { decodeToken, encodeToken, readToken, type Token } from "../src/index.js";
import { tokens } from "./arbitraries.js";

const CONSTRUCTED = 0x20;

describeNeverLie<Token>({
  name: "spnego.decodeToken",
  decode: decodeToken,
  encode: encodeToken,
  read: readToken,
  samples: {
    ...specifiedMessages("spnego"),
    "Samba's opening": fromHex(
      "604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265",
    ),
    "the beginning of Samba's challenge": fromHex(
      "a11b3019a0030a0101a10c060a2b06010401823702020aa20404020102",
    ),
  },
  values: tokens,
  layout: lengths,
  // A length tells what is in the element, and where those after it begin.
  governs: {
    "NegotiationToken.token": /./,
    "InitialContextToken.thisMech": /^NegotiationToken\./,
    "NegotiationToken.choice": /^(NegTokenInit|NegTokenResp|NegHints)\./,
    "NegTokenInit.mechTypes": /^NegTokenInit\./,
    // Field [3]: what is in it tells which of the two it is.
    "NegTokenInit.negHints": /^NegTokenInit\.mechListMIC$|^NegHints\./,
  },
  undecided: /^NegotiationToken\.signature$/,
});

/** The bytes of lengths, by the elements' own nesting. */
function lengths(trace: FieldTrace[], bytes: Uint8Array): FieldTrace[] {
  const at = new Set<number>();
  if (bytes[0] !== 0x4e) walk(bytes, 0, bytes.length, at);
  return trace.filter(({ offset, length }) => length === 1 && at.has(offset));
}

function walk(bytes: Uint8Array, start: number, end: number, at: Set<number>): void {
  for (let p = start; p + 1 < end; ) {
    const tag = bytes[p]!;
    const size = bytes[p + 1]! < 0x80 ? 1 : 1 + (bytes[p + 1]! & 0x7f);
    const digits = bytes.subarray(p + 2, p + 1 + size);
    const length = size === 1 ? bytes[p + 1]! : digits.reduce((sum, digit) => sum * 256 + digit, 0);
    for (let i = 0; i < size; i++) at.add(p + 1 + i);
    const content = p + 1 + size;
    if (tag & CONSTRUCTED) walk(bytes, content, Math.min(content + length, end), at);
    p = content + length;
  }
}
