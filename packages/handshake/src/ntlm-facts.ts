// The facts that `signing` judges an NTLM exchange by, from its decoded messages.
import { attempt, isDecodeError } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import {
  type AvPairFact,
  inspectNtlm,
  type NtlmAuthenticateFacts,
  type NtlmFacts,
  type NtlmInspection,
} from "@countersign/signing";
import type { Session } from "./handshake.js";
import type { NtlmExchange, Stamped } from "./ntlm-exchange.js";

const AV_HEADER_SIZE = 4;
const AV_EOL_SIZE = 4;

/** Maps an exchange to what `inspectNtlm` of `signing` takes; `at` becomes the evidence's packet. */
export function ntlmFacts({ negotiate, challenge, authenticate }: NtlmExchange): NtlmFacts {
  return {
    negotiate: negotiate && { packet: negotiate.at, flags: negotiate.message.negotiateFlags },
    challenge: challenge && {
      packet: challenge.at,
      flags: challenge.message.negotiateFlags,
      targetInfo: challenge.message.targetInfo && avFacts(challenge.message.targetInfo),
    },
    authenticate: authenticate && authenticateFacts(authenticate, challenge?.message.negotiateFlags),
  };
}

/** What the NTLM of a session says; of an SMB1 logon without NTLMSSP no more than its response's kind. */
export function ntlmInspections({ ntlm, plain, at }: Session): NtlmInspection[] {
  if (ntlm !== undefined) return [inspectNtlm(ntlmFacts(ntlm))];
  return plain === undefined ? [] : [{ ...inspectNtlm({}), packet: at, response: plain.response }];
}

/** The AV pairs of an AUTHENTICATE's NTLMv2 response; `undefined` without one, or where it does not decode. */
export function responsePairs(m: ntlmssp.Authenticate): ntlmssp.AvPair[] | undefined {
  if (ntlmssp.responseKind(m) !== "ntlmv2") return undefined;
  const response = attempt(() => ntlmssp.decodeNtlmV2Response(m.ntChallengeResponse));
  return isDecodeError(response) ? undefined : response.avPairs;
}

/** An AV pair's value as on the wire. */
export function avValue(pair: ntlmssp.AvPair): Uint8Array {
  return ntlmssp.encodeAvPairs([pair]).slice(AV_HEADER_SIZE, -AV_EOL_SIZE);
}

/** The oldest form carries no flags: those that the server chose hold for it. */
function authenticateFacts(
  { at, message }: Stamped<ntlmssp.Authenticate>,
  chosen: number | undefined,
): NtlmAuthenticateFacts {
  const pairs = responsePairs(message);
  return {
    packet: at,
    flags: message.negotiateFlags ?? chosen ?? 0,
    lmChallengeResponse: message.lmChallengeResponse,
    ntChallengeResponse: message.ntChallengeResponse,
    mic: message.mic,
    targetInfo: pairs && avFacts(pairs),
  };
}

function avFacts(pairs: readonly ntlmssp.AvPair[]): AvPairFact[] {
  return pairs.map((pair) => ({ id: ntlmssp.avIdOf(pair), value: avValue(pair) }));
}
