import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempt, DecodeError, isDecodeError, Reader, traceFields } from "../src/index.js";

const NINE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 0xf8, 9);

function thrown(action: () => unknown): DecodeError {
  try {
    action();
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("Reader", () => {
  it.each([
    ["u8", 1, 0x01],
    ["u16", 2, 0x0201],
    ["u32", 4, 0x04030201],
    ["u64", 8, 0xf807060504030201n],
    ["u16be", 2, 0x0102],
    ["u24be", 3, 0x010203],
    ["u32be", 4, 0x01020304],
  ] as const)("%s reads %i bytes, and refuses one less", (method, size, value) => {
    const r = new Reader(NINE, "S");
    expect(r[method]("f")).toBe(value);
    expect(r.position).toBe(size);
    const short = new Reader(NINE, "S", 1, size);
    expect(thrown(() => short[method]("f"))).toMatchObject({
      code: "truncated",
      field: "S.f",
      offset: 1,
      needed: 1,
    });
    expect(short.position).toBe(1);
  });

  it("agrees with DataView on every integer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset);
        const read = <T>(method: (r: Reader) => T) => method(new Reader(bytes, "S"));
        expect(read((r) => r.u16("f"))).toBe(view.getUint16(0, true));
        expect(read((r) => r.u32("f"))).toBe(view.getUint32(0, true));
        expect(read((r) => r.u64("f"))).toBe(view.getBigUint64(0, true));
        expect(read((r) => r.u16be("f"))).toBe(view.getUint16(0));
        expect(read((r) => r.u24be("f"))).toBe(view.getUint32(0) >>> 8);
        expect(read((r) => r.u32be("f"))).toBe(view.getUint32(0));
      }),
      { numRuns: runs() },
    );
  });

  it("reads counted lists, and blames the count", () => {
    const r = new Reader(NINE, "S", 1);
    expect(r.u16s(3, "codes", "codeCount")).toEqual([0x0302, 0x0504, 0x0706]);
    expect(r.u16s(0, "codes")).toEqual([]);
    expect(r.position).toBe(7);
    expect(thrown(() => r.u16s(2, "codes", "codeCount"))).toMatchObject({
      offset: 7,
      needed: 2,
      blame: "S.codeCount",
    });
  });

  it("slices without copying, and names the length to blame", () => {
    const r = new Reader(NINE, "S", 2);
    const slice = r.slice(3, "data", "dataLength");
    expect(slice).toEqual(Uint8Array.of(3, 4, 5));
    expect(slice.buffer).toBe(NINE.buffer);
    expect([r.position, r.remaining]).toEqual([5, 4]);
    expect(thrown(() => r.slice(6, "data", "dataLength"))).toMatchObject({
      code: "truncated",
      field: "S.data",
      offset: 5,
      blame: "S.dataLength",
      needed: 2,
      message: "S.data at byte 5 needs 2 more bytes (see S.dataLength)",
    });
    expect(r.rest("rest")).toEqual(Uint8Array.of(6, 7, 0xf8, 9));
    expect(r.remaining).toBe(0);
  });

  it("skips, and refuses to skip past the end", () => {
    const r = new Reader(NINE, "S");
    r.skip(9, "padding");
    expect(r.remaining).toBe(0);
    expect(thrown(() => r.skip(1, "padding")).message).toBe("S.padding at byte 9 needs 1 more byte");
  });

  it("follows offsets from the origin and leaves the cursor", () => {
    const r = new Reader(NINE, "S", 2, 8);
    expect(r.sliceAt(1, 2, "data")).toEqual(Uint8Array.of(4, 5));
    expect(r.sliceAt(6, 0, "data")).toEqual(new Uint8Array(0));
    expect(r.position).toBe(2);
    expect(thrown(() => r.sliceAt(5, 2, "data", "dataOffset"))).toMatchObject({
      offset: 7,
      needed: 1,
      blame: "S.dataOffset",
    });
    expect(thrown(() => r.sliceAt(7, 1, "data"))).toMatchObject({ offset: 9, needed: 2 });
    // 0xFFFFFFFF + 47 is 46 in 32 bits.
    expect(thrown(() => r.sliceAt(47, 0xffffffff, "data"))).toMatchObject({ code: "truncated" });
    expect(thrown(() => r.sliceAt(0xffffffff, 47, "data"))).toMatchObject({ code: "truncated" });
  });

  it("ignores the offset of an empty field", () => {
    const r = new Reader(NINE, "S", 2, 8);
    expect(r.sliceAt(0xffffffff, 0, "data")).toEqual(new Uint8Array(0));
    expect(r.windowAt(0xffffffff, 0, "T", "data").remaining).toBe(0);
    expect(r.utf16At(0xffffffff, 0, "data")).toBe("");
  });

  it("gives nested structures a reader of their own, with errors that count from the whole input", () => {
    const r = new Reader(NINE, "S", 2);
    const inner = r.window(3, "T", "inner", "innerLength");
    expect([inner.origin, inner.end, r.position]).toEqual([2, 5, 5]);
    expect(inner.sliceAt(1, 1, "x")).toEqual(Uint8Array.of(4));
    expect(thrown(() => inner.u32("y"))).toMatchObject({ field: "T.y", offset: 2, needed: 1 });
    const at = r.windowAt(4, 2, "U", "other", "otherOffset");
    expect(at.u16("z")).toBe(0xf807);
    expect(thrown(() => r.windowAt(4, 9, "U", "other", "otherLength"))).toMatchObject({
      field: "S.other",
      blame: "S.otherLength",
    });
  });

  it("reads UTF-16LE in place, and calls an odd length malformed", () => {
    const bytes = Uint8Array.of(0x41, 0, 0x3d, 0xd8, 0, 0, 0x42);
    const r = new Reader(bytes, "S");
    expect(r.utf16(6, "name")).toBe("A\ud83d\0");
    expect(r.utf16At(2, 2, "name")).toBe("\ud83d");
    expect(thrown(() => r.utf16At(2, 3, "name", "nameLength"))).toMatchObject({
      code: "malformed",
      offset: 2,
      blame: "S.nameLength",
    });
    expect(thrown(() => new Reader(bytes, "S").utf16(7, "name"))).toMatchObject({
      code: "malformed",
      offset: 0,
    });
    expect(thrown(() => new Reader(bytes, "S").utf16(9, "name"))).toMatchObject({
      code: "truncated",
      needed: 2,
    });
  });

  it("makes errors for what more bytes cannot mend, and for what is too large", () => {
    const r = new Reader(NINE, "S", 3);
    expect(r.malformed("f", "is not 7")).toMatchObject({ code: "malformed", field: "S.f", offset: 3 });
    expect(r.malformed("f", "is not 7", 1, "g")).toMatchObject({ offset: 1, blame: "S.g" });
    expect(r.limit("f", "is over 8")).toMatchObject({
      code: "limit",
      offset: 3,
      message: "S.f at byte 3 is over 8",
    });
    expect(r.limit("f", "is over 8", 5).offset).toBe(5);
    expect(r.malformed("f", "x").needed).toBeUndefined();
  });
});

describe("DecodeError", () => {
  it("is known across copies of the class, and nothing else is", () => {
    const error = new DecodeError({ code: "limit", field: "S.f", offset: 0 }, "is too much");
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("DecodeError");
    expect(isDecodeError(error)).toBe(true);
    expect(
      isDecodeError(Object.assign(new Error("x"), { [Symbol.for("countersign.DecodeError")]: true })),
    ).toBe(true);
    for (const other of [new Error("x"), null, undefined, "DecodeError", { name: "DecodeError" }]) {
      expect(isDecodeError(other)).toBe(false);
    }
  });
});

describe("traceFields", () => {
  it("tells which bytes each field came from, nested ones too, in reading order", () => {
    const read = (r: Reader) => {
      r.structure = "S";
      r.u16("a");
      const inner = r.window(2, "T", "b");
      inner.u8("c");
      r.sliceAt(6, 2, "d");
      r.utf16At(7, 2, "e");
    };
    expect(traceFields(read, NINE)).toEqual([
      { field: "S.a", offset: 0, length: 2 },
      { field: "S.b", offset: 2, length: 2 },
      { field: "T.c", offset: 2, length: 1 },
      { field: "S.d", offset: 6, length: 2 },
      { field: "S.e", offset: 7, length: 2 },
    ]);
  });
});

describe("attempt", () => {
  it("answers the value or the DecodeError, and lets anything else pass", () => {
    const r = new Reader(NINE, "S", 8);
    expect(attempt(() => r.u8("f"))).toBe(9);
    expect(attempt(() => r.u8("f"))).toMatchObject({ code: "truncated" });
    expect(() =>
      attempt(() => {
        throw new TypeError("ours");
      }),
    ).toThrow(TypeError);
  });
});

describe("whom an error blames", () => {
  const window = () => new Reader(NINE, "Outer").window(4, "Inner", "payload", "payloadLength");

  it("is the field that sized the window, for what reaches past its end", () => {
    expect(thrown(() => window().slice(5, "data"))).toMatchObject({
      code: "truncated",
      field: "Inner.data",
      blame: "Outer.payloadLength",
      needed: 1,
    });
  });

  it("is a nearer field, where there is one", () => {
    expect(thrown(() => window().slice(5, "data", "dataLength")).blame).toBe("Inner.dataLength");
  });

  it("is nobody, for what more bytes cannot mend, for a size, and in a window that no field sized", () => {
    const errors = [
      window().malformed("data", "is odd"),
      window().limit("data", "is too deep"),
      thrown(() => new Reader(NINE, "Outer").window(4, "Inner", "payload").slice(5, "data")),
    ];
    expect(errors.map(({ code }) => code)).toEqual(["malformed", "limit", "truncated"]);
    expect(errors.map(({ blame }) => blame)).toEqual([undefined, undefined, undefined]);
    expect(errors.map(({ needed }) => needed)).toEqual([undefined, undefined, 1]);
  });

  it("is said of half a UTF-16 code unit, at its place", () => {
    expect(thrown(() => new Reader(NINE, "Outer").utf16(3, "name", "nameLen"))).toMatchObject({
      code: "malformed",
      field: "Outer.name",
      offset: 0,
      blame: "Outer.nameLen",
      message: expect.stringContaining("is not a whole number of UTF-16 code units"),
    });
  });
});
