import * as zlib from "node:zlib";
import { Decompress } from "fzstd";
import { ZlibPump, type ZlibStream } from "./zlib-pump.js";

/** Decodes one frame, whose parts are given one by one: header, then blocks, the last one with the frame's checksum. */
interface FrameDecoder {
  /** What comes of a part; throws if that is damaged. */
  decode(part: Uint8Array, last: boolean): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  close(): void;
}

/** Of what a block makes. */
const MAX_BLOCK_SIZE = 128 * 1024;

/** Node 22.15 and later; the types are those of the oldest Node that is supported. */
const { createZstdDecompress } = zlib as {
  createZstdDecompress?: (options: { chunkSize: number }) => ZlibStream;
};

/**
 * The largest window that is made room for, in bytes: zstd's own limit where node:zlib decodes. fzstd moves its whole
 * window for each block, so there it is what zstd's levels up to 19 need.
 */
export const maxWindow: number = (createZstdDecompress ? 128 : 8) * 1024 * 1024;

export function frameDecoder(): FrameDecoder {
  return createZstdDecompress
    ? nativeDecoder(createZstdDecompress({ chunkSize: MAX_BLOCK_SIZE }))
    : portableDecoder();
}

function nativeDecoder(stream: ZlibStream): FrameDecoder {
  const pump = new ZlibPump(stream);
  return { decode: (part) => pump.write(part), close: () => pump.close() };
}

/** fzstd passes over checksums. */
function portableDecoder(): FrameDecoder {
  let chunks: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => chunks.push(chunk));
  return {
    *decode(part, last) {
      decompress.push(part, last);
      const made = chunks;
      chunks = [];
      yield* made;
    },
    close() {},
  };
}
