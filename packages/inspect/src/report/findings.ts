// What is worth knowing of one conversation, or of one NTLM exchange, by itself.
import { deriveFindings, type Finding, type HostFacts, type SessionFact } from "@countersign/guidance";
import {
  dialectChoices,
  type Handshake,
  type NtlmExchange,
  negotiationFacts,
  ntlmFacts,
  ntlmInspections,
  observedOf,
  sessionKind,
  type Verdict,
} from "@countersign/handshake";
import { downgradedChoices, inspectNegotiation, inspectNtlm } from "@countersign/signing";

/** Everything about one conversation. */
export function conversationFindings(handshake: Handshake, verdict: Verdict): Finding[] {
  return deriveFindings({
    ...verdict,
    ...messageFacts(handshake),
    downgrades: downgradedChoices(dialectChoices(handshake)),
    sessions: sessionFacts(handshake),
  });
}

/** What single messages say of each other: it holds for the server however many conversations are joined. */
export function messageFindings(handshake: Handshake): Finding[] {
  return deriveFindings({ ...NO_ANSWERS, ...messageFacts(handshake) });
}

/** Of an exchange that is no SMB logon. */
export function exchangeFindings(exchange: NtlmExchange): Finding[] {
  return deriveFindings({ ...NO_ANSWERS, ntlm: [inspectNtlm(ntlmFacts(exchange))] });
}

export function sessionFacts({ sessions }: Handshake): SessionFact[] {
  return sessions.map((session) => ({
    kind: sessionKind(session),
    observed: observedOf(session),
    packet: session.at,
  }));
}

const NO_ANSWERS: HostFacts = {
  advertised: {},
  relayToSmb: { outcome: "unknown", because: [], notObservable: [] },
};

function messageFacts(handshake: Handshake): Pick<HostFacts, "ntlm" | "negotiation"> {
  return {
    ntlm: handshake.sessions.flatMap(ntlmInspections),
    negotiation: inspectNegotiation(negotiationFacts(handshake)),
  };
}
