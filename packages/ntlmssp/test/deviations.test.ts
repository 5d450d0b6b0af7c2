import { fromHex, isDecodeError, toHex } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Authenticate,
  type AvPair,
  type Challenge,
  type DeviationCode,
  decodeMessage,
  deviationMeanings,
  deviations,
  encodeAvPairs,
  encodeMessage,
  encodeNtlmV2Response,
  NegotiateFlags as F,
  type Message,
  type Negotiate,
} from "../src/index.js";
import * as arbitrary from "./arbitraries.js";
import { recorded, specified } from "./vectors.js";

const VERSION = {
  productMajorVersion: 10,
  productMinorVersion: 0,
  productBuild: 20348,
  ntlmRevisionCurrent: 15,
};
const NONE = new Uint8Array();
const NAMES: AvPair[] = [
  { kind: "nbDomainName", value: "DOM" },
  { kind: "nbComputerName", value: "SRV" },
];
const COMMON = F.NEGOTIATE_ALWAYS_SIGN | F.NEGOTIATE_NTLM | F.NEGOTIATE_UNICODE | F.NEGOTIATE_VERSION;

/** One message of each kind with nothing to say against. */
const negotiate: Negotiate = {
  kind: "negotiate",
  negotiateFlags: COMMON | F.NEGOTIATE_OEM_DOMAIN_SUPPLIED | F.NEGOTIATE_OEM_WORKSTATION_SUPPLIED,
  domainName: "DOM",
  workstationName: "WS",
  version: VERSION,
};
const challenge: Challenge = {
  kind: "challenge",
  targetName: "SRV",
  negotiateFlags: COMMON | F.REQUEST_TARGET | F.NEGOTIATE_TARGET_INFO,
  serverChallenge: fromHex("0123456789abcdef"),
  targetInfo: NAMES,
  version: VERSION,
};
const authenticate: Authenticate = {
  kind: "authenticate",
  lmChallengeResponse: new Uint8Array(24),
  ntChallengeResponse: response([...NAMES, { kind: "flags", value: 2 }]),
  domainName: "DOM",
  userName: "user",
  workstation: "WS",
  encryptedRandomSessionKey: new Uint8Array(16).fill(1),
  negotiateFlags: (COMMON | F.NEGOTIATE_KEY_EXCH) >>> 0,
  version: VERSION,
  mic: new Uint8Array(16).fill(2),
};

function response(avPairs: AvPair[]): Uint8Array {
  return encodeNtlmV2Response({
    response: new Uint8Array(16),
    respType: 1,
    hiRespType: 1,
    timeStamp: 0n,
    challengeFromClient: new Uint8Array(8),
    avPairs,
  });
}

/** The message with other bytes at `at`. */
function patched(m: Message, at: number, hex: string): Uint8Array {
  const bytes = encodeMessage(m);
  bytes.set(fromHex(hex), at);
  return bytes;
}

/** A CHALLENGE whose TargetInfo is these bytes. */
function withTargetInfo(hex: string): Uint8Array {
  const m = encodeMessage({ ...challenge, targetInfo: undefined });
  const info = fromHex(hex);
  m.set([info.length, 0, info.length, 0, m.length], 40);
  return new Uint8Array([...m, ...info]);
}

/** An AUTHENTICATE whose NTLMv2 response has other bytes at `at`. */
function withResponse(at: number, hex: string): Uint8Array {
  const ntChallengeResponse = authenticate.ntChallengeResponse.slice();
  ntChallengeResponse.set(fromHex(hex), at);
  return encodeMessage({ ...authenticate, ntChallengeResponse });
}

const without = (m: Message, flag: number) =>
  ({ ...m, negotiateFlags: (m.negotiateFlags! & ~flag) >>> 0 }) as Message;
const withFlag = (m: Message, flag: number) =>
  ({ ...m, negotiateFlags: (m.negotiateFlags! | flag) >>> 0 }) as Message;
const names = toHex(encodeAvPairs(NAMES).subarray(0, -4));
const NAMES_SIZE = names.length / 2;
const EOL = "00000000";
const SIGNATURE = "4e544c4d53535000";
/** Where the payloads stand in `challenge` without TargetInfo and in `authenticate`. */
const INFO_AT = 56 + 6;
const NT_AT = 88 + 6 + 8 + 4 + 24;
const withoutMic: Authenticate = { ...authenticate, mic: new Uint8Array(16) };

/** Real messages with something to report. */
const known: Record<string, DeviationCode[]> = {
  "[MS-NLMP] 4.2.2.3 CHALLENGE_MESSAGE": ["target-name-without-flag", "both-charsets"],
  "[MS-NLMP] 4.2.3.3 CHALLENGE_MESSAGE": ["target-name-without-flag", "both-charsets"],
  "[MS-NLMP] 4.2.4.3 CHALLENGE_MESSAGE": ["target-name-without-flag", "both-charsets"],
  "curl AUTHENTICATE": ["flag-without-version"],
  "Samba client anonymous AUTHENTICATE": ["mic-not-asserted"],
  "impacket client NEGOTIATE": ["no-always-sign"],
  "impacket server CHALLENGE": ["no-always-sign", "reserved-not-zero", "ntlm-revision"],
};

/** What each code is reported for, and where, in a message with no other deviation. */
const cases: [string, DeviationCode, Uint8Array, string, number][] = [
  [
    "a NEGOTIATE of 16 bytes",
    "short-form",
    encodeMessage({
      ...(without(negotiate, F.NEGOTIATE_VERSION) as Negotiate),
      domainName: undefined,
      workstationName: undefined,
      version: undefined,
    }),
    "NtlmMessage.messageType",
    8,
  ],
  [
    "a CHALLENGE of 32 bytes and a name",
    "short-form",
    fromHex(`${SIGNATURE}0200000002000200200000000582000000000000000000004100`),
    "NtlmMessage.messageType",
    8,
  ],
  [
    "an AUTHENTICATE of 52 bytes",
    "short-form",
    encodeMessage({
      ...authenticate,
      ntChallengeResponse: NONE,
      encryptedRandomSessionKey: undefined,
      negotiateFlags: undefined,
      version: undefined,
      mic: undefined,
    }),
    "NtlmMessage.messageType",
    8,
  ],
  ["another MaxLen", "max-len", patched(challenge, 14, "ff00"), "NtlmChallenge.targetNameMaxLen", 14],
  [
    "a user at the domain's place",
    "payload-overlap",
    patched({ ...authenticate, domainName: "user" }, 40, "58000000"),
    "NtlmAuthenticate.userNameBufferOffset",
    40,
  ],
  [
    "a name at an odd offset",
    "unaligned-string",
    new Uint8Array([
      ...patched(
        { ...without(challenge, F.NEGOTIATE_TARGET_INFO), targetInfo: undefined } as Challenge,
        16,
        "39",
      ),
      0,
    ]),
    "NtlmChallenge.targetNameBufferOffset",
    16,
  ],
  ["Reserved", "reserved-not-zero", patched(challenge, 39, "01"), "NtlmChallenge.reserved", 32],
  ["Reserved of Version", "reserved-not-zero", patched(challenge, 52, "01"), "NtlmVersion.reserved", 52],
  ["Reserved1", "reserved-not-zero", withResponse(18, "01"), "NtlmV2Response.reserved1", NT_AT + 18],
  ["Reserved2", "reserved-not-zero", withResponse(20, "01"), "NtlmV2Response.reserved2", NT_AT + 20],
  ["Reserved3", "reserved-not-zero", withResponse(43, "01"), "NtlmV2Response.reserved3", NT_AT + 40],
  [
    "Z4",
    "reserved-not-zero",
    withTargetInfo(`${names}0800080008000000010000${EOL}00`),
    "NtlmSingleHost.z4",
    INFO_AT + NAMES_SIZE + 8,
  ],
  [
    "bit r7",
    "reserved-flags",
    encodeMessage(withFlag(negotiate, 0x4000)),
    "NtlmNegotiate.negotiateFlags",
    12,
  ],
  [
    "bit r1",
    "reserved-flags",
    encodeMessage(withFlag(challenge, 0x10000000)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "no character set",
    "no-charset",
    encodeMessage(without(negotiate, F.NEGOTIATE_UNICODE)),
    "NtlmNegotiate.negotiateFlags",
    12,
  ],
  [
    "both character sets",
    "both-charsets",
    encodeMessage(withFlag(authenticate, F.NEGOTIATE_OEM)),
    "NtlmAuthenticate.negotiateFlags",
    60,
  ],
  [
    "ALWAYS_SIGN clear",
    "no-always-sign",
    encodeMessage(without(challenge, F.NEGOTIATE_ALWAYS_SIGN)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "NTLM clear",
    "no-ntlm",
    encodeMessage(without(challenge, F.NEGOTIATE_NTLM)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "LM_KEY beside extended session security",
    "lm-key-with-ess",
    encodeMessage(withFlag(challenge, F.NEGOTIATE_LM_KEY | F.NEGOTIATE_EXTENDED_SESSIONSECURITY)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "both target types",
    "both-target-types",
    encodeMessage(withFlag(challenge, F.TARGET_TYPE_DOMAIN | F.TARGET_TYPE_SERVER)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "DATAGRAM alone",
    "datagram-without-key-exchange",
    encodeMessage(withFlag(challenge, F.NEGOTIATE_DATAGRAM)),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "a version nobody announced",
    "version-without-flag",
    encodeMessage(without(negotiate, F.NEGOTIATE_VERSION)),
    "NtlmVersion.productMajorVersion",
    32,
  ],
  [
    "an announced version that is not there",
    "flag-without-version",
    encodeMessage({ ...negotiate, version: undefined }),
    "NtlmNegotiate.negotiateFlags",
    12,
  ],
  ["another revision", "ntlm-revision", patched(challenge, 55, "ff"), "NtlmVersion.ntlmRevisionCurrent", 55],
  [
    "a domain nobody announced",
    "domain-name-without-flag",
    encodeMessage(without(negotiate, F.NEGOTIATE_OEM_DOMAIN_SUPPLIED)),
    "NtlmNegotiate.domainNameLen",
    16,
  ],
  [
    "a workstation nobody announced",
    "workstation-name-without-flag",
    encodeMessage(without(negotiate, F.NEGOTIATE_OEM_WORKSTATION_SUPPLIED)),
    "NtlmNegotiate.workstationNameLen",
    24,
  ],
  [
    "an announced target that is not there",
    "target-name-missing",
    encodeMessage({ ...challenge, targetName: "" }),
    "NtlmChallenge.targetNameLen",
    12,
  ],
  [
    "a target nobody announced",
    "target-name-without-flag",
    encodeMessage(without(challenge, F.REQUEST_TARGET)),
    "NtlmChallenge.targetNameLen",
    12,
  ],
  [
    "announced target info that is not there",
    "target-info-missing",
    encodeMessage({ ...challenge, targetInfo: undefined }),
    "NtlmChallenge.negotiateFlags",
    20,
  ],
  [
    "target info nobody announced",
    "target-info-without-flag",
    encodeMessage(without(challenge, F.NEGOTIATE_TARGET_INFO)),
    "NtlmChallenge.targetInfoLen",
    40,
  ],
  [
    "a session key nobody announced",
    "session-key-without-flag",
    encodeMessage(without(authenticate, F.NEGOTIATE_KEY_EXCH)),
    "NtlmAuthenticate.encryptedRandomSessionKeyLen",
    52,
  ],
  ["no end mark", "av-eol-missing", withTargetInfo(names), "NtlmAvPair.avId", INFO_AT + NAMES_SIZE],
  [
    "an end mark with a length",
    "av-eol-length",
    withTargetInfo(`${names}00000400`),
    "NtlmAvPair.avLen",
    INFO_AT + NAMES_SIZE + 2,
  ],
  [
    "a second end mark in TargetInfo",
    "av-after-eol",
    withTargetInfo(`${names}${EOL}${EOL}`),
    "NtlmAvPair.avId",
    INFO_AT + NAMES_SIZE + 4,
  ],
  [
    "other bytes than Z(4) after the end mark of a response",
    "av-after-eol",
    withResponse(authenticate.ntChallengeResponse.length - 1, "01"),
    "NtlmAvPair.avId",
    NT_AT + authenticate.ntChallengeResponse.length - 4,
  ],
  [
    "an unknown pair",
    "av-unknown",
    withTargetInfo(`${names}0b000000${EOL}`),
    "NtlmAvPair.avId",
    INFO_AT + NAMES_SIZE,
  ],
  [
    "a pair twice",
    "av-duplicate",
    withTargetInfo(`${names}${names.slice(0, 20)}${EOL}`),
    "NtlmAvPair.avId",
    INFO_AT + NAMES_SIZE,
  ],
  [
    "no computer name",
    "av-name-missing",
    withTargetInfo(`${names.slice(0, 20)}${EOL}`),
    "NtlmAvPair.avId",
    INFO_AT,
  ],
  [
    "flags of 6 bytes",
    "av-size",
    withTargetInfo(`${names}06000600000000000000${EOL}`),
    "NtlmAvPair.avLen",
    INFO_AT + NAMES_SIZE + 2,
  ],
  [
    "channel bindings of 15 bytes",
    "av-size",
    withTargetInfo(`${names}0a000f00${"11".repeat(15)}${EOL}`),
    "NtlmAvPair.avLen",
    INFO_AT + NAMES_SIZE + 2,
  ],
  [
    "a name that ends with NUL",
    "av-null-terminated",
    withTargetInfo(`${names}0300040041000000${EOL}`),
    "NtlmAvPair.value",
    INFO_AT + NAMES_SIZE + 4,
  ],
  [
    "another Size",
    "single-host-size",
    withTargetInfo(`${names}080008000900000000000000${EOL}`),
    "NtlmSingleHost.size",
    INFO_AT + NAMES_SIZE + 4,
  ],
  [
    "an LM response of 8 bytes",
    "lm-response-size",
    encodeMessage({ ...authenticate, lmChallengeResponse: new Uint8Array(8) }),
    "NtlmAuthenticate.lmChallengeResponseLen",
    12,
  ],
  [
    "an NT response of 8 bytes",
    "nt-response-size",
    encodeMessage({ ...authenticate, ntChallengeResponse: new Uint8Array(8), mic: new Uint8Array(16) }),
    "NtlmAuthenticate.ntChallengeResponseLen",
    20,
  ],
  [
    "a response whose pairs run past it",
    "nt-response-undecodable",
    encodeMessage({ ...withoutMic, ntChallengeResponse: response(NAMES).slice(0, -9) }),
    "NtlmAvPair.value",
    NT_AT + 44 + 10 + 4,
  ],
  ["RespType 2", "response-type", withResponse(16, "02"), "NtlmV2Response.respType", NT_AT + 16],
  ["HiRespType 2", "response-type", withResponse(17, "02"), "NtlmV2Response.hiRespType", NT_AT + 17],
  [
    "a MIC nobody asserts",
    "mic-not-asserted",
    encodeMessage({ ...authenticate, ntChallengeResponse: response(NAMES) }),
    "NtlmAuthenticate.mic",
    72,
  ],
  [
    "an asserted MIC of zeros",
    "mic-missing",
    encodeMessage({ ...authenticate, mic: new Uint8Array(16) }),
    "NtlmAuthenticate.mic",
    72,
  ],
  [
    "an asserted MIC without a slot",
    "mic-missing",
    encodeMessage({ ...authenticate, mic: undefined }),
    "NtlmAvPair.flags",
    NT_AT - 16 + 44 + NAMES_SIZE + 4,
  ],
];

describe("deviations", () => {
  it.each([negotiate, challenge, authenticate])("has nothing to say of a clean $kind", (m) => {
    expect(deviations(encodeMessage(m))).toEqual([]);
  });

  it.each(cases)("%s: %s", (_, code, bytes, field, offset) => {
    expect(deviations(bytes)).toEqual([
      { code, field, offset, section: expect.stringMatching(/^\[MS-NLMP\] \d/) },
    ]);
  });

  it.each(Object.entries({ ...specified, ...recorded }))("of real messages: %s", (name, bytes) => {
    expect(deviations(bytes).map(({ code }) => code)).toEqual(known[name] ?? []);
  });

  it("throws only what decoding throws, and reports places in the message, in order", () => {
    const encoded = arbitrary.message.map((m) => encodeMessage(m));
    const samples = fc.constantFrom(...Object.values({ ...specified, ...recorded }));
    fc.assert(
      fc.property(fc.oneof(encoded, mutated(fc.oneof(encoded, samples))), (bytes) => {
        if (!decodes(bytes)) return;
        const offsets = deviations(bytes).map(({ offset }) => offset);
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
        for (const offset of offsets) expect(offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: runs() },
    );
  });

  it("has a case for every code", () => {
    expect(new Set(cases.map(([, code]) => code))).toEqual(new Set(Object.keys(deviationMeanings)));
  });
});

function decodes(bytes: Uint8Array): boolean {
  try {
    decodeMessage(bytes);
    return true;
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    return false;
  }
}
