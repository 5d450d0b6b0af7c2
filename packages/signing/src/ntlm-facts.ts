// What of the three NTLM messages is needed to judge them: plain facts, so that any decoder can supply them.

import { AvId, type ResponseKind, responseKind } from "@countersign/ntlmssp";
import type { Evidence } from "./reason.js";
import type { ChannelBindings } from "./relay-victim.js";

/** One AV pair as on the wire. [MS-NLMP] 2.2.2.1. */
export interface AvPairFact {
  /** AvId ([MS-NLMP] 2.2.2.1). */
  id: number;
  /** As on the wire. */
  value: Uint8Array;
}

/** Facts of a NEGOTIATE_MESSAGE. [MS-NLMP] 2.2.1.1. */
export interface NtlmNegotiateFacts extends Evidence {
  /** NegotiateFlags, 32 bits. */
  flags: number;
}

/** Facts of a CHALLENGE_MESSAGE. [MS-NLMP] 2.2.1.2. */
export interface NtlmChallengeFacts extends Evidence {
  /** NegotiateFlags ([MS-NLMP] 2.2.2.5). */
  flags: number;
  /** In wire order; absent where the message has none. */
  targetInfo?: readonly AvPairFact[] | undefined;
}

/** Facts of an AUTHENTICATE_MESSAGE. [MS-NLMP] 2.2.1.3. */
export interface NtlmAuthenticateFacts extends Evidence {
  /** NegotiateFlags ([MS-NLMP] 2.2.2.5). */
  flags: number;
  /** Whole payload, empty where there is none. */
  lmChallengeResponse: Uint8Array;
  /** Whole payload, empty where there is none. */
  ntChallengeResponse: Uint8Array;
  /** The 16 bytes of the MIC slot, zeros too; absent where the payload leaves no room for it. */
  mic?: Uint8Array | undefined;
  /** AV pairs of the NTLMv2 response; absent where there is no NTLMv2 response or it could not be decoded. */
  targetInfo?: readonly AvPairFact[] | undefined;
}

/** The messages of one exchange; leave out those that were not seen. */
export interface NtlmFacts {
  negotiate?: NtlmNegotiateFacts | undefined;
  challenge?: NtlmChallengeFacts | undefined;
  authenticate?: NtlmAuthenticateFacts | undefined;
}

/** Which response the message carries. */
export function responseOf(facts: NtlmAuthenticateFacts): ResponseKind {
  return responseKind({ ...facts, negotiateFlags: facts.flags });
}

/** MsvAvChannelBindings; `undefined` without AV pairs to look in. */
export function channelBindingsOf(pairs: readonly AvPairFact[] | undefined): ChannelBindings | undefined {
  if (pairs === undefined) return undefined;
  const pair = pairs.find(({ id }) => id === AvId.ChannelBindings);
  if (pair === undefined) return "absent";
  return pair.value.every((byte) => byte === 0) ? "zero" : "present";
}

/** MsvAvFlags, 0 where there is none or it is shorter than 4 bytes. */
export function avFlagsOf(pairs: readonly AvPairFact[]): number {
  const value = pairs.find(({ id }) => id === AvId.Flags)?.value;
  if (value === undefined || value.length < 4) return 0;
  return (value[0]! | (value[1]! << 8) | (value[2]! << 16) | (value[3]! << 24)) >>> 0;
}
