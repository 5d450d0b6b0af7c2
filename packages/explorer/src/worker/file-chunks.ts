// A file's bytes as they are wanted, unwrapped where it is gzip.
import type { SourceFacts } from "@countersign/inspect";

/** Told how many bytes of the file were read, after each chunk. */
export type OnProgress = (bytes: number) => void;

/** A file to be read, and what is to be said of it. */
export interface FileSource {
  chunks: AsyncIterable<Uint8Array>;
  facts: SourceFacts;
}

/** Opens a file. What is wrong with its compression becomes a problem; what came out before stands. */
export async function openFile(file: Blob, onProgress: OnProgress): Promise<FileSource> {
  const facts: SourceFacts = { problems: [] };
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const plain = counted(file.stream(), onProgress);
  if (start[0] !== 0x1f || start[1] !== 0x8b) return { chunks: chunksOf(plain), facts };
  facts.compression = "gzip";
  const unzipped = plain.pipeThrough(new DecompressionStream("gzip"));
  return { chunks: asFarAsItGoes(unzipped, facts), facts };
}

type Bytes = Uint8Array<ArrayBuffer>;

function counted(stream: ReadableStream<Bytes>, onProgress: OnProgress): ReadableStream<Bytes> {
  let bytes = 0;
  return stream.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(chunk, controller) {
        bytes += chunk.length;
        onProgress(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
}

async function* asFarAsItGoes(
  stream: ReadableStream<Uint8Array>,
  { problems }: SourceFacts,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunksOf(stream);
  } catch {
    const message = "the gzip data is damaged, cut, or goes on after its end; what came out before was read";
    problems.push({ layer: "compression", code: "malformed", message });
  }
}

/** Streams are async iterables in every browser but one. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
