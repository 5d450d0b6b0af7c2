import {
  CaptureReader,
  ipPacket,
  ipPacketOf,
  LinkType,
  type PacketInfo,
  TcpFlag,
  TcpReassembler,
} from "@countersign/capture";
import { inspectCaptureSync } from "@countersign/inspect";
import { concat, hex, repeated } from "../../src/growth/bytes.js";
import type { Prepare } from "../../src/growth/measure.js";
import { writePackets } from "../../src/mutant.js";
import { type Cases, describeTime } from "./linear.js";

const CLIENT = { address: "10.0.0.1", port: 40_000 };
const SERVER = { address: "10.0.0.2", port: 445 };
/** SMB 2.1, signing enabled; all else zero. */
const NEGOTIATE_RESPONSE = concat(
  [0, 0, 0, 128],
  hex("fe534d42 4000 0000 00000000 0000 0100 01000000"),
  new Uint8Array(44),
  hex("4100 0100 1002"),
  new Uint8Array(58),
);
const SEGMENT = { source: CLIENT, destination: SERVER, flags: TcpFlag.ACK };

const FILES: Cases = {
  "pcap records without a packet": read(writePackets([], {}).slice(0, 24), new Uint8Array(16)),
  "pcap records in pieces of three bytes": read(
    ...pcapOf(ipPacketOf({ ...SEGMENT, payload: new Uint8Array(1000) })),
    3,
  ),
  "pcapng blocks without a meaning": read(sectionHeader(), hex("0000ff0b 0c000000 0c000000")),
  "pcapng interfaces": read(sectionHeader(), hex("01000000 14000000 65000000 00000400 14000000")),
  "pcapng section headers": read(sectionHeader(), sectionHeader()),
  "pcapng options": read(
    sectionHeader(),
    concat(
      hex("0a0d0d0a 00000100 4d3c2b1a 0100 0000 ffffffff ffffffff"),
      repeated(hex("0100 0000"), 0x10000 - 28),
      hex("00000100"),
    ),
  ),
};

describeTime("a capture file", FILES);

const TCP: Cases = {
  "segments of two bytes, in order": segments((i) => i),
  "segments of two bytes, backwards": segments((i) => 1_000_000 - i),
  "segments that overlap": segments((i) => (i >> 1) + ((i & 1) << 5)),
  "segments with holes": segments((i) => 3 * i),
  "conversations that begin": conversations(TcpFlag.SYN),
  "conversations of one segment": conversations(TcpFlag.ACK),
  "fragments of one datagram, which overlap": fragments(
    () => 7,
    (i) => i % 8000,
  ),
  "fragments of one datagram, with holes": fragments(
    () => 7,
    (i) => (2 * i) % 8000,
  ),
  "fragments of many datagrams": fragments(
    (i) => i & 0xffff,
    (i) => i % 50,
  ),
  "headers inside headers": (size) => {
    // IPv6 in IPv6, as far as bytes go.
    const header = concat(hex("60000000 ffff 29 40"), new Uint8Array(32));
    const packet = repeated(header, 40 * 1000);
    return reassembled(Math.ceil(size / packet.length), () => packet);
  },
};

describeTime("a reassembler", TCP);

const CONVERSATIONS: Cases = {
  "HTTP, a line without an end": inspected(80, [0x41]),
  "HTTP, lines": inspected(80, [0x41, 0x0a]),
  "HTTP, fields": inspected(80, [0x41, 0x3a, 0x20, 0x0d, 0x0a]),
  "HTTP, requests": inspected(
    80,
    text("GET / HTTP/1.1\r\nAuthorization: NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"),
  ),
  "LDAP, zeros": inspected(389, [0x30, 0]),
  "DCE/RPC, fragments": inspected(135, [5, 0, 11, 3, 16, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]),
  "TDS, packets": inspected(1433, [0x12, 0, 0, 8, 0, 0, 0, 0]),
  "mail, lines": inspected(25, [0x32, 0x0d, 0x0a]),
  "anything, signatures": inspected(9999, text("NTLMSSP\0")),
  "anything, NTLM": inspected(9999, concat(text("NTLMSSP\0"), hex("01000000 07820200"), new Uint8Array(16))),
  "SMB2, NEGOTIATE requests": inspected(
    445,
    concat(
      [0, 0, 0, 102],
      hex("fe534d42 4000"),
      new Uint8Array(58),
      hex("2400 0100 0100"),
      new Uint8Array(30),
      hex("0202"),
    ),
  ),
  "SMB2, frames that are none": inspected(445, [0, 0, 0, 0x40, 0xfe, 0x53, 0x4d]),
  "SMB1, NEGOTIATE requests": inspected(
    445,
    concat([0, 0, 0, 38], hex("ff534d42 72"), new Uint8Array(27), [0, 3, 0, 2, 0x41, 0]),
  ),
};

describeTime("a conversation", CONVERSATIONS);

const HOSTS: Cases = {
  "servers that answer": (size) => {
    const packets = [];
    for (let i = 0, length = 0; length < size; i++) {
      const server = { address: `10.${(i >> 14) & 255}.${(i >> 7) & 127}.${(i & 127) + 1}`, port: 445 };
      const bytes = ipPacketOf({
        ...SEGMENT,
        source: server,
        destination: CLIENT,
        payload: NEGOTIATE_RESPONSE,
      });
      packets.push(stamped(bytes));
      length += bytes.length;
    }
    const file = writePackets(packets, { linkType: LinkType.RAW });
    return () => {
      for (const report of inspectCaptureSync([file], { by: "host" })) void report;
    };
  },
};

describeTime("a capture of many", HOSTS);

/** A file of `head` and then the same piece over and over, read in chunks. */
function read(head: Uint8Array, piece: Uint8Array, chunk = 2 ** 16): Prepare {
  return (size) => {
    const bytes = concat(head, repeated(piece, piece.length * Math.ceil(size / piece.length)));
    return () => {
      const reader = new CaptureReader({ packet() {} });
      for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
      reader.end();
    };
  };
}

function pcapOf(packet: Uint8Array): [Uint8Array, Uint8Array] {
  const file = writePackets([stamped(packet)], { linkType: LinkType.RAW });
  return [file.subarray(0, 24), file.subarray(24)];
}

function sectionHeader(): Uint8Array {
  return hex("0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffff ffffffff 1c000000");
}

function stamped(bytes: Uint8Array) {
  return { bytes, linkType: LinkType.RAW, seconds: 0, nanoseconds: 0, originalLength: bytes.length };
}

/** Gives `count` packets to a reassembler. */
function reassembled(count: number, packetOf: (i: number) => Uint8Array): () => void {
  const info: PacketInfo = {
    number: 0,
    linkType: LinkType.RAW,
    originalLength: 0,
    seconds: 0,
    nanoseconds: 0,
    digits: 6,
  };
  return () => {
    const tcp = new TcpReassembler({ open() {}, data() {}, gap() {}, close() {} });
    for (let i = 0; i < count; i++) {
      const packet = packetOf(i);
      info.number = i + 1;
      tcp.packet(packet, 0, packet.length, info);
    }
    tcp.end();
  };
}

function segments(sequenceOf: (i: number) => number): Prepare {
  const packet = ipPacketOf({ ...SEGMENT, payload: Uint8Array.of(1, 2) });
  const view = new DataView(packet.buffer);
  return (size) =>
    reassembled(size / packet.length, (i) => {
      view.setUint32(24, sequenceOf(i));
      return packet;
    });
}

function conversations(flags: number): Prepare {
  const packet = ipPacketOf({
    ...SEGMENT,
    flags,
    payload: flags === TcpFlag.SYN ? new Uint8Array(0) : Uint8Array.of(1),
  });
  const view = new DataView(packet.buffer);
  return (size) =>
    reassembled(size / packet.length, (i) => {
      view.setUint32(12, 0x0a000000 + i);
      return packet;
    });
}

function fragments(idOf: (i: number) => number, offsetOf: (i: number) => number): Prepare {
  const packet = ipPacket(Uint8Array.of(10, 0, 0, 1), Uint8Array.of(10, 0, 0, 2), 6, new Uint8Array(16));
  const view = new DataView(packet.buffer);
  return (size) =>
    reassembled(size / packet.length, (i) => {
      view.setUint16(4, idOf(i));
      view.setUint16(6, 0x2000 | offsetOf(i));
      return packet;
    });
}

/** One side of a conversation, whole packets of the same piece over and over. */
function inspected(port: number, piece: readonly number[] | Uint8Array): Prepare {
  return (size) => {
    const stream = repeated(piece, size);
    const packets = [];
    for (let at = 0; at < size; at += 1440) {
      const payload = stream.subarray(at, at + 1440);
      packets.push(
        stamped(ipPacketOf({ ...SEGMENT, destination: { ...SERVER, port }, sequence: 1 + at, payload })),
      );
    }
    const file = writePackets(packets, { linkType: LinkType.RAW });
    return () => {
      for (const report of inspectCaptureSync([file])) void report;
    };
  };
}

function text(ascii: string): Uint8Array {
  return Uint8Array.from(ascii, (letter) => letter.charCodeAt(0));
}
