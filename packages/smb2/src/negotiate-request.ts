// [MS-SMB2] 2.2.3 SMB2 NEGOTIATE Request. Eight of its bytes mean one thing with dialect 3.1.1 among the dialects
// (where the contexts are), another without it (ClientStartTime).
import type { Reader, Writer } from "@countersign/bytes";
import { type Capabilities, Dialect, type SecurityMode } from "./enums.js";
import { bodyReader, HEADER_SIZE } from "./header.js";
import { type NegotiateContext, readContextList, writeContextList } from "./negotiate-context.js";

const STRUCTURE_SIZE = 36;
const CONTEXT_OFFSET_AT = HEADER_SIZE + 28;
const FIXED_END = HEADER_SIZE + 36;

/** [MS-SMB2] 2.2.3 SMB2 NEGOTIATE request. */
export interface NegotiateRequest {
  securityMode: SecurityMode;
  capabilities: Capabilities;
  /** 16 bytes, in wire order. Shares the input's memory. */
  clientGuid: Uint8Array;
  /** FILETIME; not used by any server, usually 0n. Always 0n with 3.1.1 among the dialects, which has no such field. */
  clientStartTime: bigint;
  dialects: Dialect[];
  /** Empty unless 3.1.1 is among the dialects. */
  negotiateContextList: NegotiateContext[];
}

export function readNegotiateRequest(r: Reader): NegotiateRequest {
  r.structure = "Smb2NegotiateRequest";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 36", r.position - 2);
  const dialectCount = r.u16("dialectCount");
  const securityMode = r.u16("securityMode") as SecurityMode;
  r.skip(2, "reserved");
  const capabilities = r.u32("capabilities") as Capabilities;
  const clientGuid = r.slice(16, "clientGuid");
  const fork = r.window(8, r.structure, "negotiateContextOffset");
  const dialects = r.u16s(dialectCount, "dialects", "dialectCount") as Dialect[];
  if (!dialects.includes(Dialect.SMB_3_1_1)) {
    const clientStartTime = fork.u64("clientStartTime");
    return { securityMode, capabilities, clientGuid, clientStartTime, dialects, negotiateContextList: [] };
  }
  const offset = fork.u32("negotiateContextOffset");
  const count = fork.u16("negotiateContextCount");
  fork.skip(2, "reserved2");
  const negotiateContextList = readContextList(r, offset, count, r.position - r.origin);
  return { securityMode, capabilities, clientGuid, clientStartTime: 0n, dialects, negotiateContextList };
}

export function writeNegotiateRequest(w: Writer, m: NegotiateRequest): void {
  const hasContexts = m.dialects.includes(Dialect.SMB_3_1_1);
  if (!hasContexts && m.negotiateContextList.length > 0) {
    throw new RangeError("negotiateContextList needs 3.1.1 among the dialects");
  }
  if (hasContexts && m.clientStartTime !== 0n)
    throw new RangeError("clientStartTime has no place beside 3.1.1");
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u16(m.dialects.length, "dialectCount");
  w.u16(m.securityMode, "securityMode");
  w.skip(2);
  w.u32(m.capabilities, "capabilities");
  w.fixed(m.clientGuid, 16, "clientGuid");
  if (hasContexts) w.skip(8);
  else w.u64(m.clientStartTime, "clientStartTime");
  w.u16s(m.dialects, "dialects");
  w.claim(FIXED_END);
  if (!hasContexts) return;
  const likeHasContexts = w.like !== undefined && originalDialects(w.like).includes(Dialect.SMB_3_1_1);
  writeContextList(w, m.negotiateContextList, CONTEXT_OFFSET_AT, CONTEXT_OFFSET_AT + 4, likeHasContexts);
}

function originalDialects(like: Uint8Array): Dialect[] {
  return readNegotiateRequest(bodyReader(like)).dialects;
}
