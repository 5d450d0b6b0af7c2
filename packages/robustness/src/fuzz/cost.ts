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
  let least = { time: Number.POSITIVE_INFINITY, memory: Number.POSITIVE_INFINITY };
  for (let i = 0; i < TRIES && (least.time > maxTime || least.memory > maxMemory); i++) {
    const { time, memory } = costOf(target, bytes);
    least = { time: Math.min(least.time, time), memory: Math.min(least.memory, memory) };
  }
  const length = `for ${bytes.length} bytes`;
  if (least.time > maxTime) throw new Broken("time within budget", `${least.time.toFixed(0)} ms ${length}`);
  if (least.memory > maxMemory)
    throw new Broken("allocation within budget", `${least.memory} bytes ${length}`);
}

/** Allocated is less than what was, if garbage was collected meanwhile. */
function costOf(target: Target, bytes: Uint8Array): { time: number; memory: number } {
  const before = held();
  const time = cpuMilliseconds(() => target.run(bytes));
  return { time, memory: held() - before };
}

function held(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
