import type { FrameType } from "./enums.js";

/**
 * Who is shown the frames of [MS-SMB2] 2.1 and RFC 1002 4.3. The ranges handed over are valid during the call: copy
 * what is to be kept.
 */
export interface FrameSink {
  /**
   * A frame begins: its type, its payload's length, and as `bytes[start, end)` the payload's first 64 bytes, or all if
   * it has fewer. Answers how many bytes of the payload, from its first one, `take` shall get; 0 for none.
   */
  begin(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): number;
  /**
   * What was wanted of the frame that began last, as many bytes as wanted or as it has, as `bytes[start, end)`. It
   * never comes for a frame that lost wanted bytes to a gap.
   */
  take(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void;
  /**
   * In place of `take`, and of `begin` where that was still to come: the payload's first bytes, `bytes[start, end)`, of
   * a frame whose next ones will never come.
   */
  cut?(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void;
}
