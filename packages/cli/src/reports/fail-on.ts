// --fail-on: findings that make the exit code 1.
import { type Finding, type FindingCode, findingCatalogue, type Severity } from "@countersign/guidance";
import { InvalidArgumentError } from "commander";
import { suggestion } from "../similar.js";

/** Mildest first. */
const SEVERITIES: readonly Severity[] = ["info", "low", "medium", "high"];
const CODES = Object.keys(findingCatalogue) as FindingCode[];

/** What --fail-on takes. */
export const FAIL_ON: readonly (FindingCode | Severity)[] = [...SEVERITIES, ...CODES];

/** A code, or a severity that stands for itself and what is graver. */
export type FailOn = FindingCode | Severity;

export function parseFailOn(text: string, before: FailOn[] = []): FailOn[] {
  const found = FAIL_ON.find((known) => known === text);
  if (found !== undefined) return [...before, found];
  const hint = suggestion(text, FAIL_ON);
  throw new InvalidArgumentError(`It is no severity and no code of a finding.${hint}`);
}

export function failsOn(wanted: readonly FailOn[], findings: readonly Finding[]): boolean {
  return findings.some(({ code, severity }) =>
    wanted.some((want) => want === code || isAtLeast(severity, want)),
  );
}

function isAtLeast(severity: Severity, want: FailOn): boolean {
  const least = SEVERITIES.indexOf(want as Severity);
  return least >= 0 && SEVERITIES.indexOf(severity) >= least;
}
