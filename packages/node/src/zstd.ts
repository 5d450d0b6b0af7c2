// RFC 8878: frames one behind the other, each a header, blocks of at most 128 KiB, and perhaps a checksum. They are told
// apart here, whatever decodes them: a decoder is given one frame, a block at a time. node:zlib would stop after the
// first frame, without a word where it is cut; and what a block makes has a limit, which a chunk of them has not.
import { type ByteFeed, joined } from "./byte-feed.js";
import { damageOf, WrapError } from "./wrap-error.js";
import { frameDecoder, maxWindow } from "./zstd-decoder.js";

const MAGIC = 0xfd2fb528;
/** The first of sixteen. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const CHECKSUM_LENGTH = 4;
const BLOCK_HEADER_LENGTH = 3;
const MAX_BLOCK_LENGTH = 128 * 1024;
const BLOCK_RLE = 1;
const BLOCK_RESERVED = 3;

/** By the low bits of the frame header's descriptor. */
const DICTIONARY_ID_LENGTHS: readonly number[] = [0, 1, 2, 4];
/** By its high bits. */
const CONTENT_SIZE_LENGTHS: readonly number[] = [0, 2, 4, 8];

export function isZstd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && (le(bytes, 0, 4) === MAGIC || isSkippable(le(bytes, 0, 4)));
}

/** What all frames hold, in chunks. Throws `WrapError` after what could be read. */
export async function* unzstd(feed: ByteFeed): AsyncGenerator<Uint8Array, void> {
  while ((await feed.some()).length > 0) {
    const start = feed.offset;
    const magic = await feed.take(4);
    if (isSkippable(le(magic, 0, 4))) await feed.skip(le(await feed.take(4), 0, 4));
    else if (le(magic, 0, 4) === MAGIC) yield* readFrame(feed, start, magic);
    else throw new WrapError("malformed", start, "what follows the zstd data is no zstd");
  }
}

function isSkippable(magic: number): boolean {
  return magic - (magic % 16) === SKIPPABLE_MAGIC;
}

async function* readFrame(
  feed: ByteFeed,
  start: number,
  magic: Uint8Array,
): AsyncGenerator<Uint8Array, void> {
  const { bytes, hasChecksum } = await readFrameHeader(feed, start, magic);
  const decoder = frameDecoder();
  try {
    yield* damageOf("zstd", start, decoder.decode(bytes, false));
    for (let last = false; !last; ) {
      const at = feed.offset;
      const header = await feed.take(BLOCK_HEADER_LENGTH);
      last = (header[0]! & 1) === 1;
      const checksumLength = last && hasChecksum ? CHECKSUM_LENGTH : 0;
      const rest = await feed.take(blockLength(header, at) + checksumLength);
      yield* damageOf("zstd", at, decoder.decode(joined(header, rest), last));
    }
  } finally {
    decoder.close();
  }
}

/** RFC 8878 3.1.1.1. */
async function readFrameHeader(
  feed: ByteFeed,
  start: number,
  magic: Uint8Array,
): Promise<{ bytes: Uint8Array; hasChecksum: boolean }> {
  const descriptor = await feed.take(1);
  const isSingleSegment = (descriptor[0]! & 0x20) !== 0;
  const windowLength = isSingleSegment ? 0 : 1;
  const idLength = DICTIONARY_ID_LENGTHS[descriptor[0]! & 3]!;
  const sizeLength = CONTENT_SIZE_LENGTHS[descriptor[0]! >> 6]! || (isSingleSegment ? 1 : 0);
  const rest = await feed.take(windowLength + idLength + sizeLength);
  if (le(rest, windowLength, idLength) !== 0) {
    throw new WrapError("unsupported", start, "zstd with a dictionary, which is not at hand");
  }
  const window = isSingleSegment ? le(rest, idLength, sizeLength) : windowSize(rest[0]!);
  if (window > maxWindow) {
    throw new WrapError("limit", start, `zstd with a window of ${window} bytes, more than ${maxWindow}`);
  }
  return { bytes: joined(joined(magic, descriptor), rest), hasChecksum: (descriptor[0]! & 4) !== 0 };
}

/** RFC 8878 3.1.1.1.2. */
function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** RFC 8878 3.1.1.2: of the block's bytes in the file. */
function blockLength(header: Uint8Array, offset: number): number {
  const value = le(header, 0, 3);
  const type = (value >> 1) & 3;
  const size = value >> 3;
  if (type === BLOCK_RESERVED || size > MAX_BLOCK_LENGTH) {
    throw new WrapError("malformed", offset, "zstd data is damaged: no block begins here");
  }
  return type === BLOCK_RLE ? 1 : size;
}

/** A little-endian integer of `length` bytes; beyond 2^53 it loses its lowest bits, no more. */
function le(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}
