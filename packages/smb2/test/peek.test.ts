import { fromHex } from "@countersign/bytes";
import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import * as smb2 from "../src/index.js";

const fixtures = messageFixtures();
const request = fixtures["smb311-ntlm.json/neg_req"]!;
const response = fixtures["smb311-ntlm.json/neg_rsp"]!;
const setup = fixtures["smb311-ntlm.json/ss_req2"]!;
const final = fixtures["smb311-ntlm.json/ss_rsp2"]!;

function set(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

const peeks = [
  smb2.peekCommand,
  smb2.peekStatus,
  smb2.peekFlags,
  smb2.peekIsResponse,
  smb2.peekIsSigned,
  smb2.peekNextCommand,
  smb2.peekSessionIdLow,
  smb2.peekSessionIdHigh,
  smb2.peekSecurityMode,
  smb2.peekDialect,
];

describe("peek", () => {
  it("tells the three headers, and nothing else", () => {
    expect(smb2.peekProtocol(response)).toBe("plain");
    expect(smb2.peekProtocol(fromHex("fd534d42"))).toBe("transform");
    expect(smb2.peekProtocol(fromHex("fc534d42"))).toBe("compressed");
    for (const other of ["ff534d42", "fe534d43", "fe544d42", "fe534d"]) {
      expect(smb2.peekProtocol(fromHex(other))).toBeUndefined();
    }
  });

  it("reads the header of a signed answer", () => {
    expect(smb2.peekCommand(final)).toBe(smb2.Command.SESSION_SETUP);
    expect(smb2.peekStatus(fixtures["smb311-ntlm.json/ss_rsp1"]!)).toBe(smb2.Status.MORE_PROCESSING_REQUIRED);
    expect(smb2.peekFlags(set(final, 16, 9, 0, 0, 0x80))).toBe(0x80000009);
    expect([smb2.peekIsResponse(final), smb2.peekIsSigned(final)]).toEqual([true, true]);
    expect([smb2.peekIsResponse(request), smb2.peekIsSigned(request)]).toEqual([false, false]);
    expect(smb2.peekNextCommand(set(final, 20, 0x48, 1))).toBe(0x148);
    const id = set(final, 40, 1, 2, 3, 0x84, 5, 6, 7, 0x88);
    expect([smb2.peekSessionIdLow(id), smb2.peekSessionIdHigh(id)]).toEqual([0x84030201, 0x88070605]);
  });

  it("reads the security mode where a message has one", () => {
    expect(smb2.peekSecurityMode(request)).toBe(1);
    expect(smb2.peekSecurityMode(response)).toBe(3);
    expect(smb2.peekSecurityMode(setup)).toBe(1);
    expect(smb2.peekSecurityMode(final)).toBeUndefined();
    expect(smb2.peekSecurityMode(set(setup, 12, 3))).toBeUndefined();
    expect(smb2.peekSecurityMode(set(response, 8, 0xbb, 0, 0, 0xc0))).toBeUndefined();
    for (const bytes of [request, response, setup])
      expect(smb2.peekSecurityMode(set(bytes, 64, 1))).toBeUndefined();
  });

  it("reads the dialect of an answer alone", () => {
    expect(smb2.peekDialect(response)).toBe(smb2.Dialect.SMB_3_1_1);
    for (const other of [
      request,
      setup,
      final,
      set(response, 8, 1),
      set(response, 64, 1),
      response.subarray(0, 127),
    ]) {
      expect(smb2.peekDialect(other)).toBeUndefined();
    }
  });

  it("answers nothing for a cut header, another protocol or another size of header", () => {
    for (const peek of peeks) {
      for (const bytes of [response.subarray(0, 63), set(response, 0, 0xff), set(response, 4, 63)]) {
        expect(peek(bytes)).toBeUndefined();
      }
    }
  });
});
