// [MS-NLMP] 2.2.2.3 LM_RESPONSE. With extended session security it holds no response: the client's challenge of 8 bytes
// and Z(16) (3.3.1).
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";

const RESPONSE_SIZE = 24;

/** [MS-NLMP] 2.2.2.3 LM_RESPONSE. */
export interface LmResponse {
  /** 24 bytes. Shares the input's memory. */
  response: Uint8Array;
}

/** Reads LmChallengeResponse as NTLMv1 means it; throws a `DecodeError` below 24 bytes. */
export function decodeLmResponse(bytes: Uint8Array): LmResponse {
  return { response: new Reader(bytes, "NtlmLmResponse").slice(RESPONSE_SIZE, "response") };
}

/**
 * The inverse of {@link decodeLmResponse}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
export function encodeLmResponse(m: LmResponse, options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  w.fixed(m.response, RESPONSE_SIZE, "response");
  return w.finish();
}
