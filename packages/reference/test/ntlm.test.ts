// The messages of [MS-NLMP] 4.2, with what that section says they hold.
import { describe, expect, it } from "vitest";
import {
  decodeLmResponse,
  decodeLmV2Response,
  decodeNtlm,
  decodeNtlmResponse,
  decodeNtlmV2Response,
  encodeLmResponse,
  encodeLmV2Response,
  encodeNtlm,
  encodeNtlmResponse,
  encodeNtlmV2Response,
  ReferenceDecodeError,
} from "../src/index.js";
import { hex } from "./hex.js";

const CHALLENGE = hex(`
  4e 54 4c 4d 53 53 50 00 02 00 00 00 0c 00 0c 00
  38 00 00 00 33 82 8a e2 01 23 45 67 89 ab cd ef
  00 00 00 00 00 00 00 00 24 00 24 00 44 00 00 00
  06 00 70 17 00 00 00 0f 53 00 65 00 72 00 76 00
  65 00 72 00 02 00 0c 00 44 00 6f 00 6d 00 61 00
  69 00 6e 00 01 00 0c 00 53 00 65 00 72 00 76 00
  65 00 72 00 00 00 00 00`);

const AUTHENTICATE = hex(`
  4e 54 4c 4d 53 53 50 00 03 00 00 00 18 00 18 00
  6c 00 00 00 18 00 18 00 84 00 00 00 0c 00 0c 00
  48 00 00 00 08 00 08 00 54 00 00 00 10 00 10 00
  5c 00 00 00 00 00 00 00 9c 00 00 00 35 82 08 82
  05 01 28 0a 00 00 00 0f 44 00 6f 00 6d 00 61 00
  69 00 6e 00 55 00 73 00 65 00 72 00 43 00 4f 00
  4d 00 50 00 55 00 54 00 45 00 52 00 aa aa aa aa
  aa aa aa aa 00 00 00 00 00 00 00 00 00 00 00 00
  00 00 00 00 75 37 f8 03 ae 36 71 28 ca 45 82 04
  bd e7 ca f8 1e 97 ed 26 83 26 72 32`);

describe("NTLM", () => {
  it("4.2.4.3 CHALLENGE_MESSAGE", () => {
    const challenge = decodeNtlm(CHALLENGE);
    expect(challenge).toStrictEqual({
      kind: "challenge",
      targetName: "Server",
      negotiateFlags: 0xe28a8233,
      serverChallenge: hex("0123456789abcdef"),
      targetInfo: [
        { kind: "nbDomainName", value: "Domain" },
        { kind: "nbComputerName", value: "Server" },
      ],
      version: {
        productMajorVersion: 6,
        productMinorVersion: 0,
        productBuild: 6000,
        ntlmRevisionCurrent: 15,
      },
    });
    expect(encodeNtlm(challenge)).toEqual(CHALLENGE);
  });

  it("4.2.3.3 AUTHENTICATE_MESSAGE, which has no MIC", () => {
    const authenticate = decodeNtlm(AUTHENTICATE);
    expect(authenticate).toStrictEqual({
      kind: "authenticate",
      lmChallengeResponse: hex("aaaaaaaaaaaaaaaa 00000000000000000000000000000000"),
      ntChallengeResponse: hex("7537f803ae367128ca458204bde7caf81e97ed2683267232"),
      domainName: "Domain",
      userName: "User",
      workstation: "COMPUTER",
      encryptedRandomSessionKey: new Uint8Array(),
      negotiateFlags: 0x82088235,
      version: {
        productMajorVersion: 5,
        productMinorVersion: 1,
        productBuild: 2600,
        ntlmRevisionCurrent: 15,
      },
      mic: undefined,
    });
    expect(encodeNtlm(authenticate)).toEqual(AUTHENTICATE);
  });

  it.each([
    ["another signature", "4e544c4d53535001 01000000 00000000"],
    ["another type", "4e544c4d53535000 04000000 00000000"],
    [
      "a payload inside the fixed part",
      "4e544c4d53535000 01000000 00000000 0100010010000000 0000000000000000",
    ],
    ["a payload past the end", "4e544c4d53535000 01000000 00000000 0200020020000000 0000000000000000 41"],
    [
      "a version that is cut short",
      "4e544c4d53535000 01000000 00000000 0000000000000000 0000000000000000 0a",
    ],
    ["UTF-16 of an odd length", "4e544c4d53535000 02000000 0100010020000000 01000000 0000000000000000 41"],
  ])("refuses %s", (_, digits) => {
    expect(() => decodeNtlm(hex(digits))).toThrow(ReferenceDecodeError);
  });
});

describe("NTLM responses", () => {
  const NTLM_V1 = hex("7537f803ae367128ca458204bde7caf81e97ed2683267232");
  const LM_V2 = hex("86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa");
  const NTLM_V2 = hex(`
    68cd0ab851e51c96aabc927bebef6a1c 01 01 0000 00000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
    0200 0c00 44006f006d00610069006e00 0100 0c00 530065007200760065007200 0000 0000 00000000`);

  it("4.2.3.2: LM_RESPONSE and NTLM_RESPONSE", () => {
    for (const [decode, encode] of [
      [decodeLmResponse, encodeLmResponse],
      [decodeNtlmResponse, encodeNtlmResponse],
    ] as const) {
      expect(decode(NTLM_V1)).toStrictEqual({ response: NTLM_V1 });
      expect(encode({ response: NTLM_V1 })).toEqual(NTLM_V1);
      expect(() => decode(NTLM_V1.subarray(1))).toThrow(ReferenceDecodeError);
      expect(() => encode({ response: NTLM_V1.subarray(1) })).toThrow(RangeError);
    }
  });

  it("4.2.4.2.1: LMv2_RESPONSE", () => {
    const response = decodeLmV2Response(LM_V2);
    expect(response).toStrictEqual({
      response: hex("86c35097ac9cec102554764a57cccc19"),
      challengeFromClient: hex("aaaaaaaaaaaaaaaa"),
    });
    expect(encodeLmV2Response(response)).toEqual(LM_V2);
    expect(() => decodeLmV2Response(LM_V2.subarray(1))).toThrow(ReferenceDecodeError);
  });

  it("4.2.4.3: NTLMv2_RESPONSE with the Z(4) of 3.3.2", () => {
    const response = decodeNtlmV2Response(NTLM_V2);
    expect(response).toStrictEqual({
      response: hex("68cd0ab851e51c96aabc927bebef6a1c"),
      respType: 1,
      hiRespType: 1,
      timeStamp: 0n,
      challengeFromClient: hex("aaaaaaaaaaaaaaaa"),
      avPairs: [
        { kind: "nbDomainName", value: "Domain" },
        { kind: "nbComputerName", value: "Server" },
      ],
    });
    expect(encodeNtlmV2Response(response)).toEqual(NTLM_V2);
  });

  it.each([
    ["a proof that is cut short", NTLM_V2.subarray(0, 15)],
    ["a client challenge that is cut short", NTLM_V2.subarray(0, 43)],
    ["an AV pair past the end", NTLM_V2.subarray(0, 58)],
  ])("refuses %s", (_, bytes) => {
    expect(() => decodeNtlmV2Response(bytes)).toThrow(ReferenceDecodeError);
  });
});
