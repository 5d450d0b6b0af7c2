/**
 * `empty`: no bytes at all. `unrecognized`: no capture file. `compressed`, `unsupported`: known, but not read here.
 * `truncated`: the file ends inside a record. `malformed`: more bytes would not help. `limit`: refused for its size.
 */
export type CaptureProblemCode =
  | "empty"
  | "unrecognized"
  | "compressed"
  | "unsupported"
  | "truncated"
  | "malformed"
  | "limit";

/** What is wrong with a capture file, and where. */
export interface CaptureProblem {
  /** 1-based number of the packet concerned. */
  packet?: number;
  layer: "file";
  code: CaptureProblemCode;
  /** The header field concerned, such as `EnhancedPacketBlock.capturedPacketLength`. */
  field?: string;
  /** Byte offset in the file of the record or field concerned. */
  offset: number;
  message: string;
}

/** Packets whose record could not be read and was passed over, by the reason. */
export interface UnreadPackets {
  /** The record contradicts itself. */
  malformed: number;
  /** Captured longer than `maxPacketLength`. */
  limit: number;
}
