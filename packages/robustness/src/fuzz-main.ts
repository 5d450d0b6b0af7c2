// The program behind fuzz.mjs.
import { parseArgs } from "node:util";
import { answerOf, startCopy } from "./child.js";
import { figures, HEADINGS, logOutcome, type Outcome, sumLogs, totalOf } from "./fuzz/figures.js";
import { runTarget, type TargetResult, type TargetRun } from "./fuzz/run-target.js";
import { targets } from "./fuzz/targets.js";

const USAGE =
  "usage: node fuzz.mjs [--targets A,B] [--executions N | --seconds N] [--seed S] [--jobs J] [--out FOLDER] [--save] [--log FILE]\n" +
  "       node fuzz.mjs --sum FILE...";

/** Megabytes of V8's heap. */
const MAX_HEAP = 512;

interface Options extends TargetRun {
  readonly names: readonly string[];
  readonly jobs: number;
  readonly log: string | undefined;
}

/** Prints findings as they come and the figures at the end; 1 if anything was found, 2 on wrong usage. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const [first, ...files] = args;
  if (first === "--sum" && files.length > 0) return tellOf(sumLogs(files));
  const options = first === "--sum" ? undefined : optionsOf(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (process.send !== undefined) {
    const target = targets.find(({ name }) => name === options.names[0])!;
    process.send(runTarget(target, options, () => process.send?.("alive")));
    return 0;
  }
  console.log(HEADINGS);
  const outcomes = await inProcesses(options, (outcome) => {
    console.log(figures(outcome));
    if (options.log !== undefined) logOutcome(options.log, options.seed, outcome);
  });
  return tellTotal(outcomes);
}

function tellOf(outcomes: readonly Outcome[]): 0 | 1 {
  console.log([HEADINGS, ...outcomes.map(figures)].join("\n"));
  return tellTotal(outcomes);
}

function tellTotal(outcomes: readonly Outcome[]): 0 | 1 {
  console.log(totalOf(outcomes));
  return outcomes.every((outcome) => typeof outcome === "object" && outcome.findings === 0) ? 0 : 1;
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
async function inProcesses(options: Options, ended: (outcome: Outcome) => void): Promise<Outcome[]> {
  const left = [...options.names];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const outcome = (await inProcess(name, options)) ?? name;
      if (options.save && options.executions > 0) await inProcess(name, { ...options, executions: 0 });
      outcomes.push(outcome);
      ended(outcome);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return outcomes;
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
