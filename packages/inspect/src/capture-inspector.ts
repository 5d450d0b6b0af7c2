// A capture's bytes in, reports out, without I/O.
import { CaptureReader, type Flow, TcpReassembler } from "@countersign/capture";
import type {
  CaptureReport,
  Compression,
  HandshakeReport,
  NtlmOnlyReport,
  ProblemReport,
  Report,
} from "./contract.js";
import { Conversation } from "./conversation.js";
import { HostView } from "./host/host-view.js";

export interface InspectOptions {
  /** How reports name the capture; '' unless given. */
  file?: string;
  /** `firstPacket`: all at the end, in the order of their first packets. `ended`: each as its conversation ends. */
  order?: "firstPacket" | "ended";
  /** `host`: a report for each server address, at the end, in place of those of conversations. `conversation` unless given. */
  by?: "conversation" | "host";
  /** As `by: "host"`, joined with what is in there and left in there: `hosts.reports()` gives the reports. */
  hosts?: HostView;
  /** Puts LM and NT responses, MICs and session keys into reports. They can be used to find passwords out. */
  showSecrets?: boolean;
  /** For sources that unwrap. */
  source?: SourceFacts;
}

/** What a source says of itself. It may change until the capture ends: then it goes into the capture's report. */
export interface SourceFacts {
  /** What the bytes were wrapped in before they came. */
  compression?: Compression;
  /** What was wrong with that, before the problems of the capture. */
  problems: ProblemReport[];
}

/** Takes a capture in chunks of any size. Never throws for what the bytes hold: that becomes problems. */
export class CaptureInspector {
  readonly #file: string;
  readonly #sorted: boolean;
  readonly #showSecrets: boolean;
  readonly #source: SourceFacts;
  readonly #hosts: HostView | undefined;
  /** Whether the hosts are this inspector's to report. */
  readonly #ownsHosts: boolean;
  readonly #reader: CaptureReader;
  readonly #tcp: TcpReassembler;
  /** In the order in which conversations ended, while that is not the order to report them in. */
  readonly #held: (HandshakeReport | NtlmOnlyReport)[] = [];
  #ready: Report[] = [];
  #taken = 0;
  #handshakes = 0;

  constructor(options: InspectOptions = {}) {
    this.#file = options.file ?? "";
    this.#sorted = options.order !== "ended";
    this.#showSecrets = options.showSecrets ?? false;
    this.#source = options.source ?? { problems: [] };
    this.#ownsHosts = options.hosts === undefined && options.by === "host";
    this.#hosts = options.hosts ?? (this.#ownsHosts ? new HostView() : undefined);
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
    this.#held.sort((a, b) => a.firstPacket - b.firstPacket);
    const hosts = this.#ownsHosts ? (this.#hosts?.reports() ?? []) : [];
    this.#ready = [...this.#ready, ...this.#held, ...hosts, this.#captureReport()];
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
    const conversation = conversationOf(flow);
    conversation.end();
    if (conversation.isSmb) this.#handshakes++;
    if (this.#hosts === undefined) this.#report(conversation);
    else for (const observation of conversation.observations(this.#file)) this.#hosts.add(observation);
    flow.user = undefined;
  }

  #report(conversation: Conversation): void {
    const reports = conversation.reports(this.#file, this.#showSecrets);
    (this.#sorted ? this.#held : this.#ready).push(...reports);
  }

  #captureReport(): CaptureReport {
    const { format, packets, bytes, problems, unread } = this.#reader;
    const { compression, problems: sourceProblems } = this.#source;
    const { segments, payloadSegments, emptySegments, latePayloadSegments, ...counters } = this.#tcp.counters;
    return {
      kind: "capture",
      version: 1,
      file: this.#file,
      ...(format && { format }),
      ...(compression && { compression }),
      packets,
      bytes,
      handshakes: this.#handshakes,
      tcp: { payload: payloadSegments, empty: emptySegments, late: latePayloadSegments },
      dropped: { ...this.#tcp.dropped },
      unread: { ...unread },
      counters,
      problems: [...sourceProblems, ...problems],
    };
  }
}

function conversationOf(flow: Flow): Conversation {
  return flow.user as Conversation;
}
