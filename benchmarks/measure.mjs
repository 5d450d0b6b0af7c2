// usage: node --expose-gc measure.mjs WHAT BY   measures one case in this process; prints { ns, bytes, facts }: a call's
// on-CPU time and what it allocates, and what it told of each of the 32 inputs.
import { CASES } from "./cases/cases.mjs";
import { measureCpu } from "./measure-cpu.mjs";

const [what, by] = process.argv.slice(2);
const { inputs, call, facts } = CASES.find((one) => one.what === what && one.by === by).make();
const told = inputs.map((input) => facts(call(input), input));
console.log(JSON.stringify({ ...measureCpu(inputs, call), facts: told }));
