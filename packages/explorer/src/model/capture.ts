// What one capture told, kept so that hosts, conversations and evidence lead to each other.
import type {
  CaptureReport,
  HandshakeReport,
  HostReport,
  NtlmOnlyReport,
  Report,
} from "@countersign/inspect";
import type { Reason } from "@countersign/signing";

/** A report about one conversation. */
export type ConversationReport = HandshakeReport | NtlmOnlyReport;

/** Everything that was learned of a capture. */
export interface CaptureResult {
  capture: CaptureReport;
  /** In the order of their addresses. */
  hosts: readonly HostReport[];
  /** In the order of their first packets. */
  conversations: readonly ConversationReport[];
}

/** Puts reports together; `undefined` while the capture's own, the last one, is missing. */
export function resultOf(reports: readonly Report[]): CaptureResult | undefined {
  const capture = reports.find((report) => report.kind === "capture");
  if (capture === undefined) return undefined;
  return {
    capture,
    hosts: reports.filter((report) => report.kind === "host"),
    conversations: reports.filter((report) => report.kind === "handshake" || report.kind === "ntlm"),
  };
}

const GRAVITY: Readonly<Record<HostReport["relayToSmb"]["outcome"], number>> = {
  possible: 0,
  unknown: 1,
  blocked: 2,
};

/** The hosts, those that a relay gets into first; of one verdict in the order of their addresses. */
export function gravestFirst({ hosts }: CaptureResult): HostReport[] {
  return [...hosts].sort((a, b) => GRAVITY[a.relayToSmb.outcome] - GRAVITY[b.relayToSmb.outcome]);
}

/** The conversations with one server address. */
export function conversationsWith({ conversations }: CaptureResult, address: string): ConversationReport[] {
  return conversations.filter(({ server }) => server.address === address);
}

/** How many hosts there are of each verdict. */
export function verdictCounts({ hosts }: CaptureResult): Record<HostReport["relayToSmb"]["outcome"], number> {
  const counts = { possible: 0, unknown: 0, blocked: 0 };
  for (const { relayToSmb } of hosts) counts[relayToSmb.outcome]++;
  return counts;
}

/** The conversation that a packet of a host's evidence belongs to, if a report of the host's tells. */
export function conversationOfEvidence(
  conversations: readonly ConversationReport[],
  { packet, code }: Reason,
): ConversationReport | undefined {
  if (packet === undefined) return undefined;
  const same = conversations.find((report) =>
    reasonsOf(report).some((reason) => reason.packet === packet && reason.code === code),
  );
  return same ?? conversations.find((report) => packetsOf(report).includes(packet));
}

function reasonsOf(report: ConversationReport): Reason[] {
  const found = report.findings.flatMap(({ because }) => because);
  if (report.kind === "ntlm") return found;
  const { relayToSmb, effective, deviations } = report.signing;
  return [...relayToSmb.because, ...effective.because, ...deviations, ...found];
}

/** Packets that a report names. */
function packetsOf(report: ConversationReport): number[] {
  const named = reasonsOf(report).flatMap(({ packet }) => packet ?? []);
  return report.kind === "ntlm" ? named : [...named, ...report.negotiations.map(({ packet }) => packet)];
}

/** The report by which to read the messages of a conversation: an NTLM exchange in a pipe is among SMB's frames. */
export function readableReport(
  { conversations }: CaptureResult,
  report: ConversationReport,
): ConversationReport {
  const isSame = ({ kind, firstPacket }: ConversationReport) =>
    kind === "handshake" && firstPacket === report.firstPacket;
  return conversations.find(isSame) ?? report;
}
