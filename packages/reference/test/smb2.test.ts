// The messages of [MS-SMB2] 4.3, laid out by their fields.
import { describe, expect, it } from "vitest";
import {
  decodeSmb2,
  decodeSmb2Compound,
  decodeSmb2ErrorContexts,
  encodeSmb2,
  encodeSmb2Compound,
  encodeSmb2ErrorContexts,
  ReferenceDecodeError,
} from "../src/index.js";
import { hex } from "./hex.js";

// 4.3, first message.
const NEGOTIATE = hex(`
  fe534d42 4000 0000 00000000 0000 7e00 00000000 00000000 0000000000000000 00000000 00000000 0000000000000000
  00000000000000000000000000000000
  2400 0100 0100 0000 00000000 00000000000000000000000000000000 0000000000000000 0202`);

// 4.3, the answer, without the token.
const NEGOTIATED = hex(`
  fe534d42 4000 0000 00000000 0000 0100 01000000 00000000 0000000000000000 00000000 00000000 0000000000000000
  00000000000000000000000000000000
  4100 0100 0202 0000 09f25c3fe5a44900a7d66a456d5ca5cf 01000000 00000100 00000100 00000100
  8026ae1cc2a6c601 e03825adc0a6c601 8000 0000 00000000`);

// The context's ContextType is the second byte of 0x0311 and the byte behind it.
const OVERLAPPING = hex(`
  fe534d42 4000 0000 00000000 0000 0000 00000000 00000000 0000000000000000 00000000 00000000 0000000000000000
  00000000000000000000000000000000
  2400 0100 0100 0000 00000000 00000000000000000000000000000000 65000000 0100 0000 1103 01 0000 00000000`);

const negotiateHeader = {
  creditCharge: 0,
  status: 0,
  command: 0,
  messageId: 0n,
  treeId: 0,
  asyncId: undefined,
  sessionId: 0n,
  signature: new Uint8Array(16),
};

describe("SMB2", () => {
  it("4.3 NEGOTIATE request", () => {
    const request = decodeSmb2(NEGOTIATE);
    expect(request).toStrictEqual({
      kind: "negotiateRequest",
      header: { ...negotiateHeader, credits: 126, flags: 0 },
      body: {
        securityMode: 1,
        capabilities: 0,
        clientGuid: new Uint8Array(16),
        clientStartTime: 0n,
        dialects: [0x0202],
        negotiateContextList: [],
      },
    });
    expect(encodeSmb2(request)).toEqual(NEGOTIATE);
  });

  it("4.3 NEGOTIATE response", () => {
    const response = decodeSmb2(NEGOTIATED);
    expect(response).toStrictEqual({
      kind: "negotiateResponse",
      header: { ...negotiateHeader, credits: 1, flags: 1 },
      body: {
        securityMode: 1,
        dialectRevision: 0x0202,
        serverGuid: hex("09f25c3fe5a44900a7d66a456d5ca5cf"),
        capabilities: 1,
        maxTransactSize: 65536,
        maxReadSize: 65536,
        maxWriteSize: 65536,
        systemTime: 0x1c6a6c21cae2680n,
        serverStartTime: 0x1c6a6c0ad2538e0n,
        securityBuffer: new Uint8Array(),
        negotiateContextList: [],
      },
    });
    expect(encodeSmb2(response)).toEqual(NEGOTIATED);
  });

  const changed = (at: number, ...bytes: number[]) => {
    const message = NEGOTIATED.slice();
    message.set(bytes, at);
    return message;
  };

  it.each([
    ["no message", new Uint8Array()],
    ["another protocol", changed(0, 0xff)],
    ["another StructureSize of the header", changed(4, 65)],
    ["another StructureSize of the body", changed(64, 64)],
    ["one of a compound", changed(20, 8)],
    ["a message that is cut short", NEGOTIATED.subarray(0, -1)],
    ["a security buffer inside the fixed part", changed(120, 0x7f, 0, 1, 0)],
    ["a context that starts with the last byte of the dialects", OVERLAPPING],
    ["a security buffer past the end", changed(120, 0x80, 0, 1, 0)],
  ])("refuses %s", (_, message) => {
    expect(() => decodeSmb2(message)).toThrow(ReferenceDecodeError);
  });

  it("takes no integer that its field has no room for", () => {
    const response = decodeSmb2(NEGOTIATED);
    if (response.kind !== "negotiateResponse") throw new Error(response.kind);
    const body = { ...response.body, securityMode: 0x10000 };
    expect(() => encodeSmb2({ ...response, body })).toThrow(RangeError);
  });
});

describe("SMB2 compounds", () => {
  const nextCommand = (message: Uint8Array, value: number) => {
    const changed = message.slice();
    changed.set([value & 0xff, value >> 8], 20);
    return changed;
  };
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

  it("3.2.4.1.4: each message but the last is padded to 8 bytes", () => {
    const request = decodeSmb2(NEGOTIATE);
    const response = decodeSmb2(NEGOTIATED);
    if (request.kind !== "negotiateRequest" || response.kind !== "negotiateResponse") throw new Error();
    const chain = joined(nextCommand(NEGOTIATE, 104), new Uint8Array(2), NEGOTIATED);
    expect(decodeSmb2Compound(chain)).toStrictEqual([request, response]);
    expect(encodeSmb2Compound([request, response])).toEqual(chain);
    expect(decodeSmb2Compound(NEGOTIATED)).toStrictEqual([response]);
  });

  it("3.3.4.1.3 <236>: the last response may lead to the end", () => {
    expect(decodeSmb2Compound(nextCommand(NEGOTIATED, 128))).toStrictEqual([decodeSmb2(NEGOTIATED)]);
  });

  it.each([
    ["no message", new Uint8Array()],
    ["a last request that leads to the end", nextCommand(NEGOTIATE, 102)],
    ["a message that ends inside its header", joined(nextCommand(NEGOTIATED, 63), NEGOTIATED)],
    ["a next message past the end", nextCommand(NEGOTIATED, 129)],
    ["a next message that is none", joined(nextCommand(NEGOTIATED, 128), new Uint8Array(64))],
  ])("refuses %s", (_, chain) => {
    expect(() => decodeSmb2Compound(chain)).toThrow(ReferenceDecodeError);
  });

  it("has a message at least", () => {
    expect(() => encodeSmb2Compound([])).toThrow(RangeError);
  });
});

describe("SMB2 error contexts", () => {
  const contexts = [
    { errorId: 0, errorContextData: hex("0203") },
    { errorId: 0x72645253, errorContextData: hex("cc") },
  ];

  it("2.2.2: start at multiples of 8", () => {
    const errorData = hex("02000000 00000000 0203 000000000000 01000000 53526472 cc");
    expect(decodeSmb2ErrorContexts(errorData, 2)).toStrictEqual(contexts);
    expect(decodeSmb2ErrorContexts(errorData, 1)).toStrictEqual(contexts.slice(0, 1));
    expect(encodeSmb2ErrorContexts(contexts)).toEqual(errorData);
    expect(() => decodeSmb2ErrorContexts(errorData, 3)).toThrow(ReferenceDecodeError);
    expect(() => decodeSmb2ErrorContexts(errorData.subarray(0, -1), 2)).toThrow(ReferenceDecodeError);
  });

  it("3.3.5.7: a ByteCount of 10 with a dialect", () => {
    expect(encodeSmb2ErrorContexts(contexts.slice(0, 1))).toHaveLength(10);
  });
});
