// A conversation's reports.
import { type Handshake, judge, type NtlmExchange } from "@countersign/handshake";
import type { CarrierName, Endpoint, HandshakeReport, NtlmOnlyReport, ProblemReport } from "../contract.js";
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

export function handshakeReport(facts: ConversationFacts, handshake: Handshake): HandshakeReport {
  const { file, client, server, vlans, firstPacket, time } = facts;
  const { advertised, effective, relayToSmb, deviations } = judge(handshake);
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
    sessions: handshake.sessions.map(sessionReport),
    signing: { advertised, effective, relayToSmb, deviations },
    problems: handshake.problems.map(problemReport),
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
    ntlm: ntlmReport(exchange),
  };
}
