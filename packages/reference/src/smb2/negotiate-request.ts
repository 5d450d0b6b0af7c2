// [MS-SMB2] 2.2.3 SMB2 NEGOTIATE Request.
import type { NegotiateRequest } from "@countersign/smb2";
import { concat, paddingAt } from "../bytes.js";
import { bytes, isU16, reserved, structure, u16, u16sOf, u32, u64 } from "../structure.js";
import { HEADER_SIZE } from "./header.js";
import { decodeContexts, encodeContexts } from "./negotiate-contexts.js";

const SMB_3_1_1 = 0x0311;
const FIXED_SIZE = 36;

const beforeStartTime = {
  structureSize: isU16(36),
  dialectCount: u16,
  securityMode: u16,
  reserved: reserved(2),
  capabilities: u32,
  clientGuid: bytes(16),
} as const;

// If the Dialects field does not contain 0x0311.
const request = structure("SMB2 NEGOTIATE Request", {
  ...beforeStartTime,
  clientStartTime: u64,
  dialects: u16sOf("dialectCount"),
});

// If the Dialects field contains 0x0311.
const request311 = structure("SMB2 NEGOTIATE Request", {
  ...beforeStartTime,
  negotiateContextOffset: u32,
  negotiateContextCount: u16,
  reserved2: reserved(2),
  dialects: u16sOf("dialectCount"),
});

export function decodeNegotiateRequest(message: Uint8Array): NegotiateRequest {
  const body = message.subarray(HEADER_SIZE);
  const { securityMode, capabilities, clientGuid, clientStartTime, dialects } = request.decode(body);
  const common = { securityMode, capabilities, clientGuid };
  if (!dialects.includes(SMB_3_1_1))
    return { ...common, clientStartTime, dialects: [...dialects], negotiateContextList: [] };
  const { negotiateContextOffset, negotiateContextCount } = request311.decode(body);
  const after = HEADER_SIZE + FIXED_SIZE + 2 * dialects.length;
  const negotiateContextList = decodeContexts(message, negotiateContextOffset, negotiateContextCount, after);
  return { ...common, clientStartTime: 0n, dialects: [...dialects], negotiateContextList };
}

export function encodeNegotiateRequest(m: NegotiateRequest): Uint8Array {
  const dialectCount = m.dialects.length;
  if (!m.dialects.includes(SMB_3_1_1)) return request.encode({ ...m, dialectCount });
  const end = HEADER_SIZE + FIXED_SIZE + 2 * dialectCount;
  const negotiateContextCount = m.negotiateContextList.length;
  const negotiateContextOffset = end + paddingAt(end, 8);
  return concat(
    request311.encode({ ...m, dialectCount, negotiateContextOffset, negotiateContextCount }),
    encodeContexts(m.negotiateContextList, end),
  );
}
