// The examples of [MS-SMB2] 4, [MS-SMB] 4 and [MS-MAIL] 4. That of [MS-MAIL] is a recording; the others list fields,
// from which `fixtures/messages/specified/smb1.json` was put together, with zeros for what they leave out.
import { fromHex, toHex } from "@countersign/bytes";
import { specifiedMessages } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  Capabilities,
  Command,
  DialectName,
  decodeHeader,
  decodeMessage,
  encodeMessage,
  Flags,
  Flags2,
  Status,
} from "../src/index.js";

const messages = specifiedMessages("smb1");

it.each(Object.entries(messages))("%s comes back byte for byte", (_name, bytes) => {
  expect(encodeMessage(decodeMessage(bytes), { like: bytes })).toEqual(bytes);
  expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
});

const DIALECTS = [
  DialectName.CORE,
  DialectName.LANMAN_1_0,
  "Windows for Workgroups 3.1a",
  "LM1.2X002",
  DialectName.LANMAN_2_1,
  DialectName.NT_LM_0_12,
];

describe("[MS-SMB2] 4: the opening for SMB1 and SMB2", () => {
  it.each([
    ["4.1", 109, [...DIALECTS, DialectName.SMB_2_002]],
    ["4.2", 120, [...DIALECTS, DialectName.SMB_2_002, DialectName.SMB_2_WILDCARD]],
  ])("%s", (section, byteCount, dialects) => {
    const bytes = messages[`[MS-SMB2] ${section} NEGOTIATE Request`]!;
    expect(bytes).toHaveLength(35 + byteCount);
    expect(decodeMessage(bytes)).toMatchObject({
      kind: "negotiateRequest",
      header: {
        command: Command.NEGOTIATE,
        flags: Flags.CASE_INSENSITIVE | Flags.CANONICALIZED_PATHS,
        flags2: 0xc853,
        pidHigh: 0,
        pidLow: 0xfeff,
        tid: 0xffff,
        uid: 0,
        mid: 0,
      },
      body: { dialects },
    });
  });
});

describe("[MS-SMB] 4.1 Extended Security Authentication", () => {
  const frame = (name: string) => decodeMessage(messages[`[MS-SMB] 4.1 ${name}`]!);

  it("frames 1 and 2: a dialect is chosen", () => {
    expect(frame("frame 1 NEGOTIATE Request").body).toEqual({ dialects: DIALECTS });
    expect(frame("frame 1 NEGOTIATE Request").header.flags2 & Flags2.EXTENDED_SECURITY).not.toBe(0);
    const { kind, body } = frame("frame 2 NEGOTIATE Response");
    expect(kind).toBe("negotiateResponse");
    expect(body).toMatchObject({
      kind: "extendedSecurity",
      dialectIndex: DIALECTS.indexOf(DialectName.NT_LM_0_12),
      capabilities: 0x8001f3fd,
      serverGuid: fromHex("01b31e23072aa44da19fb669f0457190"),
    });
    expect(0x8001f3fd & Capabilities.EXTENDED_SECURITY).not.toBe(0);
  });

  it.each([
    ["frame 3 SESSION_SETUP_ANDX Request", "sessionSetupRequest", 0, 0x70, 0, 74],
    [
      "frame 4 SESSION_SETUP_ANDX Response",
      "sessionSetupResponse",
      Status.MORE_PROCESSING_REQUIRED,
      0x70,
      0x802,
      349,
    ],
    ["frame 5 SESSION_SETUP_ANDX Request", "sessionSetupRequest", 0, 0x80, 0x802, 226],
    ["frame 6 SESSION_SETUP_ANDX Response", "sessionSetupResponse", 0, 0x80, 0x802, 9],
  ])("%s", (name, kind, status, mid, uid, blobSize) => {
    const m = frame(name);
    expect(m).toMatchObject({
      kind,
      header: { status, flags2: 0xc807, tid: 0, mid, uid },
      body: { kind: "extendedSecurity", andX: undefined },
    });
    expect((m.body as { securityBlob: Uint8Array }).securityBlob).toHaveLength(blobSize);
  });
});

describe("[MS-SMB] 4.3 Message Signing Example: what Windows signs", () => {
  it.each([
    [
      "SESSION_SETUP_ANDX",
      "ff534d4273000000009807c80000ab44c47645841a6a00000000fffe00084000",
      0x98,
      0x40,
      "ab44c47645841a6a",
    ],
    [
      "TREE_CONNECT_ANDX",
      "ff534d4275000000001807c80000a5b043dc07510f8b00000000fffe00088000",
      0x18,
      0x80,
      "a5b043dc07510f8b",
    ],
  ])("%s", (_name, hex, flags, mid, signature) => {
    const header = decodeHeader(fromHex(hex));
    expect(header).toMatchObject({ flags, flags2: 0xc807, pidLow: 0xfeff, uid: 0x800, mid });
    expect(header.flags2 & Flags2.SECURITY_SIGNATURE).not.toBe(0);
    expect(toHex(header.securityFeatures)).toBe(signature);
  });
});

it("[MS-MAIL] 4: a command that is kept as it stands", () => {
  expect(decodeMessage(messages["[MS-MAIL] 4 TRANSACTION Request"]!)).toMatchObject({
    kind: "unknown",
    header: { command: 0x25, flags: 0x18, flags2: 0x0004, tid: 0, pidLow: 0xfeff, uid: 0, mid: 0 },
  });
});
