// What one call costs, in this process: on-CPU time, the collector's included, and bytes allocated.
const WARM_UP_MS = 150;
const BATCH_MS = 15;
const BATCHES = 9;
const ALLOCATING_CALLS = 512;

/** Nothing that is computed may be left out for want of a reader. */
const sink = [undefined];

/** `call` gets one input after another; there are 32. Answers nanoseconds and bytes a call, medians of batches. */
export function measureCpu(inputs, call) {
  let calls = 64;
  for (let spent = 0; spent < WARM_UP_MS; ) {
    const taken = batch(inputs, call, calls);
    spent += taken;
    if (taken < BATCH_MS) calls *= 2;
  }
  const times = Array.from({ length: BATCHES }, () => (1e6 * batch(inputs, call, calls)) / calls);
  return { ns: median(times), bytes: allocated(inputs, call) };
}

/** Milliseconds of CPU. */
function batch(inputs, call, calls) {
  const begun = process.cpuUsage();
  for (let i = 0; i < calls; i++) sink[0] = call(inputs[i & 31]);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

/** Young enough not to be collected in between: the least of several tries, less what looking at it allocates. */
function allocated(inputs, call) {
  const tries = (calls) => Math.min(...Array.from({ length: 7 }, () => grown(inputs, call, calls)));
  return Math.max(0, tries(ALLOCATING_CALLS) - tries(0)) / ALLOCATING_CALLS;
}

function grown(inputs, call, calls) {
  globalThis.gc();
  const before = process.memoryUsage();
  for (let i = 0; i < calls; i++) sink[0] = call(inputs[i & 31]);
  const after = process.memoryUsage();
  return after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
