// Time and memory in proportion to the input.
import { getHeapStatistics } from "node:v8";
import { cpuMilliseconds } from "../cpu.js";
import { Broken, type Target } from "./target.js";

/** An execution that takes longer by the clock is measured. */
export const SLOW_MILLISECONDS = 20;

/** On-CPU milliseconds that any input may take, and those that each byte of it may: a hundred times what is usual. */
const MAX_MILLISECONDS = 20;
const MAX_MILLISECONDS_A_BYTE = 0.02;
/** Bytes that any input may have allocated, and those that each byte of it may. */
const MAX_ALLOCATED = 2 ** 20;
const MAX_ALLOCATED_A_BYTE = 1500;
/** What is over the budget is measured again so often: another process, or a garbage collection, may have got in the way. */
const TRIES = 4;

/** Executes an input once more, and throws where it costs too much. */
export function checkCost(target: Target, bytes: Uint8Array): void {
  const maxTime = MAX_MILLISECONDS + MAX_MILLISECONDS_A_BYTE * bytes.length;
  const maxMemory = MAX_ALLOCATED + MAX_ALLOCATED_A_BYTE * bytes.length;
  const length = `for ${bytes.length} bytes`;
  const time = least(maxTime, [millisecondsOf, cpuMillisecondsOf], target, bytes);
  if (time > maxTime) throw new Broken("time within budget", `${time.toFixed(0)} ms ${length}`);
  const memory = least(maxMemory, [allocatedBy], target, bytes);
  if (memory > maxMemory) throw new Broken("allocation within budget", `${memory} bytes ${length}`);
}

type Measure = (target: Target, bytes: Uint8Array) => number;

/** Measures until it is within the budget, by the cheapest measure first. */
function least(
  max: number,
  measures: readonly [Measure, ...Measure[]],
  target: Target,
  bytes: Uint8Array,
): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && found > max; i++)
    found = measures[Math.min(i, measures.length - 1)]!(target, bytes);
  return found;
}

/** By the clock, which costs less to ask than the processor's time. */
function millisecondsOf(target: Target, bytes: Uint8Array): number {
  const started = performance.now();
  target.run(bytes);
  return performance.now() - started;
}

function cpuMillisecondsOf(target: Target, bytes: Uint8Array): number {
  return cpuMilliseconds(() => target.run(bytes));
}

/** Less than it was, if garbage was collected meanwhile. */
function allocatedBy(target: Target, bytes: Uint8Array): number {
  const before = held();
  target.run(bytes);
  return held() - before;
}

function held(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
