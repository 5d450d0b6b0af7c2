// [MS-SMB2] 2.2.6 SMB2 SESSION_SETUP Response. Only with STATUS_SUCCESS or STATUS_MORE_PROCESSING_REQUIRED; other
// statuses come with an ERROR Response.
import type { Reader, Writer } from "@countersign/bytes";
import { readSecurityBuffer, writeSecurityBuffer } from "./buffer.js";
import type { SessionFlags } from "./enums.js";
import { HEADER_SIZE } from "./header.js";

const STRUCTURE_SIZE = 9;
const SECURITY_BUFFER_AT = HEADER_SIZE + 4;
const FIXED_END = HEADER_SIZE + 8;

/** [MS-SMB2] 2.2.6 SMB2 SESSION_SETUP response, with STATUS_SUCCESS or STATUS_MORE_PROCESSING_REQUIRED. */
export interface SessionSetupResponse {
  sessionFlags: SessionFlags;
  /** A SPNEGO NegTokenResp, a raw NTLMSSP CHALLENGE, or empty. Shares the input's memory. */
  securityBuffer: Uint8Array;
}

export function readSessionSetupResponse(r: Reader): SessionSetupResponse {
  r.structure = "Smb2SessionSetupResponse";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 9", r.position - 2);
  const sessionFlags = r.u16("sessionFlags") as SessionFlags;
  const bufferOffset = r.u16("securityBufferOffset");
  const bufferLength = r.u16("securityBufferLength");
  return { sessionFlags, securityBuffer: readSecurityBuffer(r, bufferOffset, bufferLength, FIXED_END) };
}

export function writeSessionSetupResponse(w: Writer, m: SessionSetupResponse): void {
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u16(m.sessionFlags, "sessionFlags");
  w.skip(4);
  writeSecurityBuffer(w, m.securityBuffer, SECURITY_BUFFER_AT);
}
