// [MS-SMB2] 2.2.42 SMB2 COMPRESSION_TRANSFORM_HEADER in its two forms, told apart by the CHAINED flag. Nothing is
// decompressed here.
import type { Reader, Writer } from "@countersign/bytes";
import { CompressionAlgorithm, CompressionFlags } from "./enums.js";

/** The first four bytes, `FC 'S' 'M' 'B'`, as a little-endian integer. */
export const COMPRESSION_PROTOCOL_ID = 0x424d53fc;
const FLAGS_AT = 10;

/** 2.2.42.1 */
export interface UnchainedCompression {
  kind: "compressedUnchained";
  /** Bytes of the data before compression. */
  originalCompressedSegmentSize: number;
  compressionAlgorithm: CompressionAlgorithm;
  flags: CompressionFlags;
  /** Bytes of `body` that are not compressed and stand before the rest. */
  offset: number;
  /** Shares the input's memory. */
  body: Uint8Array;
}

/** 2.2.42.2 */
export interface ChainedCompression {
  kind: "compressedChained";
  /** Bytes of the data before compression. */
  originalCompressedSegmentSize: number;
  /** At least one; the first one's flags have CHAINED. */
  payloads: CompressedPayload[];
}

/** 2.2.42.2.1 */
export interface CompressedPayload {
  compressionAlgorithm: CompressionAlgorithm;
  flags: CompressionFlags;
  /** Bytes before compression; `undefined` with the algorithms that have no such field (NONE, Pattern_V1, unknown ones). */
  originalPayloadSize: number | undefined;
  /** Shares the input's memory. */
  data: Uint8Array;
}

/** [MS-SMB2] 2.2.42: a compressed message in one of its two forms, told apart by the CHAINED flag. */
export type CompressedMessage = UnchainedCompression | ChainedCompression;

/** Reads a message that begins with the compression header's protocol id. */
export function readCompressedMessage(r: Reader): CompressedMessage {
  r.structure = "Smb2CompressionTransformHeader";
  const start = r.position;
  r.skip(4, "protocolId");
  const originalCompressedSegmentSize = r.u32("originalCompressedSegmentSize");
  const compressionAlgorithm = r.u16("compressionAlgorithm") as CompressionAlgorithm;
  const flags = r.u16("flags") as CompressionFlags;
  if (flags === CompressionFlags.CHAINED) {
    r.position = start + FLAGS_AT - 2;
    return { kind: "compressedChained", originalCompressedSegmentSize, payloads: readPayloads(r) };
  }
  const offset = r.u32("offset");
  const body = r.rest("body");
  return {
    kind: "compressedUnchained",
    originalCompressedSegmentSize,
    compressionAlgorithm,
    flags,
    offset,
    body,
  };
}

function readPayloads(r: Reader): CompressedPayload[] {
  const payloads: CompressedPayload[] = [];
  while (payloads.length === 0 || r.remaining > 0) payloads.push(readPayload(r));
  return payloads;
}

function readPayload(r: Reader): CompressedPayload {
  r.structure = "Smb2CompressionChainedPayloadHeader";
  const compressionAlgorithm = r.u16("compressionAlgorithm") as CompressionAlgorithm;
  const flags = r.u16("flags") as CompressionFlags;
  const length = r.u32("length");
  const payload = r.window(length, r.structure, "payload", "length");
  const originalPayloadSize = hasOriginalSize(compressionAlgorithm)
    ? payload.u32("originalPayloadSize")
    : undefined;
  return { compressionAlgorithm, flags, originalPayloadSize, data: payload.rest("data") };
}

export function writeCompressedMessage(w: Writer, m: CompressedMessage): void {
  w.u32(COMPRESSION_PROTOCOL_ID, "protocolId");
  w.u32(m.originalCompressedSegmentSize, "originalCompressedSegmentSize");
  if (m.kind === "compressedChained") writePayloads(w, m.payloads);
  else writeUnchained(w, m);
  w.truncate();
}

function writeUnchained(w: Writer, m: UnchainedCompression): void {
  if (m.flags === CompressionFlags.CHAINED)
    throw new RangeError("flags CHAINED belongs to compressedChained");
  w.u16(m.compressionAlgorithm, "compressionAlgorithm");
  w.u16(m.flags, "flags");
  w.u32(m.offset, "offset");
  w.bytes(m.body);
}

function writePayloads(w: Writer, payloads: CompressedPayload[]): void {
  if (payloads[0]?.flags !== CompressionFlags.CHAINED)
    throw new RangeError("the first payload's flags must be CHAINED");
  for (const payload of payloads) {
    const hasSize = hasOriginalSize(payload.compressionAlgorithm);
    if (hasSize !== (payload.originalPayloadSize !== undefined)) {
      throw new RangeError(`originalPayloadSize ${hasSize ? "must" : "cannot"} be set with this algorithm`);
    }
    w.u16(payload.compressionAlgorithm, "compressionAlgorithm");
    w.u16(payload.flags, "flags");
    w.u32(payload.data.length + (hasSize ? 4 : 0), "length");
    if (payload.originalPayloadSize !== undefined) w.u32(payload.originalPayloadSize, "originalPayloadSize");
    w.bytes(payload.data);
  }
}

function hasOriginalSize(algorithm: CompressionAlgorithm): boolean {
  switch (algorithm) {
    case CompressionAlgorithm.LZNT1:
    case CompressionAlgorithm.LZ77:
    case CompressionAlgorithm.LZ77_HUFFMAN:
    case CompressionAlgorithm.LZ4:
      return true;
    default:
      return false;
  }
}
