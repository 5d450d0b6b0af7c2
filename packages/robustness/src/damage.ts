// What every kind of mutation is made of: integers in an array, and bytes put together.
import type { Random } from "./random.js";

/** What breaks readers: bounds of 8, 16, 24 and 32 bits and their neighbours, and small numbers. */
const BOUNDARIES: readonly number[] = [
  0, 1, 2, 3, 4, 7, 8, 16, 20, 31, 40, 63, 64, 0x7f, 0x80, 0xfe, 0xff, 0x100, 0x7fff, 0x8000, 0xfffe, 0xffff,
  0x10000, 0xffffff, 0x1000000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffe, 0xffffffff,
];

/** Up to eight bits flipped. */
export function flipBits(random: Random, bytes: Uint8Array, start = 0, end: number = bytes.length): void {
  if (start >= end) return;
  for (let left = random.between(1, 8); left > 0; left--) {
    const at = random.between(start, end - 1);
    bytes[at]! ^= 1 << random.below(8);
  }
}

/** An integer of 1, 2 or 4 bytes becomes a boundary value, or a little more or less than it was. */
export function setInteger(random: Random, bytes: Uint8Array, at: number, size: number): void {
  if (at < 0 || at + size > bytes.length) return;
  const isBigEndian = random.oneIn(2);
  const value = random.oneIn(2)
    ? random.pick(BOUNDARIES)
    : read(bytes, at, size, isBigEndian) + random.between(-9, 9);
  for (let i = 0; i < size; i++) {
    const shift = 8 * (isBigEndian ? size - 1 - i : i);
    bytes[at + i] = value >>> shift;
  }
}

function read(bytes: Uint8Array, at: number, size: number, isBigEndian: boolean): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = (value << 8) | bytes[at + (isBigEndian ? i : size - 1 - i)]!;
  return value;
}

/** The integer sizes there are. */
export const SIZES = [1, 2, 4] as const;
