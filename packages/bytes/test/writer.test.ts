import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePart, type Reader, Writer } from "../src/index.js";

function written(write: (w: Writer) => void, like?: Uint8Array): number[] {
  const w = new Writer(like);
  write(w);
  return [...w.finish()];
}

describe("Writer", () => {
  it.each([
    ["u8", 0xfe, 0xff, [0xfe]],
    ["u16", 0xfe01, 0xffff, [0x01, 0xfe]],
    ["u32", 0xfe010203, 0xffffffff, [0x03, 0x02, 0x01, 0xfe]],
    ["u16be", 0xfe01, 0xffff, [0xfe, 0x01]],
    ["u24be", 0xfe0102, 0xffffff, [0xfe, 0x01, 0x02]],
    ["u32be", 0xfe010203, 0xffffffff, [0xfe, 0x01, 0x02, 0x03]],
  ] as const)("%s writes in its byte order and refuses what does not fit", (method, value, max, bytes) => {
    expect(written((w) => w[method](value, "f"))).toEqual(bytes);
    expect(written((w) => w[method](max, "f"))).toEqual(bytes.map(() => 0xff));
    for (const wrong of [max + 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new Writer()[method](wrong, "f")).toThrow(new RangeError(`f cannot hold ${wrong}`));
    }
  });

  it("writes 64 bits little-endian and refuses what does not fit", () => {
    expect(written((w) => w.u64(0xf807060504030201n, "f"))).toEqual([1, 2, 3, 4, 5, 6, 7, 0xf8]);
    expect(() => new Writer().u64(-1n, "f")).toThrow(RangeError);
    expect(() => new Writer().u64(1n << 64n, "f")).toThrow(RangeError);
    expect(written((w) => w.u64((1n << 64n) - 1n, "f"))).toEqual(Array(8).fill(0xff));
  });

  it("writes text as UTF-16LE, lone surrogates too", () => {
    expect(written((w) => w.utf16("a\ud800\u20ac"))).toEqual([0x61, 0, 0, 0xd8, 0xac, 0x20]);
  });

  it("writes into a caller's buffer, and nothing where that is too short", () => {
    const fill = () => {
      const w = new Writer();
      w.u32(0x04030201, "f");
      return w;
    };
    const target = new Uint8Array(6).fill(9);
    expect(() => fill().finishInto(target.subarray(0, 3))).toThrow(
      new RangeError("4 bytes do not fit into 3"),
    );
    expect([...target]).toEqual([9, 9, 9, 9, 9, 9]);
    expect(fill().finishInto(target)).toBe(4);
    expect([...target]).toEqual([1, 2, 3, 4, 9, 9]);
  });

  it("has nothing of a finished writer's bytes in the memory that it takes over", () => {
    for (const end of [
      (w: Writer) => w.finish(),
      (w: Writer) => w.finishInto(new Uint8Array(99)),
      (w: Writer) => w.lend((bytes) => bytes.length),
    ]) {
      const first = new Writer();
      first.bytes(new Uint8Array(40).fill(0xff));
      first.position = 8;
      first.truncate();
      end(first);
      expect(written((w) => w.skip(48))).toEqual(Array(48).fill(0));
    }
  });

  it("lends its bytes, and nested writers do not share memory", () => {
    const outer = new Writer();
    outer.u8(1, "f");
    const inner = new Writer();
    inner.u16(0x0302, "f");
    inner.lend((bytes) => outer.bytes(bytes));
    expect(inner.length).toBe(0);
    expect([...outer.finish()]).toEqual([1, 2, 3]);
  });

  it("refuses fixed bytes of another length", () => {
    expect(written((w) => w.fixed(Uint8Array.of(1, 2), 2, "f"))).toEqual([1, 2]);
    expect(() => new Writer().fixed(Uint8Array.of(1), 2, "f")).toThrow(
      new RangeError("f must be 2 bytes, not 1"),
    );
  });

  it("grows as far as it must", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ size: "max", maxLength: 700 }), { maxLength: 8 }), (parts) => {
        const whole = parts.flatMap((part) => [...part]);
        expect(written((w) => parts.forEach((part) => void w.bytes(part)))).toEqual(whole);
      }),
      { numRuns: runs(200) },
    );
  });

  it("keeps the original's bytes where it skips, zeros without one", () => {
    const like = Uint8Array.of(9, 9, 9, 9);
    const aroundTwo = (w: Writer) => {
      w.u8(1, "f");
      w.skip(2);
      w.u8(2, "f");
      expect(w.length).toBe(4);
    };
    const oneAlone = (w: Writer) => {
      w.u8(1, "f");
      w.truncate();
    };
    expect(written(aroundTwo)).toEqual([1, 0, 0, 2]);
    expect(written(aroundTwo, like)).toEqual([1, 9, 9, 2]);
    expect(written((w) => w.u8(1, "f"), like)).toEqual([1, 9, 9, 9]);
    expect(written(oneAlone, like)).toEqual([1]);
    expect([...like]).toEqual([9, 9, 9, 9]);
  });

  it("leaves the original alone when it has to grow", () => {
    const like = new Uint8Array(600).fill(7);
    const bytes = written((w) => w.bytes(new Uint8Array(1500).fill(1)), like);
    expect(bytes).toEqual(Array(1500).fill(1));
    const append = (w: Writer) => {
      w.skip(600);
      w.bytes(new Uint8Array(900).fill(1));
    };
    const longer = written(append, like);
    expect(longer).toEqual([...Array(600).fill(7), ...Array(900).fill(1)]);
  });

  describe("place", () => {
    const like = Uint8Array.of(0, 0, 5, 6, 7, 8);
    const at = (offset: number, length: number) => ({ offset, length });
    const place = (value: number[], was?: { offset: number; length: number }, alignment?: number) => {
      const w = new Writer(was && like);
      w.skip(2);
      const offset = w.place(Uint8Array.from(value), was, alignment);
      return { offset, bytes: [...w.finish()] };
    };

    it("appends without an original, aligned from the first byte", () => {
      expect(place([1, 2])).toEqual({ offset: 2, bytes: [0, 0, 1, 2] });
      expect(place([1, 2], undefined, 8)).toEqual({ offset: 8, bytes: [0, 0, 0, 0, 0, 0, 0, 0, 1, 2] });
      expect(place([], undefined, 8)).toEqual({ offset: 8, bytes: [0, 0] });
    });

    it("stays where it was if it fits there", () => {
      expect(place([1, 2], at(3, 2))).toEqual({ offset: 3, bytes: [0, 0, 5, 1, 2, 8] });
      expect(place([1], at(3, 2))).toEqual({ offset: 3, bytes: [0, 0, 5, 1, 7, 8] });
      expect(place([], at(99, 0))).toEqual({ offset: 99, bytes: [0, 0, 5, 6, 7, 8] });
    });

    it("moves to the end if it grew, or if the original's place lies outside of it", () => {
      expect(place([1, 2, 3], at(3, 2))).toEqual({ offset: 6, bytes: [0, 0, 5, 6, 7, 8, 1, 2, 3] });
      expect(place([1, 2], at(5, 2))).toEqual({ offset: 6, bytes: [0, 0, 5, 6, 7, 8, 1, 2] });
    });

    it("shares bytes with another payload only if they agree", () => {
      const both = (second: number[]) => {
        const w = new Writer(like);
        w.skip(2);
        w.place(Uint8Array.of(1, 2), at(2, 2));
        return [w.place(Uint8Array.from(second), at(3, 2)), ...w.finish()];
      };
      expect(both([2, 3])).toEqual([3, 0, 0, 1, 2, 3, 8]);
      expect(both([4, 3])).toEqual([6, 0, 0, 1, 2, 7, 8, 4, 3]);
    });

    it("keeps off bytes that were claimed", () => {
      const w = new Writer(like);
      w.skip(2);
      w.u8(1, "inline");
      w.claim(2);
      expect(w.place(Uint8Array.of(9), at(2, 1))).toBe(6);
      expect([...w.finish()]).toEqual([0, 0, 1, 6, 7, 8, 9]);
    });
  });

  it("patches what it has written and goes on where it was", () => {
    const bytes = written((w) => {
      w.u32(0, "f");
      w.u8(9, "f");
      w.patchU16(0, 0x0102, "f");
      w.patchU32(1, 0x01020304, "f");
      expect(w.position).toBe(5);
    });
    expect(bytes).toEqual([2, 4, 3, 2, 1]);
    expect(() => new Writer().patchU16(0, 0x10000, "f")).toThrow(RangeError);
  });
});

describe("encodePart", () => {
  const read = (r: Reader) => r.slice(r.u8("count"), "items");
  const write = (items: number[]) => (w: Writer) => {
    w.u8(items.length, "count");
    w.bytes(Uint8Array.from(items));
  };

  it("keeps what stood behind the original's typed part behind the new one", () => {
    const like = Uint8Array.of(2, 1, 2, 0xaa, 0xbb);
    expect([...encodePart(like, read, write([1, 2]))]).toEqual([...like]);
    expect([...encodePart(like, read, write([3]))]).toEqual([1, 3, 0xaa, 0xbb]);
    expect([...encodePart(like, read, write([3, 4, 5]))]).toEqual([3, 3, 4, 5, 0xaa, 0xbb]);
    expect([...encodePart(undefined, read, write([3]))]).toEqual([1, 3]);
  });
});

describe("Writer.u64", () => {
  it.each([-1n, 2n ** 64n])("cannot hold %s", (value) => {
    expect(() => written((w) => w.u64(value, "time"))).toThrow(new RangeError(`time cannot hold ${value}`));
  });

  it.each([0n, 2n ** 64n - 1n])("holds %s", (value) => {
    expect(written((w) => w.u64(value, "time"))).toEqual(Array(8).fill(value === 0n ? 0 : 255));
  });
});
