// [MS-CIFS] 2.2.3.1 SMB Header. 32 bytes; AndXOffset and the alignment of strings count from its first one.
import { hasFlag, Reader, type Writer } from "@countersign/bytes";
import { type Command, type ErrorClass, type Flags, Flags2, type Status } from "./enums.js";

/** Bytes of the header ([MS-CIFS] 2.2.3.1). */
export const HEADER_SIZE = 32;
/** The first four bytes, `FF 'S' 'M' 'B'`, as a little-endian integer. */
export const PROTOCOL = 0x424d53ff;

/** [MS-CIFS] 2.2.3.1 SMB Header, 32 bytes, integers little-endian. */
export interface Header {
  command: Command;
  /** An NTSTATUS where `flags2` has NT_STATUS; else see `dosError`. */
  status: Status;
  flags: Flags;
  flags2: Flags2;
  /** The high 16 bits of the client's process id. */
  pidHigh: number;
  /** 8 bytes: the signature where there is one, else Key, CID and SequenceNumber, or anything. Shares the input's memory. */
  securityFeatures: Uint8Array;
  /** The tree connect, as the server numbers it. */
  tid: number;
  /** The low 16 bits of the client's process id. */
  pidLow: number;
  /** The session, as the server numbers it. */
  uid: number;
  /** Tells requests apart that are under way at once. */
  mid: number;
}

/** Decodes the header alone, of any SMB1 message. Throws `DecodeError`. */
export function decodeHeader(bytes: Uint8Array): Header {
  return readHeader(new Reader(bytes, "Smb1Header"));
}

export function readHeader(r: Reader): Header {
  r.structure = "Smb1Header";
  if (r.u32("protocol") !== PROTOCOL) throw r.malformed("protocol", "is not FF 'SMB'", r.position - 4);
  const command = r.u8("command") as Command;
  const status = r.u32("status") as Status;
  const flags = r.u8("flags") as Flags;
  const flags2 = r.u16("flags2") as Flags2;
  const pidHigh = r.u16("pidHigh");
  const securityFeatures = r.slice(8, "securityFeatures");
  r.skip(2, "reserved");
  const tid = r.u16("tid");
  const pidLow = r.u16("pidLow");
  const uid = r.u16("uid");
  const mid = r.u16("mid");
  return { command, status, flags, flags2, pidHigh, securityFeatures, tid, pidLow, uid, mid };
}

export function writeHeader(w: Writer, m: Header): void {
  w.u32(PROTOCOL, "protocol");
  w.u8(m.command, "command");
  w.u32(m.status, "status");
  w.u8(m.flags, "flags");
  w.u16(m.flags2, "flags2");
  w.u16(m.pidHigh, "pidHigh");
  w.fixed(m.securityFeatures, 8, "securityFeatures");
  w.skip(2);
  w.u16(m.tid, "tid");
  w.u16(m.pidLow, "pidLow");
  w.u16(m.uid, "uid");
  w.u16(m.mid, "mid");
}

/** [MS-CIFS] 2.2.3.1 SMB_ERROR: the status's DOS form, `undefined` where `flags2` has NT_STATUS. */
export function dosError(header: Header): { errorClass: ErrorClass; error: number } | undefined {
  if (hasFlag(header.flags2, Flags2.NT_STATUS)) return undefined;
  return { errorClass: (header.status & 0xff) as ErrorClass, error: header.status >>> 16 };
}
