/** Arrays in the order in which they were pushed. */
export class PushedBytes {
  readonly #chunks: Uint8Array[] = [];
  /** How many of them are done with, less than half: to take the first of a long array would move all the others. */
  #before = 0;
  /** How much of the first one is done with. */
  at = 0;

  get first(): Uint8Array | undefined {
    return this.#chunks[this.#before];
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  /** Takes out the first one. */
  drop(): void {
    this.at = 0;
    if (this.#chunks.length === 1) {
      this.#chunks.pop();
    } else if (++this.#before * 2 >= this.#chunks.length) {
      this.#chunks.splice(0, this.#before);
      this.#before = 0;
    }
  }
}
