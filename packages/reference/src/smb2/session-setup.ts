// [MS-SMB2] 2.2.5 SMB2 SESSION_SETUP Request, 2.2.6 SMB2 SESSION_SETUP Response.
import type { SessionSetupRequest, SessionSetupResponse } from "@countersign/smb2";
import { concat, payload } from "../bytes.js";
import { isU16, structure, u8, u16, u32, u64 } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

const REQUEST_END = HEADER_SIZE + 24;
const RESPONSE_END = HEADER_SIZE + 8;

// 2.2.5
const request = structure("SMB2 SESSION_SETUP Request", {
  structureSize: isU16(25),
  flags: u8,
  securityMode: u8,
  capabilities: u32,
  channel: u32,
  securityBufferOffset: u16,
  securityBufferLength: u16,
  previousSessionId: u64,
});

// 2.2.6
const response = structure("SMB2 SESSION_SETUP Response", {
  structureSize: isU16(9),
  sessionFlags: u16,
  securityBufferOffset: u16,
  securityBufferLength: u16,
});

export function decodeSessionSetupRequest(message: Uint8Array): SessionSetupRequest {
  const { securityBufferOffset, securityBufferLength, ...fields } = request.decode(
    message.subarray(HEADER_SIZE),
  );
  return {
    flags: fields.flags,
    securityMode: fields.securityMode,
    capabilities: fields.capabilities,
    channel: fields.channel,
    previousSessionId: fields.previousSessionId,
    securityBuffer: payload(
      message,
      securityBufferOffset,
      securityBufferLength,
      REQUEST_END,
      "SecurityBuffer",
    ),
  };
}

export function encodeSessionSetupRequest(m: SessionSetupRequest): Uint8Array {
  const securityBufferLength = m.securityBuffer.length;
  return concat(
    request.encode({ ...m, securityBufferOffset: REQUEST_END, securityBufferLength }),
    m.securityBuffer,
  );
}

export function decodeSessionSetupResponse(message: Uint8Array): SessionSetupResponse {
  const { sessionFlags, securityBufferOffset, securityBufferLength } = response.decode(
    message.subarray(HEADER_SIZE),
  );
  return {
    sessionFlags,
    securityBuffer: payload(
      message,
      securityBufferOffset,
      securityBufferLength,
      RESPONSE_END,
      "SecurityBuffer",
    ),
  };
}

export function encodeSessionSetupResponse(m: SessionSetupResponse): Uint8Array {
  const securityBufferLength = m.securityBuffer.length;
  return concat(
    response.encode({ ...m, securityBufferOffset: RESPONSE_END, securityBufferLength }),
    m.securityBuffer,
  );
}
