// How on-CPU time grows with the size of an input.
import { cpuMilliseconds } from "./cpu.js";

/** Bytes. */
export const MEBIBYTE: number = 2 ** 20;
const SMALLEST = 64 * 1024;
/** Each size is so many times the one before. */
const STEP = 4;
/** Times below are as much the machine's as the input's. */
const TELLING_MILLISECONDS = 8;
/** What takes longer needs no larger input to be told. */
const ENOUGH_MILLISECONDS = 20_000;

export interface Growth {
  /** Time grows with this power of the size: 1 is linear, 2 quadratic; 0 for what is too fast to tell. */
  readonly exponent: number;
  /** Sizes in bytes, times in milliseconds. */
  readonly times: readonly (readonly [size: number, milliseconds: number])[];
}

/** Makes an input of about so many bytes; what it answers is timed. */
export type Prepare = (size: number) => () => void;

/** Times inputs from 64 KiB up to `largest` bytes. */
export function measureGrowth(prepare: Prepare, largest: number): Growth {
  const times: [number, number][] = [];
  for (let size = SMALLEST; size <= largest; size *= STEP) {
    const run = prepare(size);
    const time = cpuMilliseconds(run);
    times.push([size, time]);
    if (time > ENOUGH_MILLISECONDS) break;
  }
  return { exponent: exponentOf(times.filter(([, time]) => time >= TELLING_MILLISECONDS)), times };
}

/** The slope of a line through the logarithms, by least squares. */
function exponentOf(times: readonly (readonly [number, number])[]): number {
  if (times.length < 2) return 0;
  const points = times.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
