// Messages that break no rule of [MS-NLMP]: `deviations` finds nothing in them.
import {
  type Authenticate,
  AvFlags,
  type AvPair,
  type Challenge,
  encodeNtlmV2Response,
  NegotiateFlags as F,
  type Negotiate,
  NtlmRevision,
} from "@countersign/ntlmssp";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, exactly, textOf, u8, u16, u64 } from "../valid/primitives.js";

const COMMON =
  F.NEGOTIATE_UNICODE |
  F.REQUEST_TARGET |
  F.NEGOTIATE_SIGN |
  F.NEGOTIATE_NTLM |
  F.NEGOTIATE_ALWAYS_SIGN |
  F.NEGOTIATE_EXTENDED_SESSIONSECURITY |
  F.NEGOTIATE_VERSION |
  F.NEGOTIATE_128 |
  F.NEGOTIATE_KEY_EXCH |
  F.NEGOTIATE_56;
const OFFERED =
  (COMMON | F.NEGOTIATE_OEM | F.NEGOTIATE_OEM_DOMAIN_SUPPLIED | F.NEGOTIATE_OEM_WORKSTATION_SUPPLIED) >>> 0;
const CHOSEN = (COMMON | F.NEGOTIATE_TARGET_INFO | F.TARGET_TYPE_SERVER) >>> 0;

const version = fc.record({
  productMajorVersion: u8.map((major) => major | 1),
  productMinorVersion: u8,
  productBuild: u16,
  ntlmRevisionCurrent: always(NtlmRevision.NTLMSSP_REVISION_W2K3),
});

function names({ maxText }: Required<Sizes>, maxUnit: number): fc.Arbitrary<string> {
  return textOf(fc.integer({ min: 1, max: maxUnit }), 1, Math.max(maxText, 1));
}

export function negotiate(sizes: Sizes): fc.Arbitrary<Negotiate> {
  const name = names(limitsOf(sizes), 0xff);
  return fc.record({
    kind: always("negotiate"),
    negotiateFlags: always(OFFERED),
    domainName: name,
    workstationName: name,
    version,
  });
}

export function challenge(sizes: Sizes): fc.Arbitrary<Challenge> {
  return fc.record({
    kind: always("challenge"),
    targetName: names(limitsOf(sizes), 0xffff),
    negotiateFlags: always(CHOSEN),
    serverChallenge: exactly(8),
    targetInfo: conformingAvPairs(sizes),
    version,
  });
}

/** NTLMv2, with a MIC that MsvAvFlags asserts. */
export function authenticate(sizes: Sizes): fc.Arbitrary<Authenticate> {
  const name = names(limitsOf(sizes), 0xffff);
  return fc.record({
    kind: always("authenticate"),
    lmChallengeResponse: always(new Uint8Array(24)),
    ntChallengeResponse: ntlmV2Response(sizes),
    domainName: name,
    userName: name,
    workstation: name,
    encryptedRandomSessionKey: exactly(16),
    negotiateFlags: always(CHOSEN),
    version,
    mic: exactly(16).map((mic) => mic.with(0, mic[0]! | 1)),
  });
}

function ntlmV2Response(sizes: Sizes): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      response: exactly(16),
      respType: always(1),
      hiRespType: always(1),
      timeStamp: u64,
      challengeFromClient: exactly(8),
      avPairs: conformingAvPairs(sizes),
    })
    .map((response) => encodeNtlmV2Response(response));
}

/** One of each AvId, in the order of Windows. */
function conformingAvPairs(sizes: Sizes): fc.Arbitrary<AvPair[]> {
  const name = names(limitsOf(sizes), 0xffff);
  return fc
    .record({
      texts: fc.tuple(name, name, name, name, name, name),
      timestamp: u64,
      customData: exactly(8),
      machineId: exactly(32),
      channelBindings: exactly(16),
    })
    .map(({ texts, timestamp, customData, machineId, channelBindings }) => [
      { kind: "nbDomainName", value: texts[0] },
      { kind: "nbComputerName", value: texts[1] },
      { kind: "dnsDomainName", value: texts[2] },
      { kind: "dnsComputerName", value: texts[3] },
      { kind: "dnsTreeName", value: texts[4] },
      { kind: "timestamp", value: timestamp },
      { kind: "flags", value: AvFlags.MIC_PROVIDED },
      { kind: "singleHost", value: { customData, machineId, trailing: new Uint8Array() } },
      { kind: "channelBindings", value: channelBindings },
      { kind: "targetName", value: texts[5] },
    ]);
}
