// One connection of a probe: what is to be sent on it, what came back, and how it ended.
import { attempt, type DecodeError, equalBytes, isDecodeError } from "@countersign/bytes";
import { decodeFrame, type Frame, FrameDecoder, type FrameSink, FrameType } from "@countersign/framing";
import { Dialect } from "@countersign/smb2";
import type { Protocol } from "../handshake.js";
import { isSmb } from "../is-smb.js";
import { HandshakeObserver } from "../observer.js";
import { type Awaited, protocolOf, sortOf } from "./answer.js";
import { challengeEnd, negotiateEnd } from "./ends.js";
import type { ProbeSettings } from "./options.js";
import { PROOF_SIZE, peerProtocol } from "./peer-protocol.js";
import { sessionRequest, smb1Negotiate, smb2Negotiate, smb2SessionSetup } from "./requests.js";
import type { ProbeConnection, ProbeDetail, ProbeEnd, ProbeOutcome, ProbeQuestion } from "./result.js";

/** How a connection ended, or that it did not come to be, as a transport is told. */
export type CloseReason = "refused" | "unreachable" | "reset" | "end";

export interface ExchangeContext {
  settings: ProbeSettings;
  /** 16 bytes. */
  clientGuid: Uint8Array;
  /** Port 139 alone. */
  calledName: string | undefined;
  /** Whether to go on to SESSION_SETUP. */
  wantsChallenge: boolean;
  /** The number of the next message, sent or received. */
  count: () => number;
}

const CLOSED: Readonly<Record<CloseReason, ProbeOutcome>> = {
  refused: "connection-refused",
  unreachable: "unreachable",
  reset: "reset",
  end: "closed",
};

const FRAME_HEADER_SIZE = 4;

/** Every input is taken at any time, and none throws; after the end none counts. */
export class ProbeExchange {
  readonly #question: ProbeQuestion;
  readonly #context: ExchangeContext;
  readonly #observer = new HandshakeObserver();
  readonly #frames: FrameDecoder;
  readonly #sink: FrameSink;
  readonly #outgoing: Uint8Array[] = [];
  #state: "connecting" | "session" | Awaited = "connecting";
  /** In which the answer may be. */
  #protocols: readonly Protocol[];
  #sent: Uint8Array = new Uint8Array(0);
  /** Of SMB2's next request. */
  #messageId = 0n;
  #frameCount = 0;
  /** The stream's first bytes, as many as tell what it is. */
  readonly #first: number[] = [];
  #began: number | undefined;
  #negotiated: ProbeEnd | undefined;
  #challenge: ProbeEnd | undefined;
  #end: ProbeEnd | undefined;

  constructor(question: ProbeQuestion, context: ExchangeContext) {
    this.#question = question;
    this.#context = context;
    this.#protocols = question.kind === "multi-protocol" ? ["smb1", "smb2"] : [question.kind];
    this.#frames = new FrameDecoder({ maxMessageLength: context.settings.maxMessageLength });
    this.#sink = {
      begin: (type, _length, bytes, start, end) => this.#begin(type, bytes, start, end),
      take: (type, length, bytes, start, end) =>
        this.#take(type, withHeader(type, length, bytes, start, end)),
      cut: (type, length, bytes, start, end) => this.#cut(type, withHeader(type, length, bytes, start, end)),
    };
  }

  /** The next bytes to send. */
  outgoing(): Uint8Array | undefined {
    const bytes = this.#outgoing.shift();
    if (bytes === undefined) return undefined;
    // The caller may do with its own what it likes.
    this.#sent = bytes.slice();
    this.#observer.push("client", bytes, this.#context.count());
    return bytes;
  }

  connected(at: number): void {
    if (this.#state !== "connecting") return;
    this.#began = at;
    const { calledName, settings } = this.#context;
    if (calledName === undefined) {
      this.#ask();
    } else {
      this.#state = "session";
      this.#outgoing.push(sessionRequest(calledName, settings.callingName));
    }
  }

  push(bytes: Uint8Array): void {
    if (this.#state === "connecting") return;
    for (let i = 0; i < bytes.length && this.#first.length < PROOF_SIZE; i++) this.#first.push(bytes[i]!);
    try {
      this.#frames.feed(bytes, 0, bytes.length, this.#sink);
    } catch (error) {
      if (!isDecodeError(error)) throw error;
      this.#unframed(error);
    }
  }

  closed(how: CloseReason, error?: string): void {
    this.#over(CLOSED[how], error === undefined ? {} : { error });
  }

  timedOut(): void {
    this.#over(this.#state === "connecting" ? "connect-timeout" : "silent");
  }

  /** What came of it, `undefined` while it goes on; `ended` is when it ended. */
  result(ended: number): ProbeConnection | undefined {
    if (this.#end === undefined) return undefined;
    const { handshake } = this.#observer;
    const { calledName } = this.#context;
    return {
      question: this.#question,
      ...this.#end,
      began: this.#began ?? ended,
      ended,
      ...(calledName !== undefined && { calledName }),
      ...(this.#challenge && { challenge: this.#challenge }),
      handshake: {
        ...handshake,
        problems: handshake.problems.map((one) => ({ ...one, error: plain(one.error) })),
      },
    };
  }

  #ask(): void {
    this.#state = "negotiate";
    if (this.#question.kind === "smb2") this.#askSmb2(this.#question.dialects);
    else this.#outgoing.push(smb1Negotiate(this.#question.dialects));
  }

  #askSmb2(dialects: readonly Dialect[]): void {
    const { clientGuid, settings } = this.#context;
    const { serverName, random } = settings;
    const offer = { dialects: [...dialects], clientGuid, serverName, random };
    this.#protocols = ["smb2"];
    this.#outgoing.push(smb2Negotiate(offer, this.#messageId++));
  }

  /** Frames after the end are passed over. */
  #begin(type: FrameType, bytes: Uint8Array, start: number, end: number): number {
    if (this.#end !== undefined) return 0;
    if (++this.#frameCount > this.#context.settings.maxFrames) {
      this.#finish("limit", { limit: "frames" });
    } else if (type === FrameType.SESSION_MESSAGE && !isSmb(bytes, start, end)) {
      this.#finish("not-smb", { looksLike: "unknown" });
    }
    return this.#end !== undefined ? 0 : Number.POSITIVE_INFINITY;
  }

  #take(type: FrameType, frame: Uint8Array): void {
    if (equalBytes(frame, this.#sent)) this.#finish("wrong-direction", { looksLike: "echo" });
    else if (type === FrameType.SESSION_MESSAGE) this.#message(frame);
    else if (type !== FrameType.SESSION_KEEP_ALIVE) this.#control(frame);
  }

  #control(bytes: Uint8Array): void {
    const frame = attempt(() => decodeFrame(bytes));
    if (isDecodeError(frame)) this.#malformed(frame.message);
    else if (frame.kind === "sessionRequest") this.#finish("wrong-direction");
    else if (this.#state !== "session") this.#malformed(`${frame.kind} was not asked for`);
    else {
      this.#observe(bytes);
      this.#sessionAnswer(frame);
    }
  }

  #sessionAnswer(frame: Frame): void {
    switch (frame.kind) {
      case "positiveSessionResponse":
        this.#ask();
        break;
      case "negativeSessionResponse":
        this.#finish("session-refused", { sessionError: frame.errorCode });
        break;
      case "retargetSessionResponse": {
        const address = frame.retargetIpAddress.join(".");
        this.#finish("retargeted", { retarget: { address, port: frame.port } });
      }
    }
  }

  #message(frame: Uint8Array): void {
    if (this.#state === "connecting" || this.#state === "session") {
      this.#malformed("a message came before the session");
      return;
    }
    const message = frame.subarray(FRAME_HEADER_SIZE);
    switch (sortOf(message, this.#state)) {
      case "request":
        this.#finish("wrong-direction");
        break;
      case "foreign":
        this.#malformed("a message is encrypted or compressed before anything was agreed on");
        break;
      case "answer":
        if (!this.#protocols.includes(protocolOf(message))) {
          this.#malformed("the answer is of another protocol than the question");
        } else if (this.#state === "negotiate") this.#negotiateAnswer(frame);
        else this.#sessionSetupAnswer(frame);
    }
  }

  #negotiateAnswer(frame: Uint8Array): void {
    const error = this.#observe(frame);
    const end = negotiateEnd(this.#observer.handshake.negotiations.at(-1), error);
    const { dialect } = end.detail;
    const isOpening = this.#protocols.length > 1;
    // [MS-SMB2] 3.2.5.2: the opening in SMB1 took the number 0.
    if (isOpening) this.#messageId = 1n;
    if (dialect === Dialect.SMB_2_WILDCARD && isOpening) {
      this.#askSmb2(this.#context.settings.dialects);
    } else if (dialect === undefined || !this.#context.wantsChallenge) {
      this.#finish(end.outcome, end.detail);
    } else {
      this.#negotiated = end;
      this.#state = "sessionSetup";
      this.#outgoing.push(smb2SessionSetup(this.#messageId));
    }
  }

  #sessionSetupAnswer(frame: Uint8Array): void {
    const error = this.#observe(frame);
    const { outcome, detail } = challengeEnd(this.#observer.handshake.sessions.at(-1), error);
    this.#finish(outcome, detail);
  }

  /** What there is of a message is evidence too, if it is an answer. */
  #cut(type: FrameType, frame: Uint8Array): void {
    if (type !== FrameType.SESSION_MESSAGE || this.#state === "session" || this.#state === "connecting")
      return;
    const message = frame.subarray(FRAME_HEADER_SIZE);
    if (!isSmb(message, 0, message.length) || !this.#protocols.includes(protocolOf(message))) return;
    if (sortOf(message, this.#state) === "answer") this.#observe(frame);
  }

  /** No frame can begin where one should. */
  #unframed({ code, field, message }: DecodeError): void {
    if (code === "limit") this.#finish("limit", { limit: "message-length" });
    else if (field === "SessionPacket.type" && this.#frameCount === 0) {
      this.#finish("not-smb", { looksLike: peerProtocol(Uint8Array.from(this.#first)) });
    } else this.#malformed(message);
  }

  #over(outcome: ProbeOutcome, detail: ProbeDetail = {}): void {
    if (this.#end !== undefined) return;
    this.#frames.end(this.#sink);
    this.#observer.end();
    this.#finish(outcome, detail);
  }

  #malformed(error: string): void {
    this.#finish("malformed", { error });
  }

  /** The first end counts. Where NEGOTIATE was answered, it is the CHALLENGE that ends so. */
  #finish(outcome: ProbeOutcome, detail: ProbeDetail = {}): void {
    if (this.#end !== undefined) return;
    if (this.#negotiated !== undefined) this.#challenge = { outcome, detail };
    this.#end = this.#negotiated ?? { outcome, detail };
  }

  /** Answers what of it could not be read. */
  #observe(frame: Uint8Array): string | undefined {
    const { problems } = this.#observer.handshake;
    const known = problems.length;
    this.#observer.push("server", frame, this.#context.count());
    return problems[known]?.error.message;
  }
}

function withHeader(
  type: FrameType,
  length: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_SIZE + end - start);
  frame.set([type, length >>> 16, (length >>> 8) & 0xff, length & 0xff]);
  frame.set(bytes.subarray(start, end), FRAME_HEADER_SIZE);
  return frame;
}

/** A structured clone keeps of an error its message alone. */
function plain({ name, message, code, field, offset, blame, needed }: DecodeError): DecodeError {
  return {
    name,
    message,
    code,
    field,
    offset,
    ...(blame !== undefined && { blame }),
    ...(needed !== undefined && { needed }),
  };
}
