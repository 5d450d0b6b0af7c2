// usage: node hostile.mjs [--runs N] [--scale F] [--seed S] [PATTERN]   makes each hostile capture in a scratch folder,
// reads it in processes of its own and prints the least CPU time a packet and the highest memory; exit code 1 when a
// budget is missed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { HOSTILE } from "./generators/hostile.mjs";
import { writePieces } from "./write-pieces.mjs";

const MAX_MEMORY = 150 * 2 ** 20;
/** What the command sets for itself: V8 else lets garbage grow to four times of what is alive. */
const AS_THE_COMMAND = ["--heap-growing-percent=50"];
/** Seconds a packet, up to TCP streams in order. */
const MAX_CPU = 1e-6;

const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    scale: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
const runs = Number(values.runs);
const directory = mkdtempSync(join(tmpdir(), "hostile-"));
let missed = 0;
try {
  console.log(`node ${process.version}, best of ${runs} processes a figure\n`);
  console.log(
    `${"".padEnd(34)}${"packets".padStart(9)}${"MB".padStart(6)}${"streams".padStart(18)}${"reports".padStart(18)}`,
  );
  for (const [name, entry] of HOSTILE) if (name.includes(positionals[0] ?? "")) measureCase(name, entry);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
console.log(missed === 0 ? "\nall within budget" : `\n${missed} over budget (*)`);
process.exitCode = missed === 0 ? 0 : 1;

function measureCase(name, { generate, packets }) {
  const count = Math.round(packets * Number(values.scale));
  const file = join(directory, "capture");
  writePieces(file, generate({ packets: count, seed: Number(values.seed) }));
  const megabytes = (statSync(file).size / 1e6).toFixed(0);
  const streams = figures(file, "capture", count, MAX_CPU);
  const reports = figures(file, "inspect", count, Number.POSITIVE_INFINITY);
  rmSync(file);
  console.log(
    `${name.padEnd(34)}${String(count).padStart(9)}${megabytes.padStart(6)}${streams.padStart(18)}${reports.padStart(18)}`,
  );
}

/** `0.31 µs  62 MB`, with a star behind what is over budget. */
function figures(file, how, count, maxCpu) {
  const script = fileURLToPath(new URL("hostile-measure.mjs", import.meta.url));
  const results = Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, [...AS_THE_COMMAND, script, file, how], { encoding: "utf8" })),
  );
  const cpu = Math.min(...results.map((result) => result.cpu)) / count;
  const memory = Math.max(...results.map((result) => result.memory));
  return `${starred((1e6 * cpu).toFixed(2), cpu > maxCpu)} µs ${starred((memory / 2 ** 20).toFixed(0), memory > MAX_MEMORY)} MB`;
}

function starred(text, isOver) {
  if (isOver) missed++;
  return isOver ? `${text}*` : text;
}
