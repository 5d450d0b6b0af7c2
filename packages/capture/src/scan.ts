import type { PacketInfo } from "./packet.js";
import type { CaptureProblemCode, UnreadPackets } from "./problem.js";

/** What a file format's scanner may ask of the reader that drives it. */
export interface ScanHost {
  /** Largest captured length of a packet. */
  readonly maxPacketLength: number;
  readonly info: PacketInfo;
  /** True once `fail` was called: nothing may be handed on any more. */
  readonly stopped: boolean;
  /** Hands on one packet; `info` is filled in but for its number. */
  emit(bytes: Uint8Array, start: number, end: number): void;
  /** Counts a packet that cannot be handed on, by the reason. */
  pass(why: keyof UnreadPackets): void;
  /** Notes a problem at `bytes[at]` of the scan under way. */
  report(code: CaptureProblemCode, field: string, at: number, message: string, packet?: number): void;
  /** The same, and reads no further. */
  fail(code: CaptureProblemCode, field: string, at: number, message: string, packet?: number): void;
}

/** Reads one file format out of whatever bytes are there. */
export interface Scanner {
  /** Where `scan` stopped: bytes that it must see at once before it can go on. Always small and checked. */
  need: number;
  /** Bytes that follow and need not be seen at all. Not trusted, never allocated. */
  skip: number;
  /** Reads whole records from bytes[at, end) and returns the index of the first byte it did not use. */
  scan(bytes: Uint8Array, at: number, end: number): number;
  /** True where a file may end. */
  atBoundary(): boolean;
}
