// What the messages of [MS-NLMP] 4.2 and of real peers mean.
import { fromHex, hasFlag, latin1Decode, toHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import {
  type Authenticate,
  AvFlags,
  type Challenge,
  decodeAvPairs,
  decodeExtendedMessageSignature,
  decodeLmResponse,
  decodeLmV2Response,
  decodeMessage,
  decodeMessageSignature,
  decodeNtlmResponse,
  decodeNtlmV2Response,
  decodeResponses,
  encodeAvPairs,
  encodeExtendedMessageSignature,
  encodeLmV2Response,
  encodeMessage,
  encodeMessageSignature,
  encodeNtlmV2Response,
  formatVersion,
  NegotiateFlags,
  responseKind,
} from "../src/index.js";
import { recorded, specified } from "./vectors.js";

const SERVER_CHALLENGE = fromHex("0123456789abcdef");
const CLIENT_CHALLENGE = fromHex("aaaaaaaaaaaaaaaa");

function challenge(bytes: Uint8Array | undefined): Challenge {
  const m = decodeMessage(bytes!);
  if (m.kind !== "challenge") throw new Error(`is ${m.kind}`);
  return m;
}

function authenticate(bytes: Uint8Array | undefined): Authenticate {
  const m = decodeMessage(bytes!);
  if (m.kind !== "authenticate") throw new Error(`is ${m.kind}`);
  return m;
}

describe("[MS-NLMP] 4.2.2 NTLM v1 Authentication", () => {
  it("4.2.2.3 CHALLENGE_MESSAGE", () => {
    expect(challenge(specified["[MS-NLMP] 4.2.2.3 CHALLENGE_MESSAGE"])).toStrictEqual({
      kind: "challenge",
      targetName: "Server",
      negotiateFlags: 0xe2028233,
      serverChallenge: SERVER_CHALLENGE,
      targetInfo: undefined,
      version: {
        productMajorVersion: 6,
        productMinorVersion: 0,
        productBuild: 6000,
        ntlmRevisionCurrent: 15,
      },
    });
  });

  it("4.2.2.3 AUTHENTICATE_MESSAGE, with the results of 4.2.2.2", () => {
    const m = authenticate(specified["[MS-NLMP] 4.2.2.3 AUTHENTICATE_MESSAGE"]);
    expect(m).toStrictEqual({
      kind: "authenticate",
      lmChallengeResponse: fromHex("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13"),
      ntChallengeResponse: fromHex("67c43011f30298a2ad35ece64f16331c44bdbed927841f94"),
      domainName: "Domain",
      userName: "User",
      workstation: "COMPUTER",
      encryptedRandomSessionKey: fromHex("518822b1b3f350c8958682ecbb3e3cb7"),
      negotiateFlags: 0xe2808235,
      version: {
        productMajorVersion: 5,
        productMinorVersion: 1,
        productBuild: 2600,
        ntlmRevisionCurrent: 15,
      },
      mic: undefined,
    });
    expect(responseKind(m)).toBe("ntlmv1");
    expect(decodeResponses(m)).toStrictEqual({
      kind: "ntlmv1",
      nt: decodeNtlmResponse(m.ntChallengeResponse),
      lm: decodeLmResponse(m.lmChallengeResponse),
    });
  });

  it("4.2.2.4 the assembled signature", () => {
    const bytes = fromHex("0100000045c844e509dcd1df2e459d36");
    const m = decodeMessageSignature(bytes);
    expect(m).toStrictEqual({
      version: 1,
      randomPad: fromHex("45c844e5"),
      checksum: fromHex("09dcd1df"),
      seqNum: 0x369d452e,
    });
    expect(encodeMessageSignature(m)).toStrictEqual(bytes);
  });
});

describe("[MS-NLMP] 4.2.3 NTLM v1 with Client Challenge", () => {
  it("4.2.3.3 CHALLENGE_MESSAGE", () => {
    const m = challenge(specified["[MS-NLMP] 4.2.3.3 CHALLENGE_MESSAGE"]);
    expect(m.negotiateFlags).toBe(0x820a8233);
    expect(m.targetName).toBe("Server");
  });

  it("4.2.3.3 AUTHENTICATE_MESSAGE, with the results of 4.2.3.2", () => {
    const m = authenticate(specified["[MS-NLMP] 4.2.3.3 AUTHENTICATE_MESSAGE"]);
    expect(m.encryptedRandomSessionKey).toHaveLength(0);
    expect(toHex(m.lmChallengeResponse)).toBe("aaaaaaaaaaaaaaaa00000000000000000000000000000000");
    expect(decodeResponses(m)).toStrictEqual({
      kind: "ntlmv1-ess",
      nt: { response: fromHex("7537f803ae367128ca458204bde7caf81e97ed2683267232") },
      challengeFromClient: CLIENT_CHALLENGE,
    });
  });

  it("4.2.3.4 the signature", () => {
    const bytes = fromHex("01000000ff2aeb52f681793a00000000");
    const m = decodeExtendedMessageSignature(bytes);
    expect(m).toStrictEqual({ version: 1, checksum: fromHex("ff2aeb52f681793a"), seqNum: 0 });
    expect(encodeExtendedMessageSignature(m)).toStrictEqual(bytes);
  });
});

describe("[MS-NLMP] 4.2.4 NTLMv2 Authentication", () => {
  const pairs = [
    { kind: "nbDomainName", value: "Domain" },
    { kind: "nbComputerName", value: "Server" },
  ];

  it("4.2.4.3 CHALLENGE_MESSAGE", () => {
    const m = challenge(specified["[MS-NLMP] 4.2.4.3 CHALLENGE_MESSAGE"]);
    expect(m.negotiateFlags).toBe(0xe28a8233);
    expect(m.targetInfo).toStrictEqual(pairs);
  });

  it("4.2.4.3 AUTHENTICATE_MESSAGE, with temp and the results of 4.2.4.1 and 4.2.4.2", () => {
    const m = authenticate(specified["[MS-NLMP] 4.2.4.3 AUTHENTICATE_MESSAGE"]);
    expect(toHex(m.encryptedRandomSessionKey!)).toBe("c5dad2544fc9799094ce1ce90bc9d03e");
    expect(decodeResponses(m)).toStrictEqual({
      kind: "ntlmv2",
      nt: {
        response: fromHex("68cd0ab851e51c96aabc927bebef6a1c"),
        respType: 1,
        hiRespType: 1,
        timeStamp: 0n,
        challengeFromClient: CLIENT_CHALLENGE,
        avPairs: pairs,
      },
      lm: { response: fromHex("86c35097ac9cec102554764a57cccc19"), challengeFromClient: CLIENT_CHALLENGE },
    });
  });

  it("comes back canonical: 3.3.2 puts Z(4) after the end mark", () => {
    const { ntChallengeResponse, lmChallengeResponse } = authenticate(
      specified["[MS-NLMP] 4.2.4.3 AUTHENTICATE_MESSAGE"],
    );
    expect(encodeNtlmV2Response(decodeNtlmV2Response(ntChallengeResponse))).toEqual(ntChallengeResponse);
    expect(encodeLmV2Response(decodeLmV2Response(lmChallengeResponse))).toEqual(lmChallengeResponse);
  });

  it("4.2.4.4 the signature", () => {
    const bytes = fromHex("010000007fb38ec5c55d497600000000");
    expect(decodeExtendedMessageSignature(bytes).checksum).toEqual(fromHex("7fb38ec5c55d4976"));
    expect(encodeExtendedMessageSignature(decodeExtendedMessageSignature(bytes))).toStrictEqual(bytes);
  });
});

describe("real peers", () => {
  it("Samba's NEGOTIATE has empty names and a version", () => {
    expect(decodeMessage(recorded["Samba client NEGOTIATE"]!)).toStrictEqual({
      kind: "negotiate",
      negotiateFlags: 0x62088215,
      domainName: "",
      workstationName: "",
      version: {
        productMajorVersion: 6,
        productMinorVersion: 1,
        productBuild: 0,
        ntlmRevisionCurrent: 15,
      },
    });
  });

  it("Samba's CHALLENGE lists AV 2, 1, 4, 3, 7, with an empty DNS domain", () => {
    const m = challenge(recorded["Samba server CHALLENGE"]);
    expect(m.targetName).toBe("FILESRV01");
    expect(m.targetInfo).toStrictEqual([
      { kind: "nbDomainName", value: "FILESRV01" },
      { kind: "nbComputerName", value: "FILESRV01" },
      { kind: "dnsDomainName", value: "" },
      { kind: "dnsComputerName", value: "vm" },
      { kind: "timestamp", value: 0x01dd7a1fbbed6f5an },
    ]);
    expect(formatVersion(m.version!)).toBe("6.1.0");
  });

  it("Samba's AUTHENTICATE asserts its MIC in the NTLMv2 response", () => {
    const m = authenticate(recorded["Samba client AUTHENTICATE"]);
    expect([m.domainName, m.userName, m.workstation]).toEqual(["CORP", "perfuser", "FILESRV01"]);
    expect(toHex(m.mic!)).toBe("00decc8c50a03745e7ff0a366be006b1");
    expect(toHex(m.lmChallengeResponse)).toBe("00".repeat(24));
    const { avPairs } = decodeNtlmV2Response(m.ntChallengeResponse);
    expect(avPairs.map((pair) => pair.kind)).toEqual([
      "nbDomainName",
      "nbComputerName",
      "dnsDomainName",
      "dnsComputerName",
      "timestamp",
      "flags",
      "singleHost",
      "channelBindings",
      "targetName",
    ]);
    expect(avPairs[5]).toStrictEqual({ kind: "flags", value: AvFlags.MIC_PROVIDED });
    expect(avPairs[6]).toMatchObject({
      value: { customData: new Uint8Array(8), trailing: new Uint8Array() },
    });
    expect(avPairs[7]).toEqual({ kind: "channelBindings", value: new Uint8Array(16) });
    expect(avPairs[8]).toStrictEqual({ kind: "targetName", value: "cifs/127.0.0.1" });
  });

  it("Samba ends its response with the end mark, without Z(4)", () => {
    const bytes = authenticate(recorded["Samba client AUTHENTICATE"]).ntChallengeResponse;
    const m = decodeNtlmV2Response(bytes);
    expect(encodeNtlmV2Response(m)).toHaveLength(bytes.length + 4);
    expect(encodeNtlmV2Response(m, { like: bytes })).toEqual(bytes);
  });

  it("an anonymous logon has a MIC slot that nothing asserts", () => {
    const m = authenticate(recorded["Samba client anonymous AUTHENTICATE"]);
    expect(responseKind(m)).toBe("anonymous");
    expect(hasFlag(m.negotiateFlags!, NegotiateFlags.ANONYMOUS)).toBe(true);
    expect(m.mic).toHaveLength(16);
    expect(m.userName).toBe("");
  });

  it("names beyond ASCII survive", () => {
    const m = authenticate(recorded["Samba client AUTHENTICATE with names beyond ASCII"]);
    expect(m.userName).toBe("øystein");
  });

  it("curl's NEGOTIATE of 32 bytes has no version", () => {
    const m = decodeMessage(recorded["curl NEGOTIATE"]!);
    expect(m).toMatchObject({ kind: "negotiate", domainName: "", workstationName: "", version: undefined });
  });

  it("curl speaks OEM, and sets NEGOTIATE_VERSION without a version", () => {
    const m = authenticate(recorded["curl AUTHENTICATE"]);
    expect(hasFlag(m.negotiateFlags!, NegotiateFlags.NEGOTIATE_VERSION)).toBe(true);
    expect(m.version).toBeUndefined();
    expect(m.mic).toBeUndefined();
    expect(m.workstation).toBe("WORKSTATION");
  });

  it("AV pairs are UTF-16LE in an OEM CHALLENGE too", () => {
    const m = challenge(recorded["Samba server CHALLENGE in OEM (HTTP)"]);
    expect(hasFlag(m.negotiateFlags, NegotiateFlags.NEGOTIATE_UNICODE)).toBe(false);
    expect(m.targetName).toBe("INTRANET");
    expect(m.targetInfo?.[0]).toStrictEqual({ kind: "nbDomainName", value: "INTRANET" });
  });

  it("impacket's server fills its version with 0xFF", () => {
    const m = challenge(recorded["impacket server CHALLENGE"]);
    expect(formatVersion(m.version!)).toBe("255.255.65535");
  });

  it("impacket's NTLMv1 and NTLMv2 clients have neither version nor MIC", () => {
    const v1 = authenticate(recorded["impacket client NTLMv1 AUTHENTICATE"]);
    const v2 = authenticate(recorded["impacket client NTLMv2 AUTHENTICATE"]);
    expect([responseKind(v1), responseKind(v2)]).toEqual(["ntlmv1-ess", "ntlmv2"]);
    expect([v1.version, v1.mic, v2.version, v2.mic]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("an edit inside an edit", () => {
  it("composes: a new target name in the NTLMv2 response of an AUTHENTICATE", () => {
    const original = recorded["Samba client AUTHENTICATE"]!;
    const m = authenticate(original);
    const response = decodeNtlmV2Response(m.ntChallengeResponse);
    const avPairs = response.avPairs.map((pair) =>
      pair.kind === "targetName" ? { ...pair, value: "cifs/127.0.0.2" } : pair,
    );
    const ntChallengeResponse = encodeNtlmV2Response(
      { ...response, avPairs },
      { like: m.ntChallengeResponse },
    );
    const edited = encodeMessage({ ...m, ntChallengeResponse }, { like: original });
    const changed = [...edited.keys()].filter((i) => edited[i] !== original[i]);
    expect(edited).toHaveLength(original.length);
    expect(changed.map((i) => latin1Decode(edited.subarray(i, i + 1)))).toEqual(["2"]);
  });

  it("composes for AV pairs alone", () => {
    const bytes = challenge(recorded["Samba server CHALLENGE"]);
    const encoded = encodeAvPairs(bytes.targetInfo!);
    expect(decodeAvPairs(encoded)).toStrictEqual(bytes.targetInfo);
    expect(toHex(encoded.subarray(-4))).toBe("00000000");
  });
});
