// From a host's facts to findings. Nothing is inferred from what a system is or what its defaults are.

import {
  type JoinedHost,
  type NtlmInspection,
  type Observed,
  type Reason,
  type ReasonCode,
  type RelayExposure,
  reason,
  type SessionKind,
} from "@countersign/signing";
import { type FindingCode, findingCatalogue, type Severity } from "./catalogue.js";

/** One finding with its evidence, as a host report carries it. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  because: Reason[];
}

/** Sessions of one kind that looked alike. */
export interface SessionFact {
  kind: SessionKind | "failed" | "unknown";
  observed: Observed;
  /** How many there were; 1 unless given. */
  count?: number | undefined;
  /** A packet that shows one of them, 1-based. */
  packet?: number | undefined;
  /** The capture that the packet is in, where there may be more than one. */
  file?: string | undefined;
}

/** What is known of one host; leave out what is not. */
export interface HostFacts extends Omit<JoinedHost, "conflicts" | "deviations"> {
  /** What the policies rest on; without it, the reasons of `relayToSmb`. */
  because?: readonly Reason[] | undefined;
  conflicts?: readonly Reason[] | undefined;
  deviations?: readonly Reason[] | undefined;
  sessions?: readonly SessionFact[] | undefined;
  /** NTLM exchanges that were logons to this host. */
  ntlm?: readonly NtlmInspection[] | undefined;
  /** By `inspectNegotiation`, connection by connection. */
  negotiation?: readonly Reason[] | undefined;
  /** By `downgradedChoices`. */
  downgrades?: readonly Reason[] | undefined;
  /** GUIDs and names that differ. */
  identities?: readonly Reason[] | undefined;
  /** What each of several places was told, where that differs. */
  policiesByPath?: readonly Reason[] | undefined;
  /** Which of several places reach the host, where some do not. */
  reachabilityByPath?: readonly Reason[] | undefined;
  ldap?: RelayExposure | undefined;
  ldaps?: RelayExposure | undefined;
  mssql?: RelayExposure | undefined;
}

/** The findings of one host, gravest first, at most one of each code. */
export function deriveFindings(host: HostFacts): Finding[] {
  return joinFindings([
    ...policyFindings(host),
    ...negotiationFindings(host),
    ...pathFindings(host),
    ...sessionFindings(host),
    ...ntlmFindings(host.ntlm ?? []),
    ...relayFindings(host),
  ]);
}

/** Joins findings that were derived apart: gravest first, at most one of each code, with the evidence of all. */
export function joinFindings(findings: readonly Finding[]): Finding[] {
  const joined = new Map<FindingCode, Finding>();
  for (const { code, severity, because } of findings) {
    const before = joined.get(code);
    joined.set(code, { code, severity, because: before ? [...before.because, ...because] : because });
  }
  return [...joined.values()].sort((a, b) => RANK[b.severity] - RANK[a.severity]);
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, low: 1, medium: 2, high: 3 };

function finding(code: FindingCode, because: readonly Reason[]): Finding {
  return { code, severity: findingCatalogue[code].severity, because: [...because] };
}

function policyFindings(host: HostFacts): Finding[] {
  const { smb1, smb2 } = host.advertised;
  const of1 = reasonsOf("Smb1", host);
  const of2 = reasonsOf("Smb2", host);
  const findings: Finding[] = [];
  if (smb2 === "enabled") findings.push(finding("smb2-signing-not-required", of2));
  if (smb1 === "enabled") findings.push(finding("smb1-signing-not-required", of1));
  if (smb1 === "disabled") findings.push(finding("smb1-signing-disabled", of1));
  if (smb1 !== undefined && smb1 !== "unknown") findings.push(finding("smb1-answered", of1));

  if (isUndetermined(host)) findings.push(finding("smb-signing-unknown", allReasons(host)));
  else if (requiresEverywhere(host)) findings.push(finding("smb-signing-required", allReasons(host)));
  if (host.deviations?.length) findings.push(finding("security-mode-deviation", host.deviations));
  if (host.conflicts?.length) findings.push(finding("server-answers-differ", host.conflicts));
  return findings;
}

function negotiationFindings({ negotiation, downgrades, identities }: HostFacts): Finding[] {
  const findings: Finding[] = [];
  if (negotiation?.length) findings.push(finding("negotiation-contradicts", negotiation));
  if (downgrades?.length) findings.push(finding("dialect-downgraded", downgrades));
  if (identities?.length) findings.push(finding("server-identity-differs", identities));
  return findings;
}

function pathFindings({ policiesByPath, reachabilityByPath }: HostFacts): Finding[] {
  const findings: Finding[] = [];
  if (policiesByPath?.length) findings.push(finding("signing-differs-by-path", policiesByPath));
  if (reachabilityByPath?.length) findings.push(finding("reachability-differs-by-path", reachabilityByPath));
  return findings;
}

/** Most servers of today answer nothing to SMB1 alone; that says enough where SMB2 was learned. */
function isUndetermined({ advertised: { smb1, smb2 }, relayToSmb }: HostFacts): boolean {
  if (smb2 === undefined || smb2 === "unknown") return smb2 === "unknown" || smb1 === "unknown";
  const silent = relayToSmb.because.some(
    ({ code }) => code === "answer-missing" || code === "dialects-refused",
  );
  return smb1 === "unknown" && !silent;
}

/** Every protocol that answered requires signing, and at least one did; conflicting answers do not count as that. */
function requiresEverywhere({ advertised, conflicts }: HostFacts): boolean {
  const learned = Object.values(advertised).filter((policy) => policy !== "unknown");
  return learned.length > 0 && learned.every((policy) => policy === "required") && !conflicts?.length;
}

function sessionFindings(host: HostFacts): Finding[] {
  const sessions = host.sessions ?? [];
  const findings: Finding[] = [];
  const unsigned = sessions.filter(({ kind, observed }) => kind === "user" && observed === "unsigned");
  if (unsigned.length > 0) {
    const seen = unsigned.map((session) => evidence("session-unsigned", session));
    const required = allReasons(host).filter(({ code }) => code === "server-requires-signing");
    if (requiresEverywhere(host)) findings.push(finding("required-but-unsigned", [...required, ...seen]));
    else findings.push(finding("user-sessions-unsigned", seen));
  }
  for (const kind of ["guest", "anonymous"] as const) {
    const code = `${kind}-session` as const;
    const seen = sessions
      .filter((session) => session.kind === kind)
      .map((session) => evidence(code, session));
    if (seen.length > 0) findings.push(finding(code, seen));
  }
  return findings;
}

const CONTRADICTIONS: readonly ReasonCode[] = [
  "flag-dropped-by-server",
  "flag-dropped-by-client",
  "flag-added-by-client",
  "mic-asserted-but-absent",
  "mic-asserted-but-zero",
  "target-info-removed",
  "target-info-changed",
  "target-info-added",
];

function ntlmFindings(exchanges: readonly NtlmInspection[]): Finding[] {
  const old = exchanges.filter(({ response }) => response !== undefined && isOld(response));
  const unprotected = exchanges.filter(
    ({ response, mic }) => response === "ntlmv2" && mic?.asserted === false,
  );
  const contradictions = exchanges.flatMap((exchange) =>
    exchange.findings.filter(({ code }) => CONTRADICTIONS.includes(code)),
  );
  const findings: Finding[] = [];
  if (old.length > 0) {
    const because = old.map(({ packet, response }) =>
      reason("ntlmv1-response", { packet, field: "response", value: response }),
    );
    findings.push(finding("ntlmv1-response", because));
  }
  if (unprotected.length > 0) {
    const because = unprotected.map(({ packet }) => reason("flags-not-protected", { packet }));
    findings.push(finding("ntlm-flags-not-protected", because));
  }
  if (contradictions.length > 0) findings.push(finding("ntlm-messages-contradict", contradictions));
  return findings;
}

function isOld(response: NonNullable<NtlmInspection["response"]>): boolean {
  return response === "ntlmv1" || response === "ntlmv1-ess" || response === "lm";
}

function relayFindings({ ldap, ldaps, mssql }: HostFacts): Finding[] {
  const findings: Finding[] = [];
  if (ldap?.outcome === "possible") findings.push(finding("ldap-relay-possible", ldap.because));
  if (ldaps?.outcome === "possible") findings.push(finding("ldaps-relay-possible", ldaps.because));
  if (mssql?.outcome === "unknown") findings.push(finding("mssql-relay-unknown", mssql.because));
  return findings;
}

function allReasons({ because, relayToSmb }: HostFacts): readonly Reason[] {
  return because ?? relayToSmb.because;
}

/** Reasons read from a message of this protocol, and those that name no message. */
function reasonsOf(protocol: "Smb1" | "Smb2", host: HostFacts): Reason[] {
  const other = protocol === "Smb1" ? "Smb2" : "Smb1";
  return allReasons(host).filter(({ field }) => !field?.startsWith(other));
}

function evidence(
  code: "session-unsigned" | "guest-session" | "anonymous-session",
  session: SessionFact,
): Reason {
  const { packet, file, count = 1 } = session;
  return reason(code, { packet, file, field: "sessions", value: count });
}
