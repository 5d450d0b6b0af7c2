// Which responses an AUTHENTICATE carries; nothing in it says so but lengths and flags ([MS-NLMP] 3.3.1, 3.3.2).
import { hasFlag, isZero } from "@countersign/bytes";
import type { Authenticate } from "./authenticate.js";
import { NegotiateFlags } from "./enums.js";
import { decodeLmResponse, type LmResponse } from "./lm-response.js";
import { decodeLmV2Response, type LmV2Response } from "./lmv2-response.js";
import { decodeNtlmResponse, type NtlmResponse } from "./ntlm-response.js";
import { decodeNtlmV2Response, type NtlmV2Response } from "./ntlmv2-response.js";

/** What an AUTHENTICATE proves its user by ([MS-NLMP] 3.3.1, 3.3.2). */
export type ResponseKind = Responses["kind"];

/** The two responses of an AUTHENTICATE, read as what they are ([MS-NLMP] 2.2.2.3 to 2.2.2.8). */
export type Responses =
  | { kind: "ntlmv2"; nt: NtlmV2Response /** `undefined` below 24 bytes. */; lm: LmV2Response | undefined }
  /** The LM response may repeat the NT one, or be `undefined`: below 24 bytes. */
  | { kind: "ntlmv1"; nt: NtlmResponse; lm: LmResponse | undefined }
  /** NTLMv1 with extended session security; `challengeFromClient`, 8 bytes, stands in the LM response's place. */
  | { kind: "ntlmv1-ess"; nt: NtlmResponse; challengeFromClient: Uint8Array }
  /** No NT response, and an LM response of any length. */
  | { kind: "lm"; lm: Uint8Array }
  | { kind: "anonymous" }
  /** An NT response of a length that none has. */
  | { kind: "other"; nt: Uint8Array; lm: Uint8Array };

/** LM_RESPONSE (2.2.2.3), LMv2_RESPONSE (2.2.2.4) and NTLM_RESPONSE (2.2.2.6). */
const RESPONSE_SIZE = 24;
const CHALLENGE_SIZE = 8;
/** NTLMv2_RESPONSE (2.2.2.8) without AV pairs. */
const NTLMV2_RESPONSE_MIN_SIZE = 44;

/** What of an AUTHENTICATE tells its response, so that logons without NTLMSSP can ask too. */
export type ResponseFields = Pick<
  Authenticate,
  "negotiateFlags" | "lmChallengeResponse" | "ntChallengeResponse"
>;

/** Tells the responses of an AUTHENTICATE by their lengths and, for extended session security, flag and LM response. */
export function responseKind(m: ResponseFields): ResponseKind {
  const ntLength = m.ntChallengeResponse.length;
  if (ntLength === 0) return isAnonymousLm(m.lmChallengeResponse) ? "anonymous" : "lm";
  if (ntLength === RESPONSE_SIZE) return isExtended(m) ? "ntlmv1-ess" : "ntlmv1";
  return ntLength >= NTLMV2_RESPONSE_MIN_SIZE ? "ntlmv2" : "other";
}

/** Reads both responses by {@link responseKind}; throws a `DecodeError` for an NTLMv2 response with broken AV pairs. */
export function decodeResponses(m: Authenticate): Responses {
  const nt = m.ntChallengeResponse;
  const lm = m.lmChallengeResponse;
  const hasLm = lm.length >= RESPONSE_SIZE;
  const kind = responseKind(m);
  switch (kind) {
    case "ntlmv2":
      return { kind, nt: decodeNtlmV2Response(nt), lm: hasLm ? decodeLmV2Response(lm) : undefined };
    case "ntlmv1":
      return { kind, nt: decodeNtlmResponse(nt), lm: hasLm ? decodeLmResponse(lm) : undefined };
    case "ntlmv1-ess":
      return { kind, nt: decodeNtlmResponse(nt), challengeFromClient: lm.subarray(0, CHALLENGE_SIZE) };
    case "lm":
      return { kind, lm };
    case "anonymous":
      return { kind };
    case "other":
      return { kind, nt, lm };
  }
}

/** Z(1) as in 3.3.1 and 3.3.2, which some clients leave out. */
function isAnonymousLm(lm: Uint8Array): boolean {
  return lm.length <= 1 && isZero(lm);
}

/** With extended session security the LM response is the client's challenge and Z(16) (3.3.1). */
function isExtended({ negotiateFlags, lmChallengeResponse: lm }: ResponseFields): boolean {
  if (negotiateFlags === undefined) return false;
  if (!hasFlag(negotiateFlags, NegotiateFlags.NEGOTIATE_EXTENDED_SESSIONSECURITY)) return false;
  return lm.length === RESPONSE_SIZE && isZero(lm.subarray(CHALLENGE_SIZE));
}
