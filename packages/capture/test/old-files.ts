// Files of the formats that CaptureWriter does not write.
import { concat, pattern } from "./support.js";

const be32 = (...values: number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((v) => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]));

export const snoopHeader = (version = 2, dataLink = 4): Uint8Array =>
  concat(be32(0x736e6f6f, 0x70000000), be32(version, dataLink));

export function snoopRecord(
  bytes: Uint8Array,
  { padding = -bytes.length & 3, original = bytes.length, time = [7, 8] } = {},
): Uint8Array {
  const length = 24 + bytes.length + padding;
  return concat(be32(original, bytes.length, length, 3, ...time), bytes, new Uint8Array(padding));
}

export const le16 = (...values: number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((v) => [v & 255, (v >> 8) & 255]));
export const le32 = (...values: number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((v) => [v & 255, (v >>> 8) & 255, (v >>> 16) & 255, v >>> 24]));
const le64 = (value: bigint): Uint8Array =>
  le32(Number(BigInt.asUintN(32, value)), Number(BigInt.asUintN(32, value >> 32n)));

/** 2026-02-03 04:05:06.789 UTC, in seconds and milliseconds. */
export const BEGAN = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const FILETIME_BEGAN = BigInt(BEGAN) * 10_000n + 116_444_736_000_000_000n;

export interface Frame {
  bytes: Uint8Array;
  media?: number;
  original?: number;
  /** Microseconds since the beginning. */
  after?: bigint;
}

interface Shape {
  minor?: number;
  media?: number;
  /** Zeros between header and frames. */
  padding?: number;
  /** In the place of the offsets of the frames. */
  table?: (offsets: number[]) => number[];
}

function trailer(minor: number, media: number, after: bigint): Uint8Array {
  const utc = concat(le64(FILETIME_BEGAN + after * 10n + 7n), Uint8Array.of(0));
  return concat(le16(media), le32(0xffffffff), utc).subarray(0, [0, 2, 6, 15][minor]);
}

export function netmon(frames: readonly Frame[], shape: Shape = {}): Uint8Array {
  const { minor = 3, media = 1, padding = 56, table = (offsets: number[]) => offsets } = shape;
  const records = frames.map(({ bytes, media: own = 1, original = bytes.length, after = 0n }) =>
    concat(le64(after), le32(original, bytes.length), bytes, trailer(minor, own, after)),
  );
  const offsets: number[] = [];
  let at = 72 + padding;
  for (const record of records) {
    offsets.push(at);
    at += record.length;
  }
  const entries = table(offsets);
  const time = le16(2026, 2, 2, 3, 4, 5, 6, 789);
  const start = concat(
    le32(0x55424d47),
    Uint8Array.of(minor, 2),
    le16(media),
    time,
    le32(at, 4 * entries.length),
  );
  const header = concat(start, new Uint8Array(72 + padding - start.length));
  return concat(header, ...records, le32(...entries), pattern(30));
}
