import { CaptureReader, type Flow, type Side as FlowSide, TcpReassembler } from "@countersign/capture";
import { type HandshakeEvent, HandshakeObserver } from "@countersign/handshake";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  captureFiles,
  cutFiles,
  handshakes,
  packetStreams,
  resplit,
  type StreamPiece,
  splits,
} from "../src/index.js";

function observe(pieces: readonly StreamPiece[]): HandshakeEvent[] {
  const events: HandshakeEvent[] = [];
  const observer = new HandshakeObserver({ onEvent: (event) => events.push(event) });
  for (const { side, bytes } of pieces) observer.push(side, bytes);
  observer.end();
  return events;
}

describe("handshakes", () => {
  it("are understood to the last message", () => {
    fc.assert(
      fc.property(handshakes(), (pieces) => {
        const kinds = observe(pieces).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "undecodable")).toEqual([]);
        expect(kinds.filter((kind) => kind === "ntlm")).toHaveLength(3);
        expect(kinds.at(-1)).toBe("session");
      }),
      { numRuns: runs(100) },
    );
  });

  it("are the same however they are split", () => {
    const both = handshakes().chain((pieces) => fc.tuple(fc.constant(pieces), resplit(pieces)));
    fc.assert(
      fc.property(both, ([pieces, split]) => {
        expect(observe(split)).toEqual(observe(pieces));
      }),
      { numRuns: runs(80) },
    );
  });

  it("come in every form", () => {
    const kinds = fc
      .sample(handshakes(), { seed: 1, numRuns: 200 })
      .map((pieces) => pieces.map(({ bytes }) => (bytes[0] === 0 ? bytes[4]! : bytes[0]!)));
    const openings = new Set(kinds.map((ids) => ids.slice(0, 3).join(" ")));
    // NetBIOS request and answer (0x81, 0x82), SMB1 (0xff) and SMB2 (0xfe).
    expect(openings).toEqual(
      new Set(["254 254 254", "255 254 254", "255 255 255", "129 130 254", "129 130 255"]),
    );
  });
});

describe("splits", () => {
  it("put together are the bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array().chain((bytes) => fc.tuple(fc.constant(bytes), splits(bytes, 5))),
        ([bytes, pieces]) => {
          expect(pieces.length).toBeLessThanOrEqual(5);
          expect(pieces.flatMap((piece) => [...piece])).toEqual([...bytes]);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

/** What a capture's one connection comes to, by the port that a side sends from. */
function reassemble(file: Uint8Array): { client: number[]; server: number[]; gaps: number } {
  const found = { client: [] as number[], server: [] as number[], gaps: 0 };
  const of = (flow: Flow, side: FlowSide) => (flow.port(side) === 445 ? found.server : found.client);
  const tcp = new TcpReassembler({
    open() {},
    data: (flow, side, bytes, start, end) => void of(flow, side).push(...bytes.subarray(start, end)),
    gap: () => void found.gaps++,
    close() {},
  });
  const reader = new CaptureReader(tcp);
  reader.push(file);
  reader.end();
  tcp.end();
  return found;
}

describe("packet streams and capture files", () => {
  it("carry what was sent, whatever happens on the way", () => {
    const streams = handshakes({ maxBytes: 60 })
      .chain((pieces) => packetStreams(pieces))
      .chain((stream) => fc.record({ stream: fc.constant(stream), file: captureFiles(stream.packets) }));
    fc.assert(
      fc.property(streams, ({ stream, file }) => {
        expect(reassemble(file)).toEqual({ client: [...stream.client], server: [...stream.server], gaps: 0 });
      }),
      { numRuns: runs(80) },
    );
  });

  it("lose bytes and never invent any where packets are lost and cut", () => {
    const files = handshakes({ maxBytes: 60 })
      .chain((pieces) => packetStreams(pieces, { isLossy: true, maxSegment: 60 }))
      .chain((stream) => fc.record({ stream: fc.constant(stream), file: cutFiles(stream.packets) }));
    let gaps = 0;
    fc.assert(
      fc.property(files, ({ stream, file }) => {
        const found = reassemble(file);
        expect(found.client.length).toBeLessThanOrEqual(stream.client.length);
        expect(found.server.length).toBeLessThanOrEqual(stream.server.length);
        gaps += found.gaps;
      }),
      { numRuns: runs(80) },
    );
    expect(gaps).toBeGreaterThan(0);
  });
});
