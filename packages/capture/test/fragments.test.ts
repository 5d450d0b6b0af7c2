import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ipPacketOf, LinkType, TcpReassembler } from "../src/index.js";
import { accountedFor, CLIENT, concat, feed, pattern, reassemble, SERVER, StreamNotes } from "./support.js";

const PAYLOAD = pattern(1000);
const V4 = ipPacketOf({ source: CLIENT, destination: SERVER, sequence: 1, payload: PAYLOAD });
const V6 = ipPacketOf({
  source: { address: "2001:db8::1", port: CLIENT.port },
  destination: { address: "2001:db8::2", port: SERVER.port },
  sequence: 1,
  payload: PAYLOAD,
});

/** The part of an IP packet's payload from `from`, a multiple of eight, to `to`, as a fragment. */
function fragment(packet: Uint8Array, from: number, to: number, id = 7): Uint8Array {
  const isV4 = packet[0]! >> 4 === 4;
  const headerLength = isV4 ? 20 : 40;
  const part = packet.slice(headerLength + from, headerLength + to);
  const more = headerLength + to < packet.length;
  const header = packet.slice(0, headerLength);
  if (isV4) {
    const field = (more ? 0x2000 : 0) | (from >> 3);
    header.set(
      [(20 + part.length) >> 8, (20 + part.length) & 255, id >> 8, id & 255, field >> 8, field & 255],
      2,
    );
    return concat(header, part);
  }
  header.set([(8 + part.length) >> 8, (8 + part.length) & 255, 44], 4);
  const field = from | (more ? 1 : 0);
  return concat(header, Uint8Array.of(6, 0, field >> 8, field & 255, 0, 0, id >> 8, id & 255), part);
}

/** Fragments of a packet, cut at the given multiples of eight. */
function split(packet: Uint8Array, units: readonly number[], id = 7): Uint8Array[] {
  const length = packet.length - (packet[0]! >> 4 === 4 ? 20 : 40);
  const inside = units.map((unit) => unit * 8).filter((at) => at > 0 && at < length);
  const bounds = [...new Set([0, ...inside, length])].sort((a, b) => a - b);
  return bounds.slice(1).map((end, index) => fragment(packet, bounds[index]!, end, id));
}

const gather = (packets: readonly Uint8Array[], maxFragmentBytes?: number) =>
  reassemble(packets, maxFragmentBytes === undefined ? {} : { maxFragmentBytes }, LinkType.RAW);

describe("fragments", () => {
  it("of IPv4 and IPv6 are put together in any order, doubled or not", () => {
    const arbitrary = fc
      .tuple(fc.constantFrom(V4, V6), fc.array(fc.integer({ min: 1, max: 126 }), { maxLength: 12 }))
      .chain(([packet, units]) => {
        const parts = split(packet, units);
        return fc.shuffledSubarray([...parts, parts[0]!], {
          minLength: parts.length + 1,
          maxLength: parts.length + 1,
        });
      });
    fc.assert(
      fc.property(arbitrary, (parts) => {
        const { flows, reassembler } = gather(parts);
        expect(flows).toHaveLength(1);
        expect(flows[0]!.bytes("client")).toEqual([...PAYLOAD]);
        expect(accountedFor(reassembler)).toBe(parts.length);
        expect(reassembler.counters.conflictingFragmentBytes).toBe(0);
      }),
      { numRuns: runs(200) },
    );
  });

  it("bring their bytes with the packet that completes them", () => {
    const [first, second, third] = split(V4, [10, 50]);
    const { flows, reassembler } = gather([third!, first!, second!]);
    expect(flows[0]!.packets).toEqual([3]);
    expect(flows[0]!.flow.firstPacket).toBe(3);
    expect(reassembler.dropped.fragment).toBe(2);
    expect(reassembler.counters).toMatchObject({ segments: 1, incompleteDatagrams: 0 });
  });

  it("of different datagrams are kept apart", () => {
    const [a1, a2] = split(V4, [20], 1);
    const [b1, b2] = split(V6, [20], 1);
    const [c1] = split(V4, [20], 2);
    const { flows, reassembler } = gather([a1!, c1!, b2!, a2!, b1!]);
    expect(flows.map((notes) => notes.flow.address(0))).toEqual(["10.0.0.1", "2001:db8::1"]);
    expect(reassembler.counters.incompleteDatagrams).toBe(1);
  });

  it("that overlap: the first ones stand", () => {
    const forged = V4.slice();
    forged.fill(0xff, 60);
    const { flows, reassembler } = gather([
      fragment(V4, 80, 160),
      fragment(forged, 40, 200),
      fragment(V4, 0, 40),
      fragment(V4, 200, 1020),
    ]);
    const expected = PAYLOAD.slice();
    expected.fill(0xff, 20, 60);
    expected.fill(0xff, 140, 180);
    expect(flows[0]!.bytes("client")).toEqual([...expected]);
    expect(reassembler.counters.conflictingFragmentBytes).toBe(80);
  });

  it("that contradict one another cost their datagram", () => {
    const last = fragment(V4.subarray(0, 20 + 400), 200, 400);
    const { flows, reassembler } = gather([fragment(V4, 600, 800), last, ...split(V4, [50])]);
    expect(reassembler.dropped.malformed).toBe(1);
    expect(flows[0]!.bytes("client")).toEqual([...PAYLOAD]);
  });

  it("cut by the snap length, empty, or beyond 64 KiB are dropped", () => {
    const reassembler = new TcpReassembler(new StreamNotes());
    const part = fragment(V4, 0, 80);
    feed(reassembler, part.subarray(0, 60), 1, LinkType.RAW, part.length);
    feed(reassembler, fragment(V4, 80, 80), 2, LinkType.RAW);
    const far = part.slice();
    far.set([0x3f, 0xff], 6);
    feed(reassembler, far, 3, LinkType.RAW);
    expect(reassembler.dropped).toMatchObject({ cut: 1, malformed: 2, fragment: 0 });
  });

  it("are forgotten after half a minute", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink);
    const [first, second] = split(V4, [20]);
    for (const [packet, seconds] of [
      [first!, 0],
      [second!, 31],
      [first!, 40],
    ] as const) {
      const info = {
        number: 1,
        linkType: LinkType.RAW,
        originalLength: packet.length,
        seconds,
        nanoseconds: 0,
        digits: 6,
      };
      reassembler.packet(packet, 0, packet.length, info);
    }
    expect(sink.flows).toHaveLength(1);
    expect(reassembler.counters.incompleteDatagrams).toBe(1);
  });

  it("that are too many or too large cost the oldest datagram", () => {
    const large = ipPacketOf({ source: CLIENT, destination: SERVER, payload: pattern(8000) });
    const crumbs = Array.from({ length: 300 }, (_, unit) => fragment(large, unit * 16, unit * 16 + 8));
    expect(gather(crumbs).reassembler.dropped.fragmentLimit).toBe(1);
    const [first, second] = split(V4, [100], 1);
    const flood = Array.from({ length: 20 }, (_, id) => fragment(V4, 0, 800, 100 + id));
    expect(gather([first!, ...flood, second!], 10_000).flows).toEqual([]);
    expect(gather([first!, ...flood, second!], 100_000).flows).toHaveLength(1);
    const ids = Array.from({ length: 5000 }, (_, id) => fragment(V4, 0, 8, id));
    expect(gather([...ids, second!]).reassembler.counters.incompleteDatagrams).toBe(5001);
  });
});
