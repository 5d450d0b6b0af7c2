// A conversation's reports.
import { type Handshake, judge, type NtlmExchange, type Verdict } from "@countersign/handshake";
import type {
  CarrierName,
  Endpoint,
  HandshakeReport,
  NtlmOnlyReport,
  ProblemReport,
  SigningReport,
} from "../contract.js";
import { conversationFindings, exchangeFindings } from "./findings.js";
import { negotiationReport } from "./negotiation.js";
import { ntlmReport } from "./ntlm.js";
import { sessionReport } from "./session.js";

/** What a report says of the conversation itself. */
export interface ConversationFacts {
  file: string;
  client: Endpoint;
  server: Endpoint;
  vlans: number[];
  firstPacket: number;
  time: string;
}

export function handshakeReport(
  facts: ConversationFacts,
  handshake: Handshake,
  showSecrets: boolean,
): HandshakeReport {
  const { file, client, server, vlans, firstPacket, time } = facts;
  const verdict = judge(handshake);
  return {
    kind: "handshake",
    version: 1,
    file,
    transport: handshake.transport,
    client,
    server,
    vlans,
    firstPacket,
    time,
    negotiations: handshake.negotiations.map(negotiationReport),
    sessions: handshake.sessions.map((session) => sessionReport(session, showSecrets)),
    signing: signingReport(verdict),
    findings: conversationFindings(handshake, verdict),
    problems: handshake.problems.map(problemReport),
  };
}

function signingReport(verdict: Verdict): SigningReport {
  const { advertised, effective, relayToSmb } = verdict;
  return {
    advertised,
    effective,
    relayToSmb,
    deviations: [...verdict.deviations, ...verdict.clientDeviations],
  };
}

function problemReport({ at, layer, error }: Handshake["problems"][number]): ProblemReport {
  const { code, field, offset, message } = error;
  return { packet: at, layer, code, field, offset, message };
}

export function ntlmOnlyReport(
  { file, client, server, firstPacket, time }: ConversationFacts,
  carrier: CarrierName,
  exchange: NtlmExchange,
  showSecrets: boolean,
): NtlmOnlyReport {
  return {
    kind: "ntlm",
    version: 1,
    file,
    carrier,
    client,
    server,
    firstPacket,
    time,
    ntlm: ntlmReport(exchange, showSecrets),
    findings: exchangeFindings(exchange),
  };
}
