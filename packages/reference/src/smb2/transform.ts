// [MS-SMB2] 2.2.41 SMB2 TRANSFORM_HEADER.
import type { TransformMessage } from "@countersign/smb2";
import { bytes, isU32, reserved, rest, structure, u16, u32, u64 } from "../structure.js";

export const TRANSFORM_PROTOCOL_ID = 0x424d53fd;

const message = structure("SMB2 TRANSFORM_HEADER", {
  protocolId: isU32(TRANSFORM_PROTOCOL_ID),
  signature: bytes(16),
  nonce: bytes(16),
  originalMessageSize: u32,
  reserved: reserved(2),
  flags: u16,
  sessionId: u64,
  body: rest,
});

export function decodeTransform(input: Uint8Array): TransformMessage {
  const { signature, nonce, originalMessageSize, flags, sessionId, body } = message.decode(input);
  return { kind: "transform", header: { signature, nonce, originalMessageSize, flags, sessionId }, body };
}

export function encodeTransform(m: TransformMessage): Uint8Array {
  return message.encode({ ...m.header, body: m.body });
}
