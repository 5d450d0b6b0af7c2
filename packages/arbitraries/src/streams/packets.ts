// Streams as the packets of a TCP connection, and what becomes of packets on the way: sent twice, overlapping,
// reordered, fragmented, cut, lost.
import { concat } from "@countersign/bytes";
import { type Endpoint, ethernetFrame, ipPacketOf, TcpFlag } from "@countersign/capture";
import fc from "fast-check";
import { fragments } from "./fragments.js";
import type { Side, StreamPiece } from "./pieces.js";

const ENDS: Readonly<Record<Side, Endpoint>> = {
  client: { address: "192.0.2.10", port: 49152 },
  server: { address: "192.0.2.20", port: 445 },
};
const NOTHING = new Uint8Array();
/** Packets by which one comes too early or too late. */
const MAX_DISTANCE = 8;
const MIN_SEGMENT = 8;

/** What a network may do to a connection's packets. */
export interface Disturbances {
  /** Whether packets may be lost or cut short, so that not all bytes can be had again; `false` unless told. */
  isLossy?: boolean;
  /** Bytes of the longest segment: 200 unless told. */
  maxSegment?: number;
}

/** The packets of one TCP connection, and what was sent in them. */
export interface PacketStream {
  /** Ethernet frames, in the order in which they were seen. */
  packets: Uint8Array[];
  /** All bytes that the client sent. */
  client: Uint8Array;
  /** All bytes that the server sent. */
  server: Uint8Array;
}

/** The packets of a connection that carries `pieces`: SYNs first, then data in any order and more than once, then FINs. */
export function packetStreams(
  pieces: readonly StreamPiece[],
  disturbances: Disturbances = {},
): fc.Arbitrary<PacketStream> {
  const { isLossy = false, maxSegment = 200 } = disturbances;
  const sent = { client: sentBy("client", pieces), server: sentBy("server", pieces) };
  return fc
    .record({
      sequences: fc.record({ client: sequence, server: sequence }),
      // Few packets are simpler than short ones.
      segmentLength: fc.nat(Math.max(maxSegment - MIN_SEGMENT, 0)).map((less) => maxSegment - less),
      again: fc.array(fc.record({ nth: fc.nat(0xffff), back: fc.nat(40), forth: fc.nat(40) }), {
        maxLength: 6,
      }),
    })
    .chain(({ sequences, segmentLength, again }) => {
      const segments = segmentsOf(sent, segmentLength);
      const all = [...segments, ...again.map((more) => overlapping(segments, sent, more))];
      const toPacket = (s: Segment) =>
        packet(sequences, s.side, s.from, TcpFlag.ACK, sent[s.side].subarray(s.from, s.to));
      return fc
        .record({ order: reordered(all), fates: fc.array(fate(isLossy), { maxLength: 12 }) })
        .map(({ order, fates }) => {
          const data = order
            .map(toPacket)
            .flatMap((frame, i) => disturbed(frame, fates[i] ?? { kind: "arrives" }));
          const packets = [...syns(sequences), ...data, ...fins(sequences, sent)].map((p) =>
            ethernetFrame(p),
          );
          return { packets, ...sent };
        });
    });
}

/** Near the wrap-around too. */
const sequence = fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xffff_fe00, max: 0xffff_ffff }));

/** Bytes [from, to) of one side's stream. */
interface Segment {
  side: Side;
  from: number;
  to: number;
}

type Sent = Readonly<Record<Side, Uint8Array>>;

function sentBy(side: Side, pieces: readonly StreamPiece[]): Uint8Array {
  return concat(...pieces.filter((piece) => piece.side === side).map(({ bytes }) => bytes));
}

function segmentsOf(sent: Sent, length: number): Segment[] {
  return (["client", "server"] as const).flatMap((side) => {
    const total = sent[side].length;
    return Array.from({ length: Math.ceil(total / length) }, (_, i) => ({
      side,
      from: i * length,
      to: Math.min((i + 1) * length, total),
    }));
  });
}

/** A segment once more, and bytes on either side of it. */
function overlapping(
  segments: readonly Segment[],
  sent: Sent,
  more: { nth: number; back: number; forth: number },
): Segment {
  const { side, from, to } = segments[more.nth % segments.length]!;
  return { side, from: Math.max(from - more.back, 0), to: Math.min(to + more.forth, sent[side].length) };
}

/** In order but for a few that change places with one a little further on: who reassembles holds only so many back. */
function reordered(segments: readonly Segment[]): fc.Arbitrary<Segment[]> {
  const swap = fc.record({ at: fc.nat(segments.length - 1), by: fc.nat(MAX_DISTANCE) });
  return fc.array(swap, { maxLength: 4 }).map((swaps) =>
    swaps.reduce(
      (list, { at, by }) => {
        const other = Math.min(at + by, list.length - 1);
        return list.with(at, list[other]!).with(other, list[at]!);
      },
      [...segments],
    ),
  );
}

type Fate =
  | { kind: "arrives" }
  | { kind: "fragmented"; size: number }
  | { kind: "lost" }
  | { kind: "cut"; length: number };

function fate(isLossy: boolean): fc.Arbitrary<Fate> {
  const arrives = fc.constant<Fate>({ kind: "arrives" });
  const fragmented: fc.Arbitrary<Fate> = fc.record({
    kind: fc.constant("fragmented" as const),
    size: fc.constantFrom(8, 24, 64),
  });
  if (!isLossy) return fc.oneof({ weight: 3, arbitrary: arrives }, { weight: 1, arbitrary: fragmented });
  const lost: fc.Arbitrary<Fate> = fc.record({ kind: fc.constant("lost" as const) });
  const cut: fc.Arbitrary<Fate> = fc.record({ kind: fc.constant("cut" as const), length: fc.nat(60) });
  return fc.oneof({ weight: 3, arbitrary: arrives }, { weight: 1, arbitrary: fragmented }, lost, cut);
}

function disturbed(packet: Uint8Array, how: Fate): Uint8Array[] {
  switch (how.kind) {
    case "arrives":
      return [packet];
    case "fragmented":
      return fragments(packet, how.size);
    case "lost":
      return [];
    case "cut":
      return [packet.slice(0, Math.max(how.length, 20))];
  }
}

type Sequences = Readonly<Record<Side, number>>;

/** `from` counts from the first byte that the side sends; its SYN stands before it. Nothing but SYNs is acknowledged. */
function packet(
  sequences: Sequences,
  side: Side,
  from: number,
  flags: number,
  payload: Uint8Array = NOTHING,
): Uint8Array {
  const other = side === "client" ? "server" : "client";
  return ipPacketOf({
    source: ENDS[side],
    destination: ENDS[other],
    sequence: (sequences[side] + 1 + from) >>> 0,
    acknowledgment: (flags & TcpFlag.ACK) === 0 ? 0 : (sequences[other] + 1) >>> 0,
    flags,
    payload,
  });
}

function syns(sequences: Sequences): Uint8Array[] {
  const { SYN, ACK } = TcpFlag;
  return [packet(sequences, "client", -1, SYN), packet(sequences, "server", -1, SYN | ACK)];
}

function fins(sequences: Sequences, sent: Sent): Uint8Array[] {
  const fin = (side: Side) => packet(sequences, side, sent[side].length, TcpFlag.FIN | TcpFlag.ACK);
  return [fin("client"), fin("server")];
}
