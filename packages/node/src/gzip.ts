// RFC 1952: members one behind the other, each a header, deflated data, and the CRC and length of what comes out. The
// members are taken apart here, as node:zlib's own gunzip throws away what it made of one when garbage follows.
import { crc32, createInflateRaw } from "node:zlib";
import type { ByteFeed } from "./byte-feed.js";
import { damageOf, WrapError } from "./wrap-error.js";
import { ZlibPump } from "./zlib-pump.js";

const HEADER_LENGTH = 10;
const TRAILER_LENGTH = 8;
const METHOD_DEFLATE = 8;
const FLAG_HEADER_CRC = 0x02;
const FLAG_EXTRA = 0x04;
const FLAG_NAME = 0x08;
const FLAG_COMMENT = 0x10;
/** Of what comes out. Of the data before damage, this much is lost. */
const CHUNK_SIZE = 65_536;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What all members hold, in chunks. Throws `WrapError` after what could be read. */
export async function* gunzip(feed: ByteFeed): AsyncGenerator<Uint8Array, void> {
  do {
    await skipHeader(feed);
    yield* inflateMember(feed);
  } while (isGzip(await feed.peek(2)));
  // Zeros fill up a block of a tape or disk.
  const [next] = await feed.some();
  if (next !== undefined && next !== 0) {
    throw new WrapError("malformed", feed.offset, "what follows the gzip data is no gzip");
  }
}

/** RFC 1952 2.3. */
async function skipHeader(feed: ByteFeed): Promise<void> {
  const start = feed.offset;
  const header = await feed.take(HEADER_LENGTH);
  const flags = header[3]!;
  if (header[2] !== METHOD_DEFLATE) throw new WrapError("unsupported", start, "gzip, but not with deflate");
  if ((flags & FLAG_EXTRA) !== 0) await feed.skip(le16(await feed.take(2)));
  if ((flags & FLAG_NAME) !== 0) await skipText(feed);
  if ((flags & FLAG_COMMENT) !== 0) await skipText(feed);
  if ((flags & FLAG_HEADER_CRC) !== 0) await feed.skip(2);
}

/** Text up to a zero byte. */
async function skipText(feed: ByteFeed): Promise<void> {
  while ((await feed.take(1))[0] !== 0);
}

async function* inflateMember(feed: ByteFeed): AsyncGenerator<Uint8Array, void> {
  const start = feed.offset;
  let crc = 0;
  let length = 0;
  for await (const chunk of inflate(feed)) {
    crc = crc32(chunk, crc);
    length += chunk.length;
    yield chunk;
  }
  const trailer = await feed.take(TRAILER_LENGTH);
  if (le32(trailer, 0) !== crc || le32(trailer, 4) !== length % 2 ** 32) {
    throw new WrapError("malformed", start, "gzip data differs from its own checksum");
  }
}

/** RFC 1951 data, up to its own end. */
async function* inflate(feed: ByteFeed): AsyncGenerator<Uint8Array, void> {
  const stream = createInflateRaw({ chunkSize: CHUNK_SIZE });
  const pump = new ZlibPump(stream);
  try {
    while (!pump.ended) {
      const input = await feed.some();
      if (input.length === 0) throw new WrapError("truncated", feed.offset, "gzip data ends too early");
      const before = stream.bytesWritten;
      yield* damageOf("gzip", feed.offset, pump.write(input));
      feed.advance(stream.bytesWritten - before);
    }
  } finally {
    pump.close();
  }
}

function le16(bytes: Uint8Array): number {
  return bytes[0]! | (bytes[1]! << 8);
}

function le32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}
