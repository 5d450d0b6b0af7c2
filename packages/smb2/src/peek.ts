// Single fields at fixed offsets, for who asks a million times: no allocation, no exception. Each answers `undefined`
// where the bytes are too short or are no such message, else what decoding would.
import { u16At, u32At } from "@countersign/bytes";
import { Command, type Dialect, HeaderFlags, type SecurityMode, Status } from "./enums.js";
import { HEADER_SIZE } from "./header.js";

const SMB = 0x424d53;

/** Tells by the first four bytes: `FE 'SMB'` plain, `FD 'SMB'` encrypted, `FC 'SMB'` compressed. */
export function peekProtocol(bytes: Uint8Array): "plain" | "transform" | "compressed" | undefined {
  if (bytes.length < 4 || u32At(bytes, 0) >>> 8 !== SMB) return undefined;
  switch (bytes[0]) {
    case 0xfe:
      return "plain";
    case 0xfd:
      return "transform";
    case 0xfc:
      return "compressed";
    default:
      return undefined;
  }
}

/** Command of any message with an SMB2 header; else `undefined`. */
export function peekCommand(bytes: Uint8Array): Command | undefined {
  return isPlain(bytes) ? u16At(bytes, 12) : undefined;
}

/** The NTSTATUS of a response; of a request what stands in its place. */
export function peekStatus(bytes: Uint8Array): Status | undefined {
  return isPlain(bytes) ? u32At(bytes, 8) : undefined;
}

/** Flags of any message with an SMB2 header; else `undefined`. */
export function peekFlags(bytes: Uint8Array): HeaderFlags | undefined {
  return isPlain(bytes) ? u32At(bytes, 16) : undefined;
}

/** The SERVER_TO_REDIR flag of any message with an SMB2 header; else `undefined`. */
export function peekIsResponse(bytes: Uint8Array): boolean | undefined {
  return isPlain(bytes) ? (bytes[16]! & HeaderFlags.SERVER_TO_REDIR) !== 0 : undefined;
}

/** The SIGNED flag alone: what a signature is worth stands in the session. */
export function peekIsSigned(bytes: Uint8Array): boolean | undefined {
  return isPlain(bytes) ? (bytes[16]! & HeaderFlags.SIGNED) !== 0 : undefined;
}

/** Offset of the next message of a compound, 0 in the last. */
export function peekNextCommand(bytes: Uint8Array): number | undefined {
  return isPlain(bytes) ? u32At(bytes, 20) : undefined;
}

/** The low 32 bits of the SessionId. */
export function peekSessionIdLow(bytes: Uint8Array): number | undefined {
  return isPlain(bytes) ? u32At(bytes, 40) : undefined;
}

/** The high 32 bits of the SessionId. */
export function peekSessionIdHigh(bytes: Uint8Array): number | undefined {
  return isPlain(bytes) ? u32At(bytes, 44) : undefined;
}

/** SecurityMode of a NEGOTIATE request or response or of a SESSION_SETUP request. */
export function peekSecurityMode(bytes: Uint8Array): SecurityMode | undefined {
  if (!isPlain(bytes)) return undefined;
  const isResponse = (bytes[16]! & HeaderFlags.SERVER_TO_REDIR) !== 0;
  switch (u16At(bytes, 12)) {
    case Command.NEGOTIATE:
      if (isResponse) return isNegotiateResponse(bytes) ? u16At(bytes, HEADER_SIZE + 2) : undefined;
      return hasBody(bytes, 36) ? u16At(bytes, HEADER_SIZE + 4) : undefined;
    case Command.SESSION_SETUP:
      return !isResponse && hasBody(bytes, 25) ? bytes[HEADER_SIZE + 3] : undefined;
    default:
      return undefined;
  }
}

/** DialectRevision of a NEGOTIATE response. */
export function peekDialect(bytes: Uint8Array): Dialect | undefined {
  const isResponse = isPlain(bytes) && (bytes[16]! & HeaderFlags.SERVER_TO_REDIR) !== 0;
  if (!isResponse || u16At(bytes, 12) !== Command.NEGOTIATE || !isNegotiateResponse(bytes)) return undefined;
  return u16At(bytes, HEADER_SIZE + 4);
}

/** NextCommand of the message at `at`, 0 where the bytes end before it does. */
export function nextCommandAt(bytes: Uint8Array, at: number): number {
  return bytes.length < at + 24 ? 0 : u32At(bytes, at + 20);
}

/** Looks for `FE 'SMB'` and StructureSize. A byte at a time, since that takes two thirds of what an integer takes. */
function isPlain(bytes: Uint8Array): boolean {
  return (
    bytes.length >= HEADER_SIZE &&
    bytes[0] === 0xfe &&
    bytes[1] === 0x53 &&
    bytes[2] === 0x4d &&
    bytes[3] === 0x42 &&
    bytes[4] === HEADER_SIZE &&
    bytes[5] === 0
  );
}

/** A failed negotiation is answered by an ERROR Response, which says nothing about signing. */
function isNegotiateResponse(bytes: Uint8Array): boolean {
  return isSuccess(bytes) && hasBody(bytes, 65);
}

function isSuccess(bytes: Uint8Array): boolean {
  return (bytes[8]! | bytes[9]! | bytes[10]! | bytes[11]!) === Status.SUCCESS;
}

/** Tells whether the body's fixed part, one byte of buffer less than an odd StructureSize, is there. */
function hasBody(bytes: Uint8Array, structureSize: number): boolean {
  return bytes.length >= HEADER_SIZE + (structureSize & ~1) && u16At(bytes, HEADER_SIZE) === structureSize;
}
