// The examples of [MS-SMB2] 4 as far as this package types them. They list fields, from which
// `fixtures/messages/specified/smb2.json` was put together, with zeros for what they leave out: buffers of which only
// the length is told, signatures, and the headers of some. Of 4.10 two of the four contexts are told of, and are there.
import { filetimeToIso, parseGuid, toHex } from "@countersign/bytes";
import { specifiedMessages } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  type Capabilities,
  Command,
  Dialect,
  decodeMessage,
  encodeMessage,
  HeaderFlags,
  type Message,
  SecurityMode,
  SessionSetupFlags,
  Status,
} from "../src/index.js";

const messages = specifiedMessages("smb2");

/** Each with the reason; one that is canonical fails its test. */
const notCanonical: Record<string, string> = {
  "4.2 NEGOTIATE Response 0x02FF": "Reserved2, which would be NegotiateContextOffset, holds text (<25>)",
  "4.8 NEGOTIATE Response": "Reserved of the header holds a process id",
  "4.8 SESSION_SETUP Response (STATUS_MORE_PROCESSING_REQUIRED)": "Reserved of the header holds a process id",
  "4.8 SESSION_SETUP Request with the session": "Reserved of the header holds a process id",
  "4.8 FSCTL_VALIDATE_NEGOTIATE_INFO Request": "Reserved of the header holds a process id",
  "4.8 FSCTL_VALIDATE_NEGOTIATE_INFO Response": "Reserved of the header holds a process id",
  "4.8 SESSION_SETUP Request that binds": "Reserved of the header holds a process id",
};

it.each(Object.entries(messages))("%s comes back byte for byte", (name, bytes) => {
  const m = decodeMessage(bytes);
  expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
  expect(decodeMessage(encodeMessage(m))).toEqual(m);
  if (notCanonical[name.replace("[MS-SMB2] ", "")] === undefined) expect(encodeMessage(m)).toEqual(bytes);
  else expect(encodeMessage(m)).not.toEqual(bytes);
});

function example<K extends Message["kind"]>(name: string, kind: K): Extract<Message, { kind: K }> {
  const m = decodeMessage(messages[`[MS-SMB2] ${name}`]!);
  if (m.kind !== kind) throw new Error(`a ${m.kind}`);
  return m as Extract<Message, { kind: K }>;
}

describe("NEGOTIATE requests", () => {
  it.each([
    ["4.2", 0, 1n, "9879be56-0d00-58ba-11dd-d5f0af3a5b5d", 0, [Dialect.SMB_2_0_2, Dialect.SMB_2_1]],
    ["4.3", 126, 0n, "00000000-0000-0000-0000-000000000000", 0, [Dialect.SMB_2_0_2]],
    ["4.8", 0, 0n, "f62e4d0b-c685-e48b-40b6-d815cb56ff6e", 0x7f, [0x202, 0x210, 0x300]],
  ])("%s", (section, credits, messageId, guid, capabilities, dialects) => {
    const { header, body } = example(`${section} NEGOTIATE Request`, "negotiateRequest");
    expect(header).toMatchObject({ command: Command.NEGOTIATE, credits, messageId, flags: 0, sessionId: 0n });
    expect(body).toEqual({
      securityMode: SecurityMode.SIGNING_ENABLED,
      capabilities,
      clientGuid: parseGuid(guid),
      clientStartTime: 0n,
      dialects,
      negotiateContextList: [],
    });
  });

  it("4.10: transport-level security over QUIC", () => {
    const { body } = example("4.10 NEGOTIATE Request", "negotiateRequest");
    expect(body).toMatchObject({
      securityMode: SecurityMode.SIGNING_ENABLED,
      capabilities: 0x7f,
      clientGuid: parseGuid("21a63604-ef37-11ea-bb9e-00155d546615"),
      dialects: [0x202, 0x210, 0x300, 0x302, 0x311],
    });
    expect(body.negotiateContextList.map(({ kind }) => kind)).toEqual(["preauthIntegrity", "transport"]);
    expect(body.negotiateContextList[1]).toEqual({ kind: "transport", flags: 1 });
    const contextOffset = new DataView(messages["[MS-SMB2] 4.10 NEGOTIATE Request"]!.buffer).getUint32(
      92,
      true,
    );
    expect(contextOffset).toBe(0x70);
  });
});

describe("NEGOTIATE responses", () => {
  const OLD = "3f5cf209-a4e5-0049-a7d6-6a456d5ca5cf";
  const WINDOWS_7 = "1ed9580f-5fef-1aa0-4b9d-db1c77c63757";

  it.each<[string, Dialect, string, Capabilities, number, string, string, number]>([
    [
      "4.1 NEGOTIATE Response",
      0x202,
      OLD,
      1,
      65536,
      "2006-07-13T21:20:06.1679232Z",
      "2006-07-13T21:09:49.5467232Z",
      30,
    ],
    [
      "4.2 NEGOTIATE Response 0x02FF",
      0x2ff,
      WINDOWS_7,
      3,
      1048576,
      "2008-12-29T23:18:59.0000000Z",
      "2008-12-05T23:55:51.0000000Z",
      120,
    ],
    [
      "4.2 NEGOTIATE Response 0x0210",
      0x210,
      WINDOWS_7,
      3,
      1048576,
      "2008-12-29T23:18:59.0000000Z",
      "2008-12-05T23:55:51.0000000Z",
      120,
    ],
    [
      "4.8 NEGOTIATE Response",
      0x300,
      "1b005379-8063-f0b6-4907-4957998700a1",
      0x7f,
      1048576,
      "2012-05-11T06:41:20.0365270Z",
      "2012-05-10T09:56:03.3453510Z",
      120,
    ],
  ])("%s", (name, dialectRevision, guid, capabilities, size, time, start, bufferSize) => {
    const { header, body } = example(name, "negotiateResponse");
    expect(header).toMatchObject({ command: Command.NEGOTIATE, flags: HeaderFlags.SERVER_TO_REDIR });
    expect(body).toMatchObject({
      securityMode: SecurityMode.SIGNING_ENABLED,
      dialectRevision,
      serverGuid: parseGuid(guid),
      capabilities,
      maxTransactSize: size,
      maxReadSize: size,
      maxWriteSize: size,
      negotiateContextList: [],
    });
    expect([filetimeToIso(body.systemTime), filetimeToIso(body.serverStartTime)]).toEqual([time, start]);
    expect(body.securityBuffer).toHaveLength(bufferSize);
  });

  it("4.1: the times, in ticks", () => {
    const { body } = example("4.1 NEGOTIATE Response", "negotiateResponse");
    expect([body.systemTime, body.serverStartTime]).toEqual([127972992061679232n, 127972985895467232n]);
  });

  it("4.10: signing required, and transport-level security accepted", () => {
    const { body } = example("4.10 NEGOTIATE Response", "negotiateResponse");
    expect(body).toMatchObject({
      securityMode: SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED,
      dialectRevision: Dialect.SMB_3_1_1,
      serverGuid: parseGuid("f782a72d-49f9-47a5-84de-fefd411065df"),
      capabilities: 0x7f,
      maxTransactSize: 8388608,
      serverStartTime: 0n,
    });
    expect(filetimeToIso(body.systemTime)).toBe("2021-07-16T07:42:53.6346903Z");
    // The example prints the beginning of the blob.
    expect(toHex(body.securityBuffer)).toMatch(
      /^607606062b0601050502a06c306aa03c303a060a2b06010401823702021e06092a864882/,
    );
    expect(body.securityBuffer).toHaveLength(120);
    expect(body.negotiateContextList[1]).toEqual({ kind: "transport", flags: 1 });
    const contextOffset = new DataView(messages["[MS-SMB2] 4.10 NEGOTIATE Response"]!.buffer).getUint32(
      124,
      true,
    );
    expect(contextOffset).toBe(0xf8);
  });
});

describe("SESSION_SETUP", () => {
  it.each([
    ["4.1 SESSION_SETUP Request", 126, 1n, 0n, 0, 74],
    ["4.1 SESSION_SETUP Request with the session", 125, 2n, 0x40000000009n, 0, 245],
    ["4.8 SESSION_SETUP Request with the session", 10, 2n, 0x4040104000001n, 0, 625],
    ["4.8 SESSION_SETUP Request that binds", 10, 1n, 0x4040104000001n, SessionSetupFlags.BINDING, 74],
  ])("%s", (name, credits, messageId, sessionId, flags, bufferSize) => {
    const { header, body } = example(name, "sessionSetupRequest");
    const isSigned = flags === SessionSetupFlags.BINDING;
    expect(header).toMatchObject({ credits, messageId, sessionId, flags: isSigned ? HeaderFlags.SIGNED : 0 });
    expect(body).toMatchObject({
      flags,
      securityMode: SecurityMode.SIGNING_ENABLED,
      capabilities: 1,
      channel: 0,
      previousSessionId: 0n,
    });
    expect(body.securityBuffer).toHaveLength(bufferSize);
  });

  it.each([
    [
      "4.1 SESSION_SETUP Response (STATUS_MORE_PROCESSING_REQUIRED)",
      0xc0000016,
      1,
      2,
      1n,
      0x40000000009n,
      219,
    ],
    ["4.1 SESSION_SETUP Response", 0, 9, 3, 2n, 0x40000000009n, 29],
    [
      "4.8 SESSION_SETUP Response (STATUS_MORE_PROCESSING_REQUIRED)",
      0xc0000016,
      1,
      1,
      1n,
      0x4040104000001n,
      349,
    ],
  ])("%s", (name, status, flags, credits, messageId, sessionId, bufferSize) => {
    const { header, body } = example(name, "sessionSetupResponse");
    expect(header).toMatchObject({ status, flags, credits, messageId, sessionId });
    expect(body.sessionFlags).toBe(0);
    expect(body.securityBuffer).toHaveLength(bufferSize);
  });
});

describe("4.8 FSCTL_VALIDATE_NEGOTIATE_INFO", () => {
  const fileId = new Uint8Array(16).fill(0xff);

  it("repeats what was negotiated", () => {
    const { body } = example("4.8 FSCTL_VALIDATE_NEGOTIATE_INFO Request", "validateNegotiateInfoRequest");
    expect(body).toEqual({
      fileId,
      maxInputResponse: 0,
      maxOutputResponse: 24,
      flags: 1,
      capabilities: 0x7f,
      guid: parseGuid("f62e4d0b-c685-e48b-40b6-d815cb56ff6e"),
      securityMode: SecurityMode.SIGNING_ENABLED,
      dialects: [0x202, 0x210, 0x300],
    });
  });

  it("is answered, signed", () => {
    const name = "4.8 FSCTL_VALIDATE_NEGOTIATE_INFO Response";
    const { header, body } = example(name, "validateNegotiateInfoResponse");
    expect(header).toMatchObject({
      creditCharge: 1,
      flags: 9,
      messageId: 4n,
      treeId: 1,
      status: Status.SUCCESS,
    });
    expect(body).toMatchObject({ fileId, flags: 0, capabilities: 0x7f, dialect: Dialect.SMB_3_0 });
  });
});

it("4.7: LOGOFF, and a TREE_DISCONNECT that is kept as it stands", () => {
  const sessionId = 0x40000000015n;
  const request = example("4.7 LOGOFF Request", "logoffRequest").header;
  expect(request).toMatchObject({ credits: 111, messageId: 33n, flags: 0, treeId: 0, sessionId });
  const response = example("4.7 LOGOFF Response", "logoffResponse").header;
  expect(response).toMatchObject({ credits: 1, messageId: 33n, flags: 1, treeId: 0, sessionId });
  const { header, body } = example("4.7 TREE_DISCONNECT Request", "unknown");
  expect(header).toMatchObject({ command: 4, credits: 111, messageId: 32n, treeId: 1, sessionId });
  expect(toHex(body)).toBe("04000000");
});
