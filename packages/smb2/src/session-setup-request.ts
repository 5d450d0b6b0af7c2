// [MS-SMB2] 2.2.5 SMB2 SESSION_SETUP Request. SecurityMode and Flags have one byte here.
import type { Reader, Writer } from "@countersign/bytes";
import { readSecurityBuffer, writeSecurityBuffer } from "./buffer.js";
import type { Capabilities, SecurityMode, SessionSetupFlags } from "./enums.js";
import { HEADER_SIZE } from "./header.js";

const STRUCTURE_SIZE = 25;
const SECURITY_BUFFER_AT = HEADER_SIZE + 12;
const FIXED_END = HEADER_SIZE + 24;

/** [MS-SMB2] 2.2.5 SMB2 SESSION_SETUP request. */
export interface SessionSetupRequest {
  flags: SessionSetupFlags;
  /** The client's policy, also where the opening was SMB1 and no SMB2 NEGOTIATE request told it. */
  securityMode: SecurityMode;
  capabilities: Capabilities;
  /** Reserved by the specification, 0. */
  channel: number;
  /** The session that a reconnecting client asks the server to drop, or 0n. */
  previousSessionId: bigint;
  /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
  securityBuffer: Uint8Array;
}

export function readSessionSetupRequest(r: Reader): SessionSetupRequest {
  r.structure = "Smb2SessionSetupRequest";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 25", r.position - 2);
  const flags = r.u8("flags") as SessionSetupFlags;
  const securityMode = r.u8("securityMode") as SecurityMode;
  const capabilities = r.u32("capabilities") as Capabilities;
  const channel = r.u32("channel");
  const bufferOffset = r.u16("securityBufferOffset");
  const bufferLength = r.u16("securityBufferLength");
  const previousSessionId = r.u64("previousSessionId");
  const securityBuffer = readSecurityBuffer(r, bufferOffset, bufferLength, FIXED_END);
  return { flags, securityMode, capabilities, channel, previousSessionId, securityBuffer };
}

export function writeSessionSetupRequest(w: Writer, m: SessionSetupRequest): void {
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u8(m.flags, "flags");
  w.u8(m.securityMode, "securityMode");
  w.u32(m.capabilities, "capabilities");
  w.u32(m.channel, "channel");
  w.skip(4);
  w.u64(m.previousSessionId, "previousSessionId");
  writeSecurityBuffer(w, m.securityBuffer, SECURITY_BUFFER_AT);
}
