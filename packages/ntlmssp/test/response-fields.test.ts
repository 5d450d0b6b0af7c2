// What a response or signature that is cut is said to lack, and what an encoder says of a field of the wrong size.
import { isDecodeError } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import * as ntlmssp from "../src/index.js";

const zeros = (length: number) => new Uint8Array(length);

const decoders: [string, (bytes: Uint8Array) => unknown, [number, string][]][] = [
  ["LM_RESPONSE 2.2.2.3", ntlmssp.decodeLmResponse, [[23, "NtlmLmResponse.response"]]],
  [
    "LMv2_RESPONSE 2.2.2.4",
    ntlmssp.decodeLmV2Response,
    [
      [15, "NtlmLmV2Response.response"],
      [23, "NtlmLmV2Response.challengeFromClient"],
    ],
  ],
  ["NTLM_RESPONSE 2.2.2.6", ntlmssp.decodeNtlmResponse, [[23, "NtlmResponse.response"]]],
  [
    "NTLMv2_RESPONSE 2.2.2.8",
    ntlmssp.decodeNtlmV2Response,
    [
      [15, "NtlmV2Response.response"],
      [31, "NtlmV2Response.timeStamp"],
      [39, "NtlmV2Response.challengeFromClient"],
    ],
  ],
  [
    "MESSAGE_SIGNATURE 2.2.2.9.1",
    ntlmssp.decodeMessageSignature,
    [
      [3, "NtlmMessageSignature.version"],
      [7, "NtlmMessageSignature.randomPad"],
      [11, "NtlmMessageSignature.checksum"],
      [15, "NtlmMessageSignature.seqNum"],
    ],
  ],
  [
    "MESSAGE_SIGNATURE 2.2.2.9.2",
    ntlmssp.decodeExtendedMessageSignature,
    [
      [3, "NtlmExtendedMessageSignature.version"],
      [11, "NtlmExtendedMessageSignature.checksum"],
      [15, "NtlmExtendedMessageSignature.seqNum"],
    ],
  ],
];

describe("cut, it names what is missing", () => {
  const cuts = decoders.flatMap(([name, decode, places]) =>
    places.map(([length, field]) => ({ name, decode, length, field })),
  );

  it.each(cuts)("$name to $length bytes: $field", ({ decode, length, field }) => {
    let thrown: unknown;
    try {
      decode(zeros(length));
    } catch (error) {
      thrown = error;
    }
    expect(
      isDecodeError(thrown) && { code: thrown.code, field: thrown.field, needed: thrown.needed },
    ).toEqual({
      code: "truncated",
      field,
      needed: 1,
    });
  });
});

const v2 = {
  response: zeros(16),
  respType: 1,
  hiRespType: 1,
  timeStamp: 0n,
  challengeFromClient: zeros(8),
  avPairs: [],
};
const signature = { version: 1, randomPad: zeros(4), checksum: zeros(4), seqNum: 0 };
const extended = { version: 1, checksum: zeros(8), seqNum: 0 };

describe("an encoder complains of", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["LM", () => ntlmssp.encodeLmResponse({ response: zeros(23) }), /^response must be 24/],
    ["NTLM", () => ntlmssp.encodeNtlmResponse({ response: zeros(25) }), /^response must be 24/],
    [
      "LMv2, response",
      () => ntlmssp.encodeLmV2Response({ response: zeros(8), challengeFromClient: zeros(8) }),
      /^response must be 16/,
    ],
    [
      "LMv2, challenge",
      () => ntlmssp.encodeLmV2Response({ response: zeros(16), challengeFromClient: zeros(16) }),
      /^challengeFromClient must be 8/,
    ],
    ["NTLMv2, response", () => ntlmssp.encodeNtlmV2Response({ ...v2, response: zeros(0) }), /^response must/],
    ["NTLMv2, respType", () => ntlmssp.encodeNtlmV2Response({ ...v2, respType: 256 }), /^respType cannot/],
    [
      "NTLMv2, hiRespType",
      () => ntlmssp.encodeNtlmV2Response({ ...v2, hiRespType: -1 }),
      /^hiRespType cannot/,
    ],
    ["NTLMv2, time", () => ntlmssp.encodeNtlmV2Response({ ...v2, timeStamp: -1n }), /^timeStamp cannot/],
    [
      "NTLMv2, challenge",
      () => ntlmssp.encodeNtlmV2Response({ ...v2, challengeFromClient: zeros(9) }),
      /^challengeFromClient must/,
    ],
    ["signature, version", () => ntlmssp.encodeMessageSignature({ ...signature, version: -1 }), /^version/],
    [
      "signature, pad",
      () => ntlmssp.encodeMessageSignature({ ...signature, randomPad: zeros(3) }),
      /^randomPad/,
    ],
    [
      "signature, sum",
      () => ntlmssp.encodeMessageSignature({ ...signature, checksum: zeros(8) }),
      /^checksum/,
    ],
    ["signature, number", () => ntlmssp.encodeMessageSignature({ ...signature, seqNum: 2 ** 32 }), /^seqNum/],
    [
      "extended, version",
      () => ntlmssp.encodeExtendedMessageSignature({ ...extended, version: 0.5 }),
      /^version/,
    ],
    [
      "extended, sum",
      () => ntlmssp.encodeExtendedMessageSignature({ ...extended, checksum: zeros(4) }),
      /^checksum/,
    ],
    [
      "extended, number",
      () => ntlmssp.encodeExtendedMessageSignature({ ...extended, seqNum: -1 }),
      /^seqNum/,
    ],
  ])("%s", (_what, encode, complaint) => {
    expect(encode).toThrow(complaint);
    expect(encode).toThrow(RangeError);
  });
});
