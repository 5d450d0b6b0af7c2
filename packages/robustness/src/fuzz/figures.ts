// What came of runs, as lines of a table, and the log from which several runs are summed.
import { appendFileSync, readFileSync } from "node:fs";
import type { TargetResult } from "./run-target.js";

/** What came of a target, or the name of one whose process hung or died. */
export type Outcome = TargetResult | string;

export const HEADINGS = `${"target".padEnd(24)}  ${"executions".padStart(11)}  a second    corpus     seeds       run   findings`;

export function figures(outcome: Outcome): string {
  if (typeof outcome === "string") return `${outcome}: hung or died`;
  const { name, executions, milliseconds, total, findings } = outcome;
  const percent = (ran: number) => `${((100 * ran) / total).toFixed(1).padStart(6)} %`;
  return [
    name.padEnd(24),
    String(executions).padStart(11),
    aSecond(executions, milliseconds).padStart(8),
    percent(outcome.ranByCorpus),
    percent(outcome.ranBySeeds),
    percent(outcome.ran),
    String(findings).padStart(9),
  ].join("  ");
}

export function totalOf(outcomes: readonly Outcome[]): string {
  const results = outcomes.filter((outcome) => typeof outcome === "object");
  const sum = (of: (result: TargetResult) => number) => results.reduce((all, result) => all + of(result), 0);
  const executions = sum((result) => result.executions);
  const died = outcomes.length - results.length;
  return (
    `${executions} executions, ${sum(({ deepExecutions }) => deepExecutions)} of them under all oracles, ` +
    `${aSecond(
      executions,
      sum(({ milliseconds }) => milliseconds),
    )} a CPU second, ` +
    `${sum(({ findings }) => findings)} findings${died > 0 ? `, ${died} hung or died` : ""}`
  );
}

function aSecond(executions: number, milliseconds: number): string {
  return (milliseconds > 0 ? (1000 * executions) / milliseconds : 0).toFixed(0);
}

/** Appends a line of JSON. */
export function logOutcome(path: string, seed: number, outcome: Outcome): void {
  const line = typeof outcome === "string" ? { name: outcome, died: true } : outcome;
  appendFileSync(path, `${JSON.stringify({ seed, ...line })}\n`);
}

/** Reads logs, and adds up what they tell of each target: coverage is that of the run that reached most. */
export function sumLogs(paths: readonly string[]): Outcome[] {
  const lines = paths.flatMap((path) => readFileSync(path, "utf8").split("\n").filter(Boolean));
  const sums = new Map<string, TargetResult>();
  const died: string[] = [];
  for (const line of lines) {
    const result = JSON.parse(line) as TargetResult & { died?: true };
    if (result.died) died.push(result.name);
    else sums.set(result.name, added(sums.get(result.name), result));
  }
  return [...sums.values(), ...died];
}

function added(sum: TargetResult | undefined, result: TargetResult): TargetResult {
  if (sum === undefined) return result;
  return {
    ...(result.ran / result.total > sum.ran / sum.total ? result : sum),
    executions: sum.executions + result.executions,
    deepExecutions: sum.deepExecutions + result.deepExecutions,
    milliseconds: sum.milliseconds + result.milliseconds,
    findings: sum.findings + result.findings,
  };
}
