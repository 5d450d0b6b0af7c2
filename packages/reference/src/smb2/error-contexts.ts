// [MS-SMB2] 2.2.2.1 SMB2 ERROR Context Response.
import type { ErrorContext } from "@countersign/smb2";
import { concat, paddingAt, zeros } from "../bytes.js";
import { bytesOf, structure, u32 } from "../structure.js";

const context = structure("SMB2 ERROR Context", {
  errorDataLength: u32,
  errorId: u32,
  errorContextData: bytesOf("errorDataLength"),
});

/**
 * Decodes the `count` contexts that an ERROR Response's `errorData` holds, in the shape of `@countersign/smb2`; bytes
 * behind them are left aside. Throws `ReferenceDecodeError`.
 */
export function decodeSmb2ErrorContexts(errorData: Uint8Array, count: number): ErrorContext[] {
  const contexts: ErrorContext[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    // 2.2.2: aligned to the start of the SMB2 ERROR Response, 8 bytes before ErrorData.
    at += paddingAt(at, 8);
    const { errorDataLength, errorId, errorContextData } = context.decode(errorData.subarray(at));
    contexts.push({ errorId, errorContextData });
    at += 8 + errorDataLength;
  }
  return contexts;
}

/** Encodes contexts as an ERROR Response's `errorData`, of which padding behind the last one is no part (3.3.5.7). */
export function encodeSmb2ErrorContexts(contexts: readonly ErrorContext[]): Uint8Array {
  let list = zeros(0);
  for (const { errorId, errorContextData } of contexts) {
    const errorDataLength = errorContextData.length;
    const encoded = context.encode({ errorDataLength, errorId, errorContextData });
    list = concat(list, zeros(paddingAt(list.length, 8)), encoded);
  }
  return list;
}
