// Which bytes stay out of sight.
import type { ByteRange } from "@countersign/dissect";

/** Ranges in order, apart from one another. */
export type ByteMask = readonly ByteRange[];

/** Orders and joins ranges. */
export function maskOf(ranges: readonly ByteRange[]): ByteMask {
  const mask: ByteRange[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = mask.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) mask.push({ start, end });
  }
  return mask;
}

/** Whether a byte is in it. */
export function isMasked(mask: ByteMask, at: number): boolean {
  return mask.some(({ start, end }) => start <= at && at < end);
}

/** A copy with zeros for what is masked. */
export function blanked(bytes: Uint8Array, mask: ByteMask): Uint8Array {
  const copy = bytes.slice();
  for (const { start, end } of mask) copy.fill(0, start, end);
  return copy;
}
