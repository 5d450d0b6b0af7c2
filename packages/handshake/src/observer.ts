// Watches one connection: two byte streams in, events and a record out. Without I/O and without a clock.
import { FrameDecoder, type FrameSink, FrameType } from "@countersign/framing";
import type { HandshakeEvent } from "./events.js";
import type { Handshake } from "./handshake.js";
import { isSmb } from "./is-smb.js";
import { Recorder } from "./recorder.js";
import { Smb1Dialog } from "./smb1-dialog.js";
import { Smb2Dialog } from "./smb2-dialog.js";

/** Who sent the bytes; where a message's own direction flag says otherwise, the flag is believed. */
export type Side = "client" | "server";

export interface ObserverOptions {
  /** Told of every event as it happens. */
  onEvent?: (event: HandshakeEvent) => void;
}

/**
 * Follows the handshakes of one connection. `push` never throws: what cannot be read becomes a problem, and after lost
 * or foreign bytes the stream is taken up again at the next frame that holds an SMB message.
 */
export class HandshakeObserver {
  /** What was seen so far. */
  readonly handshake: Handshake;
  /** Frames that held an SMB message. */
  messages = 0;
  readonly #smb1: Smb1Dialog;
  readonly #smb2: Smb2Dialog;
  readonly #client: FrameDecoder;
  readonly #server: FrameDecoder;
  readonly #clientSink: FrameSink;
  readonly #serverSink: FrameSink;
  #at = 0;
  /** Messages whose direction flag agrees with the side that they came from, less those whose does not. */
  #agreement = 0;

  constructor(options: ObserverOptions = {}) {
    const record = new Recorder(options.onEvent ?? ignore);
    this.handshake = record.handshake;
    this.#smb1 = new Smb1Dialog(record);
    this.#smb2 = new Smb2Dialog(record);
    this.#client = new FrameDecoder({ resynchronise: true });
    this.#server = new FrameDecoder({ resynchronise: true });
    const begin: Begin = (side, type, length, bytes, start, end) =>
      this.#begin(side, type, length, bytes, start, end);
    const take: Take = (message, missing) => this.#take(message, missing);
    this.#clientSink = new SideSink(1, begin, take);
    this.#serverSink = new SideSink(-1, begin, take);
  }

  /** Takes the next bytes of one side. `at` is the caller's count or clock; it stands in events and evidence. */
  push(side: Side, bytes: Uint8Array, at = 0): void {
    this.feed(side, bytes, 0, bytes.length, at);
  }

  /** As `push`, for bytes in place: `bytes[start, end)` is not kept. */
  feed(side: Side, bytes: Uint8Array, start: number, end: number, at: number): void {
    this.#at = at;
    if (side === "client") this.#client.feed(bytes, start, end, this.#clientSink);
    else this.#server.feed(bytes, start, end, this.#serverSink);
  }

  /** Bytes of one side that will never come. */
  gap(side: Side, length: number, at: number): void {
    this.#at = at;
    if (side === "client") this.#client.gap(length, this.#clientSink);
    else this.#server.gap(length, this.#serverSink);
  }

  /** The connection is over: a message that is not whole is judged by what there is of it. */
  end(): void {
    this.#client.end(this.#clientSink);
    this.#server.end(this.#serverSink);
  }

  /** Bytes held of both sides until their messages are whole. */
  get heldBytes(): number {
    return this.#client.heldBytes + this.#server.heldBytes;
  }

  /** Tells whether the messages' direction flags say that `client` and `server` were taken for one another. */
  get sidesAreSwapped(): boolean {
    return this.#agreement < 0;
  }

  #begin(
    fromClient: Sign,
    type: FrameType,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    if (type !== FrameType.SESSION_MESSAGE) {
      if (type !== FrameType.SESSION_KEEP_ALIVE) this.handshake.transport = "netbios-session";
      return 0;
    }
    if (!isSmb(bytes, start, end)) return 0;
    this.messages++;
    const isSmb1 = bytes[start] === 0xff;
    const isResponse = isSmb1
      ? this.#smb1.isResponse(bytes, start, end)
      : this.#smb2.isResponse(bytes, start, end);
    if (isResponse !== undefined) this.#agreement += isResponse ? -fromClient : fromClient;
    return isSmb1
      ? this.#smb1.wanted(bytes, start, end, length)
      : this.#smb2.wanted(bytes, start, end, length);
  }

  #take(message: Uint8Array, missing: number): void {
    if (message[0] === 0xff) this.#smb1.message(message, this.#at, missing);
    else this.#smb2.message(message, this.#at, missing);
  }
}

/** 1 for the client's side, -1 for the server's. */
type Sign = 1 | -1;
type Begin = (side: Sign, ...frame: Parameters<FrameSink["begin"]>) => number;
/** `missing`: how many bytes of the message never came. */
type Take = (message: Uint8Array, missing: number) => void;

/** What a side's decoder shows its frames to. A class: three closures a side would weigh more than the rest of an idle connection. */
class SideSink implements FrameSink {
  readonly #side: Sign;
  readonly #begin: Begin;
  readonly #take: Take;

  constructor(side: Sign, begin: Begin, take: Take) {
    this.#side = side;
    this.#begin = begin;
    this.#take = take;
  }

  begin(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): number {
    return this.#begin(this.#side, type, length, bytes, start, end);
  }

  take(_type: FrameType, _length: number, bytes: Uint8Array, start: number, end: number): void {
    this.#take(bytes.slice(start, end), 0);
  }

  cut(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void {
    if (isSmb(bytes, start, end) && this.begin(type, length, bytes, start, end) > 0) {
      this.#take(bytes.slice(start, end), length - (end - start));
    }
  }
}

function ignore(): void {}
