import type { Duplex } from "node:stream";

/** A transforming stream of node:zlib. */
export interface ZlibStream extends Duplex {
  /** Of the input, used up by now. */
  readonly bytesWritten: number;
  close(): void;
}

/**
 * Drives a stream of node:zlib by hand, an input at a time: all that comes of it is given before the next one is asked
 * for, however much that is, so that nothing piles up and nothing is lost when a later input turns out to be damaged.
 */
export class ZlibPump {
  readonly #stream: ZlibStream;
  #ended = false;
  #error: Error | undefined;
  #wake: () => void = () => {};

  constructor(stream: ZlibStream) {
    this.#stream = stream;
    stream.on("readable", () => this.#wake());
    stream.on("end", () => {
      this.#ended = true;
      this.#wake();
    });
    stream.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  /** True once the compressed data said that it ends; what of the input follows is left alone. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Throws what the stream reports. The input may be overwritten when the generator has returned. */
  async *write(input: Uint8Array): AsyncGenerator<Uint8Array, void> {
    const stream = this.#stream;
    let written = false;
    stream.write(input, () => {
      written = true;
      this.#wake();
    });
    for (;;) {
      for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) yield chunk as Uint8Array;
      if (this.#error !== undefined) throw this.#error;
      if (written || this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#stream.close();
  }
}
