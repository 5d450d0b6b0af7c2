// [MS-SMB2] 2.2.1 SMB2 Packet Header. 64 bytes; offsets in all message bodies count from its first byte.
import { hasFlag, Reader, type Writer } from "@countersign/bytes";
import { type Command, HeaderFlags, type Status } from "./enums.js";

/** Bytes of the header ([MS-SMB2] 2.2.1). Offsets in message bodies count from its first one. */
export const HEADER_SIZE = 64;
/** Where NextCommand stands: layout, which the decoded header does not carry. */
export const NEXT_COMMAND_AT = 20;
const STRUCTURE_SIZE = 64;
/** The first four bytes, `FE 'S' 'M' 'B'`, as a little-endian integer. */
const PROTOCOL_ID = 0x424d53fe;

/** [MS-SMB2] 2.2.1.1 (async) and 2.2.1.2 (sync). NextCommand is layout: see `decodeCompound`. */
export interface Header {
  /** Credits that the request costs; 0 at 2.0.2. */
  creditCharge: number;
  /** In a response the NTSTATUS; in a request ChannelSequence in the low 16 bits (3.x), else reserved. */
  status: Status;
  command: Command;
  /** Credits asked for in a request, granted in a response. */
  credits: number;
  flags: HeaderFlags;
  /** Pairs requests with responses; all bits set in a notification. */
  messageId: bigint;
  /** Set where `flags` lacks ASYNC_COMMAND, and only there. */
  treeId: number | undefined;
  /** Set where `flags` has ASYNC_COMMAND, and only there. */
  asyncId: bigint | undefined;
  /** As the server numbers it; 0n before there is one. */
  sessionId: bigint;
  /** 16 bytes. Shares the input's memory. */
  signature: Uint8Array;
}

/** Decodes the header alone, of any message that has one. Throws `DecodeError`. */
export function decodeHeader(bytes: Uint8Array): Header {
  return readHeader(new Reader(bytes, "Smb2Header"));
}

export function readHeader(r: Reader): Header {
  r.structure = "Smb2Header";
  if (r.u32("protocolId") !== PROTOCOL_ID) throw r.malformed("protocolId", "is not FE 'SMB'", r.position - 4);
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 64", r.position - 2);
  const creditCharge = r.u16("creditCharge");
  const status = r.u32("status") as Status;
  const command = r.u16("command") as Command;
  const credits = r.u16("credits");
  const flags = r.u32("flags") as HeaderFlags;
  r.skip(4, "nextCommand");
  const messageId = r.u64("messageId");
  const isAsync = hasFlag(flags, HeaderFlags.ASYNC_COMMAND);
  const asyncId = isAsync ? r.u64("asyncId") : undefined;
  if (!isAsync) r.skip(4, "reserved");
  const treeId = isAsync ? undefined : r.u32("treeId");
  const sessionId = r.u64("sessionId");
  const signature = r.slice(16, "signature");
  return { creditCharge, status, command, credits, flags, messageId, treeId, asyncId, sessionId, signature };
}

export function writeHeader(w: Writer, m: Header): void {
  const isAsync = hasFlag(m.flags, HeaderFlags.ASYNC_COMMAND);
  w.u32(PROTOCOL_ID, "protocolId");
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u16(m.creditCharge, "creditCharge");
  w.u32(m.status, "status");
  w.u16(m.command, "command");
  w.u16(m.credits, "credits");
  w.u32(m.flags, "flags");
  w.skip(4);
  w.u64(m.messageId, "messageId");
  if (isAsync) {
    if (m.asyncId === undefined) throw new RangeError("asyncId must be set where flags has ASYNC_COMMAND");
    w.u64(m.asyncId, "asyncId");
  } else {
    if (m.treeId === undefined) throw new RangeError("treeId must be set where flags lacks ASYNC_COMMAND");
    w.skip(4);
    w.u32(m.treeId, "treeId");
  }
  w.u64(m.sessionId, "sessionId");
  w.fixed(m.signature, 16, "signature");
}

/** A reader past the header of a message, whose offsets count from the header's first byte. */
export function bodyReader(message: Uint8Array): Reader {
  const r = new Reader(message, "Smb2Header");
  r.skip(HEADER_SIZE, "header");
  return r;
}
