import { findNtlm } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUTHENTICATE, bytes, CHALLENGE, INIT, NEGOTIATE, text } from "./conversation.js";

const message = fc.constantFrom(NEGOTIATE, CHALLENGE, AUTHENTICATE);
const other = fc.uint8Array({ maxLength: 300, size: "max" });

describe("findNtlm", () => {
  it("finds a message among any bytes, and where it ends, in their memory", () => {
    fc.assert(
      fc.property(other, message, other, (before, token, after) => {
        const all = bytes(before, token, after);
        const found = findNtlm(all)!;
        expect([found.byteOffset, found.length, found.buffer]).toEqual([
          before.length,
          token.length,
          all.buffer,
        ]);
      }),
      { numRuns: runs(500) },
    );
  });

  it("finds the first of two, and one in SPNEGO", () => {
    expect(findNtlm(bytes([0], CHALLENGE, AUTHENTICATE))).toEqual(CHALLENGE);
    expect(findNtlm(INIT)).toEqual(NEGOTIATE);
  });

  it("takes a message of flags alone where the bytes end with it", () => {
    expect(findNtlm(NEGOTIATE.subarray(0, 16))).toEqual(NEGOTIATE.subarray(0, 16));
  });

  it("finds none where one is cut, and none in front of which there are too many signatures", () => {
    for (let end = 0; end < AUTHENTICATE.length; end++) {
      expect(findNtlm(bytes([1], AUTHENTICATE.subarray(0, end)))).toBeUndefined();
    }
    const signatures = (count: number) => bytes(text("NTLMSSP\0".repeat(count)), NEGOTIATE);
    expect(findNtlm(signatures(63))).toEqual(NEGOTIATE);
    expect(findNtlm(signatures(64))).toBeUndefined();
  });

  it("answers nothing but messages that decode", () => {
    fc.assert(
      fc.property(mutated(message), other, (token, after) => {
        const found = findNtlm(bytes(token, after));
        if (found !== undefined)
          expect(ntlmssp.decodeMessage(found).kind).toMatch(/negotiate|challenge|authenticate/);
      }),
      { numRuns: runs(1000) },
    );
  });
});
