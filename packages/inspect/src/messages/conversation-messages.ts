// The messages of one conversation, read from its capture again: reports keep none.
import { CaptureReader, type Flow, type Side, type StreamSink, TcpReassembler } from "@countersign/capture";
import { CarrierScan } from "../carriers/carrier-scan.js";
import type { Endpoint, HandshakeReport, NtlmOnlyReport } from "../contract.js";
import type { CapturedMessage, MessageFound } from "./captured-message.js";
import { FrameMessages } from "./frame-messages.js";

export interface MessageOptions {
  /** Bytes of one message that are handed out, beside a frame's header: 64 KiB unless told. */
  maxLength?: number;
}

const MAX_LENGTH = 64 * 1024;

/**
 * Reads a capture until the conversation of a report ends, and yields its messages in the order in which they ended:
 * SMB's frames for a `handshake`, the NTLMSSP messages for an `ntlm` report. What the source throws passes through.
 */
export async function* conversationMessages(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  report: HandshakeReport | NtlmOnlyReport,
  options: MessageOptions = {},
): AsyncGenerator<CapturedMessage, void, undefined> {
  let ready: CapturedMessage[] = [];
  const one = new OneConversation(report, options.maxLength ?? MAX_LENGTH, (message) => ready.push(message));
  const tcp = new TcpReassembler(one);
  const reader = new CaptureReader(tcp);
  for await (const chunk of source) {
    reader.push(chunk);
    yield* ready;
    ready = [];
    if (one.isOver) return;
  }
  reader.end();
  tcp.end();
  yield* ready;
}

/** Follows one conversation, and has nothing held of the others. */
class OneConversation implements StreamSink {
  isOver = false;
  readonly #report: HandshakeReport | NtlmOnlyReport;
  readonly #maxLength: number;
  readonly #found: MessageFound;
  #flow: Flow | undefined;
  #stream: MessageStream | undefined;

  constructor(report: HandshakeReport | NtlmOnlyReport, maxLength: number, found: MessageFound) {
    this.#report = report;
    this.#maxLength = maxLength;
    this.#found = found;
  }

  open(flow: Flow): void {
    const { firstPacket, client } = this.#report;
    const clientSide = flow.firstPacket === firstPacket ? sideOf(flow, client) : undefined;
    if (clientSide === undefined) {
      flow.ignore(0);
      flow.ignore(1);
      return;
    }
    this.#flow = flow;
    this.#stream =
      this.#report.kind === "handshake"
        ? new FrameStream(clientSide, this.#maxLength, this.#found)
        : new TokenStream(clientSide, this.#maxLength, this.#found);
  }

  data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    if (flow === this.#flow) this.#stream?.data(side, bytes, start, end, packet);
  }

  gap(flow: Flow, side: Side, length: number, packet: number): void {
    if (flow === this.#flow) this.#stream?.gap(side, length, packet);
  }

  close(flow: Flow): void {
    if (flow !== this.#flow) return;
    this.#stream?.end();
    this.isOver = true;
  }
}

function sideOf(flow: Flow, { address, port }: Endpoint): Side | undefined {
  const sides: readonly Side[] = [0, 1];
  return sides.find((side) => flow.port(side) === port && flow.address(side) === address);
}

interface MessageStream {
  data: (side: Side, bytes: Uint8Array, start: number, end: number, packet: number) => void;
  gap: (side: Side, length: number, packet: number) => void;
  end: () => void;
}

class FrameStream implements MessageStream {
  readonly #sides: readonly [FrameMessages, FrameMessages];
  #packet = 0;

  constructor(clientSide: Side, maxLength: number, found: MessageFound) {
    const of = (side: Side) =>
      new FrameMessages(maxLength, (bytes, length) =>
        found({ from: side === clientSide ? "client" : "server", packet: this.#packet, bytes, length }),
      );
    this.#sides = [of(0), of(1)];
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    this.#packet = packet;
    this.#sides[side].data(bytes, start, end);
  }

  gap(side: Side, length: number, packet: number): void {
    this.#packet = packet;
    this.#sides[side].gap(length);
  }

  end(): void {
    for (const side of this.#sides) side.end();
  }
}

class TokenStream implements MessageStream {
  readonly #scan: CarrierScan;

  constructor(clientSide: Side, maxLength: number, found: MessageFound) {
    this.#scan = new CarrierScan((_carrier, token, side, packet) =>
      found({
        from: side === clientSide ? "client" : "server",
        packet,
        bytes: token.subarray(0, maxLength),
        length: token.length,
      }),
    );
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    this.#scan.data(side, bytes, start, end, packet);
  }

  gap(side: Side, length: number): void {
    this.#scan.gap(side, length);
  }

  end(): void {}
}
