import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CaptureReader,
  ethernetFrame,
  ipPacketOf,
  LinkType,
  parseAddress,
  TcpFlag,
  TcpReassembler,
} from "../src/index.js";
import {
  accountedFor,
  CLIENT,
  concat,
  feed,
  pattern,
  reassemble,
  SERVER,
  StreamNotes,
  writeFile,
} from "./support.js";

/** A piece of one side's bytes, as one packet carries it. */
interface Piece {
  side: 0 | 1;
  from: number;
  length: number;
}

const ENDS = [CLIENT, SERVER] as const;

/** All of both sides in pieces, some of them twice or overlapping others, in any order. */
const exchange = fc
  .record({
    lengths: fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })),
    starts: fc.tuple(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 0xfffffe00, max: 0xffffffff }),
    ),
    cuts: fc.array(fc.record({ side: fc.constantFrom<0 | 1>(0, 1), at: fc.nat({ max: 399 }) }), {
      maxLength: 25,
    }),
    extra: fc.array(
      fc.record({
        side: fc.constantFrom<0 | 1>(0, 1),
        from: fc.nat({ max: 399 }),
        length: fc.integer({ min: 1, max: 90 }),
      }),
      { maxLength: 12 },
    ),
  })
  .chain(({ lengths, starts, cuts, extra }) => {
    const pieces: Piece[] = [];
    for (const side of [0, 1] as const) {
      const bounds = new Set(
        cuts.filter((cut) => cut.side === side && cut.at < lengths[side]).map((cut) => cut.at),
      );
      const sorted = [...bounds.add(0).add(lengths[side])].sort((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++) {
        pieces.push({ side, from: sorted[i - 1]!, length: sorted[i]! - sorted[i - 1]! });
      }
    }
    for (const { side, from, length } of extra) {
      const room = lengths[side] - from;
      if (room > 0) pieces.push({ side, from, length: Math.min(length, room) });
    }
    const order = fc.shuffledSubarray(pieces, { minLength: pieces.length, maxLength: pieces.length });
    return fc.record({ lengths: fc.constant(lengths), starts: fc.constant(starts), order });
  });

function frame(side: 0 | 1, sequence: number, flags: number, payload: Uint8Array): Uint8Array {
  const packet = { source: ENDS[side], destination: ENDS[1 - side]!, sequence, flags, payload };
  return ethernetFrame(ipPacketOf(packet));
}

describe("reassembly", () => {
  it("gives the bytes that were sent, whatever became of the segments on the way", () => {
    fc.assert(
      fc.property(exchange, ({ lengths, starts, order }) => {
        const sent = [pattern(lengths[0]), pattern(lengths[1], 100)] as const;
        const nothing = new Uint8Array(0);
        const frames = [frame(0, starts[0], TcpFlag.SYN, nothing), frame(1, starts[1], TcpFlag.SYN, nothing)];
        for (const { side, from, length } of order) {
          frames.push(frame(side, starts[side] + 1 + from, 0, sent[side].subarray(from, from + length)));
        }
        for (const side of [0, 1] as const) {
          frames.push(frame(side, starts[side] + 1 + lengths[side], TcpFlag.FIN, nothing));
        }
        const { flows, reassembler } = reassemble(frames);
        expect(flows).toHaveLength(1);
        expect(flows[0]!.bytes("client")).toEqual([...sent[0]]);
        expect(flows[0]!.bytes("server")).toEqual([...sent[1]]);
        expect(flows[0]!.reason).toBe("fin");
        expect(reassembler.counters).toMatchObject({ gaps: 0, conflictingBytes: 0 });
        expect(flows[0]!.packets.every((packet) => packet >= 3 && packet <= frames.length)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  it("accounts for every byte up to the highest one seen when segments are lost and limits are tight", () => {
    const limits = fc.record({
      maxHeldSegments: fc.integer({ min: 1, max: 4 }),
      maxHeldBytes: fc.integer({ min: 1, max: 3000 }),
    });
    fc.assert(
      fc.property(exchange, limits, fc.nat({ max: 0xffff }), ({ lengths, starts, order }, tight, kept) => {
        const sent = [pattern(lengths[0]), pattern(lengths[1], 100)] as const;
        const frames = ([0, 1] as const).map((side) =>
          frame(side, starts[side], TcpFlag.SYN, new Uint8Array(0)),
        );
        const highest = [0, 0];
        for (const [index, { side, from, length }] of order.entries()) {
          if (((kept >> (index % 16)) & 1) === 0) continue;
          frames.push(frame(side, starts[side] + 1 + from, 0, sent[side].subarray(from, from + length)));
          highest[side] = Math.max(highest[side]!, from + length);
        }
        for (const notes of reassemble(frames, tight).flows) {
          for (const side of [0, 1] as const) {
            let at = 0;
            for (const item of notes.of(side === 0 ? "client" : "server")) {
              if (typeof item !== "number")
                expect(item).toEqual([...sent[side].subarray(at, at + item.length)]);
              at += typeof item === "number" ? item : item.length;
            }
            expect(at).toBe(highest[side]);
          }
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("the flow table", () => {
  /** One packet of one of a few conversations, IPv4 and IPv6, which differ in one address word or a port. */
  const step = fc.record({
    ends: fc.constantFrom(
      ["10.0.0.1", "10.0.0.2"],
      ["10.0.0.3", "10.0.0.2"],
      ["10.0.0.2", "10.0.0.2"],
      ["::1", "::2"],
      ["1::1", "::2"],
      ["0:0:1::1", "::2"],
      ["0:0:0:0:1::1", "::2"],
      ["::2", "0:0:0:0:1::2"],
    ),
    port: fc.constantFrom(1, 2, 3),
    flags: fc.constantFrom(0, 0, 0, TcpFlag.SYN, TcpFlag.RST, TcpFlag.FIN),
    sequence: fc.constantFrom(100, 101, 102, 500_000_000),
    isAnswer: fc.boolean(),
  });

  it("keeps conversations apart, and to its limit", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 150, size: "max" }),
        fc.constantFrom(1, 2, 5, 1000),
        (steps, maxFlows) => {
          const sink = new StreamNotes();
          const reassembler = new TcpReassembler(sink, { maxFlows });
          for (const [index, { ends, port, flags, sequence, isAnswer }] of steps.entries()) {
            const source = { address: ends[0]!, port };
            const destination = { address: ends[1]!, port: 445 };
            // The payload says whose it is, so that a flow can be held against it.
            const payload = Uint8Array.of(port, ...parseAddress(ends[0]!), ...parseAddress(ends[1]!));
            const way = isAnswer ? { source: destination, destination: source } : { source, destination };
            feed(
              reassembler,
              ipPacketOf({ ...way, flags, sequence: sequence * 64, payload }),
              index + 1,
              LinkType.RAW,
            );
          }
          const live = sink.flows.filter((notes) => notes.reason === undefined);
          expect(live.length).toBeLessThanOrEqual(maxFlows);
          reassembler.end();
          for (const { flow, heard } of sink.flows) {
            const low = flow.port(0) === 445 ? 1 : 0;
            const ends = [flow.addressBytes(low), flow.addressBytes(low === 0 ? 1 : 0)] as const;
            const whole = [flow.port(low), ...ends[0], ...ends[1]].join();
            for (const item of heard.flat())
              if (typeof item !== "number") expect(whole).toContain(item.join());
          }
          const { evictedFlows } = reassembler.counters;
          expect(sink.flows.filter((notes) => notes.reason === "evicted")).toHaveLength(evictedFlows);
          expect(accountedFor(reassembler)).toBe(steps.length);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe("any bytes", () => {
  const read = (bytes: Uint8Array, chunk: number) => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink);
    const reader = new CaptureReader(reassembler);
    for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.slice(at, at + chunk));
    reader.end();
    reassembler.end();
    expect(sink.flows.every((notes) => notes.reason !== undefined)).toBe(true);
    return { reader, reassembler, sink };
  };

  it("can be read as a packet of every link type", () => {
    const linkType = fc.constantFrom(...Object.values(LinkType));
    // Beginnings that lead further in than chance would.
    const prefix = fc.constantFrom(
      "",
      "450000ff000000004006",
      "6000000000ff0640",
      "020202020202020202020202 0800 45",
      "45000040000000004011",
      "0800",
      "02000000 45",
      "4500004000000000402f",
      "60000000 0040 2c 40",
    );
    fc.assert(
      fc.property(linkType, prefix, fc.uint8Array({ maxLength: 200, size: "max" }), (type, start, rest) => {
        const first = start.replace(/ /g, "").match(/../g) ?? [];
        const packet = concat(
          Uint8Array.from(first, (byte) => Number.parseInt(byte, 16)),
          rest,
        );
        const { reassembler } = reassemble([packet, packet], {}, type);
        expect(accountedFor(reassembler)).toBe(2);
      }),
      { numRuns: runs(1000) },
    );
  });

  it("can be read as a file", () => {
    const magic = fc.constantFrom(
      [],
      [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0],
      [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a],
    );
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 500, size: "max" }), (start, rest) => {
        const file = concat(Uint8Array.from(start), rest);
        const { reader, reassembler } = read(file, 64);
        expect(reader.bytes).toBe(file.length);
        expect(accountedFor(reassembler)).toBeLessThanOrEqual(reader.packets);
      }),
      { numRuns: runs(1000) },
    );
  });

  it("may be wrong anywhere in a good file", () => {
    const frames = Array.from({ length: 6 }, (_, index) =>
      frame(0, 100 + 20 * index, TcpFlag.ACK, pattern(20, 20 * index)),
    );
    const change = fc.tuple(fc.nat({ max: 799 }), fc.integer({ min: 0, max: 255 }));
    const format = fc.constantFrom<"pcap" | "pcapng">("pcap", "pcapng");
    fc.assert(
      fc.property(
        format,
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 900 }),
        (kind, changes, chunk) => {
          const file = writeFile(frames, { format: kind });
          for (const [at, value] of changes) if (at < file.length) file[at] = value;
          const once = read(file, chunk);
          const again = read(file, file.length);
          expect(once.reader.problems).toEqual(again.reader.problems);
          expect(once.sink.flows.map((notes) => notes.heard)).toEqual(
            again.sink.flows.map((notes) => notes.heard),
          );
          expect(accountedFor(once.reassembler)).toBe(accountedFor(again.reassembler));
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
