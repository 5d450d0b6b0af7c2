// [MS-SMB2] 2.2.41 SMB2 TRANSFORM_HEADER, and the encrypted message behind it.
import type { Reader, Writer } from "@countersign/bytes";
import type { TransformFlags } from "./enums.js";

/** The first four bytes, `FD 'S' 'M' 'B'`, as a little-endian integer. */
export const TRANSFORM_PROTOCOL_ID = 0x424d53fd;

/** [MS-SMB2] 2.2.41 SMB2 TRANSFORM_HEADER. */
export interface TransformHeader {
  /** 16 bytes: the authentication tag. Shares the input's memory. */
  signature: Uint8Array;
  /** 16 bytes, of which CCM uses 11 and GCM 12. Shares the input's memory. */
  nonce: Uint8Array;
  /** Bytes of the message before encryption. */
  originalMessageSize: number;
  flags: TransformFlags;
  /** The session whose keys it is encrypted with. */
  sessionId: bigint;
}

/** [MS-SMB2] 2.2.41: an encrypted message. Nothing inside can be read without the session's keys. */
export interface TransformMessage {
  kind: "transform";
  header: TransformHeader;
  /** The ciphertext. Shares the input's memory. */
  body: Uint8Array;
}

/** Reads a message that begins with the transform header's protocol id. */
export function readTransformMessage(r: Reader): TransformMessage {
  r.structure = "Smb2TransformHeader";
  r.skip(4, "protocolId");
  const signature = r.slice(16, "signature");
  const nonce = r.slice(16, "nonce");
  const originalMessageSize = r.u32("originalMessageSize");
  r.skip(2, "reserved");
  const flags = r.u16("flags") as TransformFlags;
  const sessionId = r.u64("sessionId");
  const header = { signature, nonce, originalMessageSize, flags, sessionId };
  return { kind: "transform", header, body: r.rest("body") };
}

export function writeTransformMessage(w: Writer, m: TransformMessage): void {
  const { header } = m;
  w.u32(TRANSFORM_PROTOCOL_ID, "protocolId");
  w.fixed(header.signature, 16, "signature");
  w.fixed(header.nonce, 16, "nonce");
  w.u32(header.originalMessageSize, "originalMessageSize");
  w.skip(2);
  w.u16(header.flags, "flags");
  w.u64(header.sessionId, "sessionId");
  w.bytes(m.body);
  w.truncate();
}
