// usage: node measure.mjs CASE   measures one case in this process; prints { ns, bytes } a call, bytes allocated.
import { do_not_optimize, measure } from "mitata";
import { CASES } from "./cases.mjs";

const call = CASES.get(process.argv[2])();
const { p50, heap } = await measure(() => do_not_optimize(call()), {
  min_cpu_time: 300e6,
  heap: () => process.memoryUsage().heapUsed,
});
console.log(JSON.stringify({ ns: p50, bytes: heap.avg }));
