// usage: node run.mjs [--rounds N] [--scale F] [--only calls|captures|cold|hostile] [--out FILE] [PATTERN]
// Measures everything beside whatever other tools are here, prints it and checks the budgets; exit code 1 when one is
// missed. Without --only and PATTERN the results go to results/bench.json. --scale: of the captures' sizes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkBudgets } from "./budgets.mjs";
import { measureCalls } from "./calls.mjs";
import { measureCaptures } from "./captures/captures.mjs";
import { measureCold } from "./cold.mjs";
import { measureHostile } from "./hostile-captures.mjs";
import { Results } from "./results.mjs";
import { budgetLines, figureLines } from "./table.mjs";
import { findTools } from "./tools.mjs";

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    scale: { type: "string", default: "1" },
    only: { type: "string" },
    out: { type: "string", default: fileURLToPath(new URL("results/bench.json", import.meta.url)) },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const scale = Number(values.scale);
const [pattern] = positionals;
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const results = new Results();
const begun = Date.now();
try {
  const { tools, absent } = findTools(folder);
  for (const line of absent) console.log(`absent: ${line}`);
  phase("calls", () => measureCalls(results, tools, rounds, pattern));
  phase("cold", () => measureCold(results, tools, rounds, folder));
  phase("captures", () => measureCaptures(results, tools, rounds, folder, scale));
  phase("hostile", () => measureWorst(folder));
  report(tools, absent);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function phase(name, measure) {
  if (values.only !== undefined && values.only !== name) return;
  const done = results.figures.length;
  console.log(`\n${name}`);
  measure();
  for (const line of figureLines(results.figures.slice(done))) console.log(line);
}

function measureWorst(folder) {
  const all = [...measureHostile({ folder, runs: 1, scale, pattern })];
  for (const { name, streams, reports } of all) {
    results.sample(
      `hostile: ${name}`,
      "countersign",
      "MB",
      Math.max(streams.memory, reports.memory) / 2 ** 20,
    );
    results.sample(`hostile: ${name}`, "countersign", "µs", 1e6 * streams.cpu);
  }
  results.settle();
  const worst = (unit) =>
    Math.max(...all.map(({ name }) => results.get(`hostile: ${name}`, "countersign", unit)));
  for (const unit of ["MB", "µs"]) results.sample("hostile, worst", "countersign", unit, worst(unit));
  results.settle();
}

function report(tools, absent) {
  const budgets = checkBudgets(results);
  const missed = budgets.filter(({ met }) => met === false);
  console.log(`\nbudgets\n${budgetLines(budgets).join("\n")}`);
  const unmeasured = budgets.filter(({ met }) => met === undefined);
  console.log(
    `\n${missed.length} missed, ${unmeasured.length} not measured, in ${((Date.now() - begun) / 1000).toFixed(0)} s`,
  );
  process.exitCode = missed.length === 0 ? 0 : 1;
  if (values.only === undefined && pattern === undefined) {
    save({ ...machine(), scale, tools: versions(tools), absent, figures: results.figures, budgets });
  }
}

function machine() {
  const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const cores = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    countersign: version,
    node: process.version,
    machine: `${cores.length} cores, ${cores[0].model.trim()}, ${memory}, ${process.platform} ${process.arch}`,
  };
}

function versions(tools) {
  return Object.fromEntries([...tools].map(([name, { version }]) => [name, version]));
}

function save(all) {
  mkdirSync(join(values.out, ".."), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify(all, undefined, 1)}\n`);
  console.log(`written: ${values.out}`);
}
