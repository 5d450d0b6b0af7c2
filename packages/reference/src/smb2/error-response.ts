// [MS-SMB2] 2.2.2 SMB2 ERROR Response.
import type { ErrorResponse } from "@countersign/smb2";
import { concat, zeros } from "../bytes.js";
import { bytesOf, isU16, reserved, structure, u8, u32 } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

export const ERROR_STRUCTURE_SIZE = 9;

const response = structure("SMB2 ERROR Response", {
  structureSize: isU16(ERROR_STRUCTURE_SIZE),
  errorContextCount: u8,
  reserved: reserved(1),
  byteCount: u32,
  errorData: bytesOf("byteCount"),
});

export function decodeErrorResponse(message: Uint8Array): ErrorResponse {
  const { errorContextCount, errorData } = response.decode(message.subarray(HEADER_SIZE));
  return { errorContextCount, errorData };
}

/** Where ErrorData is empty a byte stands in its place, as older servers send it (<5>): StructureSize counts one. */
export function encodeErrorResponse(m: ErrorResponse): Uint8Array {
  const encoded = response.encode({ ...m, byteCount: m.errorData.length });
  return m.errorData.length === 0 ? concat(encoded, zeros(1)) : encoded;
}
