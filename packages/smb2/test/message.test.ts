import { type DecodeError, fromHex, isDecodeError } from "@countersign/bytes";
import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  Capabilities,
  Cipher,
  Command,
  Dialect,
  decodeCompound,
  decodeHeader,
  decodeMessage,
  encodeCompound,
  encodeMessage,
  encodeMessageInto,
  HEADER_SIZE,
  HeaderFlags,
  type Message,
  peekNextCommand,
  peekSecurityMode,
  SecurityMode,
  SigningAlgorithm,
  Status,
} from "../src/index.js";

const fixtures = messageFixtures();
const response = fixtures["smb311-ntlm.json/neg_rsp"]!;
const request = fixtures["smb311-ntlm.json/neg_req"]!;
const setup = fixtures["smb311-ntlm.json/ss_req1"]!;

function edited(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

function refusal(bytes: Uint8Array, decode: (b: Uint8Array) => unknown = decodeMessage): DecodeError {
  try {
    decode(bytes);
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
  throw new Error("it decodes");
}

function decodeAs<K extends Message["kind"]>(kind: K, bytes: Uint8Array): Extract<Message, { kind: K }> {
  const m = decodeMessage(bytes);
  if (m.kind !== kind) throw new Error(`a ${m.kind}`);
  return m as Extract<Message, { kind: K }>;
}

describe("NEGOTIATE response", () => {
  it("is read field by field", () => {
    const { header, body } = decodeAs("negotiateResponse", response);
    expect(header).toMatchObject({
      command: Command.NEGOTIATE,
      status: Status.SUCCESS,
      flags: HeaderFlags.SERVER_TO_REDIR,
      messageId: 0n,
      asyncId: undefined,
      treeId: 0,
    });
    expect(body).toMatchObject({
      securityMode: SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED,
      dialectRevision: Dialect.SMB_3_1_1,
      capabilities:
        Capabilities.DFS | Capabilities.LEASING | Capabilities.LARGE_MTU | Capabilities.MULTI_CHANNEL,
      maxTransactSize: 8388608,
      serverStartTime: 0n,
    });
    expect(body.securityBuffer.length).toBe(74);
    expect(body.negotiateContextList.map((context) => context.kind)).toEqual([
      "preauthIntegrity",
      "encryption",
      "signing",
    ]);
    expect(body.negotiateContextList[1]).toMatchObject({ ciphers: [Cipher.AES_128_GCM] });
    expect(body.negotiateContextList[2]).toMatchObject({ signingAlgorithms: [expect.any(Number)] });
  });

  it("cut after 20 bytes is truncated, with field and offset, and has no security mode", () => {
    const cut = response.subarray(0, 20);
    expect(refusal(cut)).toMatchObject({
      code: "truncated",
      field: "Smb2Header.nextCommand",
      offset: 20,
      needed: 4,
    });
    expect(peekSecurityMode(cut)).toBeUndefined();
  });

  it("cut anywhere never tells a security mode that it does not hold", () => {
    for (let length = 0; length < HEADER_SIZE + 64; length++) {
      expect(refusal(response.subarray(0, length)).code).toBe("truncated");
      expect(peekSecurityMode(response.subarray(0, length))).toBeUndefined();
    }
  });

  it("below 3.1.1 has no contexts, whatever stands in the reserved count and offset ([MS-SMB2] <25>)", () => {
    const old = edited(edited(response, 68, 0x02, 0x03), 124, 0xff, 0xff, 0xff, 0xff);
    const { body } = decodeAs("negotiateResponse", old);
    expect(body.negotiateContextList).toEqual([]);
    expect(encodeMessage(decodeMessage(old), { like: old })).toEqual(old);
  });

  it("refuses a context list inside the fixed part, and blames the offset", () => {
    const bad = edited(response, 124, 63, 0, 0, 0);
    expect(refusal(bad)).toMatchObject({
      code: "malformed",
      field: "Smb2NegotiateResponse.negotiateContextList",
      blame: "Smb2NegotiateResponse.negotiateContextOffset",
      offset: 63,
    });
  });

  it("refuses a context list past the end, also where offset and length wrap at 2^32", () => {
    for (const offset of [
      [0xff, 0xff, 0xff, 0xff],
      [0, 2, 0, 0],
    ]) {
      expect(refusal(edited(response, 124, ...offset))).toMatchObject({
        code: "truncated",
        blame: "Smb2NegotiateResponse.negotiateContextOffset",
      });
    }
  });

  it("refuses a security buffer whose offset and length wrap at 2^16", () => {
    const bad = edited(response, 120, 0xf0, 0xff, 0x20, 0x00);
    expect(refusal(bad)).toMatchObject({
      code: "truncated",
      field: "Smb2NegotiateResponse.securityBuffer",
      blame: "Smb2NegotiateResponse.securityBufferOffset",
    });
  });

  it("blames the length of a security buffer that starts inside the message", () => {
    expect(refusal(edited(response, 122, 0xff, 0xff))).toMatchObject({
      code: "truncated",
      field: "Smb2NegotiateResponse.securityBuffer",
      blame: "Smb2NegotiateResponse.securityBufferLength",
    });
  });

  it("refuses a security buffer inside the fixed part, but not an empty one", () => {
    expect(refusal(edited(response, 120, 127, 0))).toMatchObject({ code: "malformed", offset: 127 });
    const empty = edited(response, 120, 0, 0, 0, 0);
    expect(decodeAs("negotiateResponse", empty).body.securityBuffer).toEqual(new Uint8Array(0));
  });

  it("refuses more contexts than there are", () => {
    expect(refusal(edited(response, 70, 9)).code).toBe("truncated");
  });

  it("refuses another StructureSize", () => {
    expect(refusal(edited(response, 64, 66))).toMatchObject({
      code: "malformed",
      field: "Smb2NegotiateResponse.structureSize",
      offset: 64,
    });
    expect(refusal(edited(request, 64, 37))).toMatchObject({
      field: "Smb2NegotiateRequest.structureSize",
      offset: 64,
    });
    expect(refusal(edited(setup, 64, 26))).toMatchObject({
      field: "Smb2SessionSetupRequest.structureSize",
      offset: 64,
    });
    expect(refusal(edited(fixtures["smb311-ntlm.json/ss_rsp1"]!, 64, 8))).toMatchObject({
      field: "Smb2SessionSetupResponse.structureSize",
    });
    expect(refusal(edited(response, 8, 1, 0, 0, 0xc0))).toMatchObject({
      field: "Smb2ErrorResponse.structureSize",
    });
  });

  it("refuses another header", () => {
    expect(refusal(edited(response, 0, 0xff))).toMatchObject({
      code: "malformed",
      field: "Smb2Header.protocolId",
      offset: 0,
    });
    expect(refusal(edited(response, 4, 63))).toMatchObject({ field: "Smb2Header.structureSize", offset: 4 });
  });

  it("with a failing status is an ERROR response, also one without its byte of nothing", () => {
    const header = edited(response, 8, 0xbb, 0, 0, 0xc0).subarray(0, HEADER_SIZE);
    for (const body of ["0900000000000000", "090000000000000000"]) {
      const bytes = Uint8Array.from([...header, ...fromHex(body)]);
      expect(decodeAs("errorResponse", bytes).header.status).toBe(Status.NOT_SUPPORTED);
      expect(encodeMessage(decodeMessage(bytes), { like: bytes })).toEqual(bytes);
    }
  });
});

describe("NEGOTIATE request", () => {
  it("is read field by field", () => {
    const { body } = decodeAs("negotiateRequest", request);
    expect(body).toMatchObject({
      securityMode: SecurityMode.SIGNING_ENABLED,
      capabilities: 0x7f,
      clientStartTime: 0n,
    });
    expect(body.dialects).toEqual([0x0202, 0x0210, 0x0300, 0x0302, 0x0311]);
    expect(body.negotiateContextList).toMatchObject([
      { kind: "preauthIntegrity", hashAlgorithms: [1] },
      { kind: "encryption", ciphers: [2, 1, 4, 3] },
      {
        kind: "signing",
        signingAlgorithms: [
          SigningAlgorithm.AES_GMAC,
          SigningAlgorithm.AES_CMAC,
          SigningAlgorithm.HMAC_SHA256,
        ],
      },
      { kind: "netname", netName: "127.0.0.1" },
    ]);
  });

  it("without 3.1.1 has ClientStartTime where the contexts would be", () => {
    const old = edited(request, 108, 0x10, 0x02);
    const { body } = decodeAs("negotiateRequest", old);
    expect(body.negotiateContextList).toEqual([]);
    expect(body.clientStartTime).toBe(0x0000_0004_0000_0070n);
  });

  it("blames the count for dialects past the end", () => {
    expect(refusal(edited(request, 66, 0xff, 0xff))).toMatchObject({
      code: "truncated",
      field: "Smb2NegotiateRequest.dialects",
      blame: "Smb2NegotiateRequest.dialectCount",
    });
  });

  it("cannot be encoded with contexts or a start time where they have no place", () => {
    const m = decodeAs("negotiateRequest", request);
    expect(() => encodeMessage({ ...m, body: { ...m.body, dialects: [Dialect.SMB_2_1] } })).toThrow(
      RangeError,
    );
    expect(() => encodeMessage({ ...m, body: { ...m.body, clientStartTime: 1n } })).toThrow(RangeError);
    const answer = decodeAs("negotiateResponse", response);
    expect(() =>
      encodeMessage({ ...answer, body: { ...answer.body, dialectRevision: Dialect.SMB_3_0 } }),
    ).toThrow(RangeError);
  });
});

describe("negotiate contexts", () => {
  /** A 3.1.1 request with these contexts, given as hex of type, length, reserved and data. */
  function withContexts(count: number, hex: string): Uint8Array {
    const head = edited(request.subarray(0, 112), 92, 0x70, 0, 0, 0, count, 0);
    return Uint8Array.from([...head, ...fromHex(hex)]);
  }

  it.each([
    [
      "PREAUTH with a hash count past its data",
      "0100080000000000ff000000010000ff",
      "Smb2PreauthIntegrityContext.hashAlgorithms",
      "Smb2PreauthIntegrityContext.hashAlgorithmCount",
    ],
    [
      "PREAUTH with a salt past its data",
      "010006000000000001002000010000ff",
      "Smb2PreauthIntegrityContext.salt",
      "Smb2PreauthIntegrityContext.saltLength",
    ],
    [
      "an empty PREAUTH",
      "0100000000000000",
      "Smb2PreauthIntegrityContext.hashAlgorithmCount",
      "Smb2NegotiateContext.dataLength",
    ],
    [
      "ENCRYPTION with a count past its data",
      "0200040000000000020001000000",
      "Smb2EncryptionContext.ciphers",
      "Smb2EncryptionContext.cipherCount",
    ],
    [
      "a context longer than the message",
      "2a00ff000000000001",
      "Smb2NegotiateContext.data",
      "Smb2NegotiateContext.dataLength",
    ],
    [
      "half a context header",
      "01000400",
      "Smb2NegotiateContext.reserved",
      "Smb2NegotiateRequest.negotiateContextOffset",
    ],
  ])("%s is truncated", (_what, hex, field, blame) => {
    const error = refusal(withContexts(1, hex));
    expect(error).toMatchObject({ code: "truncated", field });
    expect(error.blame).toBe(blame);
  });

  it("refuses a NETNAME of half characters", () => {
    expect(refusal(withContexts(1, "050003000000000041004200"))).toMatchObject({
      code: "malformed",
      field: "Smb2NetnameContext.netName",
    });
  });

  it("keeps contexts of unknown types, duplicates, their order, and a missing pad after the last", () => {
    const bytes = withContexts(
      4,
      "9900030000000000aabbcc0000000000" +
        "0001020000000000eeff000000000000" +
        "9900000000000000" +
        "060004000000000001000000",
    );
    const { body } = decodeAs("negotiateRequest", bytes);
    expect(body.negotiateContextList).toEqual([
      { kind: "unknown", contextType: 0x99, data: Uint8Array.of(0xaa, 0xbb, 0xcc) },
      { kind: "posix", version: Uint8Array.of(0xee, 0xff) },
      { kind: "unknown", contextType: 0x99, data: new Uint8Array(0) },
      { kind: "transport", flags: 1 },
    ]);
    expect(encodeMessage(decodeMessage(bytes), { like: bytes })).toEqual(bytes);
  });

  it("keeps non-zero padding, reserved bytes and surplus data through `like`, also where another field is edited", () => {
    const bytes = withContexts(2, "02000600ffffffff01000200eeeeffff" + "0800040000000000010001000000");
    const m = decodeAs("negotiateRequest", bytes);
    expect(m.body.negotiateContextList[0]).toEqual({ kind: "encryption", ciphers: [2] });
    expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
    const other = encodeMessage({ ...m, body: { ...m.body, securityMode: 3 } }, { like: bytes });
    expect(other).toEqual(edited(bytes, 68, 3));
    const one = {
      ...m.body,
      negotiateContextList: [{ kind: "encryption" as const, ciphers: [1] }, m.body.negotiateContextList[1]!],
    };
    expect(encodeMessage({ ...m, body: one }, { like: bytes })).toEqual(edited(bytes, 122, 1));
  });
});

describe("kinds of messages", () => {
  const headerOf = (hex: string) => fromHex(`fe534d4240000000${hex}`.padEnd(128, "0"));
  const make = (status: string, command: string, flags: string, body: string) =>
    Uint8Array.from([...headerOf(`${status}${command}0000${flags}`), ...fromHex(body)]);

  it.each([
    ["a LOGOFF request", make("00000000", "0200", "00000000", "04000000"), "logoffRequest"],
    ["a LOGOFF response", make("00000000", "0200", "01000000", "04000000"), "logoffResponse"],
    ["a failed LOGOFF", make("030200c0", "0200", "01000000", "090000000000000000"), "errorResponse"],
    ["a pending SESSION_SETUP", make("03010000", "0100", "03000000", "090000000000000000"), "errorResponse"],
    ["a TREE_CONNECT", make("00000000", "0300", "00000000", "0900"), "unknown"],
    ["a command that does not exist", make("00000000", "ff7f", "00000000", ""), "unknown"],
    ["an IOCTL too short to tell", make("00000000", "0b00", "00000000", "39000000"), "unknown"],
    ["an IOCTL for something else", make("00000000", "0b00", "00000000", "390000001700110000"), "unknown"],
    ["a failed TREE_CONNECT", make("220000c0", "0300", "01000000", "090000000000000000"), "errorResponse"],
    [
      "a failed command that does not exist",
      make("020000c0", "ff7f", "01000000", "0900000000000000"),
      "errorResponse",
    ],
    [
      "a CREATE stopped on a symbolic link",
      make("2d000080", "0500", "01000000", "0900010003000000aabbcc"),
      "errorResponse",
    ],
    ["a pending CHANGE_NOTIFY", make("03010000", "0f00", "03000000", "090000000000000000"), "errorResponse"],
    ["a READ of a pipe with more to come", make("05000080", "0800", "01000000", "11005000"), "unknown"],
    [
      "a READ too long for the server (<360>)",
      make("05000080", "0800", "01000000", "090000000000000000"),
      "errorResponse",
    ],
    ["an IOCTL of a pipe with more to come", make("05000080", "0b00", "01000000", "31000000"), "unknown"],
    [
      "an IOCTL that may copy less (2.2.32.1)",
      make("0d0000c0", "0b00", "01000000", "310000000402140000"),
      "unknown",
    ],
    ["a failed IOCTL", make("0d0000c0", "0b00", "01000000", "090000000000000000"), "errorResponse"],
    ["a QUERY_INFO with more to come", make("05000080", "1000", "01000000", "0900480000000000"), "unknown"],
    [
      "a failed QUERY_INFO",
      make("230000c0", "1000", "01000000", "090000000400000010000000"),
      "errorResponse",
    ],
    [
      "a QUERY_DIRECTORY with more to come",
      make("05000080", "0e00", "01000000", "0900480000000000"),
      "unknown",
    ],
    [
      "a QUERY_DIRECTORY at its end",
      make("06000080", "0e00", "01000000", "090000000000000000"),
      "errorResponse",
    ],
    [
      "a CHANGE_NOTIFY that asks to enumerate",
      make("0c010000", "0f00", "01000000", "0900000000000000"),
      "unknown",
    ],
    ["a CHANGE_NOTIFY ended by a close", make("0b010000", "0f00", "01000000", "0900000000000000"), "unknown"],
    ["a failed CHANGE_NOTIFY", make("200100c0", "0f00", "01000000", "090000000000000000"), "errorResponse"],
    ["a failure cut before its StructureSize", make("220000c0", "0300", "01000000", "09"), "unknown"],
  ])("%s", (_what, bytes, kind) => {
    const m = decodeMessage(bytes);
    expect(m.kind).toBe(kind);
    expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
  });

  it("refuses a LOGOFF of another size", () => {
    expect(refusal(make("00000000", "0200", "00000000", "05000000"))).toMatchObject({
      field: "Smb2Logoff.structureSize",
    });
  });

  it.each([
    ["a NEGOTIATE request", make("00000000", "0000", "00000000", "2500"), "Smb2NegotiateRequest", 36],
    ["a NEGOTIATE response", make("00000000", "0000", "01000000", "4200"), "Smb2NegotiateResponse", 65],
    ["a SESSION_SETUP request", make("00000000", "0100", "00000000", "1800"), "Smb2SessionSetupRequest", 25],
    ["a SESSION_SETUP response", make("00000000", "0100", "01000000", "0800"), "Smb2SessionSetupResponse", 9],
    ["an ERROR response", make("0d0000c0", "0000", "01000000", "0a00"), "Smb2ErrorResponse", 9],
    ["a LOGOFF", make("00000000", "0200", "00000000", "0500"), "Smb2Logoff", 4],
    [
      "a VALIDATE_NEGOTIATE_INFO request",
      make("00000000", "0b00", "00000000", "3a00000004021400"),
      "Smb2IoctlRequest",
      57,
    ],
    [
      "a VALIDATE_NEGOTIATE_INFO response",
      make("00000000", "0b00", "01000000", "3900000004021400"),
      "Smb2IoctlResponse",
      49,
    ],
  ])("%s of another StructureSize is malformed there", (_what, bytes, structure, size) => {
    const error = refusal(bytes);
    expect(error).toMatchObject({ code: "malformed", field: `${structure}.structureSize`, offset: 64 });
    expect(error.message).toContain(`is not ${size}`);
  });

  it("reads the header alone of anything that has one", () => {
    expect(decodeHeader(response.subarray(0, 64))).toEqual(decodeAs("negotiateResponse", response).header);
    expect(refusal(response.subarray(0, 63), decodeHeader).field).toBe("Smb2Header.signature");
  });

  it("cannot be encoded with the id of the other header form", () => {
    const { header, body } = decodeAs("sessionSetupRequest", setup);
    expect(() =>
      encodeMessage({ kind: "sessionSetupRequest", header: { ...header, treeId: undefined }, body }),
    ).toThrow(RangeError);
    const flags = HeaderFlags.ASYNC_COMMAND;
    expect(() => encodeMessage({ kind: "sessionSetupRequest", header: { ...header, flags }, body })).toThrow(
      RangeError,
    );
  });
});

describe("VALIDATE_NEGOTIATE_INFO", () => {
  // From a recording between Samba's client and server at 2.1.
  const head = (flags: string) => fromHex(`fe534d4240000000000000000b000000${flags}`.padEnd(128, "0"));
  const ask = Uint8Array.from([
    ...head("00000000"),
    ...fromHex(
      "3900000004021400ffffffffffffffffffffffffffffffff780000001c0000000000000000000000000000001800000001000000" +
        "00000000",
    ),
    ...fromHex("7f000000000102030405060708090a0b0c0d0e0f0100020002021002"),
  ]);

  it("is told from other IOCTLs and read whole", () => {
    const { body } = decodeAs("validateNegotiateInfoRequest", ask);
    expect(body).toMatchObject({
      capabilities: 0x7f,
      securityMode: 1,
      dialects: [0x0202, 0x0210],
      maxOutputResponse: 24,
      flags: 1,
    });
    expect(encodeMessage(decodeMessage(ask))).toEqual(ask);
  });

  it("refuses input inside the fixed part and past the end", () => {
    expect(refusal(edited(ask, 88, 0x77))).toMatchObject({
      code: "malformed",
      field: "Smb2IoctlRequest.input",
      blame: "Smb2IoctlRequest.inputOffset",
    });
    expect(refusal(edited(ask, 92, 0x1d))).toMatchObject({
      code: "truncated",
      blame: "Smb2IoctlRequest.inputCount",
    });
    expect(refusal(edited(ask, 142, 9, 0))).toMatchObject({
      field: "Smb2ValidateNegotiateInfoRequest.dialects",
    });
    expect(refusal(edited(ask, 64, 0x38))).toMatchObject({ field: "Smb2IoctlRequest.structureSize" });
  });

  it("has an answer", () => {
    const answer = Uint8Array.from([
      ...head("01000000"),
      ...fromHex(
        "3100000004021400ffffffffffffffffffffffffffffffff7000000000000000700000001800000000000000" +
          "00000000",
      ),
      ...fromHex("07000000000102030405060708090a0b0c0d0e0f01001002"),
    ]);
    const { body } = decodeAs("validateNegotiateInfoResponse", answer);
    expect(body).toMatchObject({ capabilities: 7, securityMode: 1, dialect: Dialect.SMB_2_1 });
    expect(encodeMessage(decodeMessage(answer))).toEqual(answer);
    expect(refusal(edited(answer, 64, 0x32))).toMatchObject({ field: "Smb2IoctlResponse.structureSize" });
    expect(refusal(edited(answer, 96, 0x6f))).toMatchObject({ blame: "Smb2IoctlResponse.outputOffset" });
  });
});

describe("encrypted and compressed messages", () => {
  it("are known by their headers", () => {
    const transform = fromHex(
      `fd534d42${"11".repeat(16)}${"22".repeat(16)}0500000000000100${"33".repeat(8)}aabbccddee`,
    );
    expect(decodeAs("transform", transform)).toMatchObject({
      header: { originalMessageSize: 5, flags: 1, sessionId: 0x3333333333333333n },
      body: fromHex("aabbccddee"),
    });
    const unchained = fromHex("fc534d4200100000020000000800000001020304050607080910");
    expect(decodeAs("compressedUnchained", unchained)).toMatchObject({
      originalCompressedSegmentSize: 4096,
      compressionAlgorithm: 2,
      offset: 8,
    });
    const chained = fromHex(
      "fc534d4200100000" + "0400010008000000" + "4100000000040000" + "0300000006000000" + "00020000abcd",
    );
    expect(decodeAs("compressedChained", chained).payloads).toEqual([
      {
        compressionAlgorithm: 4,
        flags: 1,
        originalPayloadSize: undefined,
        data: fromHex("4100000000040000"),
      },
      { compressionAlgorithm: 3, flags: 0, originalPayloadSize: 512, data: fromHex("abcd") },
    ]);
    for (const bytes of [transform, unchained, chained])
      expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
  });

  it("refuse payloads that lie about their size", () => {
    expect(refusal(fromHex("fc534d42001000000400010009000000" + "4100000000040000"))).toMatchObject({
      code: "truncated",
      field: "Smb2CompressionChainedPayloadHeader.payload",
      blame: "Smb2CompressionChainedPayloadHeader.length",
    });
    expect(refusal(fromHex("fc534d42001000000300010003000000000000"))).toMatchObject({
      field: "Smb2CompressionChainedPayloadHeader.originalPayloadSize",
    });
  });

  it("cannot be encoded where form and flags disagree", () => {
    const chained = { kind: "compressedChained" as const, originalCompressedSegmentSize: 1 };
    const payload = { compressionAlgorithm: 2, flags: 1, originalPayloadSize: 1, data: new Uint8Array(1) };
    expect(() => encodeMessage({ ...chained, payloads: [] })).toThrow(RangeError);
    expect(() => encodeMessage({ ...chained, payloads: [{ ...payload, flags: 0 }] })).toThrow(RangeError);
    expect(() =>
      encodeMessage({ ...chained, payloads: [{ ...payload, originalPayloadSize: undefined }] }),
    ).toThrow(RangeError);
    expect(() => encodeMessage({ ...chained, payloads: [{ ...payload, compressionAlgorithm: 4 }] })).toThrow(
      RangeError,
    );
    const unchained = {
      kind: "compressedUnchained" as const,
      originalCompressedSegmentSize: 1,
      compressionAlgorithm: 2,
      offset: 0,
    };
    expect(() => encodeMessage({ ...unchained, flags: 1, body: new Uint8Array(0) })).toThrow(RangeError);
  });
});

describe("an ERROR response without data", () => {
  const header = decodeAs("negotiateResponse", response).header;
  const failed = (errorData: Uint8Array): Message => ({
    kind: "errorResponse",
    header: { ...header, status: Status.ACCESS_DENIED },
    body: { errorContextCount: 0, errorData },
  });

  it("ends with the one byte of nothing (2.2.2), one with data does not", () => {
    expect(encodeMessage(failed(new Uint8Array()))).toHaveLength(HEADER_SIZE + 9);
    expect(encodeMessage(failed(Uint8Array.of(7)))).toHaveLength(HEADER_SIZE + 9);
    expect(encodeMessage(failed(new Uint8Array(4)))).toHaveLength(HEADER_SIZE + 12);
  });
});

describe("compounds", () => {
  it("are chained and taken apart", () => {
    const first = decodeAs("sessionSetupRequest", setup);
    const second = decodeAs("negotiateRequest", request);
    const chain = encodeCompound([first, second]);
    expect(chain.length % 2).toBe(0);
    expect(decodeCompound(chain)).toEqual([first, second]);
    expect(encodeCompound(decodeCompound(chain), { like: chain })).toEqual(chain);
    expect(refusal(chain)).toMatchObject({ code: "malformed", field: "Smb2Header.nextCommand", offset: 20 });
  });

  it("refuse a NextCommand inside the header or past the end", () => {
    expect(refusal(edited(setup, 20, 63), decodeCompound)).toMatchObject({ code: "malformed", offset: 20 });
    expect(refusal(edited(setup, 20, 0xff, 0xff), decodeCompound)).toMatchObject({
      code: "truncated",
      blame: "Smb2Header.nextCommand",
    });
    expect(refusal(edited(setup, 20, setup.length), decodeCompound).code).toBe("truncated");
  });

  it("align each message but the last to 8 bytes, where an original does not say otherwise (3.2.4.1.4)", () => {
    const odd: Message = {
      kind: "unknown",
      header: { ...decodeAs("sessionSetupRequest", setup).header, command: 3 },
      body: new Uint8Array(5),
    };
    const chain = encodeCompound([odd, odd, odd]);
    expect([chain[20], chain[72 + 20], chain[144 + 20]]).toEqual([72, 72, 0]);
    expect(chain).toHaveLength(144 + 69);
    const close = edited(chain, 20, 69);
    const packed = Uint8Array.from([...close.subarray(0, 69), ...close.subarray(72)]);
    expect(encodeCompound(decodeCompound(packed), { like: packed })).toEqual(packed);
  });

  it("may end with a response whose NextCommand is its size (3.3.4.1.3 <236>)", () => {
    const last = decodeAs("negotiateResponse", response);
    const ended = edited(response, 20, response.length & 0xff, response.length >> 8);
    const chain = Uint8Array.from([...encodeCompound([last, last]).subarray(0, -response.length), ...ended]);
    expect(decodeCompound(ended)).toEqual([last]);
    expect(decodeCompound(chain)).toEqual([last, last]);
    expect(encodeCompound([last, last], { like: chain })).toEqual(chain);
    expect(encodeCompound([last], { like: ended })).toEqual(ended);
    expect(peekNextCommand(encodeCompound([last], { like: chain }))).toBe(0);
    expect(decodeCompound(encodeCompound([last, last], { like: ended }))).toEqual([last, last]);
  });

  it("have at least one message", () => {
    expect(() => encodeCompound([])).toThrow(RangeError);
  });
});

describe("encodeMessageInto", () => {
  it("writes what encodeMessage answers, for every fixture, and leaves the rest alone", () => {
    for (const [name, bytes] of Object.entries(fixtures)) {
      if (peekNextCommand(bytes) !== 0) continue;
      const m = decodeMessage(bytes);
      const target = new Uint8Array(bytes.length + 200).fill(0xee);
      for (const options of [undefined, { like: bytes }]) {
        const expected = encodeMessage(m, options);
        const length = encodeMessageInto(m, target.fill(0xee), options);
        expect(target.subarray(0, length), name).toEqual(expected);
        expect(target.subarray(length).every((byte) => byte === 0xee)).toBe(true);
      }
    }
  });

  it("refuses a buffer that is too short, and leaves it alone", () => {
    const target = new Uint8Array(20);
    expect(() => encodeMessageInto(decodeMessage(setup), target)).toThrow(RangeError);
    expect(target.every((byte) => byte === 0)).toBe(true);
  });
});
