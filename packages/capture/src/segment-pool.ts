import type { Linked } from "./linked-list.js";

/** Bytes waiting for those before them. */
export interface Segment extends Linked<Segment> {
  /** Sequence number or offset of the first byte, as a signed 32-bit number that may have wrapped around. */
  position: number;
  /** Bytes on the wire. */
  length: number;
  /** Those of them that were captured: the first ones of `buffer`. */
  captured: number;
  readonly buffer: Uint8Array;
  /** Number of the packet that brought them. */
  packet: number;
  /** What the packet acknowledged: the next byte that its sender expected of the other end. */
  acknowledgment: number;
}

const MIN_SIZE_BITS = 6;
const SIZE_CLASSES = 32;

/**
 * Segments with buffers of powers of two, used again. Allocating a buffer for each segment that must wait, and having
 * it collected, made a flood of such segments five times as slow.
 */
export class SegmentPool {
  readonly #idle: Segment[][] = Array.from({ length: SIZE_CLASSES }, () => []);
  readonly #maxIdleBytes: number;
  #idleBytes = 0;

  constructor(maxIdleBytes: number) {
    this.#maxIdleBytes = maxIdleBytes;
  }

  /** A segment of which all is to be set; its buffer has room for `captured` bytes and holds anything. */
  take(captured: number): Segment {
    const bits = Math.max(MIN_SIZE_BITS, SIZE_CLASSES - Math.clz32(Math.max(captured, 1) - 1));
    const idle = this.#idle[bits]!.pop();
    if (idle === undefined) {
      const buffer = new Uint8Array(2 ** bits);
      return {
        position: 0,
        length: 0,
        captured,
        buffer,
        packet: 0,
        acknowledgment: 0,
        previous: undefined,
        next: undefined,
      };
    }
    this.#idleBytes -= idle.buffer.length;
    return idle;
  }

  /** Takes back a segment that came from here. */
  give(segment: Segment): void {
    const size = segment.buffer.length;
    if (this.#idleBytes + size > this.#maxIdleBytes) return;
    this.#idleBytes += size;
    this.#idle[31 - Math.clz32(size)]!.push(segment);
  }
}
