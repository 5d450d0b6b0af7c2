// [MS-SMB2] 2.2.4 SMB2 NEGOTIATE Response.
import type { Reader, Writer } from "@countersign/bytes";
import { readSecurityBuffer, writeSecurityBuffer } from "./buffer.js";
import { type Capabilities, Dialect, type SecurityMode } from "./enums.js";
import { bodyReader, HEADER_SIZE } from "./header.js";
import { type NegotiateContext, readContextList, writeContextList } from "./negotiate-context.js";

const STRUCTURE_SIZE = 65;
const CONTEXT_COUNT_AT = HEADER_SIZE + 6;
const SECURITY_BUFFER_AT = HEADER_SIZE + 56;
const CONTEXT_OFFSET_AT = HEADER_SIZE + 60;
const FIXED_END = HEADER_SIZE + 64;

/** [MS-SMB2] 2.2.4 SMB2 NEGOTIATE response. */
export interface NegotiateResponse {
  /** The server's own policy, of use at every dialect, 0x02FF too. */
  securityMode: SecurityMode;
  dialectRevision: Dialect;
  /** 16 bytes, in wire order. Shares the input's memory. */
  serverGuid: Uint8Array;
  capabilities: Capabilities;
  /** Bytes. */
  maxTransactSize: number;
  /** Bytes. */
  maxReadSize: number;
  /** Bytes. */
  maxWriteSize: number;
  /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
  systemTime: bigint;
  /** FILETIME; 0n from servers that keep it to themselves. */
  serverStartTime: bigint;
  /** A SPNEGO NegTokenInit2, or empty. Shares the input's memory. */
  securityBuffer: Uint8Array;
  /** Empty unless `dialectRevision` is 3.1.1. */
  negotiateContextList: NegotiateContext[];
}

export function readNegotiateResponse(r: Reader): NegotiateResponse {
  r.structure = "Smb2NegotiateResponse";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 65", r.position - 2);
  const securityMode = r.u16("securityMode") as SecurityMode;
  const dialectRevision = r.u16("dialectRevision") as Dialect;
  const contextCount = r.u16("negotiateContextCount");
  const serverGuid = r.slice(16, "serverGuid");
  const capabilities = r.u32("capabilities") as Capabilities;
  const maxTransactSize = r.u32("maxTransactSize");
  const maxReadSize = r.u32("maxReadSize");
  const maxWriteSize = r.u32("maxWriteSize");
  const systemTime = r.u64("systemTime");
  const serverStartTime = r.u64("serverStartTime");
  const bufferOffset = r.u16("securityBufferOffset");
  const bufferLength = r.u16("securityBufferLength");
  const contextOffset = r.u32("negotiateContextOffset");
  const securityBuffer = readSecurityBuffer(r, bufferOffset, bufferLength, FIXED_END);
  // Below 3.1.1 the count and the offset are reserved, to be ignored (2.2.4); Windows leaves anything in them (<25>).
  const negotiateContextList =
    dialectRevision === Dialect.SMB_3_1_1 ? readContextList(r, contextOffset, contextCount, FIXED_END) : [];
  return {
    securityMode,
    dialectRevision,
    serverGuid,
    capabilities,
    maxTransactSize,
    maxReadSize,
    maxWriteSize,
    systemTime,
    serverStartTime,
    securityBuffer,
    negotiateContextList,
  };
}

export function writeNegotiateResponse(w: Writer, m: NegotiateResponse): void {
  const hasContexts = m.dialectRevision === Dialect.SMB_3_1_1;
  if (!hasContexts && m.negotiateContextList.length > 0) {
    throw new RangeError("negotiateContextList needs dialectRevision 3.1.1");
  }
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u16(m.securityMode, "securityMode");
  w.u16(m.dialectRevision, "dialectRevision");
  w.skip(2);
  w.fixed(m.serverGuid, 16, "serverGuid");
  w.u32(m.capabilities, "capabilities");
  w.u32(m.maxTransactSize, "maxTransactSize");
  w.u32(m.maxReadSize, "maxReadSize");
  w.u32(m.maxWriteSize, "maxWriteSize");
  w.u64(m.systemTime, "systemTime");
  w.u64(m.serverStartTime, "serverStartTime");
  w.skip(8);
  writeSecurityBuffer(w, m.securityBuffer, SECURITY_BUFFER_AT);
  if (!hasContexts) return;
  const likeHasContexts = w.like !== undefined && originalDialect(w.like) === Dialect.SMB_3_1_1;
  writeContextList(w, m.negotiateContextList, CONTEXT_OFFSET_AT, CONTEXT_COUNT_AT, likeHasContexts);
}

function originalDialect(like: Uint8Array): Dialect {
  return readNegotiateResponse(bodyReader(like)).dialectRevision;
}
