// [MS-NLMP] 2.2.2.9 NTLMSSP_MESSAGE_SIGNATURE. Whether extended session security was negotiated decides between its two
// forms of 16 bytes; nothing in them tells.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";

const RANDOM_PAD_SIZE = 4;
const CHECKSUM_SIZE = 4;
const EXTENDED_CHECKSUM_SIZE = 8;

/** [MS-NLMP] 2.2.2.9.1 NTLMSSP_MESSAGE_SIGNATURE, without extended session security. */
export interface MessageSignature {
  /** 1. */
  version: number;
  /** 4 bytes. Shares the input's memory. */
  randomPad: Uint8Array;
  /** 4 bytes. Shares the input's memory. */
  checksum: Uint8Array;
  /** As on the wire, where it is encrypted. */
  seqNum: number;
}

/** [MS-NLMP] 2.2.2.9.2 NTLMSSP_MESSAGE_SIGNATURE for Extended Session Security. */
export interface ExtendedMessageSignature {
  /** 1. */
  version: number;
  /** 8 bytes. Shares the input's memory. */
  checksum: Uint8Array;
  /** Counts the messages of one direction, from 0. */
  seqNum: number;
}

/** Reads a signature made without extended session security; throws a `DecodeError` below 16 bytes. */
export function decodeMessageSignature(bytes: Uint8Array): MessageSignature {
  const r = new Reader(bytes, "NtlmMessageSignature");
  const version = r.u32("version");
  const randomPad = r.slice(RANDOM_PAD_SIZE, "randomPad");
  const checksum = r.slice(CHECKSUM_SIZE, "checksum");
  const seqNum = r.u32("seqNum");
  return { version, randomPad, checksum, seqNum };
}

/**
 * The inverse of {@link decodeMessageSignature}; `like` keeps what the original had past its 16 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
export function encodeMessageSignature(m: MessageSignature, options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  w.u32(m.version, "version");
  w.fixed(m.randomPad, RANDOM_PAD_SIZE, "randomPad");
  w.fixed(m.checksum, CHECKSUM_SIZE, "checksum");
  w.u32(m.seqNum, "seqNum");
  return w.finish();
}

/** Reads a signature made with extended session security; throws a `DecodeError` below 16 bytes. */
export function decodeExtendedMessageSignature(bytes: Uint8Array): ExtendedMessageSignature {
  const r = new Reader(bytes, "NtlmExtendedMessageSignature");
  const version = r.u32("version");
  const checksum = r.slice(EXTENDED_CHECKSUM_SIZE, "checksum");
  const seqNum = r.u32("seqNum");
  return { version, checksum, seqNum };
}

/**
 * The inverse of {@link decodeExtendedMessageSignature}; `like` keeps what the original had past its 16 bytes. Throws
 * a `RangeError` for values that do not fit.
 */
export function encodeExtendedMessageSignature(
  m: ExtendedMessageSignature,
  options?: EncodeOptions,
): Uint8Array {
  const w = new Writer(options?.like);
  w.u32(m.version, "version");
  w.fixed(m.checksum, EXTENDED_CHECKSUM_SIZE, "checksum");
  w.u32(m.seqNum, "seqNum");
  return w.finish();
}
