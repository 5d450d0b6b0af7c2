// Watches one connection: two byte streams in, events and a record out. Without I/O and without a clock.
import { Dialogs } from "./dialogs.js";
import { Direction } from "./direction.js";
import type { HandshakeEvent } from "./events.js";
import type { Handshake } from "./handshake.js";
import { Recorder } from "./recorder.js";

/** Who sent the bytes; where a message's own direction flag says otherwise, the flag is believed. */
export type Side = "client" | "server";

/** What a {@link HandshakeObserver} may be given. */
export interface ObserverOptions {
  /** Told of every event as it happens. */
  onEvent?: (event: HandshakeEvent) => void;
}

/**
 * Follows the handshakes of one connection. `push` never throws: what cannot be read becomes a problem, and after lost
 * or foreign bytes the stream is taken up again at the next frame that holds an SMB message.
 */
export class HandshakeObserver {
  readonly #dialogs: Dialogs;
  // Made with a side's first bytes: of many connections one side says nothing, and a decoder is a fifth of what an idle
  // connection weighs.
  #client: Direction | undefined;
  #server: Direction | undefined;

  constructor(options: ObserverOptions = {}) {
    this.#dialogs = new Dialogs(new Recorder(options.onEvent ?? ignore));
  }

  /** What was seen so far. */
  get handshake(): Handshake {
    return this.#dialogs.record.handshake;
  }

  /** Frames that held an SMB message. */
  get messages(): number {
    return this.#dialogs.messages;
  }

  /** Takes the next bytes of one side. `at` is the caller's count or clock; it stands in events and evidence. */
  push(side: Side, bytes: Uint8Array, at = 0): void {
    this.feed(side, bytes, 0, bytes.length, at);
  }

  /** As `push`, for bytes in place: `bytes[start, end)` is not kept. */
  feed(side: Side, bytes: Uint8Array, start: number, end: number, at: number): void {
    this.#dialogs.at = at;
    this.#direction(side).feed(bytes, start, end);
  }

  /** Bytes of one side that will never come. */
  gap(side: Side, length: number, at: number): void {
    this.#dialogs.at = at;
    this.#direction(side).gap(length);
  }

  /** The connection is over: a message that is not whole is judged by what there is of it. */
  end(): void {
    this.#client?.end();
    this.#server?.end();
  }

  /** Bytes held of both sides until their messages are whole. */
  get heldBytes(): number {
    return (this.#client?.heldBytes ?? 0) + (this.#server?.heldBytes ?? 0);
  }

  /** Tells whether the messages' direction flags say that `client` and `server` were taken for one another. */
  get sidesAreSwapped(): boolean {
    return this.#dialogs.agreement < 0;
  }

  #direction(side: Side): Direction {
    if (side === "client") return (this.#client ??= new Direction(this.#dialogs, 1));
    return (this.#server ??= new Direction(this.#dialogs, -1));
  }
}

function ignore(): void {}
