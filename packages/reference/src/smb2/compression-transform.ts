// [MS-SMB2] 2.2.42 SMB2 COMPRESSION_TRANSFORM_HEADER.
import type {
  ChainedCompression,
  CompressedMessage,
  CompressedPayload,
  UnchainedCompression,
} from "@countersign/smb2";
import { concat } from "../bytes.js";
import { bytesOf, isU32, rest, structure, u16, u32 } from "../structure.js";

export const COMPRESSION_PROTOCOL_ID = 0x424d53fc;
const SMB2_COMPRESSION_FLAG_CHAINED = 0x0001;

// 2.2.42.1
const unchained = structure("SMB2_COMPRESSION_TRANSFORM_HEADER_UNCHAINED", {
  protocolId: isU32(COMPRESSION_PROTOCOL_ID),
  originalCompressedSegmentSize: u32,
  compressionAlgorithm: u16,
  flags: u16,
  offset: u32,
  body: rest,
});

// 2.2.42.2
const chained = structure("SMB2_COMPRESSION_TRANSFORM_HEADER_CHAINED", {
  protocolId: isU32(COMPRESSION_PROTOCOL_ID),
  originalCompressedSegmentSize: u32,
  payloads: rest,
});

// 2.2.42.2.1, with the compressed payload. Length counts OriginalPayloadSize, where that is present.
const chainedPayload = structure("SMB2_COMPRESSION_CHAINED_PAYLOAD_HEADER", {
  compressionAlgorithm: u16,
  flags: u16,
  length: u32,
  payload: bytesOf("length"),
});

const sizedPayload = structure("OriginalPayloadSize", { originalPayloadSize: u32, data: rest });

/** LZNT1, LZ77, LZ77+Huffman and LZ4: with these the OriginalPayloadSize is present. */
const SIZED: readonly number[] = [0x0001, 0x0002, 0x0003, 0x0005];

export function decodeCompressed(message: Uint8Array): CompressedMessage {
  const { flags } = unchained.decode(message);
  return flags === SMB2_COMPRESSION_FLAG_CHAINED ? decodeChained(message) : decodeUnchained(message);
}

function decodeUnchained(message: Uint8Array): UnchainedCompression {
  const fields = unchained.decode(message);
  return {
    kind: "compressedUnchained",
    originalCompressedSegmentSize: fields.originalCompressedSegmentSize,
    compressionAlgorithm: fields.compressionAlgorithm,
    flags: fields.flags,
    offset: fields.offset,
    body: fields.body,
  };
}

function decodeChained(message: Uint8Array): ChainedCompression {
  const { originalCompressedSegmentSize, payloads } = chained.decode(message);
  const list: CompressedPayload[] = [];
  for (let at = 0; at < payloads.length; ) {
    const { compressionAlgorithm, flags, length, payload } = chainedPayload.decode(payloads.subarray(at));
    const sized = SIZED.includes(compressionAlgorithm)
      ? sizedPayload.decode(payload)
      : { originalPayloadSize: undefined, data: payload };
    const { originalPayloadSize, data } = sized;
    list.push({ compressionAlgorithm, flags, originalPayloadSize, data });
    at += 8 + length;
  }
  return { kind: "compressedChained", originalCompressedSegmentSize, payloads: list };
}

export function encodeCompressed(m: CompressedMessage): Uint8Array {
  if (m.kind === "compressedUnchained") return unchained.encode(m);
  return chained.encode({ ...m, payloads: concat(...m.payloads.map(encodePayload)) });
}

function encodePayload(m: CompressedPayload): Uint8Array {
  const { originalPayloadSize, data } = m;
  if (SIZED.includes(m.compressionAlgorithm) !== (originalPayloadSize !== undefined))
    throw new RangeError("OriginalPayloadSize is present with LZNT1, LZ77, LZ77+Huffman and LZ4 alone");
  const payload =
    originalPayloadSize === undefined ? data : sizedPayload.encode({ originalPayloadSize, data });
  return chainedPayload.encode({ ...m, length: payload.length, payload });
}
