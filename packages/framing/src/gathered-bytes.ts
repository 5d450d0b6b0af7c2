const NOTHING = new Uint8Array(0);

/** Bytes that came in pieces, in one array that grows with what arrived, up to twice as much. */
export class GatheredBytes {
  /** Holds them from its first byte on; another array after each growth. */
  bytes: Uint8Array = NOTHING;
  size = 0;

  append(bytes: Uint8Array, start: number, end: number): void {
    const size = this.size + end - start;
    if (size > this.bytes.length) this.#grow(size * 2);
    this.bytes.set(bytes.subarray(start, end), this.size);
    this.size = size;
  }

  /** Drops the first `count` bytes. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.size);
    this.size -= count;
  }

  /** Forgets the bytes and their array, which is the caller's now. */
  release(): void {
    this.bytes = NOTHING;
    this.size = 0;
  }

  #grow(capacity: number): void {
    const grown = new Uint8Array(capacity);
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
  }
}
