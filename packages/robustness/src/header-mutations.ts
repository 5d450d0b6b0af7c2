// IP and TCP headers that lie, and segments and fragments made of others.
import { concat } from "@countersign/bytes";
import { setInteger } from "./damage.js";
import { findHeaders, type Headers } from "./headers.js";
import type { Packet } from "./original.js";
import { type PacketMutation, replaceOne } from "./packet-mutations.js";
import type { Random } from "./random.js";

export const headerMutations: Readonly<Record<string, PacketMutation>> = {
  "ip: field changed": (random, packets) =>
    someChanged(random, packets, (view, { version, ip }) => {
      const [at, size] = random.pick(IP_FIELDS[version]);
      setInteger(random, bytesOf(view), ip + at, size);
    }),
  "tcp: sequence number changed": (random, packets) =>
    someChanged(random, packets, (view, { tcp }) => {
      const at = tcp + (random.oneIn(3) ? ACKNOWLEDGMENT : SEQUENCE);
      view.setUint32(at, view.getUint32(at) + random.pick(SEQUENCE_STEPS));
    }),
  "tcp: flags changed": (random, packets) =>
    someChanged(random, packets, (view, { tcp }) => view.setUint8(tcp + FLAGS, random.below(64))),
  "tcp: field changed": (random, packets) =>
    someChanged(random, packets, (view, { tcp }) => {
      const [at, size] = random.pick(TCP_FIELDS);
      setInteger(random, bytesOf(view), tcp + at, size);
    }),
  "tcp: segments split": (random, packets) => packets.flatMap((packet) => split(random, packet)),
  "tcp: overlapping segment": (random, packets) =>
    replaceOne(random, packets, (packet) => overlapped(random, packet)),
  "ip: fragmented": (random, packets) => packets.flatMap((packet) => fragmented(random, packet)),
};

const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const FLAGS = 13;
/** Offset and size: ports, data offset, flags, window. */
const TCP_FIELDS: readonly (readonly [number, number])[] = [
  [0, 2],
  [2, 2],
  [12, 1],
  [13, 1],
  [14, 2],
];
/** Version and header length, total or payload length, fragments, protocol, last bytes of the addresses. */
const IP_FIELDS: Record<4 | 6, readonly (readonly [number, number])[]> = {
  4: [
    [0, 1],
    [2, 2],
    [4, 2],
    [6, 2],
    [9, 1],
    [15, 1],
    [19, 1],
  ],
  6: [
    [0, 1],
    [4, 2],
    [6, 1],
    [23, 1],
    [39, 1],
  ],
};
const SEQUENCE_STEPS = [
  1, -1, 4, -100, 1460, -1460, 100_000, 0x1000000, 0x1000001, 0x40000000, 0x7fffffff, 0x80000000,
];
const MAX_PIECES = 300;

/** Changes the headers of one packet, or of every one in so many. */
function someChanged(
  random: Random,
  packets: readonly Packet[],
  change: (view: DataView, headers: Headers) => void,
): Packet[] {
  const one = random.oneIn(3) ? random.between(2, 20) : packets.length;
  const offset = random.below(one);
  return packets.map((packet, index) => {
    const headers = index % one === offset ? findHeaders(packet.bytes) : undefined;
    if (headers === undefined) return packet;
    const bytes = packet.bytes.slice();
    change(new DataView(bytes.buffer), headers);
    return { ...packet, bytes };
  });
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer);
}

/** Segments of a few bytes each, in any order. */
function split(random: Random, packet: Packet): Packet[] {
  const headers = findHeaders(packet.bytes);
  if (headers === undefined || random.oneIn(2)) return [packet];
  const length = packet.bytes.length - headers.payload;
  const size = Math.max(random.pick([1, 2, 5, 64, 200]), Math.ceil(length / MAX_PIECES));
  if (length <= size) return [packet];
  const pieces: Packet[] = [];
  for (let from = 0; from < length; from += size) {
    pieces.push(
      segment(packet, headers, from, packet.bytes.subarray(headers.payload + from).subarray(0, size)),
    );
  }
  return random.oneIn(3) ? pieces.toReversed() : pieces;
}

/** The segment, and before or after it one that claims some of the same bytes with others in them. */
function overlapped(random: Random, packet: Packet): Packet[] {
  const headers = findHeaders(packet.bytes);
  if (headers === undefined || packet.bytes.length === headers.payload) return [packet];
  const shift = random.between(-20, 20);
  const payload = packet.bytes.slice(headers.payload).map((byte) => (random.oneIn(3) ? byte ^ 0xff : byte));
  const other = segment(packet, headers, shift, payload);
  return random.oneIn(2) ? [packet, other] : [other, packet];
}

/** A segment of the same conversation, `shift` bytes further on. */
function segment(
  packet: Packet,
  { version, ip, tcp, payload }: Headers,
  shift: number,
  data: Uint8Array,
): Packet {
  const bytes = concat(packet.bytes.subarray(0, payload), data);
  const view = new DataView(bytes.buffer);
  view.setUint32(tcp + SEQUENCE, view.getUint32(tcp + SEQUENCE) + shift);
  if (version === 4) view.setUint16(ip + 2, bytes.length - ip);
  else view.setUint16(ip + 4, bytes.length - tcp);
  return { ...packet, bytes, originalLength: bytes.length };
}

/** An IPv4 packet in fragments, some of them overlapping, doubled, or not there. */
function fragmented(random: Random, packet: Packet): Packet[] {
  const headers = findHeaders(packet.bytes);
  if (headers === undefined || headers.version !== 4 || random.oneIn(2)) return [packet];
  const { ip, tcp } = headers;
  const size = 8 * random.pick([1, 2, 8, 30]);
  const fragments: Packet[] = [];
  for (let from = tcp; from < packet.bytes.length; from += size) {
    const overlap = random.oneIn(6) ? 8 : 0;
    const data = packet.bytes.subarray(from, from + size + overlap);
    const bytes = concat(packet.bytes.subarray(0, tcp), data);
    const view = new DataView(bytes.buffer);
    const more = from + data.length < packet.bytes.length ? 0x2000 : 0;
    view.setUint16(ip + 2, bytes.length - ip);
    view.setUint16(ip + 6, more | ((from - tcp) >> 3));
    if (!random.oneIn(20)) fragments.push({ ...packet, bytes, originalLength: bytes.length });
    if (random.oneIn(20)) fragments.push({ ...packet, bytes, originalLength: bytes.length });
  }
  return random.oneIn(3) ? fragments.toReversed() : fragments;
}
