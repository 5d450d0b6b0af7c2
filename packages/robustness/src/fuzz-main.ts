// The program behind fuzz.mjs.
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { answerOf, startCopy } from "./child.js";
import { runTarget, type TargetResult, type TargetRun } from "./fuzz/run-target.js";
import { targets } from "./fuzz/targets.js";

const USAGE =
  "usage: node fuzz.mjs [--targets A,B] [--executions N | --seconds N] [--seed S] [--jobs J] [--out FOLDER] [--save] [--log FILE]";

/** Megabytes of V8's heap. */
const MAX_HEAP = 512;

interface Options extends TargetRun {
  readonly names: readonly string[];
  readonly jobs: number;
  readonly log: string | undefined;
}

/** Prints findings as they come and the figures at the end; 1 if anything was found, 2 on wrong usage. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const options = optionsOf(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (process.send !== undefined) {
    const target = targets.find(({ name }) => name === options.names[0])!;
    process.send(runTarget(target, options, () => process.send?.("alive")));
    return 0;
  }
  const tell = (text: string) => {
    console.log(text);
    if (options.log !== undefined) appendFileSync(options.log, `${text}\n`);
  };
  tell(HEADINGS);
  const results = await inProcesses(options, (result) => tell(figures(result)));
  tell(total(results));
  const isClean = results.every((result) => typeof result === "object" && result.findings === 0);
  return isClean ? 0 : 1;
}

function optionsOf(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      targets: { type: "string", default: targets.map(({ name }) => name).join() },
      executions: { type: "string" },
      seconds: { type: "string" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "1" },
      out: { type: "string", default: "fuzz-findings" },
      save: { type: "boolean", default: false },
      log: { type: "string" },
    },
  });
  const names = values.targets.split(",");
  const [seed, jobs] = [Number(values.seed), Number(values.jobs)];
  const executions = Number(
    values.executions ?? (values.seconds === undefined ? 10_000 : Number.POSITIVE_INFINITY),
  );
  // The time is shared among the targets.
  const milliseconds = (1000 * jobs * Number(values.seconds ?? Number.POSITIVE_INFINITY)) / names.length;
  const areKnown = names.every((name) => targets.some((target) => target.name === name));
  if (!areKnown || ![seed, jobs].every(Number.isInteger) || Number.isNaN(executions + milliseconds))
    return undefined;
  return { names, seed, jobs, executions, milliseconds, out: values.out, save: values.save, log: values.log };
}

/** Each target in a process of its own, some at a time; the name of one that hung or died. */
async function inProcesses(
  options: Options,
  ended: (result: TargetResult | string) => void,
): Promise<(TargetResult | string)[]> {
  const left = [...options.names];
  const results: (TargetResult | string)[] = [];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const result = (await inProcess(name, options)) ?? name;
      if (options.save && options.executions > 0) await inProcess(name, { ...options, executions: 0 });
      results.push(result);
      ended(result);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return results;
}

function inProcess(
  name: string,
  { seed, executions, milliseconds, out, save }: Options,
): Promise<TargetResult | undefined> {
  const bounds = [
    ...(Number.isFinite(executions) ? [`--executions=${executions}`] : []),
    ...(Number.isFinite(milliseconds) ? [`--seconds=${milliseconds / 1000}`] : []),
  ];
  const args = [
    `--targets=${name}`,
    `--seed=${seed}`,
    `--out=${out}`,
    ...bounds,
    ...(save ? ["--save"] : []),
  ];
  return answerOf(startCopy(args, MAX_HEAP));
}

const HEADINGS = `${"target".padEnd(24)}  ${"executions".padStart(11)}  a second    corpus     seeds       run   findings`;

function figures(result: TargetResult | string): string {
  if (typeof result === "string") return `${result}: hung or died`;
  const { name, executions, milliseconds, total, findings } = result;
  const percent = (ran: number) => `${((100 * ran) / total).toFixed(1).padStart(6)} %`;
  return [
    name.padEnd(24),
    String(executions).padStart(11),
    ((1000 * executions) / milliseconds).toFixed(0).padStart(8),
    percent(result.ranByCorpus),
    percent(result.ranBySeeds),
    percent(result.ran),
    String(findings).padStart(9),
  ].join("  ");
}

function total(results: readonly (TargetResult | string)[]): string {
  const ended = results.filter((result) => typeof result === "object");
  const sum = (of: (result: TargetResult) => number) => ended.reduce((all, result) => all + of(result), 0);
  const executions = sum((result) => result.executions);
  return (
    `${executions} executions, ${sum(({ deepExecutions }) => deepExecutions)} of them under all oracles, ` +
    `${((1000 * executions) / sum(({ milliseconds }) => milliseconds)).toFixed(0)} a CPU second, ` +
    `${sum(({ findings }) => findings)} findings`
  );
}
