// A session's report.
import { observedOf, type Session, sessionKind } from "@countersign/handshake";
import { SessionFlags } from "@countersign/smb2";
import type { SessionReport } from "../contract.js";
import { hex } from "./names.js";
import { ntlmReport, plainLogonReport } from "./ntlm.js";

export function sessionReport(session: Session, showSecrets: boolean): SessionReport {
  const { protocol, previousSessionId, clientSecurityMode, status, ntlm, plain } = session;
  const mechanism = session.mechanism;
  return {
    sessionId: hex(session.sessionId, protocol === "smb2" ? 16 : 4),
    protocol,
    binding: session.binding,
    ...(previousSessionId !== 0n && { previousSessionId: hex(previousSessionId, 16) }),
    ...(clientSecurityMode !== undefined && { clientSecurityMode }),
    status: status === undefined ? "unknown" : hex(status, 8),
    kind: sessionKind(session),
    flags: flagsOf(session.sessionFlags),
    mechanism,
    ...(ntlm && { ntlm: ntlmReport(ntlm, showSecrets) }),
    ...(plain && { ntlm: plainLogonReport(plain, showSecrets) }),
    observed: observedOf(session),
    messages: session.messages,
  };
}

function flagsOf(flags: number): string[] {
  return Object.entries(SessionFlags).flatMap(([name, flag]) => ((flags & flag) !== 0 ? [name] : []));
}
