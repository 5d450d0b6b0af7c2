// [MS-SMB2] 2.2.2 SMB2 ERROR Response. ErrorData is one byte of nothing where ByteCount is 0, and some leave it out.
import type { Reader, Writer } from "@countersign/bytes";

export const STRUCTURE_SIZE = 9;

/** [MS-SMB2] 2.2.2: what comes in place of a command's own response where it failed, or is not done yet (3.3.4.2). */
export interface ErrorResponse {
  /** How many error contexts `errorData` holds; not 0 only at 3.1.1. */
  errorContextCount: number;
  /** `errorContextCount` error contexts (2.2.2.1, see `decodeErrorContexts`), else error data (2.2.2.2). Shares the input's memory. */
  errorData: Uint8Array;
}

export function readErrorResponse(r: Reader): ErrorResponse {
  r.structure = "Smb2ErrorResponse";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 9", r.position - 2);
  const errorContextCount = r.u8("errorContextCount");
  r.skip(1, "reserved");
  const byteCount = r.u32("byteCount");
  return { errorContextCount, errorData: r.slice(byteCount, "errorData", "byteCount") };
}

export function writeErrorResponse(w: Writer, m: ErrorResponse): void {
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.u8(m.errorContextCount, "errorContextCount");
  w.skip(1);
  w.u32(m.errorData.length, "byteCount");
  w.bytes(m.errorData);
  // The one byte of nothing (2.2.2).
  if (m.errorData.length === 0 && w.like === undefined) w.skip(1);
}
