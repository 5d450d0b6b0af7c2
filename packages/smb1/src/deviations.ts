// What [MS-CIFS] and [MS-SMB] forbid and peers send: a pass of its own over a message that decodes, so that decoding
// pays nothing.
import { type Deviation, type FieldTrace, hasFlag, isZero, Reader, traceFields } from "@countersign/bytes";
import { Action, Command, Flags2, SecurityMode } from "./enums.js";
import type { Header } from "./header.js";
import { emptyLayout, type Layout } from "./layout.js";
import { readMessage, readWithLayout } from "./message.js";
import type { NegotiateResponse } from "./negotiate-response.js";
import type { SessionSetupRequest } from "./session-setup-request.js";
import type { SessionSetupResponse } from "./session-setup-response.js";

/** What each code means, with the sections: the list from which `DeviationCode` is made. */
export const deviationMeanings = {
  "reserved-not-zero": "A reserved field is not zero ([MS-CIFS] 2.2.3.1, 2.2.4.53).",
  "unknown-flags2": "Bits of Flags2 are set that have no meaning ([MS-CIFS] 2.2.3.1).",
  "signature-without-flag":
    "SecurityFeatures is not zero, and Flags2 lacks SECURITY_SIGNATURE ([MS-CIFS] 2.2.3.1).",
  "flag-without-signature": "Flags2 has SECURITY_SIGNATURE, and there is no signature ([MS-CIFS] 2.2.3.1).",
  "no-dialects": "The request offers no dialect ([MS-CIFS] 2.2.4.52.1).",
  "unnamed-dialect": "A dialect has no name ([MS-CIFS] 2.2.4.52.1).",
  "required-without-enabled":
    "SecurityMode requires signatures without enabling them ([MS-CIFS] 2.2.4.52.2).",
  "unknown-security-mode-bits": "Bits of SecurityMode are set that have no meaning ([MS-CIFS] 2.2.4.52.2).",
  "challenge-length": "The challenge is neither of 8 bytes nor absent ([MS-CIFS] 2.2.4.52.2).",
  "challenge-counted": "ChallengeLength is not 0 beside extended security ([MS-SMB] 2.2.4.5.2.1).",
  "key-not-counted": "EncryptionKeyLength is 0, and there is a key ([SMB-LM21]).",
  "string-missing": "A string is not there ([MS-CIFS] 2.2.4.52.2, 2.2.4.53).",
  "nul-missing": "The last string lacks its NUL, or half of it ([MS-CIFS] 2.2.1.1, <105>, [MS-SMB] <46>).",
  "padding-not-zero": "The byte before the strings is not zero ([MS-CIFS] 2.2.4.53).",
  "surplus-data": "The data block goes on after its last field ([MS-CIFS] 2.2.3.3).",
  "bytes-after-blocks": "Bytes follow the last block ([MS-CIFS] 2.2.3).",
  "follow-on-missing": "A command is said to follow, at no place ([MS-CIFS] 2.2.3.4).",
  "lan-man-key": "USE_LANMAN_KEY is set beside extended security ([MS-SMB] 2.2.4.6.2).",
} as const;

export type DeviationCode = keyof typeof deviationMeanings;

/**
 * Lists what `bytes`, one message, has that [MS-CIFS] and [MS-SMB] forbid, in the order of the bytes; what is missing
 * has the offset where it would stand. Throws `DecodeError` where the message does not decode.
 */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const layout = emptyLayout();
  const m = readWithLayout(new Reader(bytes, "Smb1Header"), layout);
  const list = new Deviations(bytes);
  checkHeader(list, m.header);
  switch (m.kind) {
    case "negotiateRequest":
      checkDialects(list, m.body.dialects);
      checkLayout(list, layout, "Smb1NegotiateRequest", true);
      break;
    case "negotiateResponse":
      checkNegotiateResponse(list, m.body);
      checkLayout(
        list,
        layout,
        "Smb1NegotiateResponse",
        m.body.kind !== "ntLanMan" || m.body.domainName !== undefined,
      );
      break;
    case "sessionSetupRequest":
      checkSessionSetup(list, m.body, "Smb1SessionSetupRequest");
      list.reserved("Smb1SessionSetupRequest.reserved", "[MS-CIFS] 2.2.4.53.1");
      checkLayout(list, layout, "Smb1SessionSetupRequest", m.body.nativeLanMan !== undefined);
      break;
    case "sessionSetupResponse":
      checkSessionSetup(list, m.body, "Smb1SessionSetupResponse");
      checkAction(list, m.body);
      checkLayout(list, layout, "Smb1SessionSetupResponse", hasAllStrings(m.body));
      break;
    case "errorResponse":
      checkLayout(list, layout, "Smb1ErrorResponse", true);
  }
  return list.found.sort((a, b) => a.offset - b.offset);
}

/** Gathers deviations, and knows where each field stands. */
class Deviations {
  readonly found: Deviation<DeviationCode>[] = [];
  readonly #bytes: Uint8Array;
  readonly #trace: FieldTrace[];
  /** Those of a name, once they are asked for: each of thousands of dialects may deviate. */
  readonly #fields = new Map<string, FieldTrace[]>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#trace = traceFields(readMessage, bytes);
  }

  /** Notes a deviation of the `nth` field of that name. */
  note(code: DeviationCode, field: string, section: string, nth = 0): void {
    this.found.push({ code, field, offset: this.#find(field, nth).offset, section });
  }

  /** Notes a deviation of what starts at a part of the input, or `distance` bytes from there. */
  noteAt(code: DeviationCode, field: string, part: Uint8Array, section: string, distance = 0): void {
    this.found.push({ code, field, offset: part.byteOffset - this.#bytes.byteOffset + distance, section });
  }

  isZero(field: string): boolean {
    const { offset, length } = this.#find(field, 0);
    return isZero(this.#bytes.subarray(offset, offset + length));
  }

  /** Notes a reserved field that is not zero. */
  reserved(field: string, section: string): void {
    if (!this.isZero(field)) this.note("reserved-not-zero", field, section);
  }

  #find(field: string, nth: number): FieldTrace {
    let all = this.#fields.get(field);
    if (all === undefined) {
      all = this.#trace.filter((entry) => entry.field === field);
      this.#fields.set(field, all);
    }
    return all[nth]!;
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

/** What the strings and the ends of the blocks have. `isComplete`: all strings are there. */
function checkLayout(list: Deviations, layout: Layout, structure: string, isComplete: boolean): void {
  const { padding, isTerminated, surplus, rest, hasFollowOn } = layout;
  if (!isZero(padding)) list.noteAt("padding-not-zero", `${structure}.pad`, padding, "[MS-CIFS] 2.2.4.53");
  // The data block ends where the rest starts.
  if (!isTerminated)
    list.noteAt("nul-missing", `${structure}.bytes`, rest, "[MS-CIFS] 2.2.1.1", -surplus.length);
  if (!isComplete)
    list.noteAt("string-missing", `${structure}.bytes`, rest, "[MS-CIFS] 2.2.4", -surplus.length);
  if (isTerminated && surplus.length > 0) {
    list.noteAt("surplus-data", `${structure}.surplus`, surplus, "[MS-CIFS] 2.2.3.3");
  }
  if (!hasFollowOn && rest.length > 0) {
    list.noteAt("bytes-after-blocks", `${structure}.tail`, rest, "[MS-CIFS] 2.2.3");
  }
}

function checkDialects(list: Deviations, dialects: string[]): void {
  if (dialects.length === 0)
    list.note("no-dialects", "Smb1NegotiateRequest.byteCount", "[MS-CIFS] 2.2.4.52.1");
  dialects.forEach((name, i) => {
    if (name !== "") return;
    list.note("unnamed-dialect", "Smb1NegotiateRequest.bufferFormat", "[MS-CIFS] 2.2.4.52.1", i);
  });
}

function checkNegotiateResponse(list: Deviations, m: NegotiateResponse): void {
  switch (m.kind) {
    case "extendedSecurity":
      checkNtSecurityMode(list, m.securityMode);
      if (!list.isZero("Smb1NegotiateResponse.challengeLength")) {
        list.note("challenge-counted", "Smb1NegotiateResponse.challengeLength", "[MS-SMB] 2.2.4.5.2.1");
      }
      break;
    case "ntLanMan":
      checkNtSecurityMode(list, m.securityMode);
      if (m.challenge.length !== 0 && m.challenge.length !== 8) {
        list.note("challenge-length", "Smb1NegotiateResponse.challengeLength", "[MS-CIFS] 2.2.4.52.2");
      }
      break;
    case "lanMan":
      list.reserved("Smb1NegotiateResponse.reserved", "[SMB-LM21]");
      checkSecurityModeBits(list, m.securityMode, LANMAN_MODES);
      if (m.encryptionKey.length > 0 && list.isZero("Smb1NegotiateResponse.encryptionKeyLength")) {
        list.note("key-not-counted", "Smb1NegotiateResponse.encryptionKeyLength", "[SMB-LM21]");
      }
  }
}

const LANMAN_MODES = SecurityMode.USER_SECURITY | SecurityMode.ENCRYPT_PASSWORDS;
const { SECURITY_SIGNATURES_ENABLED: ENABLED, SECURITY_SIGNATURES_REQUIRED: REQUIRED } = SecurityMode;

function checkNtSecurityMode(list: Deviations, mode: SecurityMode): void {
  if (hasFlag(mode, REQUIRED) && !hasFlag(mode, ENABLED)) {
    list.note("required-without-enabled", "Smb1NegotiateResponse.securityMode", "[MS-CIFS] 2.2.4.52.2");
  }
  checkSecurityModeBits(list, mode, LANMAN_MODES | ENABLED | REQUIRED);
}

function checkSecurityModeBits(list: Deviations, mode: SecurityMode, known: number): void {
  if ((mode & ~known) === 0) return;
  list.note("unknown-security-mode-bits", "Smb1NegotiateResponse.securityMode", "[MS-CIFS] 2.2.4.52.2");
}

function checkSessionSetup(
  list: Deviations,
  m: SessionSetupRequest | SessionSetupResponse,
  structure: string,
): void {
  list.reserved(`${structure}.andXReserved`, "[MS-CIFS] 2.2.4.53");
  if (m.andX?.blocks.length === 0)
    list.note("follow-on-missing", `${structure}.andXOffset`, "[MS-CIFS] 2.2.3.4");
}

function checkAction(list: Deviations, m: SessionSetupResponse): void {
  if (m.kind !== "extendedSecurity" || !hasFlag(m.action, Action.USE_LANMAN_KEY)) return;
  list.note("lan-man-key", "Smb1SessionSetupResponse.action", "[MS-SMB] 2.2.4.6.2");
}

/** [MS-SMB] 2.2.4.6.2 has no primary domain. */
function hasAllStrings(m: SessionSetupResponse): boolean {
  return (m.kind === "extendedSecurity" ? m.nativeLanMan : m.primaryDomain) !== undefined;
}
