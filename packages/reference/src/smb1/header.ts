// [MS-CIFS] 2.2.3.1 The SMB Header.
import type { Header } from "@countersign/smb1";
import { bytes, isU32, reserved, structure, u8, u16, u32 } from "../structure.js";

export const HEADER_SIZE = 32;
export const SMB_FLAGS_REPLY = 0x80;
export const SMB_FLAGS2_UNICODE = 0x8000;

const smbHeader = structure("SMB_Header", {
  protocol: isU32(0x424d53ff),
  command: u8,
  status: u32,
  flags: u8,
  flags2: u16,
  pidHigh: u16,
  securityFeatures: bytes(8),
  reserved: reserved(2),
  tid: u16,
  pidLow: u16,
  uid: u16,
  mid: u16,
});

export function decodeHeader(message: Uint8Array): Header {
  const fields = smbHeader.decode(message);
  return {
    command: fields.command,
    status: fields.status,
    flags: fields.flags,
    flags2: fields.flags2,
    pidHigh: fields.pidHigh,
    securityFeatures: fields.securityFeatures,
    tid: fields.tid,
    pidLow: fields.pidLow,
    uid: fields.uid,
    mid: fields.mid,
  };
}

export function encodeHeader(m: Header): Uint8Array {
  return smbHeader.encode(m);
}
