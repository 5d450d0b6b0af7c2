// An NTLM exchange's report. The responses, the session key and the MIC's bytes stay out of it unless asked for: they
// can be cracked.
import { filetimeToIso, toHex } from "@countersign/bytes";
import {
  avValue,
  type NtlmExchange,
  ntlmFacts,
  type PlainLogon,
  responsePairs,
} from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import { inspectNtlm } from "@countersign/signing";
import type { NtlmReport, NtlmSecrets } from "../contract.js";

export function ntlmReport(exchange: NtlmExchange, showSecrets: boolean): NtlmReport {
  const { negotiate, challenge, authenticate } = exchange;
  return {
    ...(negotiate && { negotiateFlags: negotiate.message.negotiateFlags }),
    ...(challenge && challengeReport(challenge.message)),
    ...(authenticate && authenticateReport(authenticate.message, exchange)),
    ...(authenticate && showSecrets && { secrets: secretsOf(authenticate.message) }),
  };
}

function challengeReport(m: ntlmssp.Challenge): NtlmReport {
  return {
    challengeFlags: m.negotiateFlags,
    serverChallenge: toHex(m.serverChallenge),
    targetName: m.targetName,
    targetInfo: (m.targetInfo ?? []).map((pair) => {
      const id = ntlmssp.avIdOf(pair);
      return { id, name: ntlmssp.avName(id), value: avText(pair) };
    }),
    ...(m.version && { serverVersion: ntlmssp.formatVersion(m.version) }),
  };
}

function avText(pair: ntlmssp.AvPair): string {
  if (pair.kind === "timestamp") return filetimeToIso(pair.value) ?? toHex(avValue(pair));
  return typeof pair.value === "string" ? pair.value : toHex(avValue(pair));
}

function authenticateReport(m: ntlmssp.Authenticate, exchange: NtlmExchange): NtlmReport {
  const { response, mic, channelBindings } = inspectNtlm(ntlmFacts(exchange));
  const targetNameSent = responsePairs(m)?.find(isTargetName)?.value;
  return {
    ...(m.negotiateFlags !== undefined && { authenticateFlags: m.negotiateFlags }),
    domain: m.domainName,
    user: m.userName,
    workstation: m.workstation,
    ...(response && { response }),
    ...(mic && { mic }),
    ...(targetNameSent !== undefined && { targetNameSent }),
    ...(channelBindings && { channelBindings }),
  };
}

function secretsOf(m: ntlmssp.Authenticate): NtlmSecrets {
  return {
    lmResponse: toHex(m.lmChallengeResponse),
    ntResponse: toHex(m.ntChallengeResponse),
    ...(m.mic && { mic: toHex(m.mic) }),
    ...(m.encryptedRandomSessionKey && {
      encryptedRandomSessionKey: toHex(m.encryptedRandomSessionKey),
    }),
  };
}

function isTargetName(pair: ntlmssp.AvPair): pair is ntlmssp.AvText {
  return pair.kind === "targetName";
}

/** A logon of SMB1 without extended security, which knows the challenge and the responses, but no NTLMSSP. */
export function plainLogonReport(logon: PlainLogon, showSecrets: boolean): NtlmReport {
  const { challenge, domain, user, response, lmResponse, ntResponse } = logon;
  return {
    ...(challenge && { serverChallenge: toHex(challenge) }),
    domain,
    user,
    response,
    ...(showSecrets && { secrets: { lmResponse: toHex(lmResponse), ntResponse: toHex(ntResponse) } }),
  };
}
