// How a part of the dialog ended, by what the observer made of the answer.
import type { Negotiation, Session } from "../handshake.js";
import type { ProbeEnd } from "./result.js";

/** `error`: of the message, where it could not be read. */
export function negotiateEnd(negotiation: Negotiation | undefined, error: string | undefined): ProbeEnd {
  const response = negotiation?.response;
  if (response === undefined || response.state !== "complete") return malformed(error);
  const { status, message } = response;
  if (status !== 0) return { outcome: "refused-by-status", detail: { status } };
  if (message === undefined) return malformed(error);
  const { body } = message;
  if ("dialectRevision" in body) return { outcome: "answered", detail: { dialect: body.dialectRevision } };
  return { outcome: body.kind === "refused" ? "dialects-refused" : "answered", detail: {} };
}

const MORE_PROCESSING_REQUIRED = 0xc0000016;

/** The answer to an NTLM NEGOTIATE. */
export function challengeEnd(session: Session | undefined, error: string | undefined): ProbeEnd {
  if (session?.ntlm?.challenge !== undefined) return { outcome: "answered", detail: {} };
  const status = session?.status;
  const isError = status !== undefined && status !== 0 && status !== MORE_PROCESSING_REQUIRED;
  if (isError) return { outcome: "refused-by-status", detail: { status } };
  return malformed(error ?? "no NTLM CHALLENGE is in the answer");
}

function malformed(error: string | undefined): ProbeEnd {
  return { outcome: "malformed", detail: error === undefined ? {} : { error } };
}
