// What one NTLM exchange says: what was asked, what was agreed, what is protected, and where its messages contradict each other.

import { isZero, toHex, utf16Decode } from "@countersign/bytes";
import { AvId, NegotiateFlags } from "@countersign/ntlmssp";
import {
  type AvPairFact,
  avFlagsOf,
  channelBindingsOf,
  type NtlmAuthenticateFacts,
  type NtlmFacts,
  responseOf,
} from "./ntlm-facts.js";
import { type Reason, reason } from "./reason.js";
import type { ChannelBindings, NtlmResponseKind, RelayVictim } from "./relay-victim.js";

/** Which messages set a flag; absent: the message was not seen. */
export interface FlagUse {
  negotiate?: boolean;
  challenge?: boolean;
  /** AUTHENTICATE carries what was agreed. */
  authenticate?: boolean;
}

/** What an NTLM exchange says of protection. Fields are absent where the message they come from was not seen. */
export interface NtlmInspection {
  /** NEGOTIATE_SIGN: able to sign, not bound to. */
  sign: FlagUse;
  /** NEGOTIATE_SEAL. */
  seal: FlagUse;
  /** NEGOTIATE_ALWAYS_SIGN: a session key is made; it means nothing for signing. */
  alwaysSign: FlagUse;
  extendedSessionSecurity: FlagUse;
  keyExchange: FlagUse;
  /** 1-based number of the packet of AUTHENTICATE, where it was given. */
  packet?: number;
  response?: NtlmResponseKind;
  /** Two facts: the slot is there (zeros count), and MsvAvFlags bit 0x2 tells the server to check it. */
  mic?: { present: boolean; asserted: boolean };
  /** MsvAvChannelBindings of the client; absent without an NTLMv2 response. */
  channelBindings?: ChannelBindings;
  /** MsvAvTargetName of the client; '' where it sends an empty one, absent where it sends none. */
  targetName?: string;
  /** MsvAvFlags bit 0x4; absent without an NTLMv2 response. */
  targetNameUntrusted?: boolean;
  /** Where the messages contradict each other or the specification. */
  findings: Reason[];
}

const MIC_PROVIDED = 0x2;
const UNTRUSTED_TARGET_NAME = 0x4;

/** Inspects one NTLM exchange; total, never throws. [MS-NLMP] 2.2.2.1, 2.2.2.5, 3.1.5.1.2, 3.2.5.1.2. */
export function inspectNtlm(facts: NtlmFacts): NtlmInspection {
  return {
    sign: useOf(NegotiateFlags.NEGOTIATE_SIGN, facts),
    seal: useOf(NegotiateFlags.NEGOTIATE_SEAL, facts),
    alwaysSign: useOf(NegotiateFlags.NEGOTIATE_ALWAYS_SIGN, facts),
    extendedSessionSecurity: useOf(NegotiateFlags.NEGOTIATE_EXTENDED_SESSIONSECURITY, facts),
    keyExchange: useOf(NegotiateFlags.NEGOTIATE_KEY_EXCH, facts),
    ...(facts.authenticate && inspectAuthenticate(facts.authenticate)),
    findings: [...flagFindings(facts), ...micFindings(facts), ...targetInfoFindings(facts)],
  };
}

/**
 * The exchange as a relay's victim. `targetNameMatches`: whether the target name is one of the target's own,
 * which only the caller can tell.
 */
export function relayVictim(inspection: NtlmInspection, targetNameMatches?: boolean): RelayVictim {
  const { sign, seal, targetName, channelBindings } = inspection;
  // Without an NTLMv2 response there is nothing to look for a target name in.
  const sendsNone = targetName === "" || (targetName === undefined && channelBindings !== undefined);
  const matches = targetNameMatches === undefined ? undefined : targetNameMatches ? "matches" : "other";
  return {
    sign: sign.authenticate ?? sign.negotiate,
    seal: seal.authenticate ?? seal.negotiate,
    mic: inspection.mic,
    response: inspection.response,
    channelBindings,
    targetName: sendsNone ? "absent" : matches,
    targetNameUntrusted: inspection.targetNameUntrusted,
  };
}

function useOf(flag: number, { negotiate, challenge, authenticate }: NtlmFacts): FlagUse {
  return {
    ...(negotiate && { negotiate: has(negotiate.flags, flag) }),
    ...(challenge && { challenge: has(challenge.flags, flag) }),
    ...(authenticate && { authenticate: has(authenticate.flags, flag) }),
  };
}

function inspectAuthenticate(facts: NtlmAuthenticateFacts): Partial<NtlmInspection> {
  const response = responseOf(facts);
  const pairs = facts.targetInfo;
  const present = facts.mic !== undefined;
  const found = { response, ...(facts.packet !== undefined && { packet: facts.packet }) };
  // An NTLMv2 response that was not decoded may assert a MIC or not: then nothing is said of it.
  if (pairs === undefined)
    return response === "ntlmv2" ? found : { ...found, mic: { present, asserted: false } };

  const flags = avFlagsOf(pairs);
  const targetName = pairs.find(({ id }) => id === AvId.TargetName)?.value;
  return {
    ...found,
    mic: { present, asserted: has(flags, MIC_PROVIDED) },
    channelBindings: channelBindingsOf(pairs) as ChannelBindings,
    ...(targetName && { targetName: utf16Decode(targetName) }),
    targetNameUntrusted: has(flags, UNTRUSTED_TARGET_NAME),
  };
}

/** [MS-NLMP] 2.2.2.5: what a server MUST return if the client asks. 128 and 56 only along with SIGN or SEAL. */
const RETURNED = [
  NegotiateFlags.NEGOTIATE_SIGN,
  NegotiateFlags.NEGOTIATE_SEAL,
  NegotiateFlags.NEGOTIATE_EXTENDED_SESSIONSECURITY,
];
const RETURNED_WITH_SECURITY = [NegotiateFlags.NEGOTIATE_128, NegotiateFlags.NEGOTIATE_56];
const AGREED = [
  ...RETURNED,
  ...RETURNED_WITH_SECURITY,
  NegotiateFlags.NEGOTIATE_ALWAYS_SIGN,
  NegotiateFlags.NEGOTIATE_KEY_EXCH,
];

function flagFindings({ negotiate, challenge, authenticate }: NtlmFacts): Reason[] {
  const findings: Reason[] = [];
  for (const [message, field] of [
    [negotiate, "NtlmNegotiate.negotiateFlags"],
    [challenge, "NtlmChallenge.negotiateFlags"],
  ] as const) {
    if (message === undefined || has(message.flags, NegotiateFlags.NEGOTIATE_ALWAYS_SIGN)) continue;
    findings.push(
      reason("always-sign-not-set", { packet: message.packet, field, value: message.flags >>> 0 }),
    );
  }
  if (negotiate && challenge) {
    const asksSecurity =
      has(negotiate.flags, NegotiateFlags.NEGOTIATE_SIGN) ||
      has(negotiate.flags, NegotiateFlags.NEGOTIATE_SEAL);
    const dropped = [...RETURNED, ...(asksSecurity ? RETURNED_WITH_SECURITY : [])].filter(
      (flag) => has(negotiate.flags, flag) && !has(challenge.flags, flag),
    );
    const at = { packet: challenge.packet, field: "NtlmChallenge.negotiateFlags" };
    findings.push(...dropped.map((value) => reason("flag-dropped-by-server", { ...at, value })));
  }
  // A null session has no key, so its clients drop what needs one.
  if (challenge && authenticate && responseOf(authenticate) !== "anonymous") {
    const at = { packet: authenticate.packet, field: "NtlmAuthenticate.negotiateFlags" };
    for (const value of AGREED) {
      const agreed = has(authenticate.flags, value);
      const offered = has(challenge.flags, value);
      if (agreed && !offered) findings.push(reason("flag-added-by-client", { ...at, value }));
      // A server may set flags of its own that the client never asked for.
      const asked = negotiate !== undefined && has(negotiate.flags, value);
      if (asked && offered && !agreed) findings.push(reason("flag-dropped-by-client", { ...at, value }));
    }
  }
  return findings;
}

function micFindings({ challenge, authenticate }: NtlmFacts): Reason[] {
  if (authenticate === undefined) return [];
  const { mic, targetInfo, packet } = authenticate;
  const asserted = targetInfo !== undefined && has(avFlagsOf(targetInfo), MIC_PROVIDED);
  const at = { packet, field: "NtlmAuthenticate.mic" };
  const findings: Reason[] = [];
  if (asserted && mic === undefined) findings.push(reason("mic-asserted-but-absent", at));
  if (asserted && mic !== undefined && isZero(mic)) findings.push(reason("mic-asserted-but-zero", at));

  // Only the AV pairs of an NTLMv2 response can assert a MIC; other responses have one that nobody checks.
  if (targetInfo === undefined || responseOf(authenticate) !== "ntlmv2") return findings;

  if (!asserted && mic !== undefined && !isZero(mic)) findings.push(reason("mic-not-asserted", at));
  const timestamped = challenge?.targetInfo?.some(({ id }) => id === AvId.Timestamp) ?? false;
  if (timestamped && !asserted) findings.push(reason("timestamp-without-mic", at));
  if (timestamped && !isZero(authenticate.lmChallengeResponse)) {
    const field = "NtlmAuthenticate.lmChallengeResponse";
    findings.push(reason("lm-response-with-timestamp", { packet, field }));
  }
  return findings;
}

/** The client copies the server's AV pairs and adds its own; [MS-NLMP] 3.1.5.1.2 names these. */
const CLIENT_PAIRS: readonly number[] = [
  AvId.EOL,
  AvId.Flags,
  AvId.SingleHost,
  AvId.TargetName,
  AvId.ChannelBindings,
];

function targetInfoFindings({ challenge, authenticate }: NtlmFacts): Reason[] {
  if (challenge?.targetInfo === undefined || authenticate?.targetInfo === undefined) return [];
  const sent = challenge.targetInfo.filter(isServers);
  const returned = authenticate.targetInfo.filter(isServers);
  const at = { packet: authenticate.packet, field: "NtlmAuthenticate.targetInfo" };
  const sentIds = new Set(sent.map(({ id }) => id));
  const returnedIds = new Set(returned.map(({ id }) => id));
  // By their bytes: of lists as long as messages have room for not every two pairs can be compared.
  const returnedPairs = new Set(returned.map(textOf));
  const isReturned = (pair: AvPairFact) =>
    returnedPairs.has(textOf(pair)) ||
    (isLoneTerminator(pair) && returnedPairs.has(textOf({ ...pair, value: NOTHING })));

  const findings: Reason[] = [];
  for (const pair of sent) {
    if (isReturned(pair)) continue;
    const code = returnedIds.has(pair.id) ? "target-info-changed" : "target-info-removed";
    findings.push(reason(code, { ...at, value: pair.id }));
  }
  for (const { id } of returned) {
    if (!sentIds.has(id)) findings.push(reason("target-info-added", { ...at, value: id }));
  }
  return findings;
}

const NOTHING = new Uint8Array(0);

/** Samba's server sends an empty name as a lone terminator, and its client returns it empty. */
function isLoneTerminator({ value }: AvPairFact): boolean {
  return value.length === 2 && isZero(value);
}

function textOf({ id, value }: AvPairFact): string {
  return `${id} ${toHex(value)}`;
}

function isServers({ id }: AvPairFact): boolean {
  return !CLIENT_PAIRS.includes(id);
}

function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}
