// What a session turned out to be, and what its messages showed.
import * as ntlmssp from "@countersign/ntlmssp";
import { type Observed, observedSigning } from "@countersign/signing";
import { SessionFlags } from "@countersign/smb2";
import type { Session } from "./handshake.js";

/** Whose session it is; `unknown`: its end was not seen, or nothing that tells a user from an anonymous one. */
export type SessionOutcome = "user" | "guest" | "anonymous" | "failed" | "unknown";

/** Judges a session by its end. Samba leaves IS_NULL clear, so NTLM's empty responses tell an anonymous one too. */
export function sessionKind(session: Session): SessionOutcome {
  const { ended, status, sessionFlags } = session;
  if (!ended) return "unknown";
  if (status !== 0) return "failed";
  if ((sessionFlags & SessionFlags.IS_NULL) !== 0 || isAnonymousLogon(session)) return "anonymous";
  if ((sessionFlags & SessionFlags.IS_GUEST) !== 0) return "guest";
  return isProven(session) ? "user" : "unknown";
}

/** Whether what the client proved itself by was seen. */
function isProven({ mechanism, ntlm, plain }: Session): boolean {
  if (mechanism === "kerberos" || mechanism === "other") return true;
  return ntlm?.authenticate !== undefined || plain !== undefined;
}

function isAnonymousLogon({ ntlm, plain }: Session): boolean {
  const authenticate = ntlm?.authenticate?.message;
  if (authenticate !== undefined) return ntlmssp.responseKind(authenticate) === "anonymous";
  return plain?.response === "anonymous";
}

/** What the messages after the set-up showed; evidence, never a policy. */
export function observedOf(session: Session): Observed {
  const { client, server, encrypted } = session.messages;
  const silent = client.total + server.total + encrypted === 0;
  return silent && !session.ended ? "unknown" : observedSigning(session.messages);
}
