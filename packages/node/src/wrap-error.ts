/** What is wrong with a compressed file: what came out of it before stands. */
export class WrapError extends Error {
  constructor(
    readonly code: "truncated" | "malformed" | "unsupported" | "limit",
    /** Of the compressed bytes. */
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** Passes on what a decoder makes of the bytes at `offset`; what it throws is damage. */
export async function* damageOf(
  format: string,
  offset: number,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    throw new WrapError("malformed", offset, `${format} data is damaged: ${(error as Error).message}`);
  }
}
