// SMB: the frames of one side.
import { FrameDecoder, type FrameSink, type FrameType } from "@countersign/framing";

/** Takes a frame from its header on, its own memory, and how many bytes it has as a whole. */
type FrameFound = (bytes: Uint8Array, length: number) => void;

const HEADER_LENGTH = 4;

/** Cuts one side into frames, and hands on the first bytes of each. */
export class FrameMessages implements FrameSink {
  readonly #decoder = new FrameDecoder({ resynchronise: true });
  readonly #maxLength: number;
  readonly #found: FrameFound;

  constructor(maxLength: number, found: FrameFound) {
    this.#maxLength = maxLength;
    this.#found = found;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    this.#decoder.feed(bytes, start, end, this);
  }

  gap(length: number): void {
    this.#decoder.gap(length, this);
  }

  end(): void {
    this.#decoder.end(this);
  }

  begin(_type: FrameType, length: number): number {
    return Math.min(length, this.#maxLength);
  }

  take(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void {
    const frame = new Uint8Array(HEADER_LENGTH + end - start);
    frame.set([type, length >>> 16, length >>> 8, length]);
    frame.set(bytes.subarray(start, end), HEADER_LENGTH);
    this.#found(frame, HEADER_LENGTH + length);
  }

  cut(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void {
    this.take(type, length, bytes, start, Math.min(end, start + this.#maxLength));
  }
}
