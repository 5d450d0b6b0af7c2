import { latin1Decode } from "@countersign/bytes";
import { Held } from "./held.js";

const LF = 0x0a;
const CR = 0x0d;

/** Cuts one side's bytes into lines. One that came in one piece is shown in place, else it is held until its end. */
export class Lines {
  /** The last line is bytes[start, end), its end left out; to be read before the next call. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** The last line was longer than the limit and nothing of it is there. */
  isTooLong = false;
  readonly #limit: number;
  readonly #held = new Held();
  #isDropping = false;

  /** A line of more than `limit` bytes is not held. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the next byte begins a line. */
  get isAtStart(): boolean {
    return this.#held.length === 0 && !this.#isDropping;
  }

  /** Reads to the next line's end and answers the index after it; -1 where bytes[at, end) has none and was taken. */
  next(bytes: Uint8Array, at: number, end: number): number {
    let lf = at;
    while (lf < end && bytes[lf] !== LF) lf++;
    if (lf === end) {
      this.#hold(bytes, at, lf);
      return -1;
    }
    if (this.isAtStart && lf - at <= this.#limit) this.#show(bytes, at, lf);
    else {
      this.#hold(bytes, at, lf);
      this.#show(this.#held.bytes, 0, this.#held.length);
    }
    this.isTooLong = this.#isDropping;
    this.reset();
    return lf + 1;
  }

  #hold(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#isDropping && this.#held.length + end - start > this.#limit) {
      this.#isDropping = true;
      this.#held.clear();
    }
    if (!this.#isDropping) this.#held.append(bytes, start, end);
  }

  #show(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end > start && bytes[end - 1] === CR ? end - 1 : end;
  }

  /** Forgets a line that was begun. */
  reset(): void {
    this.#held.clear();
    this.#isDropping = false;
  }

  get heldBytes(): number {
    return this.#held.length;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** The last line, one character a byte. */
  text(): string {
    return latin1Decode(this.bytes.subarray(this.start, this.end));
  }
}
