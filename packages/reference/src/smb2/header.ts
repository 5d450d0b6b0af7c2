// [MS-SMB2] 2.2.1 SMB2 Packet Header.
import type { Header } from "@countersign/smb2";
import { bytes, isU16, isU32, reserved, structure, u16, u32, u64 } from "../structure.js";

export const HEADER_SIZE = 64;
export const SMB2_FLAGS_SERVER_TO_REDIR = 0x00000001;
const SMB2_FLAGS_ASYNC_COMMAND = 0x00000002;

const common = {
  protocolId: isU32(0x424d53fe),
  structureSize: isU16(64),
  creditCharge: u16,
  status: u32,
  command: u16,
  credits: u16,
  flags: u32,
  nextCommand: u32,
  messageId: u64,
} as const;

// 2.2.1.1
const asyncHeader = structure("SMB2 Packet Header - ASYNC", {
  ...common,
  asyncId: u64,
  sessionId: u64,
  signature: bytes(16),
});

// 2.2.1.2
const syncHeader = structure("SMB2 Packet Header - SYNC", {
  ...common,
  reserved: reserved(4),
  treeId: u32,
  sessionId: u64,
  signature: bytes(16),
});

/** The header and NextCommand, which is layout. */
export function decodeHeader(message: Uint8Array): { header: Header; nextCommand: number } {
  const { flags } = syncHeader.decode(message);
  const isAsync = (flags & SMB2_FLAGS_ASYNC_COMMAND) !== 0;
  const fields = isAsync
    ? { ...asyncHeader.decode(message), treeId: undefined }
    : { ...syncHeader.decode(message), asyncId: undefined };
  const header: Header = {
    creditCharge: fields.creditCharge,
    status: fields.status,
    command: fields.command,
    credits: fields.credits,
    flags: fields.flags,
    messageId: fields.messageId,
    treeId: fields.treeId,
    asyncId: fields.asyncId,
    sessionId: fields.sessionId,
    signature: fields.signature,
  };
  return { header, nextCommand: fields.nextCommand };
}

export function encodeHeader(header: Header, nextCommand: number): Uint8Array {
  const { treeId, asyncId } = header;
  const isAsync = (header.flags & SMB2_FLAGS_ASYNC_COMMAND) !== 0;
  if (isAsync && asyncId !== undefined && treeId === undefined)
    return asyncHeader.encode({ ...header, asyncId, nextCommand });
  if (!isAsync && treeId !== undefined && asyncId === undefined)
    return syncHeader.encode({ ...header, treeId, nextCommand });
  throw new RangeError("a header has an AsyncId with SMB2_FLAGS_ASYNC_COMMAND, else a TreeId");
}
