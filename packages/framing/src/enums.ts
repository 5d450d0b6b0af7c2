import type { Code } from "@countersign/bytes";

/** RFC 1002 4.3.1 TYPE, the first byte of a frame. Direct TCP ([MS-SMB2] 2.1) knows the first one only. */
export type FrameType = Code<"FrameType">;
export const FrameType = {
  SESSION_MESSAGE: 0x00 as FrameType,
  SESSION_REQUEST: 0x81 as FrameType,
  POSITIVE_SESSION_RESPONSE: 0x82 as FrameType,
  NEGATIVE_SESSION_RESPONSE: 0x83 as FrameType,
  RETARGET_SESSION_RESPONSE: 0x84 as FrameType,
  SESSION_KEEP_ALIVE: 0x85 as FrameType,
} as const;

/** RFC 1002 4.3.4 ERROR_CODE. */
export type SessionErrorCode = Code<"SessionErrorCode">;
export const SessionErrorCode = {
  NOT_LISTENING_ON_CALLED_NAME: 0x80 as SessionErrorCode,
  NOT_LISTENING_FOR_CALLING_NAME: 0x81 as SessionErrorCode,
  CALLED_NAME_NOT_PRESENT: 0x82 as SessionErrorCode,
  /** The called name is there. */
  INSUFFICIENT_RESOURCES: 0x83 as SessionErrorCode,
  UNSPECIFIED_ERROR: 0x8f as SessionErrorCode,
} as const;
