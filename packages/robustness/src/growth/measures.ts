// What is measured: time and memory.
import { cpuMilliseconds } from "../cpu.js";
import { bytesAllocated } from "./allocation.js";
import type { Measure } from "./measure.js";

const MEBIBYTE = 2 ** 20;

/** The least of so many runs counts, unless they take long: cold code and collections say little of an input. */
const RUNS = 6;
const MIN_RUNS = 3;
const LONG_MILLISECONDS = 10;

/** On-CPU milliseconds of a run. */
export const timeMeasure: Measure = {
  cost: leastTime,
  enough: 50,
  enoughBytes: 4 * MEBIBYTE,
  hopeless: 3000,
  telling: 3,
  // 100 ns: twenty copies in fresh memory, and their collection.
  harmless: 1e-4,
};

function leastTime(run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let i = 0; i < RUNS && (i < MIN_RUNS || spent < LONG_MILLISECONDS); i++) {
    const time = cpuMilliseconds(run);
    least = Math.min(least, time);
    spent += time;
    if (time > MIN_RUNS * LONG_MILLISECONDS) break;
  }
  return least;
}

/** Bytes allocated in a run, together. */
export const allocationMeasure: Measure = {
  cost: bytesAllocated,
  enough: 8 * MEBIBYTE,
  enoughBytes: 4 * MEBIBYTE,
  hopeless: 512 * MEBIBYTE,
  telling: MEBIBYTE / 4,
  harmless: 1,
};
