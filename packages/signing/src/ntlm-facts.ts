// What of the three NTLM messages is needed to judge them: plain facts, so that any decoder can supply them.

import type { Evidence } from "./reason.js";
import type { ChannelBindings, NtlmResponseKind } from "./relay-victim.js";

/** One AV pair as on the wire. [MS-NLMP] 2.2.2.1. */
export interface AvPairFact {
  id: number;
  value: Uint8Array;
}

/** Facts of a NEGOTIATE_MESSAGE. [MS-NLMP] 2.2.1.1. */
export interface NtlmNegotiateFacts extends Evidence {
  /** NegotiateFlags, 32 bits. */
  flags: number;
}

/** Facts of a CHALLENGE_MESSAGE. [MS-NLMP] 2.2.1.2. */
export interface NtlmChallengeFacts extends Evidence {
  flags: number;
  /** In wire order; absent where the message has none. */
  targetInfo?: readonly AvPairFact[] | undefined;
}

/** Facts of an AUTHENTICATE_MESSAGE. [MS-NLMP] 2.2.1.3. */
export interface NtlmAuthenticateFacts extends Evidence {
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

/** [MS-NLMP] 2.2.2.1, the ids that are judged. */
export const AvId = {
  EOL: 0,
  FLAGS: 6,
  TIMESTAMP: 7,
  SINGLE_HOST: 8,
  TARGET_NAME: 9,
  CHANNEL_BINDINGS: 10,
} as const;

/** [MS-NLMP] 2.2.2.5, the flags that are judged. */
export const Flag = {
  SIGN: 0x10,
  SEAL: 0x20,
  ALWAYS_SIGN: 0x8000,
  EXTENDED_SESSIONSECURITY: 0x80000,
  KEY_128: 0x20000000,
  KEY_EXCH: 0x40000000,
  KEY_56: 0x80000000,
} as const;

const NTLM_V1_LENGTH = 24;
const NTLM_V2_MINIMUM = 44;
const CLIENT_CHALLENGE_LENGTH = 8;

/** Tells the response kind of an AUTHENTICATE_MESSAGE by the lengths and the LM response. [MS-NLMP] 2.2.2.3 to 2.2.2.8, 3.2.5.1.2. */
export function ntlmResponseKind(facts: {
  flags: number;
  lmChallengeResponse: Uint8Array;
  ntChallengeResponse: Uint8Array;
}): NtlmResponseKind {
  const { lmChallengeResponse: lm, ntChallengeResponse: nt } = facts;
  if (nt.length === 0) return isNone(lm) ? "anonymous" : "lm";
  if (nt.length >= NTLM_V2_MINIMUM) return "ntlmv2";
  if (nt.length !== NTLM_V1_LENGTH) return "other";
  const extended = (facts.flags & Flag.EXTENDED_SESSIONSECURITY) !== 0;
  return extended && isClientChallenge(lm) ? "ntlmv1-ess" : "ntlmv1";
}

function isNone(lm: Uint8Array): boolean {
  return lm.length === 0 || (lm.length === 1 && lm[0] === 0);
}

/** [MS-NLMP] 3.3.1: 8 bytes of the client's challenge, 16 zeros. */
function isClientChallenge(lm: Uint8Array): boolean {
  return lm.length === NTLM_V1_LENGTH && lm.subarray(CLIENT_CHALLENGE_LENGTH).every((byte) => byte === 0);
}

/** MsvAvChannelBindings; `undefined` without AV pairs to look in. */
export function channelBindingsOf(pairs: readonly AvPairFact[] | undefined): ChannelBindings | undefined {
  if (pairs === undefined) return undefined;
  const pair = pairs.find(({ id }) => id === AvId.CHANNEL_BINDINGS);
  if (pair === undefined) return "absent";
  return pair.value.every((byte) => byte === 0) ? "zero" : "present";
}

/** MsvAvFlags, 0 where there is none or it is shorter than 4 bytes. */
export function avFlagsOf(pairs: readonly AvPairFact[]): number {
  const value = pairs.find(({ id }) => id === AvId.FLAGS)?.value;
  if (value === undefined || value.length < 4) return 0;
  return (value[0]! | (value[1]! << 8) | (value[2]! << 16) | (value[3]! << 24)) >>> 0;
}
