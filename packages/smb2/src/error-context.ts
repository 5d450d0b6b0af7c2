// [MS-SMB2] 2.2.2.1 SMB2 ERROR Context Response, at 3.1.1. Each starts 8-byte aligned from the first.
import { type Code, type EncodeOptions, Reader, Writer } from "@countersign/bytes";

/** [MS-SMB2] 2.2.2.1 ErrorId. */
export type ErrorId = Code<"Smb2ErrorId">;
export const ErrorId = {
  DEFAULT: 0x00000000 as ErrorId,
  SHARE_REDIRECT: 0x72645253 as ErrorId,
} as const;

/** [MS-SMB2] 2.2.2.1 SMB2 ERROR Context Response, at 3.1.1. */
export interface ErrorContext {
  errorId: ErrorId;
  /** Data as 2.2.2.2 describes it for the status. Shares the input's memory. */
  errorContextData: Uint8Array;
}

/** Decodes an error response's `errorData` at 3.1.1 into its `count` contexts. Throws `DecodeError`. */
export function decodeErrorContexts(errorData: Uint8Array, count: number): ErrorContext[] {
  const r = new Reader(errorData, "Smb2ErrorContext");
  const contexts: ErrorContext[] = [];
  for (let i = 0; i < count; i++) {
    r.skip(-r.position & 7, "padding");
    const errorDataLength = r.u32("errorDataLength");
    const errorId = r.u32("errorId") as ErrorId;
    contexts.push({
      errorId,
      errorContextData: r.slice(errorDataLength, "errorContextData", "errorDataLength"),
    });
  }
  return contexts;
}

/** Encodes error contexts as an error response's `errorData`; padding and what follows the last one come from `options.like`. */
export function encodeErrorContexts(contexts: ErrorContext[], options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  for (const context of contexts) {
    w.skip(-w.position & 7);
    w.u32(context.errorContextData.length, "errorDataLength");
    w.u32(context.errorId, "errorId");
    w.bytes(context.errorContextData);
  }
  return w.finish();
}
