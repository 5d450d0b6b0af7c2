// What peers send and specifications do not foresee, each by name, and bugs that other decoders had.
import { fromHex, isDecodeError, latin1Decode, utf16Encode } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import {
  Action,
  Command,
  decodeMessage,
  dosError,
  ErrorClass,
  encodeMessage,
  Flags,
  type Header,
  type LanManNegotiateResponse,
  type Message,
  type NegotiateRequest,
  type NtLanManNegotiateResponse,
  type NtLanManSessionSetupRequest,
  peekDialectIndex,
  peekSecurityMode,
  SecurityMode,
  type SessionSetupRequest,
  type SessionSetupResponse,
} from "../src/index.js";
import { SAMPLES } from "./samples.js";

const sample = (name: string): Uint8Array => SAMPLES[name]!;

function header(command: number, isResponse: boolean, flags2 = 0xc000): Header {
  return {
    command,
    status: 0,
    flags: isResponse ? Flags.REPLY : 0,
    flags2,
    pidHigh: 0,
    securityFeatures: new Uint8Array(8),
    tid: 0,
    pidLow: 0,
    uid: 0,
    mid: 0,
  };
}

/** A message of the given blocks, all in hex. */
function message(
  command: number,
  isResponse: boolean,
  flags2: number,
  words: string,
  bytes: string,
): Uint8Array {
  const start = encodeMessage({
    kind: "unknown",
    header: header(0x2b, isResponse, flags2),
    body: new Uint8Array(0),
  });
  start[4] = command;
  const [w, b] = [fromHex(words), fromHex(bytes)];
  return Uint8Array.of(...start, w.length / 2, ...w, b.length & 0xff, b.length >> 8, ...b);
}

function failure(bytes: Uint8Array): unknown {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
}

function expectLossless(bytes: Uint8Array): Message {
  const m = decodeMessage(bytes);
  expect(encodeMessage(m, { like: bytes })).toStrictEqual(bytes);
  return m;
}

const hexOf = (text: string): string =>
  Array.from(utf16Encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

describe("recorded", () => {
  it("nmap's second dialect has no name", () => {
    const m = decodeMessage(sample("nmap offers NT LM 0.12 and nothing"));
    expect(m.body).toStrictEqual({ dialects: ["NT LM 0.12", ""] });
  });

  it("a server without SMB1 refuses", () => {
    const m = decodeMessage(sample("Samba refuses SMB1"));
    expect(m).toMatchObject({ kind: "negotiateResponse", body: { kind: "refused" } });
    expect(peekSecurityMode(sample("Samba refuses SMB1"))).toBeUndefined();
  });

  it("Samba's signing required, in SecurityMode", () => {
    const bytes = sample("Samba answers with extended security, signing required");
    expect(peekSecurityMode(bytes)).toBe(0x0f);
    expect(decodeMessage(bytes)).toMatchObject({ body: { kind: "extendedSecurity", dialectIndex: 0 } });
  });

  it("Samba's placeholder for a signature, without the flag", () => {
    const m = decodeMessage(sample("smbclient sends NTLMSSP NEGOTIATE"));
    expect(latin1Decode(m.header.securityFeatures)).toBe("BSRSPYL ");
    expect(m.header.flags2 & 0x0004).toBe(0);
  });

  it("without extended security the challenge is in the NEGOTIATE response", () => {
    const { body } = decodeMessage(sample("Samba answers without extended security"));
    expect(body).toMatchObject({ kind: "ntLanMan", domainName: "NORDWIND", serverName: "GAMMEL2" });
    expect((body as NtLanManNegotiateResponse).challenge).toHaveLength(8);
  });

  it("and NTLM stands in the lengths of the passwords", () => {
    const m = decodeMessage(sample("smbclient sends NTLM responses"));
    const body = m.body as NtLanManSessionSetupRequest;
    expect([body.oemPassword.length, body.unicodePassword.length]).toStrictEqual([24, 24]);
    expect(body).toMatchObject({
      accountName: "astrid",
      primaryDomain: "NORDWIND",
      nativeOs: "Unix",
      nativeLanMan: "Samba",
    });
  });

  it("Samba's primary domain beside a blob", () => {
    const { body } = decodeMessage(sample("Samba accepts"));
    expect(body).toMatchObject({ kind: "extendedSecurity", action: 0, primaryDomain: "NORDWIND" });
  });
});

describe("NEGOTIATE response", () => {
  const words = (capabilities: string, challengeLength = "00"): string => {
    const built = `0000 03 3200 0100 04110000 00000100 00000000 ${capabilities} 0000000000000000 c4ff ${challengeLength}`;
    return built.replaceAll(" ", "");
  };

  it("names are in Unicode by the capability, not by Flags2, and not aligned", () => {
    const names = hexOf("WORKGROUP\0LIJULK\0");
    const m = expectLossless(
      message(0x72, true, 0x0000, words("fde30000", "08"), `0102030405060708${names}`),
    );
    expect(m.body).toMatchObject({
      kind: "ntLanMan",
      serverTimeZone: -60,
      domainName: "WORKGROUP",
      serverName: "LIJULK",
    });
  });

  it("names in the OEM code page", () => {
    const m = expectLossless(message(0x72, true, 0xc000, words("f9e30000", "00"), "41e90000"));
    expect(m.body).toMatchObject({ challenge: new Uint8Array(0), domainName: "Aé", serverName: "" });
  });

  it("no names at all", () => {
    const m = expectLossless(message(0x72, true, 0, words("00000000"), ""));
    expect(m.body).toMatchObject({ kind: "ntLanMan", domainName: undefined, serverName: undefined });
  });

  it("Manticore#95: extended security with fewer than 16 bytes is truncated", () => {
    for (const size of [0, 1, 15]) {
      expect(failure(message(0x72, true, 0, words("fce30080"), "aa".repeat(size)))).toMatchObject({
        code: "truncated",
        field: "Smb1NegotiateResponse.serverGuid",
        needed: 16 - size,
      });
    }
  });

  it("ChallengeLength beside extended security is ignored", () => {
    const m = expectLossless(message(0x72, true, 0, words("fce30080", "08"), "aa".repeat(18)));
    expect(m.body).toMatchObject({ kind: "extendedSecurity", securityBlob: fromHex("aaaa") });
  });

  it("LAN Manager: 16 bits of SecurityMode", () => {
    const lanMan = "0200 0300 6810 3200 0100 0300 01000000 b264 8f4f c4ff 0800 0000".replaceAll(" ", "");
    const bytes = message(0x72, true, 0, lanMan, `0102030405060708${"4c4100"}`);
    const m = expectLossless(bytes);
    expect(m.body).toMatchObject({ kind: "lanMan", dialectIndex: 2, securityMode: 3, primaryDomain: "LA" });
    expect(peekSecurityMode(bytes)).toBe(3);
  });

  it("Windows 98 does not count the key of LAN Manager", () => {
    const lanMan = "0400 0200 680b 0200 0100 0300 15050380 b264 8f4f c4ff 0000 0000".replaceAll(" ", "");
    const bytes = message(0x72, true, 0, lanMan, "15050380011bf65d");
    const body = expectLossless(bytes).body as LanManNegotiateResponse;
    expect(body.encryptionKey).toStrictEqual(fromHex("15050380011bf65d"));
    expect(body.primaryDomain).toBeUndefined();
    const plain: LanManNegotiateResponse = {
      ...body,
      encryptionKey: new Uint8Array(0),
      primaryDomain: "SEVENTH",
    };
    const encode = (m: LanManNegotiateResponse): Uint8Array =>
      encodeMessage({ kind: "negotiateResponse", header: header(0x72, true, 0), body: m });
    expect(() => encode(plain)).toThrow(RangeError);
    expect(decodeMessage(encode({ ...plain, securityMode: SecurityMode.USER_SECURITY })).body).toMatchObject({
      encryptionKey: new Uint8Array(0),
      primaryDomain: "SEVENTH",
    });
  });

  it("the Core Protocol says its index only", () => {
    const bytes = message(0x72, true, 0, "0000", "");
    expect(expectLossless(bytes).body).toStrictEqual({ kind: "core", dialectIndex: 0 });
    expect(peekSecurityMode(bytes)).toBeUndefined();
  });

  it("an error has no words", () => {
    const m = expectLossless(message(0x72, true, 0x4000, "", ""));
    expect(m).toMatchObject({ kind: "errorResponse", body: { bytes: new Uint8Array(0) } });
  });

  it("a count of words that no dialect has is kept as it stands", () => {
    const m = expectLossless(message(0x72, true, 0, "00000000", "aa"));
    expect(m).toMatchObject({ kind: "unknown", body: fromHex("02000000000100aa") });
  });

  it("cut in the middle of the words it is truncated, whatever the dialect", () => {
    const bytes = message(0x72, true, 0, words("fce30080"), "aa".repeat(18));
    expect(failure(bytes.subarray(0, 40))).toMatchObject({
      code: "truncated",
      field: "Smb1NegotiateResponse.words",
      blame: "Smb1NegotiateResponse.wordCount",
    });
    expect(failure(bytes.subarray(0, 32))).toMatchObject({ code: "truncated" });
    expect(peekSecurityMode(bytes.subarray(0, 35))).toBeUndefined();
    expect(peekDialectIndex(bytes.subarray(0, 34))).toBeUndefined();
  });

  it("has the words that the helper builds", () => {
    expect(fromHex(words("00000000"))).toHaveLength(34);
  });
});

describe("NEGOTIATE request", () => {
  it("a last name without its NUL", () => {
    const m = expectLossless(message(0x72, false, 0, "", "024e54204c4d20302e313200024142"));
    expect(m.body).toStrictEqual({ dialects: ["NT LM 0.12", "AB"] });
    expect((decodeMessage(encodeMessage(m)).body as NegotiateRequest).dialects).toStrictEqual([
      "NT LM 0.12",
      "AB",
    ]);
  });
  it("another buffer format", () => {
    expect(failure(message(0x72, false, 0, "", "0341"))).toMatchObject({
      code: "malformed",
      field: "Smb1NegotiateRequest.bufferFormat",
      offset: 35,
    });
  });
  it("words, where there are none", () => {
    expect(decodeMessage(message(0x72, false, 0, "0000", "0200")).kind).toBe("unknown");
  });
  it("a count of bytes beyond the end", () => {
    const bytes = message(0x72, false, 0, "", "0200");
    bytes[33] = 0xff;
    expect(failure(bytes)).toMatchObject({
      code: "truncated",
      field: "Smb1NegotiateRequest.bytes",
      blame: "Smb1NegotiateRequest.byteCount",
      needed: 0xfd,
    });
  });
});

describe("SESSION_SETUP_ANDX", () => {
  const response = (bytes: string, flags2 = 0xc000): Uint8Array =>
    message(0x73, true, flags2, "ff0000000000", bytes);

  it("[MS-SMB] <46>: Windows ends the last string with half a NUL where it padded", () => {
    // The blob starts at 43, an odd offset.
    const m = expectLossless(response(`00${hexOf("Windows\0Windows 6.3")}00`));
    expect(m.body).toMatchObject({
      nativeOs: "Windows",
      nativeLanMan: "Windows 6.3",
      primaryDomain: undefined,
    });
  });

  it("a last string without a NUL", () => {
    const m = expectLossless(response(`00${hexOf("Unix\0Samba")}`));
    expect(m.body).toMatchObject({ nativeOs: "Unix", nativeLanMan: "Samba", primaryDomain: undefined });
    const canonical = decodeMessage(encodeMessage(m));
    expect(canonical.body).toStrictEqual(m.body);
  });

  it("no string at all, and only padding", () => {
    for (const bytes of ["", "00", "7f"]) {
      expect(expectLossless(response(bytes)).body).toMatchObject({
        nativeOs: undefined,
        nativeLanMan: undefined,
      });
    }
  });

  it("padding that is not zero", () => {
    expect(expectLossless(response(`aa${hexOf("A\0B\0C\0")}`)).body).toMatchObject({ nativeOs: "A" });
  });

  it("more strings than are known stay behind", () => {
    const m = expectLossless(response("414200430044004500", 0x4000));
    expect(m.body).toMatchObject({ nativeOs: "AB", nativeLanMan: "C", primaryDomain: "D" });
  });

  it("guest, by its bit", () => {
    const m = decodeMessage(message(0x73, true, 0xc000, "ff0000000100", ""));
    expect((m.body as SessionSetupResponse).action & Action.GUEST).toBe(Action.GUEST);
  });

  it("a blob beyond the data", () => {
    expect(failure(message(0x73, true, 0xc000, "ff00000000000500", "aa"))).toMatchObject({
      code: "truncated",
      field: "Smb1SessionSetupResponse.securityBlob",
      needed: 4,
    });
  });

  it("DOS error class and code, without NT status", () => {
    const bytes = message(0x73, true, 0x0041, "", "");
    bytes.set([0x02, 0x00, 0x05, 0x00], 5);
    expect(dosError(decodeMessage(bytes).header)).toStrictEqual({ errorClass: ErrorClass.ERRSRV, error: 5 });
    expect(dosError(header(0x73, true, 0x4000))).toBeUndefined();
  });

  describe("AndX", () => {
    /** A response with `andX` in the words, whose data block ends at 41, and `rest` after it. */
    const chained = (andX: string, rest: string): Uint8Array =>
      Uint8Array.of(...message(0x73, true, 0, `${andX}0000`, ""), ...fromHex(rest));

    it("the blocks of the command that follows", () => {
      const m = expectLossless(chained("75002900", "03ff00"));
      expect(m.body).toMatchObject({
        andX: { command: Command.TREE_CONNECT_ANDX, blocks: fromHex("03ff00") },
      });
    });

    it("stay aligned as they were", () => {
      const m = expectLossless(chained("75002c00", "aabbcc03ff00"));
      expect(m.body).toMatchObject({ andX: { blocks: fromHex("03ff00") } });
    });

    it("move with the strings before them", () => {
      const like = chained("75002a00", "aa03ff00");
      const m = decodeMessage(like) as Message & { kind: "sessionSetupResponse" };
      const edited: Message = { ...m, body: { ...m.body, nativeOs: "Unix" } };
      const bytes = encodeMessage(edited, { like });
      expect(decodeMessage(bytes)).toStrictEqual(edited);
      expect(bytes[35]! | (bytes[36]! << 8)).toBe(bytes.length - 3);
    });

    it("an offset inside what comes before", () => {
      expect(failure(chained("75002800", "03ff00"))).toMatchObject({
        code: "malformed",
        field: "Smb1SessionSetupResponse.andX",
        blame: "Smb1SessionSetupResponse.andXOffset",
        offset: 40,
      });
    });

    it("an offset beyond the end", () => {
      expect(failure(chained("7500ffff", "03ff00"))).toMatchObject({ code: "truncated" });
      expect(failure(chained("75002900", ""))).toMatchObject({ code: "truncated", needed: 1 });
    });

    it("an offset of 0 leads nowhere", () => {
      const m = expectLossless(chained("00000000", "aa"));
      expect(m.body).toMatchObject({ andX: { command: 0, blocks: new Uint8Array(0) } });
    });

    it("an offset where no command follows means nothing", () => {
      const m = expectLossless(chained("ff00ffff", "aa"));
      expect(m.body).toMatchObject({ andX: undefined });
    });
  });
});

describe("like keeps nothing that would be read as a value", () => {
  const response = (bytes: string, flags2: number): Uint8Array =>
    message(0x73, true, flags2, "ff0000000000", bytes);
  const strings = (values: (string | undefined)[], flags2: number): Message => ({
    kind: "sessionSetupResponse",
    header: header(0x73, true, flags2),
    body: {
      kind: "lanMan",
      andX: undefined,
      action: 0,
      nativeOs: values[0],
      nativeLanMan: values[1],
      primaryDomain: values[2],
    },
  });

  it("a NUL that is not there, where the last string is empty", () => {
    const m = strings(["A", ""], 0x4000);
    expect(decodeMessage(encodeMessage(m, { like: response("410042", 0x4000) }))).toStrictEqual(m);
  });

  it("a surplus after fewer strings", () => {
    const m = strings(["A", "B"], 0xc000);
    const like = response(`00${hexOf("C\0D\0")}7f`, 0xc000);
    const bytes = encodeMessage(m, { like });
    expect(decodeMessage(bytes)).toStrictEqual(m);
    expect(bytes.at(-1)).toBe(0x7f);
  });

  it("a NUL that is not there in another encoding", () => {
    const m = strings(["A", "B", "C"], 0xc000);
    const bytes = encodeMessage(m, { like: response("4100420043", 0x4000) });
    expect(bytes).toStrictEqual(encodeMessage(m));
  });

  it("a gap before blocks that are no more, and bytes after blocks that now are", () => {
    const chained = Uint8Array.of(...message(0x73, true, 0x4000, "75002c000000", ""), 1, 2, 3, 0xff);
    const tailed = Uint8Array.of(...response("", 0x4000), 1, 2, 3, 4);
    const last = strings([], 0x4000);
    const first = {
      ...last,
      body: { ...last.body, andX: { command: 0x75, blocks: fromHex("00") } },
    } as Message;
    expect(encodeMessage(last, { like: chained })).toHaveLength(41);
    expect(encodeMessage(first, { like: tailed })).toHaveLength(42);
    expect(decodeMessage(encodeMessage(first, { like: tailed }))).toStrictEqual(first);
  });

  it("surplus that would make a key of a domain", () => {
    const lanMan = "0000 0300 0000 0000 0000 0000 00000000 0000 0000 0000 0000 0000".replaceAll(" ", "");
    const like = message(0x72, true, 0, lanMan.replace("0300", "0100"), "4100aaaaaaaaaaaa");
    const m = decodeMessage(message(0x72, true, 0, lanMan, "4100")) as Message & {
      kind: "negotiateResponse";
    };
    expect(encodeMessage(m, { like })).toStrictEqual(encodeMessage(m));
  });

  it("a key that is not counted, where a domain follows it", () => {
    const lanMan = "0400 0200 680b 0200 0100 0300 15050380 b264 8f4f c4ff 0000 0000".replaceAll(" ", "");
    const like = message(0x72, true, 0, lanMan, "15050380011bf65d");
    const m = decodeMessage(like) as Message & { kind: "negotiateResponse" };
    const edited = { ...m, body: { ...m.body, primaryDomain: "DOM" } } as Message;
    expect(decodeMessage(encodeMessage(edited, { like }))).toStrictEqual(edited);
  });
});

describe("arguments", () => {
  const request = decodeMessage(sample("smbclient sends NTLM responses")) as Message & {
    kind: "sessionSetupRequest";
  };
  const withBody = (body: Partial<NtLanManSessionSetupRequest>): Message => ({
    ...request,
    body: { ...request.body, ...body } as SessionSetupRequest,
  });

  it.each<[string, Message]>([
    ["a NUL in a string", withBody({ nativeOs: "A\0B" })],
    ["a string after one that is missing", withBody({ primaryDomain: undefined })],
    [
      "a follow-on command that says none follows",
      withBody({ andX: { command: 0xff, blocks: fromHex("00") } }),
    ],
    ["a header of another command", { ...request, header: { ...request.header, command: Command.ECHO } }],
    ["a header of the other direction", { ...request, header: { ...request.header, flags: Flags.REPLY } }],
    ["a body that is not other", { kind: "unknown", header: header(0x72, false), body: fromHex("000000") }],
    ["nothing for a body", { kind: "unknown", header: header(0x73, false), body: new Uint8Array(0) }],
    [
      "an index that says refused",
      { kind: "negotiateResponse", header: header(0x72, true), body: { kind: "core", dialectIndex: 0xffff } },
    ],
    [
      "a NUL in a dialect",
      { kind: "negotiateRequest", header: header(0x72, false), body: { dialects: ["A\0"] } },
    ],
    [
      "a character of two bytes in the OEM code page",
      { kind: "negotiateRequest", header: header(0x72, false), body: { dialects: ["€"] } },
    ],
    [
      "seven bytes of security features",
      { ...request, header: { ...request.header, securityFeatures: new Uint8Array(7) } },
    ],
  ])("%s", (_, m) => {
    expect(() => encodeMessage(m)).toThrow(RangeError);
  });

  it("a capability and a kind that do not go together", () => {
    const m = decodeMessage(sample("Samba answers with extended security, signing required")) as Message & {
      kind: "negotiateResponse";
    };
    const body = { ...m.body, capabilities: 0 } as typeof m.body;
    expect(() => encodeMessage({ ...m, body })).toThrow(RangeError);
    expect(() =>
      encodeMessage({ ...m, body: { ...m.body, serverTimeZone: 40000 } as typeof m.body }),
    ).toThrow(RangeError);
  });
});

it("what is not SMB1", () => {
  expect(failure(fromHex("fe534d42"))).toMatchObject({
    code: "malformed",
    field: "Smb1Header.protocol",
    offset: 0,
  });
  expect(failure(fromHex("ff534d"))).toMatchObject({ code: "truncated", field: "Smb1Header.protocol" });
});
