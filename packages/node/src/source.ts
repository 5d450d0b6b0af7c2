// Where a capture's bytes come from.
import { type FileHandle, open } from "node:fs/promises";

/** Big enough that reading costs little; larger ones are no faster. */
const CHUNK_SIZE = 1 << 20;

/** Told how many bytes were read of how many; `total` is absent where it cannot be known. */
export type OnProgress = (done: number, total: number | undefined) => void;

/**
 * A file's bytes in chunks that share one buffer: a chunk is overwritten when the next one is asked for. Throws what
 * `open` and `read` throw. The file is closed however the loop ends. `signal` ends the bytes where they are.
 */
export async function* readFileChunks(
  path: string,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const file = await open(path, "r");
  try {
    const stat = await file.stat();
    yield* chunksOf(file, stat.isFile() ? stat.size : undefined, onProgress, signal);
  } finally {
    await file.close();
  }
}

async function* chunksOf(
  file: FileHandle,
  total: number | undefined,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_SIZE);
  let done = 0;
  while (!signal?.aborted) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK_SIZE, null);
    if (bytesRead === 0) return;
    done += bytesRead;
    onProgress?.(done, total);
    yield buffer.subarray(0, bytesRead);
  }
}

/** Standard input's bytes. `signal` ends them where they are. Throws as Node does. */
export async function* readStdinChunks(
  onProgress?: OnProgress,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const { stdin } = process;
  // Whoever waits for more sees the end of the stream.
  const stop = () => void stdin.destroy();
  if (signal?.aborted) return;
  signal?.addEventListener("abort", stop, { once: true });
  let done = 0;
  try {
    for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
      done += chunk.length;
      onProgress?.(done, undefined);
      yield chunk;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
