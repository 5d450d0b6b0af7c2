// What must hold of the reports on any bytes whatever.
import {
  type CaptureReport,
  inspectCaptureSync,
  jsonLine,
  type Report,
  reportSchema,
} from "@countersign/inspect";
import { Ajv2020 } from "ajv/dist/2020.js";
import { accountFor } from "./accounts.js";
import { chunksOf } from "./chunks.js";
import { cpuMilliseconds } from "./cpu.js";
import { Random } from "./random.js";

/** Milliseconds that any capture may take, and those that each byte of it may. Some 50 times what is usual. */
const MAX_MILLISECONDS = 100;
const MAX_MILLISECONDS_A_BYTE = 0.005;
/** A time over the limit is taken again so often: something else may have got in the way. */
const TRIES = 3;
/** Of so many files one is read in one piece too. */
const WHOLE_TOO = 4;

const isReport = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(reportSchema);

export type Inspect = (chunks: Iterable<Uint8Array>) => Iterable<Report>;

export interface Verdict {
  /** What does not hold; empty for a capture that everything holds of. */
  readonly failures: readonly string[];
  /** How the capture was read: `whole`, `with problems: CODES`, `no capture: CODE`. */
  readonly outcome: string;
  /** Reports by their kind. */
  readonly reports: ReadonlyMap<string, number>;
  /** On-CPU time of reading and reporting. */
  readonly milliseconds: number;
}

/** Inspects a file in chunks of sizes that `chunkSeed` makes, and holds it to all that must hold. */
export function check(
  file: Uint8Array,
  chunkSeed: number,
  secrets: readonly string[],
  inspect: Inspect = inspectCaptureSync,
): Verdict {
  const { milliseconds, lines, error } = run(file, chunkSeed, inspect);
  if (error !== undefined)
    return { failures: [error], outcome: "an exception", reports: new Map(), milliseconds };
  const reports = lines.map((line) => JSON.parse(line) as Report);
  const capture = reports.at(-1);
  const failures = [
    ...notReports(reports),
    ...printed(lines, secrets),
    ...(isSlow(milliseconds, file) ? slow(file, chunkSeed, inspect) : []),
    ...(capture?.kind === "capture" ? accountFor(file, capture) : ["the last report is not the capture's"]),
    ...(chunkSeed % WHOLE_TOO === 0 ? differsWhole(file, lines, inspect) : []),
  ];
  return { failures, outcome: outcomeOf(capture), reports: countKinds(reports), milliseconds };
}

interface Run {
  readonly milliseconds: number;
  readonly lines: readonly string[];
  readonly error?: string;
}

function run(file: Uint8Array, chunkSeed: number, inspect: Inspect): Run {
  const lines: string[] = [];
  let error: string | undefined;
  const milliseconds = cpuMilliseconds(() => {
    try {
      for (const report of inspect(chunksOf(file, new Random(chunkSeed, 0)))) lines.push(jsonLine(report));
    } catch (thrown) {
      error = `throws ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
    }
  });
  return error === undefined ? { milliseconds, lines } : { milliseconds, lines, error };
}

function notReports(reports: readonly Report[]): string[] {
  const failures = reports.filter((report) => !isReport(report)).map(schemaFailure);
  const captures = reports.filter(({ kind }) => kind === "capture").length;
  return captures === 1 ? failures : [...failures, `${captures} reports of the capture`];
}

function schemaFailure(report: Report): string {
  isReport(report);
  const [first] = isReport.errors ?? [];
  return `a ${report.kind} report is against the schema: ${first?.instancePath} ${first?.message}`;
}

function printed(lines: readonly string[], secrets: readonly string[]): string[] {
  const text = lines.join("\n");
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `prints the secret ${secret}`);
}

function isSlow(milliseconds: number, file: Uint8Array): boolean {
  return milliseconds > MAX_MILLISECONDS + MAX_MILLISECONDS_A_BYTE * file.length;
}

function slow(file: Uint8Array, chunkSeed: number, inspect: Inspect): string[] {
  const times = Array.from({ length: TRIES }, () => run(file, chunkSeed, inspect).milliseconds);
  const best = Math.min(...times);
  return isSlow(best, file) ? [`takes ${best.toFixed(0)} ms for ${file.length} bytes`] : [];
}

/** What comes out does not depend on how the file was split. */
function differsWhole(file: Uint8Array, lines: readonly string[], inspect: Inspect): string[] {
  const whole = [...inspect([file])].map(jsonLine);
  const at = whole.findIndex((line, index) => line !== lines[index]);
  if (at < 0 && whole.length === lines.length) return [];
  return [`report ${at} depends on the chunks:\n  ${whole[at]}\n  ${lines[at]}`];
}

function outcomeOf(capture: Report | undefined): string {
  const { format, problems } = capture as CaptureReport;
  const codes = [...new Set(problems.map(({ code }) => code))].sort().join(", ");
  if (format === undefined) return `no capture: ${codes}`;
  return codes === "" ? "whole" : `with problems: ${codes}`;
}

function countKinds(reports: readonly Report[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of reports) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
