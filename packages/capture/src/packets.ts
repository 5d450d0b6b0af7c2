import { parseAddress } from "./address.js";
import { be16, putBe16, putBe32 } from "./endian.js";
import type { Side } from "./flow.js";

/** Flags of a TCP header. */
export const TcpFlag = { FIN: 0x01, SYN: 0x02, RST: 0x04, PSH: 0x08, ACK: 0x10 } as const;

/** One end of a connection: an IP address in text and a TCP port. */
export interface Endpoint {
  address: string;
  /** TCP port. */
  port: number;
}

/** One TCP segment; fields that are left out are zero or empty. */
export interface TcpSegment {
  source: Endpoint;
  destination: Endpoint;
  /** Of the payload's first byte; 0 unless given. */
  sequence?: number;
  /** 0 unless given; `flags` says whether it counts. */
  acknowledgment?: number;
  /** Bits of `TcpFlag`. */
  flags?: number;
  /** Copied. None unless given. */
  payload?: Uint8Array;
}

/** An IPv4 or IPv6 packet, as its addresses say, with one TCP segment and right checksums. */
export function ipPacketOf(segment: TcpSegment): Uint8Array {
  const { source, destination, sequence = 0, acknowledgment = 0, flags = 0 } = segment;
  const payload = segment.payload ?? new Uint8Array(0);
  const tcp = new Uint8Array(20 + payload.length);
  putBe16(tcp, 0, source.port);
  putBe16(tcp, 2, destination.port);
  putBe32(tcp, 4, sequence);
  putBe32(tcp, 8, acknowledgment);
  tcp[12] = 5 << 4;
  tcp[13] = flags;
  putBe16(tcp, 14, 0xffff);
  tcp.set(payload, 20);
  const from = parseAddress(source.address);
  const to = parseAddress(destination.address);
  putBe16(tcp, 16, checksum(concat(from, to, Uint8Array.of(0, 6, tcp.length >> 8, tcp.length), tcp)));
  return ipPacket(from, to, 6, tcp);
}

/** An IP packet from and to addresses of 4 or 16 bytes. */
export function ipPacket(
  source: Uint8Array,
  destination: Uint8Array,
  protocol: number,
  payload: Uint8Array,
): Uint8Array {
  if (source.length !== destination.length) throw new RangeError("addresses of different IP versions");
  return source.length === 4
    ? ipv4Packet(source, destination, protocol, payload)
    : ipv6Packet(source, destination, protocol, payload);
}

function ipv4Packet(
  source: Uint8Array,
  destination: Uint8Array,
  protocol: number,
  payload: Uint8Array,
): Uint8Array {
  const header = new Uint8Array(20);
  header[0] = 0x45;
  putBe16(header, 2, header.length + payload.length);
  header[8] = 64;
  header[9] = protocol;
  header.set(source, 12);
  header.set(destination, 16);
  putBe16(header, 10, checksum(header));
  return concat(header, payload);
}

function ipv6Packet(
  source: Uint8Array,
  destination: Uint8Array,
  nextHeader: number,
  payload: Uint8Array,
): Uint8Array {
  const header = new Uint8Array(40);
  header[0] = 0x60;
  putBe16(header, 4, payload.length);
  header[6] = nextHeader;
  header[7] = 64;
  header.set(source, 8);
  header.set(destination, 24);
  return concat(header, payload);
}

/** An Ethernet frame around an IP packet, tagged with VLAN ids, outermost first. */
export function ethernetFrame(packet: Uint8Array, vlans: readonly number[] = []): Uint8Array {
  const addresses = Uint8Array.of(2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1);
  const tags = vlans.flatMap((id) => [0x81, 0x00, id >> 8, id & 0xff]);
  const type = packet[0]! >> 4 === 6 ? [0x86, 0xdd] : [0x08, 0x00];
  return concat(addresses, Uint8Array.from([...tags, ...type]), packet);
}

/** How a `Conversation` numbers and frames what it says. */
export interface ConversationOptions {
  client: Endpoint;
  server: Endpoint;
  /** First sequence numbers of client and server. */
  initialSequences?: [number, number];
  vlans?: readonly number[];
}

/** Makes the Ethernet frames of one TCP connection, side 0 being the client, for tests to lose, double and mix up. */
export class Conversation {
  readonly #ends: [Endpoint, Endpoint];
  readonly #next: [number, number];
  readonly #vlans: readonly number[];

  constructor(options: ConversationOptions) {
    this.#ends = [options.client, options.server];
    this.#next = [...(options.initialSequences ?? [1000, 5000])];
    this.#vlans = options.vlans ?? [];
  }

  /** SYN, SYN and ACK, ACK. */
  open(): Uint8Array[] {
    return [this.#say(0, TcpFlag.SYN), this.#say(1, TcpFlag.SYN | TcpFlag.ACK), this.#say(0, TcpFlag.ACK)];
  }

  /** The bytes in segments of at most `segmentLength`, the last one with PSH. */
  send(side: Side, bytes: Uint8Array, segmentLength = 1460): Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += segmentLength) {
      const part = bytes.subarray(at, at + segmentLength);
      const isLast = at + segmentLength >= bytes.length;
      frames.push(this.#say(side, TcpFlag.ACK | (isLast ? TcpFlag.PSH : 0), part));
    }
    return frames;
  }

  /** An ACK of all that the other side has said. */
  acknowledge(side: Side): Uint8Array {
    return this.#say(side, TcpFlag.ACK);
  }

  /** FIN from both sides, `first` first, and the last ACK. */
  close(first: Side = 0): Uint8Array[] {
    const second = first === 0 ? 1 : 0;
    const fin = TcpFlag.FIN | TcpFlag.ACK;
    return [this.#say(first, fin), this.#say(second, fin), this.#say(first, TcpFlag.ACK)];
  }

  /** A packet with RST from that end. */
  reset(side: Side): Uint8Array {
    return this.#say(side, TcpFlag.RST | TcpFlag.ACK);
  }

  /** Passes over bytes of a side that no frame will carry. */
  lose(side: Side, length: number): void {
    this.#next[side] += length;
  }

  #say(side: Side, flags: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
    const other = side === 0 ? 1 : 0;
    const segment: TcpSegment = {
      source: this.#ends[side],
      destination: this.#ends[other],
      sequence: this.#next[side],
      acknowledgment: (flags & TcpFlag.ACK) === 0 ? 0 : this.#next[other],
      flags,
      payload,
    };
    this.#next[side] += payload.length + ((flags & (TcpFlag.SYN | TcpFlag.FIN)) === 0 ? 0 : 1);
    return ethernetFrame(ipPacketOf(segment), this.#vlans);
  }
}

/** RFC 1071. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2)
    sum += at + 1 < bytes.length ? be16(bytes, at) : bytes[at]! << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
