// Conversations delivered in every way that networks and capturing machines deliver them: what is said of them stays.
import {
  CaptureWriter,
  type Endpoint,
  ethernetFrame,
  ipPacketOf,
  type Side,
  TcpFlag,
} from "@countersign/capture";
import { runs, type Stream, streamsOf } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectCaptureSync, type Report } from "../src/index.js";

const ACK = TcpFlag.ACK;

/** One captured segment: bytes [from, to) of a side, acknowledging as much of the other. */
interface Segment {
  side: Side;
  from: number;
  to: number;
  acknowledged: number;
  /** In place of the bytes that were sent, of which the other end has the true ones. */
  isForged?: boolean;
}

/** How a conversation reached the capturing machine. */
interface Delivery {
  /** First sequence numbers. */
  starts: [number, number];
  /** Where the bytes of a piece are cut, by turns, in bytes. */
  sizes: number[];
  /** By how many places each segment is late, by turns. */
  delays: number[];
  /** Segments that come once more, later or longer, true or forged. */
  again: { which: number; before: number; after: number; later: number; isForged: boolean }[];
  hasSyn: [boolean, boolean];
  /** Packets without payload between the segments. */
  acknowledgments: boolean;
  /** As captured before the network card cut it: without a length in the IP header. */
  isOffloaded: boolean;
  end: "fin" | "rst" | "none";
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  starts: fc.tuple(fc.integer({ min: 0xfffff000, max: 0xffffffff }), fc.nat({ max: 0xffffffff })),
  sizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
  // With what comes again and all acknowledgments no more than the sixteen packets for which a hole is waited for.
  delays: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: 1, maxLength: 30 }),
  again: fc.array(
    fc.record({
      which: fc.nat({ max: 200 }),
      before: fc.nat({ max: 300 }),
      after: fc.nat({ max: 300 }),
      later: fc.integer({ min: 1, max: 40 }),
      isForged: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  hasSyn: fc.constantFrom<[boolean, boolean]>([true, true], [true, false], [false, true], [false, false]),
  acknowledgments: fc.boolean(),
  isOffloaded: fc.boolean(),
  end: fc.constantFrom("fin", "rst", "none"),
});

/** The pieces of a stream, cut, in the order in which they were said. */
function segmentsOf({ pieces, clientSide }: Stream, sizes: readonly number[]): Segment[] {
  const said: [number, number] = [0, 0];
  const segments: Segment[] = [];
  for (const piece of pieces) {
    const side: Side = piece.side === clientSide ? 0 : 1;
    const end = said[side] + piece.bytes.length;
    while (said[side] < end) {
      const from = said[side];
      said[side] = Math.min(end, from + sizes[segments.length % sizes.length]!);
      segments.push({ side, from, to: said[side], acknowledged: said[side === 0 ? 1 : 0] });
    }
  }
  return segments;
}

/** Delays some segments; a side whose SYN was not captured keeps its first one in front, for nothing else tells it. */
function reorder(
  segments: readonly Segment[],
  delays: readonly number[],
  hasSyn: [boolean, boolean],
): Segment[] {
  const firsts = [0, 1].map((side) => segments.findIndex((segment) => segment.side === side));
  const heads = segments.slice(0, hasSyn.every(Boolean) ? 0 : Math.max(...firsts) + 1);
  const places = segments.slice(heads.length).map((segment, index) => ({
    segment,
    place: index + delays[index % delays.length]!,
  }));
  places.sort((a, b) => a.place - b.place);
  return [...heads, ...places.map(({ segment }) => segment)];
}

/** Repeats what both machines have already seen: of bytes that come twice the first count. */
function repeat(segments: readonly Segment[], again: Delivery["again"]): Segment[] {
  const all = [...segments];
  for (const { which, before, after, later, isForged } of again) {
    const index = which % all.length;
    const segment = all[index]!;
    const seen = all.slice(0, index + 1).filter(({ side }) => side === segment.side);
    const from = Math.max(0, segment.from - before);
    const to = upTo(seen, from, segment.to + after);
    if (to <= from) continue;
    all.splice(index + later, 0, { ...segment, from, to, isForged });
  }
  return all;
}

/** The end of the bytes from `from` on that all are among the segments, at most `limit`. */
function upTo(segments: readonly Segment[], from: number, limit: number): number {
  let end = from;
  for (let next = end; ; end = next) {
    for (const segment of segments) if (segment.from <= end && segment.to > next) next = segment.to;
    if (next === end || next >= limit) return Math.min(next, limit);
  }
}

const CLIENT: Endpoint = { address: "192.0.2.1", port: 50_000 };

function capture(stream: Stream, how: Delivery | undefined): Uint8Array {
  const ends = [CLIENT, { address: "192.0.2.2", port: stream.serverPort }] as const;
  const sides = [0, 1].map((side) => {
    const mine = stream.pieces.filter((piece) => (piece.side === stream.clientSide) === (side === 0));
    return Uint8Array.from(mine.flatMap(({ bytes }) => [...bytes]));
  }) as [Uint8Array, Uint8Array];
  const starts = how?.starts ?? [1000, 5000];
  const writer = new CaptureWriter();
  const say = (side: Side, offset: number, flags: number, acknowledged: number, payload?: Uint8Array) => {
    const other = side === 0 ? 1 : 0;
    const packet = ipPacketOf({
      source: ends[side],
      destination: ends[other],
      sequence: (starts[side] + 1 + offset) >>> 0,
      acknowledgment: (flags & ACK) === 0 ? 0 : (starts[other] + 1 + acknowledged) >>> 0,
      flags,
      ...(payload && { payload }),
    });
    if (how?.isOffloaded && payload) packet.fill(0, 2, 4);
    writer.packet(ethernetFrame(packet));
  };
  const [clientSyn, serverSyn] = how?.hasSyn ?? [true, true];
  if (clientSyn) say(0, -1, TcpFlag.SYN, 0);
  if (serverSyn) say(1, -1, TcpFlag.SYN | ACK, 0);
  const said = segmentsOf(stream, how?.sizes ?? [Number.POSITIVE_INFINITY]);
  const sent = how === undefined ? said : repeat(reorder(said, how.delays, how.hasSyn), how.again);
  for (const { side, from, to, acknowledged, isForged } of sent) {
    const bytes = sides[side].slice(from, to);
    say(side, from, ACK, acknowledged, isForged ? bytes.map((byte) => byte ^ 0x55) : bytes);
    if (how?.acknowledgments) say(side === 0 ? 1 : 0, 0, ACK, to);
  }
  if (how?.end === "rst") say(0, sides[0].length, TcpFlag.RST | ACK, sides[1].length);
  if (how?.end === "fin") {
    say(0, sides[0].length, TcpFlag.FIN | ACK, sides[1].length);
    say(1, sides[1].length, TcpFlag.FIN | ACK, sides[0].length + 1);
  }
  return writer.take();
}

/** What is said of the conversations, without when and in which packets. */
function told(file: Uint8Array): unknown[] {
  const reports = [...inspectCaptureSync([file], { showSecrets: true })];
  return reports.filter((report: Report) => report.kind !== "capture").map(withoutPackets);
}

function withoutPackets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPackets);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !["packet", "firstPacket", "time"].includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutPackets(inner)]));
}

describe("what is said of a conversation stays the same however its packets come", () => {
  it.each([
    "captures/d01-smb311-default.pcap",
    "captures/d08-smb1-spnego-required.pcap",
    "captures/d16-port139.pcap",
    "captures/d27-ad-ldap-ntlm.pcap",
    "captures/d28-ad-dcerpc-ntlm.pcap",
    "captures/d29-http-ntlm.pcap",
    "captures/d36-session-binding.pcap",
    "captures/d38-encrypted-share.pcap",
  ])("%s", (path) => {
    const all = streamsOf(path).map((stream) => ({ stream, plain: told(capture(stream, undefined)) }));
    const streams = all.filter(({ plain }) => plain.length > 0);
    expect(streams).not.toEqual([]);
    fc.assert(
      fc.property(fc.nat({ max: streams.length - 1 }), delivery, (which, how) => {
        const { stream, plain } = streams[which]!;
        expect(told(capture(stream, how))).toEqual(plain);
      }),
      { numRuns: runs(40) },
    );
  });
});
