// The SMB_COM_NEGOTIATE of [MS-SMB2] 4.2, and forms of [MS-CIFS] 2.2.4 laid out by hand.
import { describe, expect, it } from "vitest";
import { decodeSmb1, encodeSmb1, ReferenceDecodeError } from "../src/index.js";
import { hex } from "./hex.js";

const DIALECTS = [
  "PC NETWORK PROGRAM 1.0",
  "LANMAN1.0",
  "Windows for Workgroups 3.1a",
  "LM1.2X002",
  "LANMAN2.1",
  "NT LM 0.12",
  "SMB 2.002",
  "SMB 2.???",
];

const entries = DIALECTS.map((name) => `02${Buffer.from(`${name}\0`).toString("hex")}`).join("");
const NEGOTIATE = hex(`
  ff534d42 72 00000000 18 53c8 0000 0000000000000000 0000 ffff fffe 0000 0000
  00 7800 ${entries}`);

// [MS-CIFS] 2.2.4.53.2 with padding before the strings in Unicode.
const SESSION_SETUP = hex(`
  ff534d42 73 00000000 88 01c0 0000 0000000000000000 0000 0000 fffe 0100 0200
  03 ff 00 0000 0100
  0d00 00 5500 6e00 0000 5800 0000 5900`);

describe("SMB1", () => {
  it("[MS-SMB2] 4.2 SMB_COM_NEGOTIATE request", () => {
    const request = decodeSmb1(NEGOTIATE);
    expect(request).toStrictEqual({
      kind: "negotiateRequest",
      header: {
        command: 0x72,
        status: 0,
        flags: 0x18,
        flags2: 0xc853,
        pidHigh: 0,
        securityFeatures: new Uint8Array(8),
        tid: 0xffff,
        pidLow: 0xfeff,
        uid: 0,
        mid: 0,
      },
      body: { dialects: DIALECTS },
    });
    expect(encodeSmb1(request)).toEqual(NEGOTIATE);
  });

  it("[MS-CIFS] 2.2.4.53.2 SMB_COM_SESSION_SETUP_ANDX response, whose last string lacks its NUL", () => {
    const response = decodeSmb1(SESSION_SETUP);
    expect(response.body).toStrictEqual({
      kind: "lanMan",
      andX: undefined,
      action: 1,
      nativeOs: "Un",
      nativeLanMan: "X",
      primaryDomain: "Y",
    });
    const canonical = encodeSmb1(response);
    expect(canonical.length).toBe(SESSION_SETUP.length + 2);
    expect(decodeSmb1(canonical)).toStrictEqual(response);
  });

  it("LAN Manager 2.0's NEGOTIATE response, whose key is not counted", () => {
    const response = hex(`
      ff534d42 72 00000000 88 0000 0000 0000000000000000 0000 0000 0000 0000 0000
      0d 0000 0300 0000 0000 0000 0000 00000000 0000 0000 0000 0000 0000
      0800 aabbccddeeff0011`);
    const { body } = decodeSmb1(response);
    expect(body).toMatchObject({ kind: "lanMan", encryptionKey: hex("aabbccddeeff0011") });
  });

  const changed = (at: number, ...bytes: number[]) => {
    const message = SESSION_SETUP.slice();
    message.set(bytes, at);
    return message;
  };

  it.each([
    ["another protocol", changed(0, 0xfe)],
    ["a header that is cut short", SESSION_SETUP.subarray(0, 31)],
    ["words past the end", changed(32, 4).subarray(0, 40)],
    ["bytes past the end", changed(39, 0x0e)],
    ["a follow-on command inside the blocks", changed(33, 0x75, 0, 0x29, 0)],
    ["a follow-on command past the end", changed(33, 0x75, 0, 0x36, 0)],
  ])("refuses %s", (_, message) => {
    expect(() => decodeSmb1(message)).toThrow(ReferenceDecodeError);
  });
});
