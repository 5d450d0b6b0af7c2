import type { ChainedCompression, TransformMessage, UnchainedCompression } from "@countersign/smb2";
import { CompressionAlgorithm, CompressionFlags } from "@countersign/smb2";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, exactly, u16, u32, u64 } from "./primitives.js";

const { LZNT1, LZ77, LZ77_HUFFMAN, LZ4 } = CompressionAlgorithm;
const WITH_ORIGINAL_SIZE: readonly number[] = [LZNT1, LZ77, LZ77_HUFFMAN, LZ4];

/** Encrypted messages: the header is typed, the rest any bytes. */
export function transforms(sizes: Sizes): fc.Arbitrary<TransformMessage> {
  return fc.record({
    kind: always("transform"),
    header: fc.record({
      signature: exactly(16),
      nonce: exactly(16),
      originalMessageSize: u32,
      flags: u16,
      sessionId: u64,
    }),
    body: bytes(limitsOf(sizes).maxBytes),
  });
}

export function unchainedCompressions(sizes: Sizes): fc.Arbitrary<UnchainedCompression> {
  return fc.record({
    kind: always("compressedUnchained"),
    originalCompressedSegmentSize: u32,
    compressionAlgorithm: u16,
    flags: u16.filter((flags) => flags !== CompressionFlags.CHAINED),
    offset: u32,
    body: bytes(limitsOf(sizes).maxBytes),
  });
}

export function chainedCompressions(sizes: Sizes): fc.Arbitrary<ChainedCompression> {
  const { maxItems, maxItemBytes } = limitsOf(sizes);
  const payload = fc
    .record({
      compressionAlgorithm: fc.nat(8),
      flags: u16,
      originalPayloadSize: u32,
      data: bytes(maxItemBytes),
    })
    .map((p) =>
      WITH_ORIGINAL_SIZE.includes(p.compressionAlgorithm) ? p : { ...p, originalPayloadSize: undefined },
    );
  return fc
    .record({
      kind: always("compressedChained"),
      originalCompressedSegmentSize: u32,
      payloads: fc.array(payload, { minLength: 1, maxLength: Math.max(maxItems, 1) }),
    })
    .map((m) => ({
      ...m,
      payloads: m.payloads.map((p, i) => (i === 0 ? { ...p, flags: CompressionFlags.CHAINED } : p)),
    }));
}
