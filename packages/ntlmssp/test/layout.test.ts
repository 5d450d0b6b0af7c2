// The historical layouts, and the shapes of messages on which other decoders crashed or lied.
import { type DecodeError, fromHex, isDecodeError, toHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import {
  type Authenticate,
  type AvPair,
  type Challenge,
  decodeAvPairs,
  decodeMessage,
  encodeAvPairs,
  encodeMessage,
  isMessage,
  type Message,
  type Negotiate,
  NegotiateFlags,
  peekNegotiateFlags,
  responseKind,
  type Version,
} from "../src/index.js";
import { recorded } from "./vectors.js";

const VERSION: Version = {
  productMajorVersion: 10,
  productMinorVersion: 0,
  productBuild: 20348,
  ntlmRevisionCurrent: 15,
};
const SIGNATURE = "4e544c4d53535000";
const NO_PAYLOAD = new Uint8Array();

const negotiate: Negotiate = {
  kind: "negotiate",
  negotiateFlags: 0x00000202,
  domainName: "",
  workstationName: "",
  version: undefined,
};
const challenge: Challenge = {
  kind: "challenge",
  targetName: "",
  negotiateFlags: 0x00000201,
  serverChallenge: fromHex("0123456789abcdef"),
  targetInfo: undefined,
  version: undefined,
};
const authenticate: Authenticate = {
  kind: "authenticate",
  lmChallengeResponse: NO_PAYLOAD,
  ntChallengeResponse: NO_PAYLOAD,
  domainName: "",
  userName: "",
  workstation: "",
  encryptedRandomSessionKey: NO_PAYLOAD,
  negotiateFlags: 0x00000201,
  version: undefined,
  mic: undefined,
};

function refusal(bytes: Uint8Array): DecodeError {
  try {
    decodeMessage(bytes);
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
  throw new Error("decodes");
}

/** A copy of `bytes` with other bytes at `at`. */
function patched(bytes: Uint8Array, at: number, hex: string): Uint8Array {
  const copy = bytes.slice();
  copy.set(fromHex(hex), at);
  return copy;
}

describe("where the fixed part ends", () => {
  const cases: [string, number, Message][] = [
    ["NEGOTIATE of flags alone", 16, { ...negotiate, domainName: undefined, workstationName: undefined }],
    ["NEGOTIATE without version", 32, negotiate],
    ["NEGOTIATE with version", 40, { ...negotiate, version: VERSION }],
    ["CHALLENGE without version", 48, challenge],
    ["CHALLENGE with version", 56, { ...challenge, version: VERSION }],
    [
      "AUTHENTICATE without flags",
      52,
      { ...authenticate, negotiateFlags: undefined, encryptedRandomSessionKey: undefined },
    ],
    ["AUTHENTICATE without version", 64, authenticate],
    ["AUTHENTICATE with version", 72, { ...authenticate, version: VERSION }],
    ["AUTHENTICATE with MIC", 88, { ...authenticate, version: VERSION, mic: new Uint8Array(16) }],
  ];

  it.each(cases)("%s: %i bytes, told by the length where there is no payload", (_, size, m) => {
    const bytes = encodeMessage(m);
    expect(bytes).toHaveLength(size);
    expect(decodeMessage(bytes)).toStrictEqual(m);
  });

  it.each(cases.filter(([name]) => !name.endsWith("alone")))(
    "%s: %i bytes, told by where the payload starts",
    (_, size, m) => {
      const name = m.kind === "challenge" ? "targetName" : "domainName";
      const bytes = encodeMessage({ ...m, [name]: "X" } as Message);
      expect(bytes.length).toBeGreaterThan(size);
      expect(decodeMessage(bytes)).toStrictEqual({ ...m, [name]: "X" });
    },
  );

  it.each(cases)("%s: no layout is taken from one with other slots", (_, __, m) => {
    for (const [, , other] of cases) {
      expect(decodeMessage(encodeMessage(m, { like: encodeMessage(other) }))).toStrictEqual(m);
    }
  });

  it("a CHALLENGE may lack TargetInfo and Reserved, in 32 bytes and the name", () => {
    const bytes = fromHex(`${SIGNATURE}020000000200020020000000020200000123456789abcdef5352`);
    const m = decodeMessage(bytes);
    expect(m).toStrictEqual({ ...challenge, negotiateFlags: 0x202, targetName: "SR" });
    expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
    const renamed = encodeMessage({ ...m, targetName: "DC" } as Challenge, { like: bytes });
    expect(toHex(renamed)).toBe(toHex(bytes).replace(/5352$/, "4443"));
  });

  it.each([32, 40])(
    "a CHALLENGE of %i bytes without a name decodes unless its flags announce more",
    (size) => {
      const bytes = encodeMessage(challenge).slice(0, size);
      expect(decodeMessage(bytes)).toStrictEqual(challenge);
      const announcing = patched(bytes, 22, "80");
      expect(refusal(announcing)).toMatchObject({ code: "truncated" });
    },
  );

  it("an emptied payload that told the slots takes the places of the others with it", () => {
    const like = encodeMessage({ ...authenticate, domainName: "LONGNAME", userName: "user" });
    const m: Authenticate = { ...authenticate, userName: "user" };
    expect(decodeMessage(encodeMessage(m, { like }))).toStrictEqual(m);
  });

  it("an emptied payload that told the slots leaves the rest of the fixed part as it was", () => {
    const like = encodeMessage({
      ...challenge,
      targetName: "dawn",
      targetInfo: [{ kind: "flags", value: 2 }],
    });
    like.fill(0xaa, 24 + 8, 40);
    like.set([0x99, 0x99], 12 + 2);
    const m = decodeMessage(like) as Challenge;
    const emptied = encodeMessage({ ...m, targetName: "" }, { like });
    expect(decodeMessage(emptied)).toEqual({ ...m, targetName: "" });
    expect(toHex(emptied.subarray(32, 40))).toBe("aa".repeat(8));
    expect(toHex(emptied.subarray(12, 20))).toBe("0000999930000000");
    // What is left moves up to where the slot would stand.
    expect(toHex(emptied.subarray(40, 48))).toBe("0c000c0030000000");
    expect(toHex(emptied.subarray(48))).toBe("0600040002000000" + "00000000");
  });

  it("padding before the payload is legal, and does not make a slot until the slot fits", () => {
    const bytes = encodeMessage({ ...authenticate, userName: "user" });
    const padded = new Uint8Array([...bytes.subarray(0, 64), 1, 2, 3, 4, 5, 6, ...bytes.subarray(64)]);
    padded[40] = 70;
    const m = decodeMessage(padded);
    expect(m).toStrictEqual({ ...authenticate, userName: "user" });
    expect(encodeMessage(m, { like: padded })).toEqual(padded);
  });

  it("fields of zero length have no place: any offset goes, and is kept", () => {
    const bytes = patched(encodeMessage({ ...challenge, version: VERSION }), 16, "ffffffff");
    const m = decodeMessage(bytes);
    expect(m).toStrictEqual({ ...challenge, version: VERSION });
    expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
  });

  it.each([
    ["names without names", { ...negotiate, domainName: undefined }],
    [
      "a version without names",
      { ...negotiate, domainName: undefined, workstationName: undefined, version: VERSION },
    ],
    ["flags without a session key", { ...authenticate, encryptedRandomSessionKey: undefined }],
    [
      "a version without flags",
      { ...authenticate, encryptedRandomSessionKey: undefined, negotiateFlags: undefined, version: VERSION },
    ],
    ["a MIC without a version", { ...authenticate, mic: new Uint8Array(16) }],
    ["a MIC of 15 bytes", { ...authenticate, version: VERSION, mic: new Uint8Array(15) }],
    ["a server challenge of 9 bytes", { ...challenge, serverChallenge: new Uint8Array(9) }],
    ["a name beyond Latin-1 in OEM", { ...negotiate, domainName: "Ω" }],
    ["a response of 64 KiB", { ...authenticate, ntChallengeResponse: new Uint8Array(0x10000) }],
  ] as [string, Message][])("%s cannot be encoded", (_, m) => {
    expect(() => encodeMessage(m)).toThrow(RangeError);
  });
});

describe("MaxLen", () => {
  const bytes = encodeMessage({ ...challenge, targetName: "SRV", version: VERSION });

  it("follows Len", () => {
    const longer = encodeMessage({ ...challenge, targetName: "SERVER", version: VERSION }, { like: bytes });
    expect(toHex(longer.subarray(12, 16))).toBe("0c000c00");
  });

  it("stays where it differed", () => {
    const odd = patched(bytes, 14, "0080");
    const m = decodeMessage(odd);
    expect(encodeMessage(m, { like: odd })).toEqual(odd);
    expect(toHex(encodeMessage({ ...m, targetName: "S" } as Challenge, { like: odd }).subarray(12, 16))).toBe(
      "02000080",
    );
  });
});

describe("shapes that broke other decoders", () => {
  const full = recorded["Samba server CHALLENGE"]!;
  const authenticateBytes = recorded["Samba client AUTHENTICATE"]!;

  it("BufferOffset + Len wraps at 2^32 (TheManticoreProject/Manticore#1081)", () => {
    expect(refusal(patched(full, 44, "ffffffff"))).toMatchObject({
      code: "truncated",
      field: "NtlmChallenge.targetInfo",
      offset: 0xffffffff,
      blame: "NtlmChallenge.targetInfoBufferOffset",
    });
  });

  it.each(Array.from({ length: 48 }, (_, n) => n))(
    "a CHALLENGE cut to %i bytes is truncated (nuclei#7425, go-mssqldb#411, go-http-ntlm#5)",
    (length) => {
      expect(refusal(full.subarray(0, length))).toMatchObject({ code: "truncated" });
    },
  );

  it("AV_PAIR length past TargetInfo (ntlm-parser, pyspnego accept it)", () => {
    expect(refusal(patched(full, 0x4a + 2, "fe00"))).toMatchObject({
      code: "truncated",
      field: "NtlmAvPair.value",
      offset: 0x4e,
      blame: "NtlmAvPair.avLen",
    });
  });

  it("a payload inside the fixed part", () => {
    expect(refusal(patched(authenticateBytes, 16, "10000000"))).toMatchObject({
      code: "malformed",
      field: "NtlmAuthenticate.lmChallengeResponse",
      blame: "NtlmAuthenticate.lmChallengeResponseBufferOffset",
    });
    expect(refusal(patched(full, 44, "0c000000"))).toMatchObject({
      code: "malformed",
      field: "NtlmChallenge.targetInfo",
      offset: 12,
    });
  });

  it("Len past 0x8000 is no negative number (ntlm-parser, httpntlm)", () => {
    const name = "N".repeat(0x4001);
    const m: Challenge = { ...challenge, targetName: name };
    expect(decodeMessage(encodeMessage(m))).toStrictEqual(m);
    expect(refusal(patched(full, 40, "0080")).needed).toBe(0x8000 - 72);
  });

  it("TargetInfo of more than 1024 bytes (@ewsjs/node-ntlm-client)", () => {
    const targetInfo: AvPair[] = [{ kind: "dnsComputerName", value: "n".repeat(2000) }];
    const m: Challenge = { ...challenge, targetInfo };
    expect(decodeMessage(encodeMessage(m))).toStrictEqual(m);
  });

  it("NEGOTIATE_TARGET_INFO with an empty TargetInfo (requests-ntlm2#15)", () => {
    const negotiateFlags = NegotiateFlags.NEGOTIATE_TARGET_INFO;
    const bytes = encodeMessage({ ...challenge, negotiateFlags, version: VERSION });
    expect(decodeMessage(bytes)).toMatchObject({ targetInfo: undefined, negotiateFlags });
  });

  it("an UTF-16 name of an odd number of bytes", () => {
    expect(refusal(patched(full, 12, "11001100"))).toMatchObject({
      code: "malformed",
      field: "NtlmChallenge.targetName",
      blame: "NtlmChallenge.targetNameLen",
    });
  });

  it("a type that is none, and a signature that is none", () => {
    expect(refusal(fromHex(`${SIGNATURE}04000000`))).toMatchObject({
      code: "malformed",
      field: "NtlmMessage.messageType",
      offset: 8,
    });
    expect(refusal(fromHex("4e544c4d5353500101000000"))).toMatchObject({
      code: "malformed",
      field: "NtlmMessage.signature",
      offset: 0,
    });
    expect(isMessage(fromHex("4e544c4d53535001"))).toBe(false);
  });

  it("an anonymous AUTHENTICATE with an LM response of one byte, and an odd offset after it", () => {
    const m: Authenticate = {
      ...authenticate,
      version: VERSION,
      mic: new Uint8Array(16),
      lmChallengeResponse: new Uint8Array(1),
      encryptedRandomSessionKey: fromHex("00112233445566778899aabbccddeeff"),
    };
    const bytes = encodeMessage(m);
    expect(bytes).toHaveLength(88 + 1 + 16);
    expect(decodeMessage(bytes)).toStrictEqual(m);
    expect(responseKind(m)).toBe("anonymous");
  });

  it("nmap's NT response of 8 bytes", () => {
    const m: Authenticate = {
      ...authenticate,
      lmChallengeResponse: new Uint8Array(24).fill(1),
      ntChallengeResponse: new Uint8Array(8).fill(2),
    };
    expect(decodeMessage(encodeMessage(m))).toStrictEqual(m);
    expect(responseKind(m)).toBe("other");
  });

  it("a UPN with an empty domain", () => {
    const m: Authenticate = { ...authenticate, userName: "zimmer@ZEPHYR.TEST" };
    expect(decodeMessage(encodeMessage(m))).toStrictEqual(m);
  });

  it("lone surrogates and NULs", () => {
    const m: Authenticate = { ...authenticate, userName: "a\0\ud800b\udc00" };
    expect(decodeMessage(encodeMessage(m))).toStrictEqual(m);
  });

  it("payloads that overlap, and an edit of one of them", () => {
    const bytes = encodeMessage({
      ...authenticate,
      lmChallengeResponse: new Uint8Array(24).fill(7),
      ntChallengeResponse: new Uint8Array(24).fill(7),
    });
    const overlapping = patched(bytes, 24, toHex(bytes.subarray(16, 20)));
    const m = decodeMessage(overlapping) as Authenticate;
    expect(encodeMessage(m, { like: overlapping })).toEqual(overlapping);
    const edited = { ...m, lmChallengeResponse: new Uint8Array(24).fill(8) };
    const encoded = encodeMessage(edited, { like: overlapping });
    expect(decodeMessage(encoded)).toStrictEqual(edited);
    expect(encoded.subarray(20, 28)).toEqual(overlapping.subarray(20, 28));
  });

  it("an AUTHENTICATE whose payload covers the flags has none", () => {
    const bytes = encodeMessage({
      ...authenticate,
      negotiateFlags: undefined,
      encryptedRandomSessionKey: undefined,
      ntChallengeResponse: new Uint8Array(24).fill(1),
    });
    expect(decodeMessage(bytes)).toMatchObject({ negotiateFlags: undefined, version: undefined });
    expect(peekNegotiateFlags(bytes)).toBeUndefined();
  });
});

describe("AV pairs", () => {
  it("at any byte, in any order, twice, and unknown", () => {
    const pairs: AvPair[] = [
      { kind: "unknown", avId: 0x1234, value: fromHex("ff") },
      { kind: "dnsTreeName", value: "b" },
      { kind: "nbComputerName", value: "a" },
      { kind: "dnsTreeName", value: "b" },
    ];
    expect(decodeAvPairs(encodeAvPairs(pairs))).toStrictEqual(pairs);
  });

  it.each([
    ["no end mark", "01000200" + "4100"],
    ["an end mark with a length", "01000200" + "4100" + "00000800"],
    ["bytes after the end mark", "01000200" + "4100" + "00000000" + "00000000" + "ab"],
  ])("%s: is accepted, kept, and not passed on to a list of its own", (_, hex) => {
    const bytes = fromHex(hex);
    const pairs = decodeAvPairs(bytes);
    expect(pairs).toStrictEqual([{ kind: "nbComputerName", value: "A" }]);
    expect(encodeAvPairs(pairs, { like: bytes })).toEqual(bytes);
    expect(toHex(encodeAvPairs(pairs))).toBe("010002004100" + "00000000");
  });

  it("no pairs like a TargetInfo without end mark still are a TargetInfo", () => {
    const like = encodeMessage({ ...challenge, version: VERSION, targetInfo: [{ kind: "flags", value: 1 }] });
    const endless = patched(like, 40, "08000800").slice(0, -4);
    expect(decodeMessage(endless)).toMatchObject({ targetInfo: [{ kind: "flags", value: 1 }] });
    const m: Challenge = { ...challenge, version: VERSION, targetInfo: [] };
    expect(decodeMessage(encodeMessage(m, { like: endless }))).toStrictEqual(m);
  });

  it.each([0, 3, 8, 20, 32, 40])("a SingleHost with %i bytes past its header", (length) => {
    const value = new Uint8Array(8 + length).fill(9);
    value.set([value.length, 0, 0, 0, 0, 0, 0, 0]);
    const bytes = new Uint8Array([8, 0, value.length, 0, ...value, 0, 0, 0, 0]);
    const pairs = decodeAvPairs(bytes);
    expect(encodeAvPairs(pairs)).toEqual(bytes);
  });

  it("a SingleHost of 80 bytes, as newer Windows sends it", () => {
    const pair: AvPair = {
      kind: "singleHost",
      value: {
        customData: new Uint8Array(8).fill(1),
        machineId: new Uint8Array(32).fill(2),
        trailing: new Uint8Array(32).fill(3),
      },
    };
    const bytes = encodeAvPairs([pair]);
    expect(toHex(bytes.subarray(0, 12))).toBe("08005000" + "50000000" + "00000000");
    expect(decodeAvPairs(bytes)).toStrictEqual([pair]);
  });

  it("a SingleHost whose Size and Z4 are wrong keeps them", () => {
    const bytes = fromHex("08000900" + "77000000" + "01000000" + "05" + "00000000");
    const pairs = decodeAvPairs(bytes);
    expect(encodeAvPairs(pairs, { like: bytes })).toEqual(bytes);
  });

  it("flags and timestamps longer than they are keep their surplus", () => {
    const bytes = fromHex(
      "06000600" + "02000000" + "abcd" + "07000900" + "0100000000000000" + "ee" + "00000000",
    );
    const pairs = decodeAvPairs(bytes);
    expect(pairs).toStrictEqual([
      { kind: "flags", value: 2 },
      { kind: "timestamp", value: 1n },
    ]);
    expect(encodeAvPairs(pairs, { like: bytes })).toEqual(bytes);
  });

  it.each([
    [
      "flags of 3 bytes",
      "06000300" + "020000" + "00000000",
      { code: "truncated", field: "NtlmAvPair.flags" },
    ],
    [
      "a timestamp of 7 bytes",
      "07000700" + "01000000000000",
      { code: "truncated", field: "NtlmAvPair.timestamp" },
    ],
    [
      "a SingleHost of 7 bytes",
      "08000700" + "07000000000000",
      { code: "truncated", field: "NtlmSingleHost.z4" },
    ],
    ["a name of 3 bytes", "01000300" + "410042", { code: "malformed", field: "NtlmAvPair.value" }],
    ["half an end mark", "0000", { code: "truncated", field: "NtlmAvPair.avLen" }],
  ])("%s is refused", (_, hex, error) => {
    expect(() => decodeAvPairs(fromHex(hex))).toThrow(expect.objectContaining(error));
  });

  it.each([
    ["an unknown pair of a known id", { kind: "unknown", avId: 6, value: NO_PAYLOAD }],
    ["an end mark among the pairs", { kind: "unknown", avId: 0, value: NO_PAYLOAD }],
    [
      "a machine id without custom data",
      {
        kind: "singleHost",
        value: { customData: NO_PAYLOAD, machineId: new Uint8Array(32), trailing: NO_PAYLOAD },
      },
    ],
    [
      "trailing bytes without a machine id",
      {
        kind: "singleHost",
        value: { customData: new Uint8Array(8), machineId: NO_PAYLOAD, trailing: fromHex("00") },
      },
    ],
    [
      "custom data of 9 bytes",
      {
        kind: "singleHost",
        value: { customData: new Uint8Array(9), machineId: NO_PAYLOAD, trailing: NO_PAYLOAD },
      },
    ],
    ["a timestamp past 64 bits", { kind: "timestamp", value: 1n << 64n }],
  ] as [string, AvPair][])("%s cannot be encoded", (_, pair) => {
    expect(() => encodeAvPairs([pair])).toThrow(RangeError);
  });
});
