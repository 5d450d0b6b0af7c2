// usage: node scale.mjs [--max-conversations N] [--max-megabytes N] [--seed S]   reads dense captures of 1,000 to 1,000,000
// conversations and bulk ones of 1 MB to 4 GB, and writes what each took, the exponents and a plot to results/. Minutes,
// and 4 GB of scratch space at a time.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bulk } from "./generators/bulk.mjs";
import { dense } from "./generators/dense.mjs";
import { median } from "./measure-cpu.mjs";
import { plot } from "./plot.mjs";
import { runTimed } from "./run-timed.mjs";
import { writePieces } from "./write-pieces.mjs";

const OURS = fileURLToPath(new URL("captures/ours.mjs", import.meta.url));
const ROUNDS = 3;
/** Seconds after which once has to do. */
const LONG = 8;
const STEP = Math.sqrt(10);

const { values } = parseArgs({
  options: {
    "max-conversations": { type: "string", default: "1000000" },
    "max-megabytes": { type: "string", default: "4000" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);
const folder = mkdtempSync(join(tmpdir(), "scale-"));
const file = join(folder, "capture.pcap");
// Node's own start is no part of how reading grows.
const start = median(Array.from({ length: ROUNDS }, () => runTimed([process.execPath, "-e", "0"]).cpu));
const series = [];
try {
  const conversations = sizes(1000, Number(values["max-conversations"]));
  series.push(measure("conversations", conversations, (size) => dense({ conversations: size, seed })));
  const megabytes = sizes(1, Number(values["max-megabytes"]));
  series.push(measure("megabytes", megabytes, (size) => bulk({ megabytes: size, seed })));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const result = { date: new Date().toISOString().slice(0, 10), node: process.version, start, series };
write("scaling.json", `${JSON.stringify(result, undefined, 1)}\n`);
write("scaling.svg", plot(series));

/** Half a power of ten apart, the last one `to` itself. */
function sizes(from, to) {
  const list = [];
  for (let size = from; size < to / 1.2; size *= STEP) list.push(Math.round(size));
  return [...list, to];
}

function measure(unit, list, generate) {
  const points = list.map((size) => {
    const { pieces, truth } = generate(size);
    writePieces(file, pieces);
    const point = { size, bytes: statSync(file).size, packets: truth.packets, ...readFile(truth) };
    rmSync(file);
    console.log(`${size} ${unit}: ${point.cpu.toFixed(2)} s, ${(point.memory / 2 ** 20).toFixed(0)} MB`);
    return point;
  });
  const cpu = exponent(points.map(({ size, cpu }) => [size, cpu - start]));
  const memory = exponent(points.map(({ size, memory }) => [size, memory]));
  console.log(`${unit}: CPU grows with the power ${cpu.toFixed(2)}, memory with ${memory.toFixed(2)}`);
  return { unit, exponents: { cpu, memory }, points };
}

function readFile(truth) {
  const times = [];
  let memory = 0;
  while (times.length < ROUNDS && !times.some((time) => time > LONG)) {
    const { stdout, cpu } = runTimed([process.execPath, OURS, "hosts", file]);
    const told = JSON.parse(stdout);
    if (told.wrong > 0 || told.conversations !== truth.conversations)
      throw new Error(`other facts: ${stdout}`);
    times.push(cpu);
    memory = Math.max(memory, told.memory);
  }
  return { cpu: median(times), memory };
}

/** The slope of the logarithms by least squares, over the upper half of the sizes: below, what is fixed hides it. */
function exponent(points) {
  const upper = points.slice(Math.floor(points.length / 2)).map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (i) => upper.reduce((sum, point) => sum + point[i], 0) / upper.length;
  const [x, y] = [mean(0), mean(1)];
  const over = upper.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / upper.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

function write(name, text) {
  const path = fileURLToPath(new URL(`results/${name}`, import.meta.url));
  writeFileSync(path, text);
  console.log(`written: ${path}`);
}
