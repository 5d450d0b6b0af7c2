// What the shipped codecs and the reference differ about. Each entry is tested to differ still.
import { fromHex } from "@countersign/bytes";
import {
  HEADER_SIZE,
  type PlainMessage,
  peekNextCommand,
  type Message as Smb2Message,
} from "@countersign/smb2";
import type { Token } from "@countersign/spnego";
import { hex } from "./hex.js";
import type { KnownDifference } from "./observe.js";

export const smb2Differences: KnownDifference<Smb2Message>[] = [
  {
    name: "negotiate contexts that are not 8-byte aligned",
    reason:
      "[MS-SMB2] 2.2.3 and 2.2.4 demand that the first context is aligned, and do not say what is to be done with one that " +
      'is not. Their words for the next one, "the first 8-byte aligned offset", with offsets that count from the SMB2 ' +
      "header, are what the reference follows; the shipped codec counts from the first context, as Samba's and Linux' clients do.",
    example: hex(`
      fe534d42 4000 0000 00000000 0000 0000 00000000 00000000 0000000000000000 00000000 00000000 0000000000000000
      00000000000000000000000000000000
      2400 0100 0100 0000 00000000 00000000000000000000000000000000 67000000 0200 0000 1103 00
      0800 0400 00000000 0100 0100 0000000000
      0800 0400 00000000 0100 0200`),
    isOf: (_shipped, _reference, bytes) => hasUnalignedContexts(bytes),
  },
];

/** The same in any message of a chain. */
export const smb2CompoundDifferences: KnownDifference<PlainMessage[]>[] = smb2Differences.map(
  (difference) => ({
    ...difference,
    isOf: (_shipped, _reference, bytes) => messagesOf(bytes).some(hasUnalignedContexts),
  }),
);

const NOT_PRIMITIVE = "Constructed encoding used for primitive type";

export const spnegoDifferences: KnownDifference<Token>[] = [
  {
    name: "extensions that are constructed though their type is primitive",
    reason:
      "X.690 8.19.1 and its like forbid a constructed OBJECT IDENTIFIER. asn1js refuses its identifier; the shipped codec " +
      "does not look into elements that the grammar does not know.",
    example: fromHex("a00430022600"),
    isOf: (shipped, reference) =>
      "value" in shipped && "refused" in reference && reference.refused.includes(NOT_PRIMITIVE),
  },
];

function messagesOf(chain: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0, next = 1; next > 0 && chain.length - at >= HEADER_SIZE; at += next) {
    next = peekNextCommand(chain.subarray(at)) ?? 0;
    found.push(chain.subarray(at, next > 0 ? at + next : undefined));
  }
  return found.filter(({ length }) => length >= HEADER_SIZE);
}

/** Whether a NEGOTIATE message has more than one negotiate context, and the first one not at a multiple of 8. */
function hasUnalignedContexts(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isResponse = (view.getUint32(16, true) & 1) !== 0;
  const offsetAt = isResponse ? 124 : 92;
  if (view.getUint16(12, true) !== 0 || bytes.length < offsetAt + 6) return false;
  const dialects = isResponse
    ? [view.getUint16(68, true)]
    : Array.from({ length: view.getUint16(66, true) }, (_, i) => view.getUint16(100 + 2 * i, true));
  const count = view.getUint16(isResponse ? 70 : 96, true);
  return dialects.includes(0x0311) && count > 1 && view.getUint32(offsetAt, true) % 8 !== 0;
}
