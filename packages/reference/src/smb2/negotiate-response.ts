// [MS-SMB2] 2.2.4 SMB2 NEGOTIATE Response.
import type { NegotiateResponse } from "@countersign/smb2";
import { concat, paddingAt, payload } from "../bytes.js";
import { bytes, isU16, structure, u16, u32, u64 } from "../structure.js";
import { HEADER_SIZE } from "./header.js";
import { decodeContexts, encodeContexts } from "./negotiate-contexts.js";

const SMB_3_1_1 = 0x0311;
const FIXED_END = HEADER_SIZE + 64;

const response = structure("SMB2 NEGOTIATE Response", {
  structureSize: isU16(65),
  securityMode: u16,
  dialectRevision: u16,
  /** Reserved unless DialectRevision is 0x0311. */
  negotiateContextCount: u16,
  serverGuid: bytes(16),
  capabilities: u32,
  maxTransactSize: u32,
  maxReadSize: u32,
  maxWriteSize: u32,
  systemTime: u64,
  serverStartTime: u64,
  securityBufferOffset: u16,
  securityBufferLength: u16,
  /** Reserved unless DialectRevision is 0x0311. */
  negotiateContextOffset: u32,
});

export function decodeNegotiateResponse(message: Uint8Array): NegotiateResponse {
  const fields = response.decode(message.subarray(HEADER_SIZE));
  const { securityBufferOffset, securityBufferLength } = fields;
  const { negotiateContextOffset, negotiateContextCount } = fields;
  return {
    securityMode: fields.securityMode,
    dialectRevision: fields.dialectRevision,
    serverGuid: fields.serverGuid,
    capabilities: fields.capabilities,
    maxTransactSize: fields.maxTransactSize,
    maxReadSize: fields.maxReadSize,
    maxWriteSize: fields.maxWriteSize,
    systemTime: fields.systemTime,
    serverStartTime: fields.serverStartTime,
    securityBuffer: payload(message, securityBufferOffset, securityBufferLength, FIXED_END, "SecurityBuffer"),
    negotiateContextList:
      fields.dialectRevision === SMB_3_1_1
        ? decodeContexts(message, negotiateContextOffset, negotiateContextCount, FIXED_END)
        : [],
  };
}

export function encodeNegotiateResponse(m: NegotiateResponse): Uint8Array {
  const end = FIXED_END + m.securityBuffer.length;
  const place = { securityBufferOffset: FIXED_END, securityBufferLength: m.securityBuffer.length };
  if (m.dialectRevision !== SMB_3_1_1) {
    const fields = { ...m, ...place, negotiateContextCount: 0, negotiateContextOffset: 0 };
    return concat(response.encode(fields), m.securityBuffer);
  }
  const negotiateContextCount = m.negotiateContextList.length;
  const negotiateContextOffset = end + paddingAt(end, 8);
  const fields = { ...m, ...place, negotiateContextCount, negotiateContextOffset };
  return concat(response.encode(fields), m.securityBuffer, encodeContexts(m.negotiateContextList, end));
}
