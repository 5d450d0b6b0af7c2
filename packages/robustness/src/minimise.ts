// A failure made small enough to look at: packets are left out for as long as it stays.

import { writePackets } from "./mutant.js";
import { packetsOf } from "./original.js";

/**
 * The smallest file found that `fails` too. One that fails for its own bytes rather than for its packets stays as it is.
 */
export function minimise(file: Uint8Array, fails: (file: Uint8Array) => boolean): Uint8Array {
  const packets = packetsOf(file);
  const write = (some: typeof packets) =>
    writePackets(some, { digits: 9, linkType: packets[0]?.linkType ?? 1 });
  if (!fails(write(packets))) return file;
  return write(fewest(packets, (some) => fails(write(some))));
}

/** Leaves out runs of elements, halves first and single ones last, while what is left still fails. */
export function fewest<T>(all: readonly T[], fails: (some: T[]) => boolean): T[] {
  let left = [...all];
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const fewer = left.toSpliced(at, size);
      if (fails(fewer)) left = fewer;
      else at += size;
    }
  }
  return left;
}
