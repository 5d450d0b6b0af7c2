import { describe, expect, it } from "vitest";
import { BEGAN, type Frame, le16, le32, netmon } from "./old-files.js";
import { concat, pattern, readFile } from "./support.js";

const frames: Frame[] = [
  { bytes: pattern(60), original: 1500 },
  { bytes: pattern(20), media: 9, after: 1_500_000n },
  { bytes: pattern(1), media: 0xe000 + 113, after: -1_000_000n },
];

describe("Network Monitor 2", () => {
  it.each([56, 0])("is read, with %i bytes of nothing behind its header", (padding) => {
    const file = netmon(frames, { padding });
    for (const cuts of [[], new Array<number>(file.length).fill(1), [71, 30, 50]]) {
      const { packets, problems, reader } = readFile(file, cuts);
      expect([problems, reader.format, reader.packets]).toEqual([[], "netmon", 3]);
      expect(packets).toEqual([
        {
          number: 1,
          linkType: 1,
          originalLength: 1500,
          seconds: Math.floor(BEGAN / 1000),
          nanoseconds: 789_000_700,
          digits: 7,
          bytes: [...pattern(60)],
        },
        expect.objectContaining({ number: 2, linkType: 101, nanoseconds: 289_000_700 }),
        expect.objectContaining({ number: 3, linkType: 113, seconds: Math.floor(BEGAN / 1000) - 1 }),
      ]);
    }
  });

  it.each([0, 1, 2])("is read in version 2.%i, whose times count from the file's", (minor) => {
    const { packets, problems } = readFile(netmon(frames, { minor }));
    expect(problems).toEqual([]);
    const seconds = Math.floor(BEGAN / 1000);
    expect(packets).toMatchObject([
      { seconds, nanoseconds: 789_000_000, digits: 6, linkType: 1 },
      { seconds: seconds + 2, nanoseconds: 289_000_000, linkType: minor === 0 ? 1 : 101 },
      { seconds: seconds - 1, nanoseconds: 789_000_000, bytes: [1] },
    ]);
  });

  it("has media that are not read, and frames that are no packets", () => {
    const media = [0, 1, 2, 6, 7, 8, 9, 0xe001, 0xe080, 0xffe0, 0xfffb, 0xfffc, 0xfffd, 0xfffe];
    const { packets, problems, reader } = readFile(
      netmon(media.map((media) => ({ bytes: pattern(9), media }))),
    );
    expect(problems).toEqual([]);
    expect(packets.map(({ linkType }) => linkType)).toEqual([1, 1, -1, -1, 101, 101, 101, 1, -1, -1, -1]);
    expect(reader.packets).toBe(11);
  });

  describe("events", () => {
    const provider = [
      0x6e, 0, 0xd6, 0x2e, 0x29, 0x47, 9, 0x46, 0xb4, 0x23, 0x3e, 0xe7, 0xbc, 0xd6, 0x78, 0xef,
    ];
    const event = ({ id = 1001, keywords = [0xc0000001, 0x80000602], extended = 0, length = 12 } = {}) =>
      concat(
        new Uint8Array(24),
        Uint8Array.from(provider),
        le16(id, 0, 0, 0),
        le32(...keywords),
        new Uint8Array(28),
        le16(extended, 12 + length),
        Uint8Array.of(0),
        le32(13, 13, length),
        pattern(12),
      );
    const packetOf = (bytes: Uint8Array) => readFile(netmon([{ bytes, media: 0xffe0 }])).packets[0];

    it("may hold a packet", () => {
      expect(packetOf(event())).toMatchObject({ linkType: 1, originalLength: 12, bytes: [...pattern(12)] });
      expect(packetOf(event({ keywords: [0xc0008000, 0] }))).toMatchObject({ linkType: 101 });
      expect(packetOf(event({ keywords: [0xc0010000, 0] }))).toMatchObject({ linkType: 105 });
      expect(packetOf(event({ length: 5000 }))).toMatchObject({ linkType: 1, bytes: [...pattern(12)] });
    });

    it("with a part of a packet, or of another kind, are of no known link", () => {
      const another = event();
      another[24]! ^= 1;
      const others = [
        event({ keywords: [0x40000001, 0] }),
        event({ keywords: [0xc0000200, 0] }),
        event({ id: 1002 }),
        event({ extended: 1 }),
        another,
        event().subarray(0, 100),
      ];
      for (const bytes of others) expect(packetOf(bytes)).toMatchObject({ linkType: -1 });
    });
  });

  it("that is cut gives the packets before the cut, and one problem", () => {
    const file = netmon(frames);
    const whole = readFile(file).packets;
    const tableEnd = file.length - 30;
    for (let length = 8; length < file.length; length++) {
      const { packets, problems } = readFile(file.subarray(0, length), [100, 7]);
      expect(packets).toEqual(whole.slice(0, packets.length));
      expect(problems.map(({ code }) => code)).toEqual(length < tableEnd ? ["truncated"] : []);
    }
  });

  it("whose frame table tells of other frames says so, whatever the table's order", () => {
    const tables = [
      (offsets: number[]) => offsets.map((offset) => offset + 4),
      (offsets: number[]) => offsets.slice(1),
      (offsets: number[]) => [...offsets, 5000],
    ];
    for (const table of tables) {
      const { packets, problems } = readFile(netmon(frames, { table }));
      expect(packets).toHaveLength(3);
      expect(problems).toMatchObject([{ code: "malformed", field: "netmon.frameTable" }]);
    }
    expect(readFile(netmon(frames, { table: (offsets) => offsets.toReversed() })).problems).toEqual([]);
  });

  it("with lengths that cannot be is read no further", () => {
    const file = netmon(frames);
    const long = file.slice();
    long.set(le32(5000), 128 + 12);
    expect(readFile(long)).toMatchObject({
      packets: [],
      problems: [{ code: "malformed", packet: 1, offset: 140 }],
    });
    expect(readFile(file, [], { maxPacketLength: 59 }).problems).toMatchObject([
      { code: "limit", packet: 1 },
    ]);
    const odd = file.slice();
    odd.set(le32(13), 28);
    const early = file.slice();
    early.set(le32(71), 24);
    for (const bad of [odd, early]) {
      expect(readFile(bad).problems).toMatchObject([{ code: "malformed", field: "netmon.frameTable" }]);
    }
  });

  it("of another version is refused, and a date that is none does no harm", () => {
    const other = netmon(frames);
    other[5] = 3;
    expect(readFile(other).problems).toMatchObject([{ code: "unsupported", offset: 5 }]);
    const undated = netmon(frames, { minor: 0 });
    undated.set(new Uint8Array(16).fill(0xff), 8);
    expect(readFile(undated)).toMatchObject({ problems: [], packets: [{ number: 1 }, {}, {}] });
  });

  it("has the same problems in any pieces where its table is empty", () => {
    const cutShort = netmon([{ bytes: pattern(60) }, { bytes: pattern(60) }], { table: () => [] });
    cutShort.set(le32(0x7f000000), 72 + 56 + 16 + 60 + 15 + 12);
    // Nothing but zeros where frames would be, and fewer of them than a header is padded with.
    const padded = netmon([{ bytes: pattern(60) }], { padding: 0, table: () => [] });
    padded.fill(0, 72, 72 + 16);
    padded.set(le32(72 + 20), 24);
    for (const file of [cutShort, padded]) {
      const { problems } = readFile(file);
      expect(readFile(file, new Array<number>(file.length).fill(1)).problems).toEqual(problems);
    }
    expect(readFile(cutShort).problems).toMatchObject([{ code: "limit", field: "netmon.bytesAvailable" }]);
  });
});
