import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  codeName,
  dateToFiletime,
  equalBytes,
  filetimeToIso,
  flagNames,
  formatGuid,
  fromHex,
  hasFlag,
  isZero,
  latin1Decode,
  latin1Encode,
  parseGuid,
  toHex,
  utf16Decode,
  utf16Encode,
} from "../src/index.js";

describe("flags and codes", () => {
  const Table = { NONE: 0, A: 1, B: 2, BOTH: 3, TOP: 0x80000000 } as const;

  it("asks for every bit of a flag, bit 31 too", () => {
    expect(hasFlag(0x80000000, Table.TOP)).toBe(true);
    expect(hasFlag(0x80000000 | 1, Table.TOP)).toBe(true);
    expect(hasFlag(0x7fffffff, Table.TOP)).toBe(false);
    expect(hasFlag(1, Table.BOTH)).toBe(false);
    expect(hasFlag(3, Table.BOTH)).toBe(true);
  });

  it("names the bits that are set, and shows those that have no name", () => {
    expect(flagNames(0x80000001, Table)).toEqual(["A", "TOP"]);
    expect(flagNames(3, Table)).toEqual(["A", "B", "BOTH"]);
    expect(flagNames(0x18, Table)).toEqual(["0x18"]);
    expect(flagNames(0x11, Table)).toEqual(["A", "0x10"]);
    expect(flagNames(0, Table)).toEqual([]);
  });

  it("names codes", () => {
    expect(codeName(2, Table)).toBe("B");
    expect(codeName(0, Table)).toBe("NONE");
    expect(codeName(7, Table)).toBeUndefined();
  });
});

describe("GUID", () => {
  it("has its first three groups little-endian ([MS-DTYP] 2.3.4)", () => {
    const bytes = fromHex("00112233445566778899aabbccddeeff");
    expect(formatGuid(bytes)).toBe("33221100-5544-7766-8899-aabbccddeeff");
    expect(parseGuid("33221100-5544-7766-8899-AABBCCDDEEFF")).toEqual(bytes);
  });

  it("comes back from its text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(parseGuid(formatGuid(bytes))).toEqual(bytes);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([15, 17])("refuses %i bytes", (length) => {
    expect(() => formatGuid(new Uint8Array(length))).toThrow(RangeError);
  });

  it.each(["", "33221100", "33221100-5544-7766-8899-aabbccddeeff0", "x3221100-5544-7766-8899-aabbccddeeff"])(
    "refuses %j",
    (text) => {
      expect(() => parseGuid(text)).toThrow(RangeError);
    },
  );
});

describe("FILETIME", () => {
  it.each([
    [0n, "1601-01-01T00:00:00.0000000Z"],
    [116444736000000000n, "1970-01-01T00:00:00.0000000Z"],
    [116444736000000001n, "1970-01-01T00:00:00.0000001Z"],
    [133485408001234567n, "2024-01-01T00:00:00.1234567Z"],
    [86400116444735999999999n, undefined],
    [0xffffffffffffffffn, "+060056-05-28T05:36:10.9551615Z"],
    [-1n, undefined],
  ])("%s is %s", (filetime, text) => {
    expect(filetimeToIso(filetime)).toBe(text);
  });

  it("comes from dates", () => {
    expect(dateToFiletime(new Date("2024-01-01T00:00:00.123Z"))).toBe(133485408001230000n);
    expect(dateToFiletime(new Date("1601-01-01T00:00:00Z"))).toBe(0n);
    expect(() => dateToFiletime(new Date("1600-12-31T23:59:59Z"))).toThrow(RangeError);
    expect(() => dateToFiletime(new Date("nonsense"))).toThrow(RangeError);
  });
});

describe("text and hex", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });

  it("keeps every UTF-16 code unit, lone surrogates and NULs", () => {
    fc.assert(
      fc.property(units, (list) => {
        const text = String.fromCharCode(...list);
        const bytes = utf16Encode(text);
        expect(bytes.length).toBe(list.length * 2);
        expect(utf16Decode(bytes)).toBe(text);
      }),
      { numRuns: runs(500) },
    );
    expect([...utf16Encode("A€")]).toEqual([0x41, 0, 0xac, 0x20]);
  });

  it("reads a range, and leaves an odd last byte out", () => {
    const bytes = utf16Encode("abcdefghij");
    expect(utf16Decode(bytes, 2, 19)).toBe("bcdefghi");
    expect(utf16Decode(bytes, 2, 18)).toBe("bcdefghi");
    expect(utf16Decode(bytes, 0, 1)).toBe("");
  });

  it("keeps every byte of an OEM string", () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(latin1Encode(latin1Decode(all))).toEqual(all);
    expect(() => latin1Encode("a€")).toThrow(new RangeError("character 1 does not fit one byte"));
  });

  it("writes hex in lower case and reads either", () => {
    expect(toHex(Uint8Array.of(0, 0x0f, 0xff))).toBe("000fff");
    expect([...fromHex("000FfF")]).toEqual([0, 0x0f, 0xff]);
    for (const wrong of ["0", "0g", "0x00", " 00"]) expect(() => fromHex(wrong)).toThrow(RangeError);
  });
});

describe("comparison", () => {
  it("compares lengths and bytes", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
    expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  });

  it("knows zeros", () => {
    expect(isZero(new Uint8Array(3))).toBe(true);
    expect(isZero(Uint8Array.of(0, 1))).toBe(false);
    expect(isZero(new Uint8Array(0))).toBe(true);
  });
});

describe("what is no value", () => {
  const GUID = "21a63604-ef37-11ea-bb9e-00155d546615";

  it.each<[string, () => unknown, string]>([
    ["a GUID with something before it", () => parseGuid(`{${GUID}`), "not a GUID"],
    ["a GUID with something behind it", () => parseGuid(`${GUID}0`), "not a GUID"],
    ["a GUID of 15 bytes", () => formatGuid(new Uint8Array(15)), "a GUID has 16 bytes, not 15"],
    ["half a pair of hex digits", () => fromHex("abc"), "not pairs of hex digits"],
    ["no date", () => dateToFiletime(new Date(Number.NaN)), "not a date"],
    [
      "a date before FILETIME begins",
      () => dateToFiletime(new Date("1600-12-31T23:59:59Z")),
      "before 1601-01-01",
    ],
  ])("%s is refused by name", (_what, make, complaint) => {
    expect(make).toThrow(complaint);
  });

  it("bytes are not equal to their beginning", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2))).toBe(false);
  });
});

describe("long texts", () => {
  it.each([4095, 4096, 4097, 4098, 12_289, 100_001])(
    "of %i bytes are what short ones are, joined",
    (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 167) >>> 3);
      const parts = Array.from({ length: Math.ceil(size / 1000) }, (_, i) =>
        bytes.subarray(1000 * i, 1000 * i + 1000),
      );
      expect(toHex(bytes)).toBe(parts.map(toHex).join(""));
      expect(latin1Decode(bytes)).toBe(parts.map(latin1Decode).join(""));
      expect(utf16Decode(bytes)).toBe(parts.map((part) => utf16Decode(part)).join(""));
      expect(utf16Decode(bytes, 1, size - 1)).toBe(utf16Decode(bytes.slice(1, size - 1)));
    },
  );
});
