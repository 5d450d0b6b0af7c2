import { WrapError } from "./wrap-error.js";

const EMPTY = new Uint8Array(0);

/** A source of chunks, read by the byte. Keeps no more than the chunk at hand and what `peek` asked for. */
export class ByteFeed {
  /** Bytes used up so far. */
  offset = 0;
  readonly #source: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = EMPTY;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** What is at hand, at least one byte but at the end. Not used up; valid until more is asked for. */
  async some(): Promise<Uint8Array> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) break;
      this.#chunk = value;
    }
    return this.#chunk;
  }

  /** Uses up `length` bytes of what is at hand. */
  advance(length: number): void {
    this.#chunk = this.#chunk.subarray(length);
    this.offset += length;
  }

  /** The next `length` bytes, or what there is before the end. Not used up. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#chunk.length < length) {
      // The source may use its memory again.
      const begun = this.#chunk.slice();
      const { done, value } = await this.#source.next();
      if (done) {
        this.#chunk = begun;
        break;
      }
      this.#chunk = joined(begun, value);
    }
    return this.#chunk.subarray(0, length);
  }

  /** The next `length` bytes, a copy. A `WrapError` if there are fewer. */
  async take(length: number): Promise<Uint8Array> {
    const taken = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const bytes = await this.#someMore();
      const part = bytes.subarray(0, length - at);
      taken.set(part, at);
      at += part.length;
      this.advance(part.length);
    }
    return taken;
  }

  /** Passes over the next `length` bytes. A `WrapError` if there are fewer. */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      const passed = Math.min(left, (await this.#someMore()).length);
      this.advance(passed);
      left -= passed;
    }
  }

  /** Lets the source clean up. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #someMore(): Promise<Uint8Array> {
    const bytes = await this.some();
    if (bytes.length === 0) throw new WrapError("truncated", this.offset, "the file ends too early");
    return bytes;
  }
}

/** Both, one behind the other; `second` itself where `first` is empty. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
