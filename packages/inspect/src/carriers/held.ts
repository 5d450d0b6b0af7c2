/** An array that is worth keeping for the next time. */
const KEPT_CAPACITY = 1024;
const NONE = new Uint8Array(0);

/** Bytes that wait for those after them. Grows with what came, never with a length that was announced. */
export class Held {
  /** The first `length` bytes count. */
  bytes: Uint8Array = NONE;
  length = 0;

  append(bytes: Uint8Array, start: number, end: number): void {
    const length = this.length + end - start;
    if (length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.bytes.length, 64));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    if (end - start === 1) this.bytes[this.length] = bytes[start]!;
    else this.bytes.set(bytes.subarray(start, end), this.length);
    this.length = length;
  }

  /** Gives up the first byte. */
  shift(): void {
    this.bytes.copyWithin(0, 1, this.length);
    this.length--;
  }

  /** Empties it. What was in it stays readable until the next `append`. */
  clear(): void {
    if (this.bytes.length > KEPT_CAPACITY) this.bytes = NONE;
    this.length = 0;
  }

  /** What is in it, as a view. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
