// How many bytes a run allocates, what is collected meanwhile too.
import { type HeapProfiler, Session } from "node:inspector";

/** V8 notes one allocation in so many bytes. */
const SAMPLING_INTERVAL = 16_384;

/** Bytes on V8's heap, estimated from samples, and in the arrays beside it, counted. */
export function bytesAllocated(run: () => void): number {
  let inArrays = 0;
  const { head } = sampleHeap(() => {
    inArrays = countArrays(run);
  });
  return sizeOf(head) + inArrays;
}

function sampleHeap(run: () => void): HeapProfiler.SamplingHeapProfile {
  const session = new Session();
  session.connect();
  // The types know nothing of what keeps objects in the account that are garbage before its end.
  const all = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
  session.post("HeapProfiler.startSampling", { samplingInterval: SAMPLING_INTERVAL, ...all });
  run();
  let profile: HeapProfiler.SamplingHeapProfile | undefined;
  session.post("HeapProfiler.stopSampling", (error, answer) => {
    if (error) throw error;
    profile = answer.profile;
  });
  session.disconnect();
  return profile!;
}

function sizeOf({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}

/** The memory of arrays is not on V8's heap: whoever makes one is counted. */
function countArrays(run: () => void): number {
  const Original = Uint8Array;
  const { slice } = Original.prototype;
  let bytes = 0;
  const counted = (array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    bytes += array.byteLength;
    return array;
  };
  globalThis.Uint8Array = new Proxy(Original, {
    // A view of a buffer is no memory of its own.
    construct: (target, args) => {
      const array = Reflect.construct(target, args, target);
      return args[0] instanceof ArrayBuffer ? array : counted(array);
    },
  });
  Original.prototype.slice = function (...range) {
    return counted(slice.apply(this, range) as Uint8Array<ArrayBuffer>);
  };
  try {
    run();
  } finally {
    globalThis.Uint8Array = Original;
    Original.prototype.slice = slice;
  }
  return bytes;
}
