// What a report says in short: the rows of tables for people and spreadsheets.
import type { FindingCode } from "@countersign/guidance";
import type {
  CaptureReport,
  Endpoint,
  HandshakeReport,
  HostReport,
  NtlmOnlyReport,
  NtlmReport,
  ProbeQuestionReport,
  Report,
  SessionReport,
  SigningReport,
} from "../contract.js";
import { endpointText } from "./text.js";

/** A report in short; what it does not tell is absent. */
export interface ReportSummary {
  kind: "handshake" | "ntlm" | "host";
  /** '' for a host, which can be in several. */
  file: string;
  serverAddress: string;
  serverPorts: number[];
  client?: Endpoint;
  /** 1-based number in its file; absent for a host. */
  firstPacket?: number;
  firstSeen: string;
  lastSeen?: string;
  /** 'direct-tcp', 'netbios-session', or what carried NTLM. */
  transport?: string;
  netbiosName?: string;
  dnsName?: string;
  systemVersion?: string;
  dialects: string[];
  advertised?: SigningReport["advertised"];
  effective?: SigningReport["effective"]["outcome"];
  relayToSmb?: SigningReport["relayToSmb"]["outcome"];
  /** A line each, such as 'NORDWIND\astrid (user) ntlm signed'; of a host, counts such as '3 user'. */
  sessions: string[];
  findings: FindingCode[];
  /** How many there were. */
  problems?: number;
  /** Of a probed host, a line a question, such as 'SMB2: answered' or '3.1.1 alone: reset'. */
  asked?: string[];
  /** What a probe was told to ask, such as 'files.example:445'. */
  target?: string;
}

/** Sums up what is about a server. */
export function summarize(report: Exclude<Report, CaptureReport>): ReportSummary {
  switch (report.kind) {
    case "handshake":
      return summarizeHandshake(report);
    case "ntlm":
      return summarizeNtlm(report);
    case "host":
      return summarizeHost(report);
  }
}

function summarizeHandshake(report: HandshakeReport): ReportSummary {
  const { signing, problems } = report;
  const ntlm = report.sessions.flatMap((session) => session.ntlm ?? []);
  return {
    kind: "handshake",
    ...conversation(report),
    transport: report.transport,
    ...namesOf(ntlm),
    dialects: dialectOf(report),
    advertised: signing.advertised,
    effective: signing.effective.outcome,
    relayToSmb: signing.relayToSmb.outcome,
    sessions: report.sessions.map(sessionLine),
    findings: report.findings.map(({ code }) => code),
    problems: problems.length,
  };
}

function summarizeNtlm(report: NtlmOnlyReport): ReportSummary {
  return {
    kind: "ntlm",
    ...conversation(report),
    transport: report.carrier,
    ...namesOf([report.ntlm]),
    dialects: [],
    sessions: [logonLine(report.ntlm)],
    findings: report.findings.map(({ code }) => code),
  };
}

function summarizeHost(report: HostReport): ReportSummary {
  const { netbiosName, dnsName } = report.names;
  return {
    kind: "host",
    file: "",
    serverAddress: report.address,
    serverPorts: report.ports,
    firstSeen: report.firstSeen,
    lastSeen: report.lastSeen,
    ...(netbiosName !== undefined && { netbiosName }),
    ...(dnsName !== undefined && { dnsName }),
    ...(report.systemVersion !== undefined && { systemVersion: report.systemVersion }),
    dialects: report.dialects,
    advertised: report.advertised,
    relayToSmb: report.relayToSmb.outcome,
    sessions: Object.entries(report.sessions).flatMap(([kind, n]) => (n > 0 ? `${n} ${kind}` : [])),
    findings: report.findings.map(({ code }) => code),
    ...(report.probe && { asked: report.probe.map(askedLine) }),
    ...(report.target && { target: endpointText(report.target.host, report.target.port) }),
  };
}

function askedLine({ question, dialects, outcome, looksLike }: ProbeQuestionReport): string {
  const [only] = dialects;
  const what = question === "smb2" && dialects.length === 1 ? `${only} alone` : QUESTIONS[question];
  return `${what}: ${looksLike === undefined ? outcome : `${outcome} (${looksLike})`}`;
}

const QUESTIONS: Readonly<Record<ProbeQuestionReport["question"], string>> = {
  smb2: "SMB2",
  smb1: "SMB1",
  "multi-protocol": "SMB1 opening",
};

function conversation({ file, client, server, firstPacket, time }: HandshakeReport | NtlmOnlyReport) {
  return {
    file,
    serverAddress: server.address,
    serverPorts: [server.port],
    client,
    firstPacket,
    firstSeen: time,
  };
}

/** The dialect that counted in the end; after an SMB1 opening the last negotiation tells it. */
function dialectOf({ negotiations }: HandshakeReport): string[] {
  const chosen = negotiations.findLast(({ response }) => response?.dialect !== undefined);
  return chosen?.response?.dialect === undefined ? [] : [chosen.response.dialect];
}

function namesOf(
  exchanges: readonly NtlmReport[],
): Pick<ReportSummary, "netbiosName" | "dnsName" | "systemVersion"> {
  const netbiosName = infoValue(exchanges, "MsvAvNbComputerName");
  const dnsName = infoValue(exchanges, "MsvAvDnsComputerName");
  const systemVersion = exchanges.find((ntlm) => ntlm.serverVersion)?.serverVersion;
  return {
    ...(netbiosName && { netbiosName }),
    ...(dnsName && { dnsName }),
    ...(systemVersion && { systemVersion }),
  };
}

function infoValue(exchanges: readonly NtlmReport[], name: string): string | undefined {
  const pairs = exchanges.flatMap((ntlm) => ntlm.targetInfo ?? []);
  return pairs.find((pair) => pair.name === name && pair.value !== "")?.value;
}

function sessionLine({ kind, ntlm, mechanism, observed }: SessionReport): string {
  const user = ntlm && userOf(ntlm);
  return [user || kind, user ? `(${kind})` : "", mechanism, observed].filter(Boolean).join(" ");
}

function logonLine(ntlm: NtlmReport): string {
  const mic = ntlm.mic === undefined ? "" : ntlm.mic.asserted ? "MIC asserted" : "MIC not asserted";
  return [userOf(ntlm), ntlm.response, mic].filter(Boolean).join(" ");
}

function userOf({ domain, user }: NtlmReport): string {
  if (!user) return "";
  return domain ? `${domain}\\${user}` : user;
}
