import { describe, expect, it } from "vitest";
import { snoopHeader as header, snoopRecord as record } from "./old-files.js";
import { concat, pattern, readFile } from "./support.js";

describe("snoop", () => {
  const packets = [pattern(60), pattern(61), new Uint8Array(0), pattern(3)];

  it("is read, whatever its padding", () => {
    const file = concat(
      header(),
      record(pattern(60), { original: 1500, time: [0xfffffffe, 999_999] }),
      record(pattern(61)),
      record(pattern(5), { padding: 40 }),
      record(pattern(4), { padding: 0 }),
    );
    for (const cuts of [[], new Array<number>(file.length).fill(1), [20, 30, 50]]) {
      const { packets, problems, reader } = readFile(file, cuts);
      expect([problems, reader.format, reader.packets]).toEqual([[], "snoop", 4]);
      expect(packets).toEqual([
        {
          number: 1,
          linkType: 1,
          originalLength: 1500,
          seconds: 0xfffffffe,
          nanoseconds: 999_999_000,
          digits: 6,
          bytes: [...pattern(60)],
        },
        expect.objectContaining({ number: 2, bytes: [...pattern(61)], seconds: 7, nanoseconds: 8000 }),
        expect.objectContaining({ number: 3, bytes: [...pattern(5)] }),
        expect.objectContaining({ number: 4, bytes: [...pattern(4)] }),
      ]);
    }
  });

  it("has Ethernet under two numbers, and other links that are not read", () => {
    const linkOf = (dataLink: number) =>
      readFile(concat(header(2, dataLink), record(pattern(9)))).packets[0]?.linkType;
    expect([0, 4, 8, 9].map(linkOf)).toEqual([1, 1, -1, -1]);
  });

  it("of another version is refused", () => {
    expect(readFile(concat(header(3), record(pattern(9))))).toMatchObject({
      packets: [],
      problems: [{ code: "unsupported", field: "snoop.version", offset: 8 }],
    });
  });

  it("that is cut gives the packets before the cut, and one problem", () => {
    const file = concat(header(), ...packets.map((bytes) => record(bytes)));
    const whole = readFile(file).packets;
    let silent = 0;
    for (let length = 8; length < file.length; length++) {
      const { packets: read, problems } = readFile(file.subarray(0, length), [7, 50]);
      expect(read).toEqual(whole.slice(0, read.length));
      if (problems.length === 0) silent++;
      else expect(problems).toMatchObject([{ code: "truncated" }]);
    }
    expect(silent).toBe(packets.length);
  });

  it("whose record is shorter than what it holds is read no further", () => {
    const bad = record(pattern(8));
    bad[11] = 24;
    const { packets, problems } = readFile(concat(header(), record(pattern(8)), bad, record(pattern(8))));
    expect(packets).toHaveLength(1);
    expect(problems).toMatchObject([{ code: "malformed", packet: 2, field: "snoop.recordLength" }]);
  });

  it("with a huge packet loses that one", () => {
    const file = concat(header(), record(pattern(600)), record(pattern(9)));
    const { packets, problems, reader } = readFile(file, [100], { maxPacketLength: 500 });
    expect(packets).toMatchObject([{ number: 2, bytes: [...pattern(9)] }]);
    expect(problems).toMatchObject([{ code: "limit", packet: 1 }]);
    expect(reader.unread).toEqual({ malformed: 0, limit: 1 });
  });
});
