import { fixture, mutated, runs, type StreamPiece, streamsOf } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";
import {
  base64,
  bytes,
  type Conversation,
  expectAnySplit,
  listen,
  NEGOTIATE,
  text,
  told,
} from "./conversation.js";

/** What tshark found in a capture. */
interface Expected {
  streams: { ntlm: { carrier: string; dir: "c2s" | "s2c"; hex: string }[] }[];
}

const FIXTURES = ["d27-ad-ldap-ntlm", "d28-ad-dcerpc-ntlm", "d29-http-ntlm"] as const;

/** Each conversation of a capture, the client as side 0. */
function conversations(name: string): Conversation[] {
  return streamsOf(`captures/${name}.pcap`).map(({ pieces, clientSide }) =>
    pieces.map(({ side, bytes }: StreamPiece) => [side === clientSide ? 0 : 1, bytes] as const),
  );
}

describe("CarrierScan", () => {
  it.each(FIXTURES)("finds in %s what tshark finds, at any split", (name) => {
    const { streams } = JSON.parse(
      new TextDecoder().decode(fixture(`captures/${name}.expected.json`)),
    ) as Expected;
    const all = conversations(name);
    expect(all.length).toBe(streams.length);
    for (const [i, { ntlm }] of streams.entries()) {
      // One conversation is SMB, which is read elsewhere: to this reader it is a stream of no known protocol.
      const nameOf = (carrier: string) => (carrier === "smb2" ? "tcp" : carrier);
      const tokens = ntlm.map(
        ({ carrier, dir, hex }) => `${nameOf(carrier)} ${dir === "c2s" ? 0 : 1} ${hex}`,
      );
      expectAnySplit(all[i]!, tokens);
    }
  });

  it("tells the packet in which a message ended", () => {
    const packets: number[] = [];
    const scan = new CarrierScan((_carrier, _token, _side, packet) => packets.push(packet));
    for (const { side, bytes, packet } of streamsOf("captures/d28-ad-dcerpc-ntlm.pcap")[1]!.pieces) {
      scan.data(side, bytes, 0, bytes.length, packet);
    }
    expect(packets).toEqual([18, 20, 22]);
  });

  const smtp = text(`220 mail\r\n334 ${base64(NEGOTIATE)}\r\n`);
  const http = text(`GET / HTTP/1.1\r\nAuthorization: NTLM ${base64(NEGOTIATE)}\r\n\r\n`);

  it("knows a protocol by either side, whichever bytes came before from the other", () => {
    expectAnySplit(
      [
        [1, text("\0")],
        [0, http],
      ],
      [told("http", 0, NEGOTIATE)],
    );
    expectAnySplit(
      [
        [0, text("HEL")],
        [1, smtp],
      ],
      [told("smtp", 1, NEGOTIATE)],
    );
  });

  it("searches what a gap cut off before it could be known", () => {
    const found: string[] = [];
    const scan = new CarrierScan((carrier) => found.push(carrier));
    const show = (side: 0 | 1, piece: Uint8Array) => scan.data(side, piece, 0, piece.length, 1);
    show(0, http.subarray(0, 4));
    scan.gap(0, 7);
    show(0, http.subarray(11));
    expect(found).toEqual(["tcp"]);
    scan.gap(1, 7);
    show(1, text("HTTP/1.1 200 OK\r\n\r\n"));
    show(0, http);
    expect(found).toEqual(["tcp", "http"]);
  });

  it("wants nothing of TLS, and nothing of another stream after 16 KiB", () => {
    const hello = Uint8Array.of(0x16, 3, 1, 2, 0, 1);
    expect(
      listen([
        [0, hello],
        [1, hello],
      ]).wanted,
    ).toEqual([false, false]);
    const other = new Uint8Array(16 * 1024).fill(1);
    expect(
      listen([
        [0, other],
        [1, other],
      ]).wanted,
    ).toEqual([false, false]);
  });

  it.each([
    ["Telnet", [0xff, 0xfd, 0x18]],
    ["SSH", text("SSH-2.0-OpenSSH_9.2\r\n")],
    ["SNMP", [0x30, 0x26, 0x02, 0x01, 0x01, 0x04, 0x06, ...text("public")]],
    ["SOCKS", [0x05, 0x01, 0x00, 0x00]],
    ["RDP", [0x03, 0x00, 0x00, 0x13, 0x0e, 0xe0]],
    ["a bare number", [0x10, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x01]],
    ["a word that only begins like a command", text("AUTH: ")],
    ["prose", text("The quick brown fox jumps over the lazy dog\n")],
  ])("takes %s for none of the protocols", (_name, opening) => {
    const line = bytes(opening, NEGOTIATE);
    expect(listen([[0, line]]).tokens).toEqual([told("tcp", 0, NEGOTIATE)]);
  });

  const openings = fc.constantFrom(
    ...FIXTURES.flatMap(conversations).flatMap((conversation) => conversation.map(([, piece]) => piece)),
    smtp,
    http,
    text("* OK\r\na AUTHENTICATE NTLM\r\n"),
    text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    Uint8Array.of(0x12, 1, 0, 8, 0, 0, 1, 0, 0x10, 1, 0, 20, 0, 0, 1, 0),
    bytes([0x99], NEGOTIATE),
  );
  const piece = fc.oneof(
    { weight: 3, arbitrary: openings.chain((opening) => mutated(fc.constant(opening))) },
    { weight: 1, arbitrary: openings },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3000, size: "max" }) },
  );
  const step = fc.record({
    side: fc.constantFrom(0 as const, 1 as const),
    piece,
    gap: fc.nat(4),
    cut: fc.nat(300),
  });

  it("never throws, and gives only messages that own their memory", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const found: Uint8Array[] = [];
        const scan = new CarrierScan((_carrier, token) => found.push(token));
        for (const { side, piece, gap, cut } of steps) {
          if (gap > 2) scan.gap(side, gap * gap * 5);
          scan.data(side, piece, 0, Math.min(cut, piece.length), 1);
          scan.data(side, piece, Math.min(cut, piece.length), piece.length, 2);
        }
        for (const token of found) {
          expect(token.byteLength).toBe(token.buffer.byteLength);
          expect([...token.subarray(0, 8)]).toEqual([...text("NTLMSSP\0")]);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});
