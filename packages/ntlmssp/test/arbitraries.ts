import fc from "fast-check";
import type * as ntlmssp from "../src/index.js";
import { NegotiateFlags } from "../src/index.js";

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const u64 = fc.bigInt({ min: 0n, max: 0xffffffffffffffffn });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength, size: "max" });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
/** Lone surrogates and NULs included. */
const text = fc.array(u16, { maxLength: 12 }).map((units) => String.fromCharCode(...units));
const oemText = fc.array(u8, { maxLength: 12 }).map((units) => String.fromCharCode(...units));

const version = fc.record({
  productMajorVersion: u8,
  productMinorVersion: u8,
  productBuild: u16,
  ntlmRevisionCurrent: u8,
});

const singleHost: fc.Arbitrary<ntlmssp.SingleHost> = fc.oneof(
  fc.record({ customData: bytes(8), machineId: exactly(0), trailing: exactly(0) }),
  fc.record({ customData: exactly(8), machineId: bytes(32), trailing: exactly(0) }),
  fc.record({ customData: exactly(8), machineId: exactly(32), trailing: bytes(40) }),
);

const avPair: fc.Arbitrary<ntlmssp.AvPair> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<ntlmssp.AvText["kind"][]>(
      "nbComputerName",
      "nbDomainName",
      "dnsComputerName",
      "dnsDomainName",
      "dnsTreeName",
      "targetName",
    ),
    value: text,
  }),
  fc.record({ kind: fc.constant("flags" as const), value: u32 }),
  fc.record({ kind: fc.constant("timestamp" as const), value: u64 }),
  fc.record({ kind: fc.constant("singleHost" as const), value: singleHost }),
  fc.record({ kind: fc.constant("channelBindings" as const), value: bytes(20) }),
  fc.record({
    kind: fc.constant("unknown" as const),
    avId: fc.integer({ min: 11, max: 0xffff }),
    value: bytes(20),
  }),
);
export const avPairs: fc.Arbitrary<ntlmssp.AvPair[]> = fc.array(avPair, { maxLength: 6 });

const { NEGOTIATE_UNICODE } = NegotiateFlags;
const asUnicode = (flags: number) => (flags | NEGOTIATE_UNICODE) >>> 0;
const asOem = (flags: number) => (flags & ~NEGOTIATE_UNICODE) >>> 0;

/** No slot, or one of those that stand before the payload. */
const optionalVersion = fc.option(version, { nil: undefined });

const negotiate: fc.Arbitrary<ntlmssp.Negotiate> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("negotiate" as const),
      negotiateFlags: u32,
      domainName: oemText,
      workstationName: oemText,
      version: optionalVersion,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("negotiate" as const),
      negotiateFlags: u32,
      domainName: fc.constant(undefined),
      workstationName: fc.constant(undefined),
      version: fc.constant(undefined),
    }),
  },
);

const challengeOf = (name: fc.Arbitrary<string>, flags: fc.Arbitrary<number>) =>
  fc.record({
    kind: fc.constant("challenge" as const),
    targetName: name,
    negotiateFlags: flags,
    serverChallenge: exactly(8),
    targetInfo: fc.option(avPairs, { nil: undefined }),
    version: optionalVersion,
  });
const challenge: fc.Arbitrary<ntlmssp.Challenge> = fc.oneof(
  challengeOf(text, u32.map(asUnicode)),
  challengeOf(oemText, u32.map(asOem)),
);

const authenticateOf = (name: fc.Arbitrary<string>, flags: fc.Arbitrary<number | undefined>) =>
  fc
    .record({
      kind: fc.constant("authenticate" as const),
      lmChallengeResponse: bytes(30),
      ntChallengeResponse: bytes(100),
      domainName: name,
      userName: name,
      workstation: name,
      encryptedRandomSessionKey: fc.oneof(exactly(0), exactly(16)),
      negotiateFlags: flags,
      version: optionalVersion,
      mic: fc.option(exactly(16), { nil: undefined }),
    })
    .map((m): ntlmssp.Authenticate => {
      if (m.negotiateFlags === undefined) {
        return { ...m, encryptedRandomSessionKey: undefined, version: undefined, mic: undefined };
      }
      return m.version === undefined ? { ...m, mic: undefined } : m;
    });
const authenticate: fc.Arbitrary<ntlmssp.Authenticate> = fc.oneof(
  { weight: 4, arbitrary: authenticateOf(text, u32.map(asUnicode)) },
  { weight: 2, arbitrary: authenticateOf(oemText, u32.map(asOem)) },
  { weight: 1, arbitrary: authenticateOf(oemText, fc.constant(undefined)) },
);

export const message: fc.Arbitrary<ntlmssp.Message> = fc.oneof(negotiate, challenge, authenticate);

export const ntlmV2Response: fc.Arbitrary<ntlmssp.NtlmV2Response> = fc.record({
  response: exactly(16),
  respType: u8,
  hiRespType: u8,
  timeStamp: u64,
  challengeFromClient: exactly(8),
  avPairs,
});

export const lmV2Response: fc.Arbitrary<ntlmssp.LmV2Response> = fc.record({
  response: exactly(16),
  challengeFromClient: exactly(8),
});

/** LM_RESPONSE and NTLM_RESPONSE. */
export const response: fc.Arbitrary<ntlmssp.LmResponse> = fc.record({ response: exactly(24) });

export const messageSignature: fc.Arbitrary<ntlmssp.MessageSignature> = fc.record({
  version: u32,
  randomPad: exactly(4),
  checksum: exactly(4),
  seqNum: u32,
});

export const extendedMessageSignature: fc.Arbitrary<ntlmssp.ExtendedMessageSignature> = fc.record({
  version: u32,
  checksum: exactly(8),
  seqNum: u32,
});
