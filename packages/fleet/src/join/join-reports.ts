// Several reports of one address in one.
import { type FindingCode, joinFindings } from "@countersign/guidance";
import type { HostPathReport, HostReport } from "@countersign/inspect";
import { pathFindings, policiesThatDiffer } from "./differences.js";
import { hasLearned, joinedRelay, unique, weakestAdvertised } from "./policies.js";
import { portStates } from "./ports.js";

/** Of reports without a vantage. */
const UNNAMED = "";

/**
 * One report of what `reports`, one at least and all of one address, say: the weakest policy decides, and where places
 * disagree a finding says so, place by place. Their order makes no difference.
 */
export function joinReports(address: string, reports: readonly HostReport[]): HostReport {
  const inTime = [...reports].sort(byTime);
  const paths = pathsOf(inTime);
  const differing = policiesThatDiffer(paths);
  const relay = joinedRelay(inTime);
  const last = inTime.at(-1)!;
  const { vantage: _, target, probe: __, clockSkewSeconds: ___, ...rest } = last;
  const probe = unique(inTime.flatMap((report) => report.probe ?? [])).sort((a, b) => order(a.time, b.time));
  const skews = inTime.flatMap(({ clockSkewSeconds }) => clockSkewSeconds ?? []);
  const version = inTime.flatMap(({ systemVersion }) => systemVersion ?? []).at(-1);
  return {
    ...rest,
    address,
    ports: [...new Set(inTime.flatMap(({ ports }) => ports))].sort((a, b) => a - b),
    names: Object.assign({}, ...inTime.map(({ names }) => names)),
    ...(version !== undefined && { systemVersion: version }),
    advertised: weakestAdvertised(inTime),
    dialects: dialects(inTime),
    relayToSmb: { ...relay, because: [...relay.because, ...differing] },
    sessions: sums(inTime.map(({ sessions }) => sessions)),
    observed: sums(inTime.map(({ observed }) => observed)),
    conflicts: unique([...inTime.flatMap(({ conflicts }) => conflicts), ...differing]),
    findings: findings(inTime, paths),
    ...(skews.length > 0 && { clockSkewSeconds: Math.min(...skews) }),
    firstSeen: first(inTime),
    lastSeen: last.lastSeen,
    ...(probe.length > 0 && { probe }),
    ...(target && { target }),
    vantages: paths,
  };
}

function pathsOf(reports: readonly HostReport[]): HostPathReport[] {
  const names = [...new Set(reports.map(placeOf))].sort();
  return names.map((name) => {
    const seen = reports.filter((report) => placeOf(report) === name);
    return {
      name,
      ports: [...portStates(seen)].map(([port, state]) => ({ port, state })),
      advertised: weakestAdvertised(seen),
      relayToSmb: joinedRelay(seen).outcome,
      firstSeen: first(seen),
      lastSeen: seen.at(-1)!.lastSeen,
    };
  });
}

/** "Unknown" here is no finding about a host that another place has learned of; nor is "required", where it is not everywhere. */
function findings(reports: readonly HostReport[], paths: readonly HostPathReport[]): HostReport["findings"] {
  const outdone = new Set<FindingCode>();
  if (reports.some(hasLearned)) outdone.add("smb-signing-unknown");
  if (policiesThatDiffer(paths).length > 0) outdone.add("smb-signing-required");
  return joinFindings([...reports.flatMap(({ findings }) => findings), ...pathFindings(paths)])
    .filter(({ code }) => !outdone.has(code))
    .map((finding) => ({ ...finding, because: unique(finding.because) }));
}

/** SMB1's, which are names, before SMB2's, which begin with a digit. */
function dialects(reports: readonly HostReport[]): string[] {
  const all = [...new Set(reports.flatMap(({ dialects }) => dialects))].sort();
  const isSmb2 = (dialect: string): boolean => /^\d/.test(dialect);
  return [...all.filter((dialect) => !isSmb2(dialect)), ...all.filter(isSmb2)];
}

function sums<K extends string>(counts: readonly Record<K, number>[]): Record<K, number> {
  const keys = Object.keys(counts[0]!) as K[];
  const sum = (key: K): number => counts.reduce((total, count) => total + count[key], 0);
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as Record<K, number>;
}

function first(reports: readonly HostReport[]): string {
  return reports.map(({ firstSeen }) => firstSeen).reduce((a, b) => (comparable(b) < comparable(a) ? b : a));
}

/** Captures' times have as many decimals as they have, and 'Z' sorts after digits. */
function comparable(time: string): string {
  return time.replace(/Z$/, "");
}

function byTime(a: HostReport, b: HostReport): number {
  return (
    order(comparable(a.lastSeen), comparable(b.lastSeen)) ||
    order(placeOf(a), placeOf(b)) ||
    order(JSON.stringify(a), JSON.stringify(b))
  );
}

function placeOf({ vantage }: HostReport): string {
  return vantage?.name ?? UNNAMED;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
