// A capture's bytes in, reports out, without I/O.
import { CaptureReader, type Flow, type StreamSink, TcpReassembler } from "@countersign/capture";
import type {
  CaptureReport,
  Compression,
  HandshakeReport,
  NtlmOnlyReport,
  ProblemReport,
  Report,
} from "./contract.js";
import { Conversation } from "./conversation.js";
import { HeldBytes } from "./held-bytes.js";
import { HostView } from "./host/host-view.js";

/** Half of what TCP reassembly alone would follow: a conversation that is looked into weighs more than a kilobyte. */
const MAX_CONVERSATIONS = 8192;
const MAX_HELD_BYTES = 8 * 1024 * 1024;

export interface InspectOptions {
  /** How reports name the capture; '' unless given. */
  file?: string;
  /** `firstPacket`: all at the end, in the order of their first packets. `ended`: each as its conversation ends. */
  order?: "firstPacket" | "ended";
  /** `host`: a report for each server address, at the end, in place of those of conversations. `both`: after those. `conversation` unless given. */
  by?: "conversation" | "host" | "both";
  /** As `by: "host"`, unless `by` is `both`, joined with what is in there and left in there: `hosts.reports()` gives the reports. */
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

/**
 * Takes a capture in chunks of any size. Never throws for what the bytes hold: that becomes problems. Follows 8,192
 * conversations at a time, and holds 8 MiB of all their unfinished messages; past that the oldest is read no further.
 */
export class CaptureInspector {
  readonly #file: string;
  readonly #sorted: boolean;
  readonly #showSecrets: boolean;
  readonly #source: SourceFacts;
  readonly #hosts: HostView | undefined;
  /** Whether the hosts are this inspector's to report. */
  readonly #ownsHosts: boolean;
  readonly #reportsConversations: boolean;
  readonly #reader: CaptureReader;
  readonly #tcp: TcpReassembler;
  /** In the order in which conversations ended, while that is not the order to report them in. */
  readonly #sortable: (HandshakeReport | NtlmOnlyReport)[] = [];
  /** Conversations to be reported in the order of their ends, each finished when its turn comes: at the end very many end at once. */
  readonly #ended: Conversation[] = [];
  /** The next ones of them, and the reports that are ready, the first one last. */
  #unreported: Conversation[] = [];
  #ready: Report[] = [];
  /** The reports that come after all conversations are due. */
  #isEnding = false;
  readonly #heldBytes = new HeldBytes(MAX_HELD_BYTES);
  #handshakes = 0;

  constructor(options: InspectOptions = {}) {
    this.#file = options.file ?? "";
    this.#sorted = options.order !== "ended";
    this.#showSecrets = options.showSecrets ?? false;
    this.#source = options.source ?? { problems: [] };
    const { by = options.hosts === undefined ? "conversation" : "host" } = options;
    this.#ownsHosts = options.hosts === undefined && by !== "conversation";
    this.#hosts = options.hosts ?? (this.#ownsHosts ? new HostView() : undefined);
    this.#reportsConversations = this.#hosts === undefined || by === "both";
    const sink: StreamSink = {
      open: (flow) => {
        flow.user = new Conversation(flow);
      },
      data: (flow, side, bytes, start, end, packet) => {
        const conversation = conversationOf(flow);
        conversation.data(side, bytes, start, end, packet);
        this.#heldBytes.count(conversation);
      },
      gap: (flow, side, length, packet) => {
        const conversation = conversationOf(flow);
        conversation.gap(side, length, packet);
        this.#heldBytes.count(conversation);
      },
      close: (flow) => this.#close(flow),
    };
    this.#tcp = new TcpReassembler(sink, { maxFlows: MAX_CONVERSATIONS });
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
    this.#isEnding = true;
  }

  /** The next report that is ready; `undefined`: none before more is pushed, or the end was told. */
  next(): Report | undefined {
    for (;;) {
      const report = this.#ready.pop();
      if (report !== undefined) return report;
      const conversation = this.#unreported.pop();
      if (conversation !== undefined) this.#ready = this.#reportsOf(conversation).reverse();
      else if (this.#ended.length > 0) this.#unreported = this.#ended.splice(0).reverse();
      else if (this.#isEnding) this.#ready = this.#lastReports().reverse();
      else return undefined;
    }
  }

  #lastReports(): Report[] {
    this.#isEnding = false;
    this.#sortable.sort((a, b) => a.firstPacket - b.firstPacket);
    const hosts = this.#ownsHosts ? (this.#hosts?.reports() ?? []) : [];
    return [...this.#sortable, ...hosts, this.#captureReport()];
  }

  #close(flow: Flow): void {
    const conversation = conversationOf(flow);
    flow.user = undefined;
    this.#heldBytes.forget(conversation);
    if (this.#hosts !== undefined) this.#observe(conversation, this.#hosts);
    if (!this.#reportsConversations) return;
    if (this.#sorted) this.#sortable.push(...this.#reportsOf(conversation));
    else this.#ended.push(conversation);
  }

  #observe(conversation: Conversation, hosts: HostView): void {
    this.#finish(conversation);
    for (const observation of conversation.observations(this.#file)) hosts.add(observation);
  }

  #reportsOf(conversation: Conversation): (HandshakeReport | NtlmOnlyReport)[] {
    // What was observed for its host is finished.
    if (this.#hosts === undefined) this.#finish(conversation);
    return conversation.reports(this.#file, this.#showSecrets);
  }

  #finish(conversation: Conversation): void {
    conversation.end();
    if (conversation.isSmb) this.#handshakes++;
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
      problems: [...sourceProblems, ...problems, ...this.#limitProblems()],
    };
  }

  #limitProblems(): ProblemReport[] {
    const { givenUp } = this.#heldBytes;
    if (givenUp === 0) return [];
    const message = `${givenUp} conversations were read no further: unfinished messages were more than ${MAX_HELD_BYTES} bytes`;
    return [{ layer: "tcp", code: "limit", message }];
  }
}

function conversationOf(flow: Flow): Conversation {
  return flow.user as Conversation;
}
