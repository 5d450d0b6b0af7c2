import { FrameDecoder, type FrameSink, FrameType } from "@countersign/framing";
import type { Dialogs } from "./dialogs.js";
import { isSmb } from "./is-smb.js";

/** One side's bytes: cut into frames, of which SMB messages are shown to the dialogs. */
export class Direction implements FrameSink {
  readonly #decoder = new FrameDecoder({ resynchronise: true });
  readonly #dialogs: Dialogs;
  readonly #sign: 1 | -1;

  /** `sign`: 1 for the client's side, -1 for the server's. */
  constructor(dialogs: Dialogs, sign: 1 | -1) {
    this.#dialogs = dialogs;
    this.#sign = sign;
  }

  feed(bytes: Uint8Array, start: number, end: number): void {
    this.#decoder.feed(bytes, start, end, this);
  }

  gap(length: number): void {
    this.#decoder.gap(length, this);
  }

  end(): void {
    this.#decoder.end(this);
  }

  get heldBytes(): number {
    return this.#decoder.heldBytes;
  }

  begin(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): number {
    if (type === FrameType.SESSION_MESSAGE) {
      return isSmb(bytes, start, end) ? this.#dialogs.begin(this.#sign, length, bytes, start, end) : 0;
    }
    if (type !== FrameType.SESSION_KEEP_ALIVE) this.#dialogs.record.handshake.transport = "netbios-session";
    return 0;
  }

  take(_type: FrameType, _length: number, bytes: Uint8Array, start: number, end: number): void {
    this.#dialogs.message(bytes.slice(start, end), 0);
  }

  cut(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void {
    if (isSmb(bytes, start, end) && this.begin(type, length, bytes, start, end) > 0) {
      this.#dialogs.message(bytes.slice(start, end), length - (end - start));
    }
  }
}
