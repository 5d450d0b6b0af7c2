// One target in this process, from its seeds to what came of it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toHex } from "@countersign/bytes";
import { fewest } from "../minimise.js";
import { type CorpusEntry, readCorpus, readEntries, reduce, writeCorpus } from "./corpus.js";
import { Coverage } from "./coverage.js";
import { type Finding, Fuzz } from "./loop.js";
import { lawOf, type Target } from "./target.js";

export interface TargetRun {
  readonly seed: number;
  readonly executions: number;
  /** Milliseconds after which no further batch is begun. */
  readonly milliseconds: number;
  /** Where findings are written. */
  readonly out: string;
  /** Whether the corpus is written anew with what was found. */
  readonly save: boolean;
}

/** What came of a target. */
export interface TargetResult {
  readonly name: string;
  readonly executions: number;
  /** Of them under all oracles, the reference among them. */
  readonly deepExecutions: number;
  /** On-CPU milliseconds of the loop. */
  readonly milliseconds: number;
  /** Of the sources that the target is about, by what: characters of functions that ran. */
  readonly total: number;
  readonly ranByCorpus: number;
  readonly ranBySeeds: number;
  readonly ran: number;
  readonly findings: number;
}

export function runTarget(target: Target, run: TargetRun, alive: () => void): TargetResult {
  // The stack of an error that is part of the work costs more than the work.
  Error.stackTraceLimit = 0;
  let started = 0;
  const coverage = new Coverage(import.meta.url, target.sources);
  let findings = 0;
  const fuzz = new Fuzz(target, coverage, {
    seed: run.seed,
    executions: Math.ceil(run.executions / (target.weight ?? 1)),
    goesOn: () => {
      alive();
      return performance.now() - started < run.milliseconds;
    },
    found: (finding) => {
      findings++;
      tellOf(target, run, finding);
    },
  });
  fuzz.begin(readCorpus(target.name));
  const ranByCorpus = coverage.figures().ran;
  fuzz.begin(target.seeds());
  const ranBySeeds = coverage.figures().ran;
  started = performance.now();
  const before = process.cpuUsage();
  fuzz.run();
  const { user, system } = process.cpuUsage(before);
  const figures = coverage.figures();
  if (run.save) writeCorpus(target.name, entriesOf(target, run, coverage, fuzz.corpus));
  return {
    name: target.name,
    executions: fuzz.executions,
    deepExecutions: fuzz.deepExecutions,
    milliseconds: (user + system) / 1000,
    ...figures,
    ranByCorpus,
    ranBySeeds,
    findings,
  };
}

/** What was found is reduced by another process, all of whose executions are counted exactly. */
function entriesOf(
  target: Target,
  { executions }: TargetRun,
  coverage: Coverage,
  corpus: readonly Uint8Array[],
): CorpusEntry[] {
  if (executions === 0) return reduce(target, coverage, corpus);
  const found = readEntries(target.name).filter(({ broke }) => broke !== undefined);
  return [...found, ...corpus.map((bytes) => ({ exercises: "not reduced", bytes: toHex(bytes) }))];
}

/** Prints a finding, made as short as it still fails, and writes it. */
function tellOf(target: Target, { seed, out }: TargetRun, { law, message, bytes, index }: Finding): void {
  const short = Uint8Array.from(
    fewest([...bytes], (some) => lawBrokenBy(target, Uint8Array.from(some)) === law),
  );
  mkdirSync(out, { recursive: true });
  const path = join(out, `${target.name}-${seed}-${index ?? "corpus"}.bin`);
  writeFileSync(path, short);
  console.log(
    `${target.name}: ${message}\n  seed ${seed}, ${index === undefined ? "an input of the corpus" : `execution ${index}`}, ${path}\n  ${toHex(short)}`,
  );
}

function lawBrokenBy(target: Target, bytes: Uint8Array): string | undefined {
  try {
    target.run(bytes);
    target.runDeep?.(bytes);
    return undefined;
  } catch (thrown) {
    return lawOf(thrown);
  }
}
