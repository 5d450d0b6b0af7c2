import type { Compression, SourceFacts } from "@countersign/inspect";
import { ByteFeed } from "./byte-feed.js";
import { gunzip, isGzip } from "./gzip.js";
import { WrapError } from "./wrap-error.js";
import { isZstd, unzstd } from "./zstd.js";

const UNWRAP: Readonly<Record<Compression, (feed: ByteFeed) => AsyncIterable<Uint8Array>>> = {
  gzip: gunzip,
  zstd: unzstd,
};

/**
 * What a source holds inside gzip or zstd, told by the first bytes; any other source as it is. A chunk is valid until the
 * next one is asked for. Damage ends the chunks, never throws: `facts` tells it, and what came before stands. Memory is
 * bounded whatever the file claims to hold: what is made of a chunk is given before more of it is made.
 */
export async function* unwrapped(
  source: AsyncIterable<Uint8Array>,
  facts: SourceFacts,
): AsyncGenerator<Uint8Array, void> {
  const feed = new ByteFeed(source);
  try {
    const compression = compressionOf(await feed.peek(4));
    if (compression === undefined) yield* rest(feed);
    else {
      facts.compression = compression;
      yield* UNWRAP[compression](feed);
    }
  } catch (error) {
    if (!(error instanceof WrapError)) throw error;
    const { code, offset, message } = error;
    facts.problems.push({ layer: "compression", code, offset, message });
  } finally {
    await feed.close();
  }
}

function compressionOf(bytes: Uint8Array): Compression | undefined {
  if (isGzip(bytes)) return "gzip";
  return isZstd(bytes) ? "zstd" : undefined;
}

async function* rest(feed: ByteFeed): AsyncGenerator<Uint8Array, void> {
  for (let chunk = await feed.some(); chunk.length > 0; chunk = await feed.some()) {
    yield chunk;
    feed.advance(chunk.length);
  }
}
