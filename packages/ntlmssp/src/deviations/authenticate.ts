// Deviations of the responses and the MIC of an AUTHENTICATE.
import { attempt, hasFlag, isDecodeError, isZero, type Reader, traceFields } from "@countersign/bytes";
import type { Authenticate } from "../authenticate.js";
import { AvFlags, NegotiateFlags } from "../enums.js";
import { type NtlmV2Response, readNtlmV2Response } from "../ntlmv2-response.js";
import { responseKind } from "../responses.js";
import { checkAvPairs } from "./av-pairs.js";
import type { FoundPayload } from "./payload.js";
import type { Report } from "./report.js";

const LM_RESPONSE_SIZE = 24;
/** Of an NTLMv2 response. */
const AV_PAIRS_AT = 44;

export function checkAuthenticate(report: Report, m: Authenticate, payloads: readonly FoundPayload[]): void {
  const kind = responseKind(m);
  const lmLength = m.lmChallengeResponse.length;
  if (lmLength !== 0 && lmLength !== LM_RESPONSE_SIZE && kind !== "anonymous") {
    report.addField("lm-response-size", "NtlmAuthenticate.lmChallengeResponseLen");
  }
  if (kind === "other") report.addField("nt-response-size", "NtlmAuthenticate.ntChallengeResponseLen");
  const nt = payloads.find(({ field }) => field === "NtlmAuthenticate.ntChallengeResponse");
  checkMic(report, m, kind === "ntlmv2" && nt ? checkNtlmV2Response(report, nt) : undefined);
  if (m.negotiateFlags === undefined || hasFlag(m.negotiateFlags, NegotiateFlags.NEGOTIATE_KEY_EXCH)) return;
  if (m.encryptedRandomSessionKey && m.encryptedRandomSessionKey.length > 0) {
    report.addField("session-key-without-flag", "NtlmAuthenticate.encryptedRandomSessionKeyLen");
  }
}

/** Adds the response's fields to the trace and answers it, or `undefined` where it does not decode. */
function checkNtlmV2Response(report: Report, { offset, length }: FoundPayload): NtlmV2Response | undefined {
  const response = readResponse(report, offset, length);
  if (response === undefined) return undefined;
  if (response.respType !== 1) report.addField("response-type", "NtlmV2Response.respType");
  if (response.hiRespType !== 1) report.addField("response-type", "NtlmV2Response.hiRespType");
  checkAvPairs(report, { offset: offset + AV_PAIRS_AT, length: length - AV_PAIRS_AT }, "z4");
  return response;
}

function readResponse(report: Report, offset: number, length: number): NtlmV2Response | undefined {
  let response: NtlmV2Response | undefined;
  const read = (r: Reader) => {
    response = readNtlmV2Response(r.windowAt(offset, length, "NtlmV2Response", "ntChallengeResponse"));
  };
  const fields = attempt(() => traceFields(read, report.bytes));
  if (isDecodeError(fields)) report.add("nt-response-undecodable", fields.field, fields.offset);
  else report.fields.push(...fields);
  return response;
}

function checkMic(report: Report, m: Authenticate, response: NtlmV2Response | undefined): void {
  const isAsserted = response?.avPairs.some(
    (pair) => pair.kind === "flags" && hasFlag(pair.value, AvFlags.MIC_PROVIDED),
  );
  const hasMic = m.mic !== undefined && !isZero(m.mic);
  if (hasMic && !isAsserted) report.addField("mic-not-asserted", "NtlmAuthenticate.mic");
  // Without a slot there is no field but the one that asserts it.
  if (isAsserted && !hasMic)
    report.addField("mic-missing", m.mic ? "NtlmAuthenticate.mic" : "NtlmAvPair.flags");
}
