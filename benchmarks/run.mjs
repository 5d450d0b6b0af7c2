// usage: node run.mjs [--processes N] [PATTERN]   measures every case in processes of its own and prints medians.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES } from "./cases.mjs";

const { values, positionals } = parseArgs({
  options: { processes: { type: "string", default: "5" } },
  allowPositionals: true,
});
const processes = Number(values.processes);
const names = [...CASES.keys()].filter((name) => name.includes(positionals[0] ?? ""));

/** Rounds over all cases, so that a slow minute of the machine hits each case alike. */
const results = new Map(names.map((name) => [name, []]));
for (let round = 0; round < processes; round++) {
  for (const name of names) results.get(name).push(measureInProcess(name));
}

console.log(`node ${process.version}, median of ${processes} processes a case\n`);
console.log(`${"case".padEnd(40)}${"ns".padStart(10)}${"bytes".padStart(10)}`);
for (const [name, runs] of results) {
  const ns = median(runs.map((run) => run.ns));
  const bytes = median(runs.map((run) => run.bytes));
  console.log(
    `${name.padEnd(40)}${ns.toFixed(ns < 100 ? 1 : 0).padStart(10)}${bytes.toFixed(0).padStart(10)}`,
  );
}

function measureInProcess(name) {
  const script = fileURLToPath(new URL("measure.mjs", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, name], { encoding: "utf8" }));
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
