import type { Random } from "./random.js";

/** Typical sizes: a byte, a few, a packet, a pipe, a file's buffer. */
const SCALES = [3, 50, 200, 1500, 1500, 65_536, 65_536, 65_536];

/**
 * A file in chunks of random sizes. All are views of one array that is written over when the next one is asked for, as
 * a source may do: what keeps a chunk will see it change.
 */
export function* chunksOf(file: Uint8Array, random: Random): Generator<Uint8Array, void, undefined> {
  const scale = random.pick(SCALES);
  const buffer = new Uint8Array(Math.min(scale, file.length));
  for (let at = 0; at < file.length; ) {
    const chunk = file.subarray(at, at + random.between(0, buffer.length));
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
    buffer.fill(0xa5);
    at += chunk.length;
  }
}
