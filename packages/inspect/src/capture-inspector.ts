// A capture's bytes in, reports out, without I/O.
import { CaptureReader, type Flow, TcpReassembler } from "@countersign/capture";
import type { CaptureReport, Report } from "./contract.js";
import { Conversation } from "./conversation.js";

export interface InspectOptions {
  /** How reports name the capture; '' unless given. */
  file?: string;
  /** `firstPacket`: all at the end, in the order of their first packets. `ended`: each as its conversation ends. */
  order?: "firstPacket" | "ended";
}

/** Takes a capture in chunks of any size. Never throws for what the bytes hold: that becomes problems. */
export class CaptureInspector {
  readonly #file: string;
  readonly #sorted: boolean;
  readonly #reader: CaptureReader;
  readonly #tcp: TcpReassembler;
  /** In the order in which conversations ended, while that is not the order to report them in. */
  readonly #held: Report[] = [];
  #ready: Report[] = [];
  #taken = 0;
  #handshakes = 0;

  constructor(options: InspectOptions = {}) {
    this.#file = options.file ?? "";
    this.#sorted = options.order !== "ended";
    this.#tcp = new TcpReassembler({
      open: (flow) => {
        flow.user = new Conversation(flow);
      },
      data: (flow, side, bytes, start, end, packet) => {
        conversationOf(flow).data(side, bytes, start, end, packet);
      },
      gap: (flow, side, length, packet) => conversationOf(flow).gap(side, length, packet),
      close: (flow) => this.#close(flow),
    });
    this.#reader = new CaptureReader(this.#tcp);
  }

  /** Takes the next bytes; they may be reused afterwards. */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** Ends the capture: what was open is reported, and the capture's own report comes last. */
  end(): void {
    this.#reader.end();
    this.#tcp.end();
    this.#held.sort((a, b) => firstPacketOf(a) - firstPacketOf(b));
    this.#ready = [...this.#ready, ...this.#held, this.#captureReport()];
  }

  /** The next report that is ready; `undefined`: none before more is pushed, or the end was told. */
  next(): Report | undefined {
    const report = this.#ready[this.#taken];
    if (report !== undefined) this.#taken++;
    else if (this.#taken > 0) {
      this.#ready = [];
      this.#taken = 0;
    }
    return report;
  }

  #close(flow: Flow): void {
    for (const report of conversationOf(flow).reports(this.#file)) {
      if (report.kind === "handshake") this.#handshakes++;
      (this.#sorted ? this.#held : this.#ready).push(report);
    }
    flow.user = undefined;
  }

  #captureReport(): CaptureReport {
    const { format, packets, bytes, problems } = this.#reader;
    return {
      kind: "capture",
      version: 1,
      file: this.#file,
      ...(format && { format }),
      packets,
      bytes,
      handshakes: this.#handshakes,
      dropped: { ...this.#tcp.dropped },
      problems: [...problems],
    };
  }
}

function conversationOf(flow: Flow): Conversation {
  return flow.user as Conversation;
}

function firstPacketOf(report: Report): number {
  return report.kind === "capture" ? Number.POSITIVE_INFINITY : report.firstPacket;
}
