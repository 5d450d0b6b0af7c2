import type {
  ExtendedMessageSignature,
  LmResponse,
  LmV2Response,
  MessageSignature,
  NtlmV2Response,
} from "@countersign/ntlmssp";
import fc from "fast-check";
import type { Sizes } from "../sizes.js";
import { avPairs } from "./av-pairs.js";
import { exactly, u8, u32, u64 } from "./primitives.js";

/** [MS-NLMP] 2.2.2.8. */
export function ntlmV2Responses(sizes: Sizes = {}): fc.Arbitrary<NtlmV2Response> {
  return fc.record({
    response: exactly(16),
    respType: u8,
    hiRespType: u8,
    timeStamp: u64,
    challengeFromClient: exactly(8),
    avPairs: avPairs(sizes),
  });
}

/** [MS-NLMP] 2.2.2.4. */
export function lmV2Responses(): fc.Arbitrary<LmV2Response> {
  return fc.record({ response: exactly(16), challengeFromClient: exactly(8) });
}

/** [MS-NLMP] 2.2.2.3 LM_RESPONSE and 2.2.2.6 NTLM_RESPONSE, which look the same. */
export function ntlmV1Responses(): fc.Arbitrary<LmResponse> {
  return fc.record({ response: exactly(24) });
}

/** [MS-NLMP] 2.2.2.9.1. */
export function messageSignatures(): fc.Arbitrary<MessageSignature> {
  return fc.record({ version: u32, randomPad: exactly(4), checksum: exactly(4), seqNum: u32 });
}

/** [MS-NLMP] 2.2.2.9.2. */
export function extendedMessageSignatures(): fc.Arbitrary<ExtendedMessageSignature> {
  return fc.record({ version: u32, checksum: exactly(8), seqNum: u32 });
}
