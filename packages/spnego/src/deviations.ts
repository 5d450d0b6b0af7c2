// What the specifications forbid or advise against and peers send: a pass of its own over a token that decodes, so
// that decoding pays nothing.
import { type Deviation, equalBytes, isZero, Reader, traceFields } from "@countersign/bytes";
import { HINT_NAME } from "./neg-hints.js";
import type { NegTokenInit, NegTokenInit2 } from "./neg-token-init.js";
import { NegState, type NegTokenResp } from "./neg-token-resp.js";
import { readToken } from "./token.js";

/** What each code means, with the sections of RFC 4178 and [MS-SPNG]: the list from which `DeviationCode` is made. */
export const deviationMeanings = {
  "bytes-after-token": "Bytes follow the token (RFC 2743 3.1, RFC 4178 4.2).",
  "init-not-framed": "A NegTokenInit stands outside of an InitialContextToken (RFC 4178 4.2).",
  "response-framed": "A NegTokenResp stands in an InitialContextToken (RFC 4178 4.2).",
  "no-mech-types": "A NegTokenInit names no mechanism (RFC 4178 4.2.1).",
  "flags-sent": "reqFlags is there, which nobody should send ([MS-SPNG] 2.2.1).",
  "unused-bits-set": "Bits of reqFlags that do not count are set (X.690 11.2.1).",
  "other-hint-name": "hintName is not the string that it should be ([MS-SPNG] 2.2.1, <6>).",
  "hint-address": "hintAddress is there, which must be left out ([MS-SPNG] 2.2.1).",
  "unknown-state": "negState has a value without meaning (RFC 4178 4.2.2).",
  "no-state": "supportedMech is there, as in a first answer only, and negState is not (RFC 4178 4.2.2).",
  "mic-repeats-token": "mechListMIC repeats responseToken and is no MIC (RFC 4178 4.2.2).",
} as const;

/** What a token does against RFC 4178 and [MS-SPNG], by name. */
export type DeviationCode = keyof typeof deviationMeanings;

type Note = (code: DeviationCode, field: string, section: string) => void;

/** Lists what `bytes`, one token, has that the specifications forbid or advise against, in the order of the bytes. Throws `DecodeError` where it does not decode. */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const r = new Reader(bytes, "NegotiationToken");
  const token = readToken(r);
  const trace = traceFields(readToken, bytes);
  const found: Deviation<DeviationCode>[] = [];
  const note: Note = (code, field, section) => {
    const offset = trace.find((entry) => entry.field === field)!.offset;
    found.push({ code, field, offset, section });
  };
  switch (token.kind) {
    case "negTokenInit":
    case "negTokenInit2":
      checkInit(note, token);
      break;
    case "negTokenResp":
      checkResp(note, token);
  }
  if (r.remaining > 0) {
    const field = "NegotiationToken.tail";
    found.push({ code: "bytes-after-token", field, offset: r.position, section: "RFC 4178 4.2" });
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function checkInit(note: Note, m: NegTokenInit | NegTokenInit2): void {
  if (!m.framed) note("init-not-framed", "NegotiationToken.choice", "RFC 4178 4.2");
  const hasNoMechs = m.kind === "negTokenInit" ? !m.mechTypes?.length : m.mechTypes?.length === 0;
  if (hasNoMechs) note("no-mech-types", "NegotiationToken.choice", "RFC 4178 4.2.1");
  if (m.reqFlags) {
    note("flags-sent", "NegTokenInit.reqFlags", "[MS-SPNG] 2.2.1");
    const last = m.reqFlags.bytes.subarray(-1);
    const unused = last.map((byte) => byte & ((1 << m.reqFlags!.unusedBits) - 1));
    if (!isZero(unused)) note("unused-bits-set", "NegTokenInit.reqFlags", "X.690 11.2.1");
  }
  if (m.kind === "negTokenInit" || !m.negHints) return;
  const { hintName, hintAddress } = m.negHints;
  if (hintName !== HINT_NAME) note("other-hint-name", "NegTokenInit.negHints", "[MS-SPNG] 2.2.1");
  if (hintAddress) note("hint-address", "NegHints.hintAddress", "[MS-SPNG] 2.2.1");
}

function checkResp(note: Note, m: NegTokenResp): void {
  if (m.framed) note("response-framed", "NegotiationToken.choice", "RFC 4178 4.2");
  const known: readonly number[] = Object.values(NegState);
  if (m.negState !== undefined && !known.includes(m.negState)) {
    note("unknown-state", "NegTokenResp.negState", "RFC 4178 4.2.2");
  }
  if (m.negState === undefined && m.supportedMech !== undefined) {
    note("no-state", "NegTokenResp.supportedMech", "RFC 4178 4.2.2");
  }
  if (m.responseToken && m.mechListMIC && equalBytes(m.responseToken, m.mechListMIC)) {
    note("mic-repeats-token", "NegTokenResp.mechListMIC", "RFC 4178 4.2.2");
  }
}
