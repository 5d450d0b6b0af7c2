/** Bytes waiting for those before them. */
export interface Segment {
  /** Sequence number or offset of the first byte, as a signed 32-bit number that may have wrapped around. */
  position: number;
  /** Bytes on the wire; `bytes` is shorter where the snap length cut them. */
  length: number;
  bytes: Uint8Array;
  /** Number of the packet that brought them. */
  packet: number;
}

/** What a segment costs besides its bytes: the object, the array and its buffer, measured on 64-bit Node. */
export const SEGMENT_OVERHEAD = 256;

/** Segments in order, none overlapping another: of bytes that come twice the first stay. */
export class SegmentQueue {
  readonly segments: Segment[] = [];
  /** Memory held, about, in bytes. */
  cost = 0;
  /** Sum of the segments' lengths. */
  length = 0;

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
  ): number {
    let conflicts = 0;
    let done = 0;
    let index = this.#firstEndingAfter(position);
    for (; index < this.segments.length && done < length; index++) {
      const held = this.segments[index]!;
      const from = (held.position - position) | 0;
      if (from >= length) break;
      if (from > done) {
        this.#put(index++, position + done, from - done, bytes, start + done, end, packet);
        done = from;
      }
      const upTo = Math.min(length, from + held.length);
      conflicts += differences(held.bytes, done - from, upTo - from, bytes, start + done, end);
      done = upTo;
    }
    if (done < length) this.#put(index, position + done, length - done, bytes, start + done, end, packet);
    return conflicts;
  }

  first(): Segment | undefined {
    return this.segments[0];
  }

  shift(): void {
    const segment = this.segments.shift();
    if (segment === undefined) return;
    this.length -= segment.length;
    this.cost -= segment.bytes.length + SEGMENT_OVERHEAD;
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
  ): void {
    const captured = bytes.slice(start, Math.max(start, Math.min(end, start + length)));
    const segment = { position: position | 0, length, bytes: captured, packet };
    if (index === this.segments.length) this.segments.push(segment);
    else this.segments.splice(index, 0, segment);
    this.length += length;
    this.cost += captured.length + SEGMENT_OVERHEAD;
  }
}

/** Counts the bytes of held[from, to) that differ from bytes[at, …), as far as both were captured. */
function differences(
  held: Uint8Array,
  from: number,
  to: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): number {
  const stop = Math.min(to, held.length, from + end - at);
  let count = 0;
  for (let i = from; i < stop; i++) if (held[i] !== bytes[at + i - from]) count++;
  return count;
}
