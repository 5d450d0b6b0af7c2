// [MS-NLMP] 2.2.2.6 NTLM v1 Response: NTLM_RESPONSE. The same 24 bytes with and without extended session security.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";

const RESPONSE_SIZE = 24;

/** [MS-NLMP] 2.2.2.6 NTLM_RESPONSE. */
export interface NtlmResponse {
  /** 24 bytes. Shares the input's memory. */
  response: Uint8Array;
}

/** Reads NtChallengeResponse as NTLMv1 means it; throws a `DecodeError` below 24 bytes. */
export function decodeNtlmResponse(bytes: Uint8Array): NtlmResponse {
  return { response: new Reader(bytes, "NtlmResponse").slice(RESPONSE_SIZE, "response") };
}

/**
 * The inverse of {@link decodeNtlmResponse}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
export function encodeNtlmResponse(m: NtlmResponse, options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  w.fixed(m.response, RESPONSE_SIZE, "response");
  return w.finish();
}
