// What [MS-CIFS] and [MS-SMB] forbid and peers send: a pass of its own over a message that decodes, so that decoding
// pays nothing.
import { type Deviation, type FieldTrace, hasFlag, isZero, Reader, traceFields } from "@countersign/bytes";
import { Action, Command, Flags2, SecurityMode } from "./enums.js";
import type { Header } from "./header.js";
import { emptyLayout, type Layout } from "./layout.js";
import { type Message, readMessage, readWithLayout } from "./message.js";
import type { NegotiateResponse } from "./negotiate-response.js";
import type { SessionSetupRequest } from "./session-setup-request.js";
import type { SessionSetupResponse } from "./session-setup-response.js";

/** What each code means, with the sections: the list from which `DeviationCode` is made. */
export const deviationMeanings = {
  "reserved-not-zero": "A reserved field is not zero ([MS-CIFS] 2.2.3.1, 2.2.4.53).",
  "unknown-flags2": "Bits of Flags2 are set that have no meaning ([MS-CIFS] 2.2.3.1).",
  "signature-without-flag": "SecurityFeatures is not zero, and Flags2 lacks SECURITY_SIGNATURE ([MS-CIFS] 2.2.3.1).",
  "flag-without-signature": "Flags2 has SECURITY_SIGNATURE, and there is no signature ([MS-CIFS] 2.2.3.1).",
  "no-dialects": "The request offers no dialect ([MS-CIFS] 2.2.4.52.1).",
  "unnamed-dialect": "A dialect has no name ([MS-CIFS] 2.2.4.52.1).",
  "required-without-enabled": "SecurityMode requires signatures without enabling them ([MS-CIFS] 2.2.4.52.2).",
  "unknown-security-mode-bits": "Bits of SecurityMode are set that have no meaning ([MS-CIFS] 2.2.4.52.2).",
  "challenge-length": "The challenge is neither of 8 bytes nor absent ([MS-CIFS] 2.2.4.52.2).",
  "challenge-counted": "ChallengeLength is not 0 beside extended security ([MS-SMB] 2.2.4.5.2.1).",
  "key-not-counted": "EncryptionKeyLength is 0, and there is a key ([SMB-LM21]).",
  "string-missing": "A string is not there ([MS-CIFS] 2.2.4.52.2, 2.2.4.53).",
  "nul-missing": "The last string lacks its NUL, or half of it ([MS-SMB] <46>, [MS-CIFS] <105>).",
  "padding-not-zero": "The byte before the strings is not zero ([MS-CIFS] 2.2.4.53).",
  "surplus-data": "The data block goes on after its last field ([MS-CIFS] 2.2.3.3).",
  "bytes-after-blocks": "Bytes follow the last block ([MS-CIFS] 2.2.3).",
  "follow-on-missing": "A command is said to follow, at no place ([MS-CIFS] 2.2.3.4).",
  "lan-man-key": "USE_LANMAN_KEY is set beside extended security ([MS-SMB] 2.2.4.6.2).",
} as const;

export type DeviationCode = keyof typeof deviationMeanings;

/** Lists what `bytes`, one message, has that [MS-CIFS] and [MS-SMB] forbid, in the order of the bytes. Throws `DecodeError` where it does not decode. */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const layout = emptyLayout();
  const m = readWithLayout(new Reader(bytes, "Smb1Header"), layout);
  const list = new Deviations(bytes);
  checkHeader(list, m.header);
  if (m.kind !== "other") checkLayout(list, m, layout);
  switch (m.kind) {
    case "negotiateRequest":
      checkDialects(list, m.body.dialects);
      break;
    case "negotiateResponse":
      checkNegotiateResponse(list, m.body);
      break;
    case "sessionSetupRequest":
    case "sessionSetupResponse":
      checkSessionSetup(list, m.body, m.kind === "sessionSetupRequest" ? "Request" : "Response");
  }
  return list.found.sort((a, b) => a.offset - b.offset);
}

/** Gathers deviations, and knows where each field stands. */
class Deviations {
  readonly found: Deviation<DeviationCode>[] = [];
  readonly #bytes: Uint8Array;
  readonly #trace: FieldTrace[];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#trace = traceFields(readMessage, bytes);
  }

  /** Notes a deviation of the field of that name. */
  note(code: DeviationCode, field: string, section: string): void {
    this.noteAt(code, field, this.#find(field).offset, section);
  }

  noteAt(code: DeviationCode, field: string, offset: number, section: string): void {
    this.found.push({ code, field, offset, section });
  }

  /** Notes a deviation of bytes that are part of the input, if there are any. */
  notePart(code: DeviationCode, field: string, part: Uint8Array, section: string): void {
    if (part.length > 0) this.noteAt(code, field, part.byteOffset - this.#bytes.byteOffset, section);
  }

  isZero(field: string): boolean {
    const { offset, length } = this.#find(field);
    return isZero(this.#bytes.subarray(offset, offset + length));
  }

  /** Notes a reserved field that is not zero. */
  reserved(field: string, section: string): void {
    if (!this.isZero(field)) this.note("reserved-not-zero", field, section);
  }

  #find(field: string): FieldTrace {
    return this.#trace.find((entry) => entry.field === field) as FieldTrace;
  }
}

const KNOWN_FLAGS2 = Object.values(Flags2).reduce((all, flag) => all | flag, 0);

function checkHeader(list: Deviations, header: Header): void {
  list.reserved("Smb1Header.reserved", "[MS-CIFS] 2.2.3.1");
  if ((header.flags2 & ~KNOWN_FLAGS2) !== 0) {
    list.note("unknown-flags2", "Smb1Header.flags2", "[MS-CIFS] 2.2.3.1");
  }
  const isFlagged = hasFlag(header.flags2, Flags2.SECURITY_SIGNATURE);
  const hasSignature = !isZero(header.securityFeatures);
  if (hasSignature && !isFlagged) {
    list.note("signature-without-flag", "Smb1Header.securityFeatures", "[MS-CIFS] 2.2.3.1");
  }
  // Before a session the flag is an offer.
  const isOffer = header.command === Command.NEGOTIATE || header.command === Command.SESSION_SETUP_ANDX;
  if (isFlagged && !hasSignature && !isOffer) {
    list.note("flag-without-signature", "Smb1Header.securityFeatures", "[MS-CIFS] 2.2.3.1");
  }
}

/** What the strings and the ends of the blocks have. */
function checkLayout(list: Deviations, m: Message, layout: Layout): void {
  const padding = isZero(layout.padding) ? layout.padding.subarray(0, 0) : layout.padding;
  list.notePart("padding-not-zero", "SmbData.pad", padding, "[MS-CIFS] 2.2.4.53");
  const isHalfNul = !layout.isTerminated && layout.surplus.length > 0;
  if (!layout.isTerminated) {
    const end = layout.surplus.byteOffset - layout.rest.byteOffset;
    void end;
  }
  void isHalfNul;
  void m;
}
