// [MS-NLMP] 2.2.2.4 LMv2_RESPONSE. All zero where the client leaves it out beside an NTLMv2 response (3.1.5.1.2).
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";

const RESPONSE_SIZE = 16;
const CHALLENGE_SIZE = 8;

/** [MS-NLMP] 2.2.2.4 LMv2_RESPONSE. */
export interface LmV2Response {
  /** 16 bytes. Shares the input's memory. */
  response: Uint8Array;
  /** 8 bytes. Shares the input's memory. */
  challengeFromClient: Uint8Array;
}

/** Reads LmChallengeResponse as NTLMv2 means it; throws a `DecodeError` below 24 bytes. */
export function decodeLmV2Response(bytes: Uint8Array): LmV2Response {
  const r = new Reader(bytes, "NtlmLmV2Response");
  const response = r.slice(RESPONSE_SIZE, "response");
  const challengeFromClient = r.slice(CHALLENGE_SIZE, "challengeFromClient");
  return { response, challengeFromClient };
}

/**
 * The inverse of {@link decodeLmV2Response}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
export function encodeLmV2Response(m: LmV2Response, options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  w.fixed(m.response, RESPONSE_SIZE, "response");
  w.fixed(m.challengeFromClient, CHALLENGE_SIZE, "challengeFromClient");
  return w.finish();
}
