import { fromHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import {
  type Authenticate,
  avIdOf,
  avName,
  avValueBytes,
  decodeResponses,
  encodeNtlmV2Response,
  NegotiateFlags,
  type ResponseKind,
  responseKind,
} from "../src/index.js";

const NONE = new Uint8Array();
const RESPONSE = new Uint8Array(24).fill(1);
const CHALLENGE_AND_ZEROS = fromHex(`1122334455667788${"00".repeat(16)}`);
const V2 = encodeNtlmV2Response({
  response: new Uint8Array(16),
  respType: 1,
  hiRespType: 1,
  timeStamp: 5n,
  challengeFromClient: new Uint8Array(8),
  avPairs: [],
});
const { NEGOTIATE_EXTENDED_SESSIONSECURITY: ESS, NEGOTIATE_UNICODE: UNICODE } = NegotiateFlags;

function authenticate(lm: Uint8Array, nt: Uint8Array, flags: number | undefined): Authenticate {
  return {
    kind: "authenticate",
    lmChallengeResponse: lm,
    ntChallengeResponse: nt,
    domainName: "",
    userName: "",
    workstation: "",
    encryptedRandomSessionKey: flags === undefined ? undefined : NONE,
    negotiateFlags: flags,
    version: undefined,
    mic: undefined,
  };
}

describe("responseKind", () => {
  const cases: [string, Uint8Array, Uint8Array, number | undefined, ResponseKind][] = [
    ["nothing", NONE, NONE, UNICODE, "anonymous"],
    ["Z(1)", new Uint8Array(1), NONE, UNICODE, "anonymous"],
    ["one byte that is not zero", fromHex("01"), NONE, UNICODE, "lm"],
    ["two zero bytes", new Uint8Array(2), NONE, UNICODE, "lm"],
    ["an LM response", RESPONSE, NONE, UNICODE, "lm"],
    ["24 bytes", RESPONSE, RESPONSE, UNICODE, "ntlmv1"],
    ["24 bytes without LM", NONE, RESPONSE, UNICODE | ESS, "ntlmv1"],
    ["24 bytes, ESS, and an LM response", RESPONSE, RESPONSE, UNICODE | ESS, "ntlmv1"],
    ["24 bytes, ESS, and the client's challenge", CHALLENGE_AND_ZEROS, RESPONSE, UNICODE | ESS, "ntlmv1-ess"],
    ["the same without ESS", CHALLENGE_AND_ZEROS, RESPONSE, UNICODE, "ntlmv1"],
    ["the same without flags", CHALLENGE_AND_ZEROS, RESPONSE, undefined, "ntlmv1"],
    ["44 bytes", NONE, new Uint8Array(44), UNICODE, "ntlmv2"],
    ["43 bytes", NONE, new Uint8Array(43), UNICODE, "other"],
    ["8 bytes", RESPONSE, new Uint8Array(8), UNICODE, "other"],
  ];

  it.each(cases)("%s", (_, lm, nt, flags, kind) => {
    const m = authenticate(lm, nt, flags);
    expect(responseKind(m)).toBe(kind);
    expect(decodeResponses(m).kind).toBe(kind);
  });
});

describe("decodeResponses", () => {
  it("leaves out an LM response that is too short to be one", () => {
    expect(decodeResponses(authenticate(NONE, V2, UNICODE))).toMatchObject({ kind: "ntlmv2", lm: undefined });
    expect(decodeResponses(authenticate(NONE, RESPONSE, UNICODE))).toStrictEqual({
      kind: "ntlmv1",
      nt: { response: RESPONSE },
      lm: undefined,
    });
  });

  it("passes on what it cannot name", () => {
    const nt = new Uint8Array(8);
    expect(decodeResponses(authenticate(RESPONSE, nt, UNICODE))).toStrictEqual({
      kind: "other",
      nt,
      lm: RESPONSE,
    });
    expect(decodeResponses(authenticate(RESPONSE, NONE, UNICODE))).toStrictEqual({
      kind: "lm",
      lm: RESPONSE,
    });
    expect(decodeResponses(authenticate(NONE, NONE, UNICODE))).toStrictEqual({ kind: "anonymous" });
  });

  it("throws for an NTLMv2 response with broken AV pairs, where the message itself decodes", () => {
    const broken = new Uint8Array([...V2.subarray(0, 44), 1, 0, 9, 0]);
    const error = { name: "DecodeError", field: "NtlmAvPair.value", offset: 48 };
    expect(() => decodeResponses(authenticate(NONE, broken, UNICODE))).toThrow(
      expect.objectContaining(error),
    );
  });
});

describe("AvId", () => {
  it("has the specification's names, hex for others", () => {
    expect(avName(0)).toBe("MsvAvEOL");
    expect(avName(10)).toBe("MsvAvChannelBindings");
    expect(avName(11)).toBe("0x000b");
  });

  it("goes with the bytes of the value", () => {
    const pair = { kind: "timestamp", value: 0x0102n } as const;
    expect(avIdOf(pair)).toBe(7);
    expect(avValueBytes(pair)).toEqual(fromHex("0201000000000000"));
  });
});
