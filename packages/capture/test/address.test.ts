import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, parseAddress } from "../src/index.js";

it("writes addresses as RFC 5952 does", () => {
  for (const text of [
    "192.0.2.1",
    "::",
    "::1",
    "1::",
    "2001:db8::1",
    "2001:db8:0:1:1:1:1:1",
    "2001:0:0:1::1",
    "2001:db8::1:0:0:1",
    "fe80::ff:fe00:1",
    "::ffff:192.0.2.1",
    "64:ff9b::c000:201",
  ]) {
    expect(formatAddress(parseAddress(text))).toBe(text);
  }
});

it("reads the other spellings", () => {
  expect(formatAddress(parseAddress("2001:DB8:0:0:0:0:0:1"))).toBe("2001:db8::1");
  expect(formatAddress(parseAddress("64:ff9b::192.0.2.1"))).toBe("64:ff9b::c000:201");
  expect(formatAddress(parseAddress("1:2:3:4:5:6:7::"))).toBe("1:2:3:4:5:6:7:0");
});

it("refuses what is no address", () => {
  for (const text of [
    "",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "1:2",
    "1::2::3",
    "12345::",
    "::g",
    "1.2.3.4::",
    "1:2:3:4:5:6:7:8:9",
  ]) {
    expect(() => parseAddress(text), text).toThrow(RangeError);
  }
  expect(() => formatAddress(new Uint8Array(5))).toThrow(RangeError);
});

it("reads back what it writes", () => {
  const zeros = fc.uint8Array({ minLength: 16, maxLength: 16, max: 1 });
  const any = fc.oneof(
    zeros,
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
  );
  fc.assert(
    fc.property(any, (bytes) => {
      expect(parseAddress(formatAddress(bytes))).toEqual(bytes);
    }),
    { numRuns: runs(1000) },
  );
});
