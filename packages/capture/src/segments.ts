import type { BufferPool } from "./buffer-pool.js";

/** Bytes waiting for those before them. */
export interface Segment {
  /** Sequence number or offset of the first byte, as a signed 32-bit number that may have wrapped around. */
  position: number;
  /** Bytes on the wire. */
  length: number;
  /** Those of them that were captured: the first ones of `buffer`. */
  captured: number;
  buffer: Uint8Array;
  /** Number of the packet that brought them. */
  packet: number;
  /** What the packet acknowledged: the next byte that its sender expected of the other end. */
  acknowledgment: number;
}

/** What a segment costs besides its bytes: the object, the array and its buffer, measured on 64-bit Node. */
const SEGMENT_OVERHEAD = 256;

/** Segments in order, none overlapping another: of bytes that come twice the first stay. */
export class SegmentQueue {
  readonly segments: Segment[] = [];
  /** Memory held, about, in bytes. */
  cost = 0;
  /** Sum of the segments' lengths. */
  length = 0;
  readonly #pool: BufferPool;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /**
   * Copies those of `length` bytes at `position` that are not there yet; bytes[start, end) are the captured ones.
   * Returns how many of the others differ from what is there.
   */
  insert(
    position: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): number {
    let conflicts = 0;
    let done = 0;
    let index = this.#firstEndingAfter(position);
    for (; index < this.segments.length && done < length; index++) {
      const held = this.segments[index]!;
      const from = (held.position - position) | 0;
      if (from >= length) break;
      if (from > done) {
        this.#put(index++, position + done, from - done, bytes, start + done, end, packet, acknowledgment);
        done = from;
      }
      const upTo = Math.min(length, from + held.length);
      conflicts += differences(held, done - from, upTo - from, bytes, start + done, end);
      done = upTo;
    }
    if (done < length) {
      const left = length - done;
      this.#put(index, position + done, left, bytes, start + done, end, packet, acknowledgment);
    }
    return conflicts;
  }

  /** Takes out the first segment. Its buffer is the caller's, to give back to the pool. */
  shift(): Segment | undefined {
    const segment = this.segments.shift();
    if (segment === undefined) return undefined;
    this.length -= segment.length;
    this.cost -= segment.buffer.length + SEGMENT_OVERHEAD;
    return segment;
  }

  clear(): void {
    for (const segment of this.segments) this.#pool.give(segment.buffer);
    this.segments.length = 0;
    this.length = 0;
    this.cost = 0;
  }

  /** Looks from the end, where nearly every segment belongs. */
  #firstEndingAfter(position: number): number {
    let index = this.segments.length;
    while (index > 0) {
      const before = this.segments[index - 1]!;
      if (((before.position + before.length - position) | 0) <= 0) break;
      index--;
    }
    return index;
  }

  #put(
    index: number,
    position: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): void {
    const captured = Math.max(0, Math.min(length, end - start));
    const buffer = this.#pool.take(captured);
    buffer.set(bytes.subarray(start, start + captured));
    const segment = { position: position | 0, length, captured, buffer, packet, acknowledgment };
    if (index === this.segments.length) this.segments.push(segment);
    else this.segments.splice(index, 0, segment);
    this.length += length;
    this.cost += buffer.length + SEGMENT_OVERHEAD;
  }
}

/** Counts the bytes of `held` from `from` to `to` that differ from bytes[at, …), as far as both were captured. */
function differences(
  held: Segment,
  from: number,
  to: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): number {
  const stop = Math.min(to, held.captured, from + end - at);
  let count = 0;
  for (let i = from; i < stop; i++) if (held.buffer[i] !== bytes[at + i - from]) count++;
  return count;
}
