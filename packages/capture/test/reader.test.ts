import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CaptureReader, CaptureWriter, LinkType } from "../src/index.js";
import { concat, PacketNotes, pattern, readFile, writeFile } from "./support.js";

const u16 = (big: boolean, ...values: number[]) =>
  Uint8Array.from(values.flatMap((value) => (big ? [value >> 8, value & 255] : [value & 255, value >> 8])));
const u32 = (big: boolean, ...values: number[]) =>
  Uint8Array.from(
    values.flatMap((value) => {
      const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
      return big ? bytes : bytes.reverse();
    }),
  );

function pcapHeader(big: boolean, magic: number, linkType = 1, version = [2, 4]): Uint8Array {
  return concat(u32(big, magic), u16(big, ...version), u32(big, 0, 0, 65_535, linkType));
}

function block(big: boolean, type: number, body: Uint8Array): Uint8Array {
  const padded = concat(body, new Uint8Array(-body.length & 3));
  const length = 12 + padded.length;
  return concat(u32(big, type, length), padded, u32(big, length));
}

const section = (big: boolean, major = 1) =>
  block(big, 0x0a0d0d0a, concat(u32(big, 0x1a2b3c4d), u16(big, major, 0), u32(big, 0xffffffff, 0xffffffff)));

const option = (big: boolean, code: number, value: Uint8Array) =>
  concat(u16(big, code, value.length), value, new Uint8Array(-value.length & 3));

const description = (big: boolean, linkType = 1, snapLength = 0, ...options: Uint8Array[]) =>
  block(big, 1, concat(u16(big, linkType, 0), u32(big, snapLength), ...options));

const enhanced = (
  big: boolean,
  id: number,
  high: number,
  low: number,
  bytes: Uint8Array,
  options: Uint8Array = new Uint8Array(0),
) =>
  block(
    big,
    6,
    concat(
      u32(big, id, high, low, bytes.length, bytes.length),
      bytes,
      new Uint8Array(-bytes.length & 3),
      options,
    ),
  );

describe("pcap", () => {
  for (const big of [false, true]) {
    const order = big ? "big" : "little";

    it(`is read in ${order}-endian order, with microseconds`, () => {
      const record = concat(u32(big, 1_700_000_000, 123_456, 3, 90), Uint8Array.of(7, 8, 9));
      const { packets, problems, reader } = readFile(concat(pcapHeader(big, 0xa1b2c3d4, 113), record));
      expect(problems).toEqual([]);
      expect(reader.format).toBe("pcap");
      expect(packets).toEqual([
        {
          number: 1,
          linkType: 113,
          originalLength: 90,
          seconds: 1_700_000_000,
          nanoseconds: 123_456_000,
          digits: 6,
          bytes: [7, 8, 9],
        },
      ]);
    });

    it(`is read in ${order}-endian order, with nanoseconds`, () => {
      const record = concat(u32(big, 4_000_000_000, 999_999_999, 1, 1), Uint8Array.of(7));
      const { packets } = readFile(concat(pcapHeader(big, 0xa1b23c4d), record));
      expect(packets).toMatchObject([
        { seconds: 4_000_000_000, nanoseconds: 999_999_999, digits: 9, bytes: [7] },
      ]);
    });

    it(`is read in ${order}-endian order, with Kuznetzov's longer records`, () => {
      const record = (byte: number) =>
        concat(u32(big, 5, 6, 1, 1), u32(big, 2), u16(big, 0x0800), Uint8Array.of(4, 0), Uint8Array.of(byte));
      const { packets, problems } = readFile(concat(pcapHeader(big, 0xa1b2cd34), record(1), record(2)));
      expect(problems).toEqual([]);
      expect(packets).toMatchObject([{ bytes: [1] }, { bytes: [2], nanoseconds: 6000, digits: 6 }]);
    });
  }

  it("has its two lengths swapped before version 2.3", () => {
    const record = concat(u32(false, 5, 6, 60, 2), Uint8Array.of(1, 2));
    const { packets } = readFile(concat(pcapHeader(false, 0xa1b2c3d4, 1, [2, 2]), record));
    expect(packets).toMatchObject([{ bytes: [1, 2], originalLength: 60 }]);
  });

  it("carries a fraction of more than a second over", () => {
    const record = u32(false, 5, 2_500_000, 0, 0);
    const { packets } = readFile(concat(pcapHeader(false, 0xa1b2c3d4), record));
    expect(packets).toMatchObject([{ seconds: 7, nanoseconds: 500_000_000, bytes: [] }]);
  });

  it("leaves out what the header says of a check sequence", () => {
    const file = concat(pcapHeader(false, 0xa1b2c3d4, 0x24000001), u32(false, 1, 1, 0, 0));
    expect(readFile(file).packets).toMatchObject([{ linkType: 1 }]);
  });

  it("stops at a length that cannot be, and says where", () => {
    const good = concat(u32(false, 1, 1, 1, 1), Uint8Array.of(7));
    const file = concat(pcapHeader(false, 0xa1b2c3d4), good, u32(false, 1, 1, 0xfffffff0, 60), good);
    const { packets, problems, reader } = readFile(file);
    expect(packets).toHaveLength(1);
    expect(problems).toMatchObject([
      { packet: 2, code: "limit", field: "pcap.capturedLength", offset: 24 + 17 + 8 },
    ]);
    expect(reader.stopped).toBe(true);
    expect(reader.bytes).toBe(file.length);
  });

  it("takes longer packets when told to", () => {
    const file = writeFile([new Uint8Array(300_000)]);
    expect(readFile(file).problems).toMatchObject([{ code: "limit", packet: 1 }]);
    expect(readFile(file, [], { maxPacketLength: 300_000 }).packets[0]?.bytes).toHaveLength(300_000);
    expect(() => new CaptureReader(new PacketNotes(), { maxPacketLength: 2 ** 24 + 1 })).toThrow(RangeError);
  });

  it("refuses other versions", () => {
    const { problems, packets } = readFile(
      concat(pcapHeader(false, 0xa1b2c3d4, 1, [3, 0]), new Uint8Array(16)),
    );
    expect(problems).toMatchObject([{ code: "unsupported", offset: 4 }]);
    expect(packets).toEqual([]);
  });
});

describe("pcapng", () => {
  for (const big of [false, true]) {
    it(`is read in ${big ? "big" : "little"}-endian order`, () => {
      const file = concat(
        section(big),
        description(big, 276),
        enhanced(big, 0, 0x5f5e1, 0x00f4240, Uint8Array.of(1, 2, 3), option(big, 1, pattern(5))),
      );
      const { packets, problems, reader } = readFile(file);
      const ticks = 0x5f5e1n * 2n ** 32n + 0x00f4240n;
      expect(problems).toEqual([]);
      expect(reader.format).toBe("pcapng");
      expect(packets).toMatchObject([
        { number: 1, linkType: 276, bytes: [1, 2, 3], digits: 6, originalLength: 3 },
      ]);
      expect(packets[0]?.seconds).toBe(Number(ticks / 1_000_000n));
      expect(packets[0]?.nanoseconds).toBe(Number(ticks % 1_000_000n) * 1000);
    });
  }

  it("has sections, each with a byte order and interfaces of its own", () => {
    const file = concat(
      section(true),
      description(true, 1),
      description(true, 101),
      enhanced(true, 1, 0, 0, Uint8Array.of(1)),
      section(false),
      description(false, 113),
      enhanced(false, 0, 0, 0, Uint8Array.of(2)),
      enhanced(false, 1, 0, 0, Uint8Array.of(3)),
    );
    const { packets, problems, reader } = readFile(file);
    expect(packets).toMatchObject([
      { number: 1, linkType: 101, bytes: [1] },
      { number: 2, linkType: 113, bytes: [2] },
    ]);
    expect(problems).toMatchObject([
      { packet: 3, code: "malformed", field: "EnhancedPacketBlock.interfaceId" },
    ]);
    expect(reader.packets).toBe(3);
  });

  it("has simple packets, cut to the snap length and without a time", () => {
    const body = (length: number, ...bytes: number[]) => concat(u32(false, length), Uint8Array.from(bytes));
    const file = concat(section(false), description(false, 1, 4), block(false, 3, body(9, 1, 2, 3, 4)));
    const { packets, problems } = readFile(concat(file, block(false, 3, body(2, 5, 6))));
    expect(problems).toEqual([]);
    expect(packets).toMatchObject([
      { bytes: [1, 2, 3, 4], originalLength: 9, seconds: 0, nanoseconds: 0 },
      { bytes: [5, 6], originalLength: 2 },
    ]);
  });

  it("has the obsolete packet block", () => {
    const body = concat(u16(false, 0, 77), u32(false, 0, 2_000_000, 2, 60), Uint8Array.of(5, 6, 0, 0));
    const { packets, problems } = readFile(concat(section(false), description(false), block(false, 2, body)));
    expect(problems).toEqual([]);
    expect(packets).toMatchObject([{ bytes: [5, 6], originalLength: 60, seconds: 2 }]);
  });

  it("has blocks that nobody needs: names, statistics, secrets, custom and unknown ones", () => {
    const others = [4, 5, 10, 0x0bad, 0x40000bad, 0x7fffffff].map((type) => block(false, type, pattern(40)));
    const file = concat(
      section(false),
      description(false),
      ...others,
      enhanced(false, 0, 0, 0, Uint8Array.of(1)),
    );
    expect(readFile(file)).toMatchObject({ problems: [], packets: [{ number: 1, bytes: [1] }] });
  });

  describe("time", () => {
    const ticks = 1_700_000_000_123_456_789n;
    const timed = (tsresol: number, value: bigint, ...more: Uint8Array[]) => {
      const resolution = option(false, 9, Uint8Array.of(tsresol));
      const high = Number(value >> 32n);
      const file = concat(
        section(false),
        description(false, 1, 0, resolution, ...more, option(false, 0, new Uint8Array(0))),
        enhanced(false, 0, high, Number(value & 0xffffffffn), Uint8Array.of(1)),
      );
      return readFile(file).packets[0];
    };

    it("in nanoseconds is exact", () => {
      expect(timed(9, ticks)).toMatchObject({ seconds: 1_700_000_000, nanoseconds: 123_456_789, digits: 9 });
    });

    it("in any decimal resolution agrees with long division", () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 19 }),
          fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
          (digits, value) => {
            const unit = 10n ** BigInt(digits);
            expect(timed(digits, value)).toMatchObject({
              seconds: Number(value / unit),
              nanoseconds: Number(((value % unit) * 1_000_000_000n) / unit),
              digits: Math.min(digits, 9),
            });
          },
        ),
        { numRuns: runs(300) },
      );
    });

    it("in powers of two has enough digits to tell two ticks apart", () => {
      expect(timed(0x80 | 10, 1024n * 5n + 512n)).toMatchObject({
        seconds: 5,
        nanoseconds: 500_000_000,
        digits: 4,
      });
      expect(timed(0x80, 5n)).toMatchObject({ seconds: 5, nanoseconds: 0, digits: 0 });
      expect(timed(0x80 | 32, 2n ** 32n + 1n)).toMatchObject({ seconds: 1, nanoseconds: 0, digits: 9 });
    });

    it("has an offset in seconds, which may be negative", () => {
      const back = concat(u32(false, 0xffffffff), u32(false, 0xffffffff));
      expect(timed(6, 10_000_000n, option(false, 14, back))).toMatchObject({ seconds: 9 });
      expect(timed(6, 10_000_000n, option(false, 14, concat(u32(false, 5), u32(false, 1))))).toMatchObject({
        seconds: 15 + 2 ** 32,
      });
    });
  });

  describe("damage", () => {
    const start = concat(section(false), description(false));
    const good = enhanced(false, 0, 0, 0, Uint8Array.of(1));

    it("of a packet's lengths costs that packet", () => {
      const bad = good.slice();
      bad[20] = 200;
      const { packets, problems } = readFile(concat(start, bad, good));
      expect(packets).toMatchObject([{ number: 2, bytes: [1] }]);
      expect(problems).toMatchObject([
        {
          packet: 1,
          code: "malformed",
          field: "EnhancedPacketBlock.capturedPacketLength",
          offset: start.length + 20,
        },
      ]);
    });

    it("of a block's second length is told", () => {
      const bad = good.slice();
      bad[bad.length - 4]! ^= 1;
      const { packets, problems } = readFile(concat(start, bad, good));
      expect(packets).toHaveLength(2);
      expect(problems).toMatchObject([{ code: "malformed", offset: start.length + good.length - 4 }]);
    });

    it("of a block's length ends the reading", () => {
      const { packets, problems } = readFile(concat(start, good, u32(false, 6, 13, 0), good));
      expect(packets).toHaveLength(1);
      expect(problems).toMatchObject([{ code: "malformed", field: "Block.totalLength" }]);
    });

    it("of a section header ends the reading", () => {
      const noMagic = block(false, 0x0a0d0d0a, pattern(16));
      expect(readFile(concat(start, noMagic, good)).problems).toMatchObject([
        { code: "malformed", field: "SectionHeaderBlock.byteOrderMagic", offset: start.length + 8 },
      ]);
      expect(readFile(concat(section(false, 2), description(false), good))).toMatchObject({
        packets: [],
        problems: [{ code: "unsupported" }],
      });
      const short = block(false, 0x0a0d0d0a, u32(false, 0x1a2b3c4d));
      expect(readFile(concat(short, description(false), good))).toMatchObject({
        packets: [],
        problems: [{ code: "malformed" }],
      });
    });

    it("of options is told, and the interface kept", () => {
      const bad = description(false, 1, 0, u16(false, 9, 400));
      const { packets, problems } = readFile(concat(section(false), bad, good));
      expect(packets).toHaveLength(1);
      expect(problems).toMatchObject([{ code: "malformed", field: "InterfaceDescriptionBlock.options" }]);
    });

    it("of the length of an option that tells the time is told, and the time is the usual one", () => {
      const bad = description(
        false,
        1,
        0,
        option(false, 9, Uint8Array.of(9, 9)),
        option(false, 14, pattern(4)),
      );
      const { packets, problems } = readFile(concat(section(false), bad, good));
      expect(packets).toMatchObject([{ digits: 6, seconds: 0 }]);
      expect(problems).toMatchObject([
        { code: "malformed", field: "InterfaceDescriptionBlock.options" },
        { code: "malformed", field: "InterfaceDescriptionBlock.options" },
      ]);
    });

    it("of packets is counted by its kind", () => {
      const huge = enhanced(false, 0, 0, 0, new Uint8Array(1000));
      const lost = enhanced(false, 7, 0, 0, Uint8Array.of(1));
      const { reader } = readFile(concat(start, huge, lost, lost, good), [], { maxPacketLength: 999 });
      expect([reader.packets, reader.unread]).toEqual([4, { malformed: 2, limit: 1 }]);
    });

    it("of any block in the end is told", () => {
      const others = [4, 5, 10, 0x0bad].map((type) => block(false, type, pattern(40)));
      const file = concat(start, good, ...others, good);
      const bounds = new Set<number>();
      for (const part of [section(false), description(false), good, ...others, good]) {
        bounds.add((bounds.size === 0 ? 0 : Math.max(...bounds)) + part.length);
      }
      for (let length = 8; length < file.length; length++) {
        const codes = readFile(file.subarray(0, length), [5, 60]).problems.map((problem) => problem.code);
        expect(codes).toEqual(bounds.has(length) ? [] : ["truncated"]);
      }
    });

    it("by a huge packet costs that packet", () => {
      const huge = enhanced(false, 0, 0, 0, new Uint8Array(1000));
      const { packets, problems } = readFile(concat(start, huge, good), [], { maxPacketLength: 999 });
      expect(packets).toMatchObject([{ number: 2 }]);
      expect(problems).toMatchObject([{ packet: 1, code: "limit" }]);
    });

    it("of an interface ends the reading, for its packets have no meaning then", () => {
      const large = description(false, 1, 0, option(false, 1, new Uint8Array(300)));
      const { packets, problems } = readFile(concat(section(false), large, good), [], {
        maxPacketLength: 300,
      });
      expect(packets).toEqual([]);
      expect(problems).toMatchObject([{ code: "limit", field: "InterfaceDescriptionBlock" }]);
      expect(readFile(concat(section(false), block(false, 1, u32(false, 1)), good))).toMatchObject({
        packets: [],
        problems: [{ code: "malformed", field: "InterfaceDescriptionBlock" }],
      });
    });

    it("of packets' headers costs those packets", () => {
      const short = block(false, 6, new Uint8Array(16));
      const simple = block(false, 3, u32(false, 1, 0));
      const { packets, problems } = readFile(concat(section(false), simple, description(false), short, good));
      expect(packets).toMatchObject([{ number: 3 }]);
      expect(problems).toMatchObject([
        { packet: 1, code: "malformed", field: "SimplePacketBlock" },
        { packet: 2, code: "malformed", field: "EnhancedPacketBlock" },
      ]);
      const none = block(false, 3, new Uint8Array(0));
      const long = block(false, 3, concat(u32(false, 400), new Uint8Array(400)));
      expect(readFile(concat(start, none, long), [], { maxPacketLength: 300 }).problems).toMatchObject([
        { packet: 1, code: "malformed" },
        { packet: 2, code: "limit", field: "SimplePacketBlock.capturedPacketLength" },
      ]);
    });

    it("that goes on and on is counted after a hundred", () => {
      const bad = enhanced(false, 7, 0, 0, Uint8Array.of(1));
      const { problems, reader } = readFile(concat(start, ...new Array<Uint8Array>(150).fill(bad)));
      expect(problems).toHaveLength(100);
      expect(reader.problemsLeftOut).toBe(50);
      expect(reader.packets).toBe(150);
    });
  });
});

describe("any file", () => {
  const packets = [pattern(60), new Uint8Array(0), pattern(1), pattern(400), pattern(33)];
  const files = [
    writeFile(packets),
    writeFile(packets, { byteOrder: "big", digits: 9 }),
    writeFile(packets, { format: "pcapng" }),
    writeFile(packets, { format: "pcapng", byteOrder: "big", digits: 9 }),
  ];

  it("gives back what was written", () => {
    for (const file of files) {
      const { packets: read, problems } = readFile(file);
      expect(problems).toEqual([]);
      expect(read.map((packet) => packet.bytes)).toEqual(packets.map((packet) => [...packet]));
    }
  });

  it("gives the same packets in any chunks, and byte by byte", () => {
    for (const file of files) {
      const whole = readFile(file);
      expect(readFile(file, new Array<number>(file.length).fill(1)).packets).toEqual(whole.packets);
      const cuts = fc.array(fc.nat({ max: 300 }), { maxLength: 40 });
      fc.assert(
        fc.property(cuts, (lengths) => {
          expect(readFile(file, lengths).packets).toEqual(whole.packets);
        }),
        { numRuns: runs(100) },
      );
    }
  });

  it("that is cut gives the packets before the cut, and one problem", () => {
    for (const file of files) {
      const whole = readFile(file).packets;
      const bounds = new Set<number>();
      for (let length = 0; length < file.length; length++) {
        const { packets: read, problems } = readFile(file.subarray(0, length), [7, 500]);
        expect(read).toEqual(whole.slice(0, read.length));
        expect(problems.length).toBeLessThanOrEqual(1);
        if (problems.length === 0) bounds.add(length);
        else expect(["truncated", "empty", "unrecognized"]).toContain(problems[0]?.code);
      }
      // Without a problem it may end after a header, an interface, a record, and nowhere else.
      expect(bounds.size).toBeLessThanOrEqual(packets.length + 1);
    }
  });

  it("tells where it was cut", () => {
    const file = writeFile([pattern(10), pattern(10)]);
    expect(readFile(file.subarray(0, file.length - 1)).problems).toEqual([
      { layer: "file", packet: 2, code: "truncated", offset: 24 + 26, message: expect.any(String) },
    ]);
  });
});

describe("what is no capture", () => {
  const code = (...bytes: number[]) => {
    const { problems, reader } = readFile(concat(Uint8Array.from(bytes), new Uint8Array(100)), [1, 1]);
    expect(problems).toHaveLength(1);
    expect(reader.format).toBeUndefined();
    return problems[0]?.code;
  };
  const text = (value: string) => [...value].map((char) => char.charCodeAt(0));

  it("is told apart", () => {
    expect(code(0x1f, 0x8b, 8, 0)).toBe("compressed");
    expect(code(0x28, 0xb5, 0x2f, 0xfd)).toBe("compressed");
    expect(code(0xfd, ...text("7zXZ"), 0)).toBe("compressed");
    expect(code(...text("BZh9"))).toBe("compressed");
    expect(code(4, 0x22, 0x4d, 0x18)).toBe("compressed");
    expect(code(...text("RTSS"))).toBe("unsupported");
    expect(code(...text("snoopy"))).toBe("unrecognized");
    expect(code(...text("GET / HTTP/1.1"))).toBe("unrecognized");
  });

  it("may be empty, or too short to tell", () => {
    expect(readFile(new Uint8Array(0)).problems).toMatchObject([{ code: "empty", offset: 0 }]);
    expect(readFile(Uint8Array.of(0xd4, 0xc3)).problems).toMatchObject([{ code: "unrecognized" }]);
  });

  it("cannot go on after its end", () => {
    const reader = new CaptureReader(new PacketNotes());
    reader.end();
    expect(() => reader.push(new Uint8Array(1))).toThrow(TypeError);
  });
});

describe("the writer", () => {
  it("gives its bytes bit by bit", () => {
    const writer = new CaptureWriter({ linkType: LinkType.RAW, snapLength: 100 });
    const header = writer.take();
    writer.packet(pattern(5), { seconds: 7, nanoseconds: 1999, originalLength: 50 });
    const record = writer.take();
    expect(header).toHaveLength(24);
    expect(writer.take()).toHaveLength(0);
    expect(readFile(concat(header, record)).packets).toMatchObject([
      { linkType: 101, seconds: 7, nanoseconds: 1000, originalLength: 50, bytes: [1, 2, 3, 4, 5] },
    ]);
  });

  it("refuses what the format cannot hold", () => {
    const writer = new CaptureWriter();
    expect(() => writer.packet(pattern(1), { seconds: 2 ** 32 })).toThrow(RangeError);
    expect(() => writer.packet(pattern(1), { seconds: -1 })).toThrow(RangeError);
    expect(() => writer.packet(pattern(1), { nanoseconds: 1e9 })).toThrow(RangeError);
    expect(() => writer.packet(pattern(1), { originalLength: 2 ** 32 })).toThrow(RangeError);
  });
});
