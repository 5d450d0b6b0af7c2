import {
  CaptureReader,
  ipPacket,
  ipPacketOf,
  LinkType,
  type PacketInfo,
  TcpFlag,
  TcpReassembler,
} from "@countersign/capture";
import { dissect, parseInput } from "@countersign/dissect";
import { findNtlm, HandshakeObserver, readSecurityToken } from "@countersign/handshake";
import { inspectCaptureSync } from "@countersign/inspect";
import { describe, it } from "vitest";
import { MEBIBYTE } from "../../src/growth.js";
import { writePackets } from "../../src/mutant.js";
import { concat, expectLinear, repeated } from "./linear.js";

const CLIENT = { address: "10.0.0.1", port: 40_000 };
const SERVER = { address: "10.0.0.2", port: 445 };

describe("the time of a paste grows with its length:", () => {
  it.each([
    ["hex", "4e544c4d"],
    ["base64", "TlRM"],
    ["spaces", " "],
    ["lines", "\n"],
    ["lines of spaces", " \n"],
    ["indented lines", "\n A"],
    ["quotes", '"'],
    ["quotes and something", "''a"],
    ["comments without an end", "/*"],
    ["comments", "//\n"],
    ["commas and spaces", ", "],
    ["schemes", "NTLM "],
    ["assignments", "a="],
    ["colons", "a: "],
    ["letters", "a"],
    ["escapes", "\\x4e"],
    ["backslashes", "\\"],
    ["dumps", "0000  4e 54 4c 4d\n"],
    ["dumps of words", "\t0x0000:  4e54 4c4d\n"],
    ["marks of base64", "="],
    ["data URLs", "data:"],
    ["NULs", "\0"],
    ["comments without an end, apart", "/*a"],
  ])("%s", (_, piece) => {
    expectLinear((size) => {
      const text = piece.repeat(Math.floor(size / piece.length));
      const [before, between] = [`${text}!`, `x${text}y\nz`];
      return () => {
        parseInput(text);
        parseInput(before);
        parseInput(between);
      };
    });
  });
});

describe("the time of a dissection grows with its input:", () => {
  it.each([
    ["nothing known", [0x41]],
    ["zeros", [0]],
    ["signatures", [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0]],
    ["marks of messages", [0xfe, 0x53, 0x4d, 0x42]],
    ["frames", [0x85, 0, 0, 0]],
    ["frames with a mark", [0, 0, 0, 4, 0xfe, 0x53, 0x4d, 0x42]],
    ["elements", [0x60, 0x84]],
  ])("%s", (_, piece) => {
    expectLinear((size) => {
      const bytes = repeated(piece, size);
      return () => {
        dissect(bytes);
        readSecurityToken(bytes);
        findNtlm(bytes);
      };
    }, MEBIBYTE);
  });
});

describe("the time of an observer grows with its stream:", () => {
  const members = concat(
    [0xfe, 0x53, 0x4d, 0x42, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
    new Uint8Array(44),
    [0x19, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  );
  const frame = concat([0, 0, 0, members.length], members);

  it.each([
    ["at once", 2 ** 20],
    ["in small pieces", 5],
  ])("many SESSION_SETUP requests, %s", (_, each) => {
    expectLinear((size) => {
      const bytes = repeated(frame, size);
      return () => {
        const observer = new HandshakeObserver();
        for (let at = 0; at < size; at += each) observer.push("client", bytes.subarray(at, at + each));
        observer.end();
      };
    });
  });
});

describe("the time of a capture grows with its length:", () => {
  const info: PacketInfo = {
    number: 0,
    linkType: LinkType.RAW,
    originalLength: 0,
    seconds: 0,
    nanoseconds: 0,
    digits: 6,
  };

  it("records without a packet", () => {
    expectLinear((size) => {
      const header = writePackets([], {}).slice(0, 24);
      const bytes = concat(header, repeated(new Uint8Array(16), size));
      return () => {
        const reader = new CaptureReader({ packet() {} });
        reader.push(bytes);
        reader.end();
      };
    });
  });

  it("a file in pieces of three bytes", () => {
    const packet = ipPacketOf({
      source: CLIENT,
      destination: SERVER,
      flags: TcpFlag.ACK,
      payload: new Uint8Array(1000),
    });
    const one = {
      bytes: packet,
      linkType: LinkType.RAW,
      seconds: 0,
      nanoseconds: 0,
      originalLength: packet.length,
    };
    const file = writePackets([one], { linkType: LinkType.RAW });
    expectLinear((size) => {
      const bytes = concat(file.subarray(0, 24), repeated(file.subarray(24), size));
      return () => {
        const reader = new CaptureReader({ packet() {} });
        for (let at = 0; at < bytes.length; at += 3) reader.push(bytes.subarray(at, at + 3));
        reader.end();
      };
    });
  });

  it.each([
    ["segments of a byte, in order", (i: number) => i],
    ["segments of a byte, backwards", (i: number) => 1_000_000 - i],
    ["segments that overlap", (i: number) => (i >> 1) + ((i & 1) << 5)],
    ["segments with holes", (i: number) => 3 * i],
  ])("%s", (_, sequenceOf) => {
    expectLinear((size) => {
      const packet = ipPacketOf({
        source: CLIENT,
        destination: SERVER,
        flags: TcpFlag.ACK,
        payload: Uint8Array.of(1, 2),
      });
      const view = new DataView(packet.buffer);
      return () => {
        const tcp = new TcpReassembler({ open() {}, data() {}, gap() {}, close() {} });
        for (let i = 0; i < size / packet.length; i++) {
          view.setUint32(24, sequenceOf(i));
          info.number = i + 1;
          tcp.packet(packet, 0, packet.length, info);
        }
        tcp.end();
      };
    });
  });

  it.each([
    ["of one datagram, which overlap", () => 7, (i: number) => i % 8000],
    ["of one datagram, with holes", () => 7, (i: number) => (2 * i) % 8000],
    ["of many datagrams", (i: number) => i & 0xffff, (i: number) => i % 50],
  ])("fragments %s", (_, idOf, offsetOf) => {
    const from = Uint8Array.of(10, 0, 0, 1);
    const to = Uint8Array.of(10, 0, 0, 2);
    expectLinear((size) => {
      const packet = ipPacket(from, to, 6, new Uint8Array(16));
      const view = new DataView(packet.buffer);
      return () => {
        const tcp = new TcpReassembler({ open() {}, data() {}, gap() {}, close() {} });
        for (let i = 0; i < size / packet.length; i++) {
          view.setUint16(4, idOf(i));
          view.setUint16(6, 0x2000 | offsetOf(i));
          info.number = i + 1;
          tcp.packet(packet, 0, packet.length, info);
        }
        tcp.end();
      };
    });
  });

  it.each([
    ["80, a line without an end", 80, [0x41]],
    ["80, lines", 80, [0x41, 0x0a]],
    ["80, fields", 80, [0x41, 0x3a, 0x20, 0x0d, 0x0a]],
    ["389, zeros", 389, [0x30, 0]],
    ["135, fragments", 135, [5, 0, 11, 3, 16, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]],
    ["1433, packets", 1433, [0x12, 0, 0, 8, 0, 0, 0, 0]],
    ["25, lines", 25, [0x32, 0x0d, 0x0a]],
    ["9999, signatures", 9999, [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0]],
  ])("a conversation on port %s", (_, port, piece) => {
    expectLinear((size) => {
      const payload = repeated(piece, 1440);
      const packets = Array.from({ length: Math.floor(size / 1440) }, (_, i) => {
        const bytes = ipPacketOf({
          source: CLIENT,
          destination: { ...SERVER, port },
          sequence: 1 + 1440 * i,
          flags: TcpFlag.ACK,
          payload,
        });
        return { bytes, linkType: LinkType.RAW, seconds: 0, nanoseconds: 0, originalLength: bytes.length };
      });
      const file = writePackets(packets, { linkType: LinkType.RAW });
      return () => {
        for (const report of inspectCaptureSync([file])) void report;
      };
    });
  });
});
