// NTLM messages that decode, and have what [MS-NLMP] forbids or advises against.
import type { Authenticate, Challenge, Message, Negotiate } from "@countersign/ntlmssp";
import { NegotiateFlags as F } from "@countersign/ntlmssp";
import { authenticate, challenge, negotiate } from "../conforming/ntlmssp.js";
import type { Sizes } from "../sizes.js";
import { deviating, deviatingBytes, type Rule } from "./rule.js";

export function ntlmDeviationRules(sizes: Sizes): Rule<Message>[] {
  return [
    ...layoutRules(sizes),
    ...flagRules(sizes),
    ...versionRules(sizes),
    ...nameRules(sizes),
    ...proofRules(sizes),
  ];
}

function withFlags<M extends Message>(set: number, clear = 0): (m: M) => M {
  return (m) => ({ ...m, negotiateFlags: ((m.negotiateFlags! & ~clear) | set) >>> 0 });
}

function layoutRules(sizes: Sizes): Rule<Message>[] {
  const from = challenge(sizes);
  const nameOffset = "NtlmChallenge.targetNameBufferOffset";
  const infoOffset = "NtlmChallenge.targetInfoBufferOffset";
  const user = "NtlmAuthenticate.userName";
  return [
    deviating("short-form", negotiate(sizes), "NtlmMessage.messageType", (m) => ({
      ...withFlags<Negotiate>(0, F.NEGOTIATE_VERSION)(m),
      domainName: undefined,
      workstationName: undefined,
      version: undefined,
    })),
    deviatingBytes("max-len", from, "NtlmChallenge.targetNameMaxLen", (draft, amount) =>
      draft.set(
        "NtlmChallenge.targetNameMaxLen",
        draft.get("NtlmChallenge.targetNameLen") + 1 + (amount % 0x7fff),
      ),
    ),
    deviatingBytes("payload-overlap", authenticate(sizes), `${user}BufferOffset`, (draft) => {
      draft.set(`${user}Len`, 2);
      draft.set(`${user}MaxLen`, 2);
      draft.set(`${user}BufferOffset`, draft.get("NtlmAuthenticate.domainNameBufferOffset"));
    }),
    deviatingBytes("unaligned-string", from, nameOffset, (draft) => {
      draft.insert([0], draft.get(nameOffset));
      draft.set(infoOffset, draft.get(infoOffset) + 1);
      draft.set(nameOffset, draft.get(nameOffset) + 1);
    }),
    deviatingBytes("reserved-not-zero", from, "NtlmChallenge.reserved", (draft, amount) =>
      draft.set("NtlmChallenge.reserved", amount + 1),
    ),
  ];
}

function flagRules(sizes: Sizes): Rule<Message>[] {
  const offer = negotiate(sizes);
  const choice = challenge(sizes);
  const offered = "NtlmNegotiate.negotiateFlags";
  const chosen = "NtlmChallenge.negotiateFlags";
  return [
    deviating("reserved-flags", offer, offered, withFlags(0x08)),
    deviating("no-charset", offer, offered, withFlags(0, F.NEGOTIATE_UNICODE | F.NEGOTIATE_OEM)),
    deviating("both-charsets", choice, chosen, withFlags(F.NEGOTIATE_OEM)),
    deviating("no-always-sign", offer, offered, withFlags(0, F.NEGOTIATE_ALWAYS_SIGN)),
    deviating("no-ntlm", offer, offered, withFlags(0, F.NEGOTIATE_NTLM)),
    deviating("lm-key-with-ess", choice, chosen, withFlags(F.NEGOTIATE_LM_KEY)),
    deviating("both-target-types", choice, chosen, withFlags(F.TARGET_TYPE_DOMAIN)),
    deviating(
      "datagram-without-key-exchange",
      choice,
      chosen,
      withFlags(F.NEGOTIATE_DATAGRAM, F.NEGOTIATE_KEY_EXCH),
    ),
  ];
}

function versionRules(sizes: Sizes): Rule<Message>[] {
  const from = challenge(sizes);
  return [
    deviating(
      "version-without-flag",
      from,
      "NtlmVersion.productMajorVersion",
      withFlags(0, F.NEGOTIATE_VERSION),
    ),
    deviating("flag-without-version", from, "NtlmChallenge.negotiateFlags", (m) => ({
      ...m,
      version: undefined,
    })),
    deviating("ntlm-revision", from, "NtlmVersion.ntlmRevisionCurrent", (m, amount) => ({
      ...m,
      version: { ...m.version!, ntlmRevisionCurrent: amount % 0x0f },
    })),
  ];
}

function nameRules(sizes: Sizes): Rule<Message>[] {
  const offer = negotiate(sizes);
  const choice = challenge(sizes);
  const nameLen = "NtlmChallenge.targetNameLen";
  const noDomain = withFlags<Negotiate>(0, F.NEGOTIATE_OEM_DOMAIN_SUPPLIED);
  const noWorkstation = withFlags<Negotiate>(0, F.NEGOTIATE_OEM_WORKSTATION_SUPPLIED);
  return [
    deviating("domain-name-without-flag", offer, "NtlmNegotiate.domainNameLen", noDomain),
    deviating("workstation-name-without-flag", offer, "NtlmNegotiate.workstationNameLen", noWorkstation),
    deviating("target-name-missing", choice, nameLen, (m) => ({ ...m, targetName: "" })),
    deviating("target-name-without-flag", choice, nameLen, withFlags(0, F.REQUEST_TARGET)),
    deviating("target-info-missing", choice, "NtlmChallenge.negotiateFlags", (m) => ({
      ...m,
      targetInfo: undefined,
    })),
    deviating(
      "target-info-without-flag",
      choice,
      "NtlmChallenge.targetInfoLen",
      withFlags<Challenge>(0, F.NEGOTIATE_TARGET_INFO),
    ),
  ];
}

const NT = "NtlmAuthenticate.ntChallengeResponse";
const RESP_TYPE_AT = 16;
const AV_PAIRS_AT = 44;
/** MsvAvNbComputerName with more bytes than there are. */
const BROKEN_AV_PAIR = [1, 0, 0xff, 0x7f] as const;
/** A MIC that is not one, so that nothing has to assert it. */
const NO_MIC = new Uint8Array(16);

function proofRules(sizes: Sizes): Rule<Message>[] {
  const from = authenticate(sizes);
  const withResponse = (change: (nt: Uint8Array) => Uint8Array) => (m: Authenticate) => ({
    ...m,
    ntChallengeResponse: change(m.ntChallengeResponse),
  });
  const withoutMic = (change: (nt: Uint8Array) => Uint8Array) => (m: Authenticate) => ({
    ...withResponse(change)(m),
    mic: NO_MIC,
  });
  return [
    deviating(
      "session-key-without-flag",
      from,
      "NtlmAuthenticate.encryptedRandomSessionKeyLen",
      withFlags(0, F.NEGOTIATE_KEY_EXCH),
    ),
    deviating("lm-response-size", from, "NtlmAuthenticate.lmChallengeResponseLen", (m, amount) => ({
      ...m,
      lmChallengeResponse: new Uint8Array(1 + (amount % 23)),
    })),
    deviating(
      "nt-response-size",
      from,
      `${NT}Len`,
      withoutMic((nt) => nt.slice(0, 43)),
    ),
    deviating(
      "nt-response-undecodable",
      from,
      "NtlmAvPair.value",
      withoutMic((nt) => Uint8Array.of(...nt.subarray(0, AV_PAIRS_AT), ...BROKEN_AV_PAIR)),
      { at: (draft) => draft.place(NT).offset + AV_PAIRS_AT + BROKEN_AV_PAIR.length },
    ),
    deviating(
      "response-type",
      from,
      "NtlmV2Response.respType",
      withResponse((nt) => nt.with(RESP_TYPE_AT, 2)),
      {
        at: (draft) => draft.place(NT).offset + RESP_TYPE_AT,
      },
    ),
    deviating("mic-not-asserted", from, "NtlmAuthenticate.mic", withResponse(withoutAvFlags)),
    deviating("mic-missing", from, "NtlmAuthenticate.mic", (m) => ({ ...m, mic: NO_MIC })),
  ];
}

/** Sets MsvAvFlags to 0. */
function withoutAvFlags(nt: Uint8Array): Uint8Array {
  const response = nt.slice();
  const view = new DataView(response.buffer);
  let at = AV_PAIRS_AT;
  while (view.getUint16(at, true) !== 6) at += 4 + view.getUint16(at + 2, true);
  view.setUint32(at + 4, 0, true);
  return response;
}
