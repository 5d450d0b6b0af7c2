import { LinkedList } from "./linked-list.js";
import type { Segment, SegmentPool } from "./segment-pool.js";

/** What a segment costs besides its bytes: the object, the array and its buffer, measured on 64-bit Node. */
const SEGMENT_OVERHEAD = 256;

/** Segments in order, none overlapping another: of bytes that come twice the first stay. */
export class SegmentQueue {
  readonly segments: LinkedList<Segment> = new LinkedList<Segment>();
  /** Memory held, about, in bytes. */
  cost = 0;
  /** Sum of the segments' lengths. */
  length = 0;
  readonly #pool: SegmentPool;

  constructor(pool: SegmentPool) {
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
    let held = this.#firstEndingAfter(position);
    for (; held !== undefined && done < length; held = held.next) {
      const from = (held.position - position) | 0;
      if (from >= length) break;
      if (from > done) {
        this.#put(held, position + done, from - done, bytes, start + done, end, packet, acknowledgment);
        done = from;
      }
      const upTo = Math.min(length, from + held.length);
      conflicts += differences(held, done - from, upTo - from, bytes, start + done, end);
      done = upTo;
    }
    if (done < length) {
      this.#put(held, position + done, length - done, bytes, start + done, end, packet, acknowledgment);
    }
    return conflicts;
  }

  /** Takes out the first segment. It is the caller's, to give back to the pool. */
  shift(): Segment | undefined {
    const segment = this.segments.first;
    if (segment === undefined) return undefined;
    this.segments.remove(segment);
    this.length -= segment.length;
    this.cost -= segment.buffer.length + SEGMENT_OVERHEAD;
    return segment;
  }

  clear(): void {
    for (let segment = this.shift(); segment !== undefined; segment = this.shift()) this.#pool.give(segment);
  }

  /** Looks from the end, where nearly every segment belongs. */
  #firstEndingAfter(position: number): Segment | undefined {
    let found: Segment | undefined;
    for (let segment = this.segments.last; segment !== undefined; segment = segment.previous) {
      if (((segment.position + segment.length - position) | 0) <= 0) break;
      found = segment;
    }
    return found;
  }

  #put(
    before: Segment | undefined,
    position: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): void {
    const captured = Math.max(0, Math.min(length, end - start));
    const segment = this.#pool.take(captured);
    segment.position = position | 0;
    segment.length = length;
    segment.captured = captured;
    segment.packet = packet;
    segment.acknowledgment = acknowledgment;
    segment.buffer.set(bytes.subarray(start, start + captured));
    this.segments.add(segment, before);
    this.length += length;
    this.cost += segment.buffer.length + SEGMENT_OVERHEAD;
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
