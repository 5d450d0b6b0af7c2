const MIN_SIZE_BITS = 6;
const SIZE_CLASSES = 32;

/**
 * Buffers of powers of two, used again. Allocating one for each segment that must wait, and having it collected,
 * made a flood of such segments five times as slow.
 */
export class BufferPool {
  readonly #idle: Uint8Array[][] = Array.from({ length: SIZE_CLASSES }, () => []);
  readonly #maxIdleBytes: number;
  #idleBytes = 0;

  constructor(maxIdleBytes: number) {
    this.#maxIdleBytes = maxIdleBytes;
  }

  /** A buffer of at least `length` bytes, holding anything. */
  take(length: number): Uint8Array {
    const bits = Math.max(MIN_SIZE_BITS, SIZE_CLASSES - Math.clz32(Math.max(length, 1) - 1));
    const idle = this.#idle[bits]!.pop();
    if (idle === undefined) return new Uint8Array(2 ** bits);
    this.#idleBytes -= idle.length;
    return idle;
  }

  /** Takes back a buffer that came from here. */
  give(buffer: Uint8Array): void {
    if (this.#idleBytes + buffer.length > this.#maxIdleBytes) return;
    this.#idleBytes += buffer.length;
    this.#idle[31 - Math.clz32(buffer.length)]!.push(buffer);
  }
}
