// [MS-SMB2] 2.2: a message is told by the ProtocolId that it starts with.
import type { Message } from "@countersign/smb2";
import { ReferenceDecodeError } from "../error.js";
import { structure, u32 } from "../structure.js";
import { COMPRESSION_PROTOCOL_ID, decodeCompressed, encodeCompressed } from "./compression-transform.js";
import { decodeHeader } from "./header.js";
import { decodePlain, encodePlain } from "./plain-message.js";
import { decodeTransform, encodeTransform, TRANSFORM_PROTOCOL_ID } from "./transform.js";

const anyMessage = structure("SMB2 message", { protocolId: u32 });

/**
 * Decodes one message in the shape of `@countersign/smb2`. Throws `ReferenceDecodeError`, also for a compound, which is
 * `decodeSmb2Compound`'s.
 */
export function decodeSmb2(bytes: Uint8Array): Message {
  const { protocolId } = anyMessage.decode(bytes);
  if (protocolId === TRANSFORM_PROTOCOL_ID) return decodeTransform(bytes);
  if (protocolId === COMPRESSION_PROTOCOL_ID) return decodeCompressed(bytes);
  if (decodeHeader(bytes).nextCommand !== 0)
    throw new ReferenceDecodeError("SMB2 message", "is one of a compound");
  return decodePlain(bytes);
}

/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
export function encodeSmb2(m: Message): Uint8Array {
  switch (m.kind) {
    case "transform":
      return encodeTransform(m);
    case "compressedUnchained":
    case "compressedChained":
      return encodeCompressed(m);
    default:
      return encodePlain(m, 0);
  }
}
