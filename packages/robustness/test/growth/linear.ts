import { expect } from "vitest";
import { type Growth, MEBIBYTE, measureGrowth, type Prepare } from "../../src/growth.js";

const MAX_EXPONENT = 1.2;
/** Something else on the machine may have got in the way. */
const TRIES = 3;

/** 16 in `.ci/run`: the longest message that a frame can carry. */
const LARGEST = Number(process.env.GROWTH_MIB ?? 1) * MEBIBYTE;

/** Holds what `prepare` makes to a time that grows with the size of the input and not faster. */
export function expectLinear(prepare: Prepare, largest: number = LARGEST): void {
  let best: Growth | undefined;
  for (let i = 0; i < TRIES; i++) {
    const growth = measureGrowth(prepare, Math.min(largest, LARGEST));
    if (best === undefined || growth.exponent < best.exponent) best = growth;
    if (best.exponent <= MAX_EXPONENT) break;
  }
  const times = best!.times.map(([size, time]) => `${size / 1024} KiB ${time.toFixed(0)} ms`).join(", ");
  expect(best!.exponent, times).toBeLessThanOrEqual(MAX_EXPONENT);
  if (process.env.GROWTH_TOLD)
    console.log(`${best!.exponent.toFixed(2)}  ${times}  ${expect.getState().currentTestName}`);
}

/** `piece` over and over, in `size` bytes. */
export function repeated(piece: readonly number[] | Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(piece.slice(0, size));
  // What is filled doubles.
  for (let filled = piece.length; filled < size; filled *= 2)
    bytes.copyWithin(filled, 0, Math.min(filled, size - filled));
  return bytes;
}

export function concat(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
