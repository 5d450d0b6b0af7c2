import { describeFieldNames, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMessage, encodeMessageInto } from "../src/index.js";
import { readMessage } from "../src/message.js";
import { message } from "./arbitraries.js";

describeFieldNames({
  read: readMessage,
  encode: encodeMessage,
  values: message,
  fixed: ["serverChallenge", "mic"],
  deciding: [],
});

describe("encodeMessageInto", () => {
  it("writes what encodeMessage answers, or nothing where that does not fit", () => {
    fc.assert(
      fc.property(message, (m) => {
        const expected = encodeMessage(m);
        const target = new Uint8Array(expected.length + 1).fill(0xee);
        expect(() => encodeMessageInto(m, target.subarray(0, expected.length - 1))).toThrow(RangeError);
        expect(target.every((byte) => byte === 0xee)).toBe(true);
        expect(encodeMessageInto(m, target)).toBe(expected.length);
        expect(target.subarray(0, -1)).toEqual(expected);
        expect(target.at(-1)).toBe(0xee);
      }),
      { numRuns: runs(200) },
    );
  });
});
