import { CaptureReader, type Flow, type Side, TcpReassembler } from "@countersign/capture";
import { fixture } from "./fixtures.js";

/** In-order bytes of one side of a conversation, and the packet that they ended in. */
export interface StreamPiece {
  side: Side;
  bytes: Uint8Array;
  packet: number;
}

/** One TCP conversation of a capture. */
export interface Stream {
  /** The side that sent the SYN; 0 where none was seen. */
  clientSide: Side;
  serverPort: number;
  pieces: StreamPiece[];
}

/** The TCP conversations of a fixture, by its path below `fixtures/`. */
export function streamsOf(path: string): Stream[] {
  const streams: Stream[] = [];
  const of = (flow: Flow) => flow.user as Stream;
  const tcp = new TcpReassembler({
    open(flow) {
      const clientSide = flow.sideOfSyn ?? 0;
      flow.user = { clientSide, serverPort: flow.port(clientSide === 0 ? 1 : 0), pieces: [] };
      streams.push(of(flow));
    },
    data: (flow, side, bytes, start, end, packet) =>
      void of(flow).pieces.push({ side, bytes: bytes.slice(start, end), packet }),
    gap() {},
    close() {},
  });
  const reader = new CaptureReader(tcp);
  reader.push(fixture(path));
  reader.end();
  tcp.end();
  return streams;
}
