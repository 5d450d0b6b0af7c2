// [MS-SMB2] 2.2.4 and 3.3.5.4: a server MUST set SIGNING_ENABLED, and SIGNING_REQUIRED if it requires signing.
// There is no disabled state. [MS-SMB2] 2.2.3, 2.2.5: a client sets one bit or the other; ENABLED means nothing to a server.

import type { Advertised, AnswerState, Smb2Advertised } from "./advertised.js";
import { type Evidence, type Reason, reason } from "./reason.js";

const SIGNING_ENABLED = 0x0001;
const SIGNING_REQUIRED = 0x0002;
const SMB_3_1_1 = 0x0311;

/** The facts of one SMB2 NEGOTIATE response. */
export interface Smb2Answer extends Evidence {
  /** `complete` unless said otherwise. */
  answer?: AnswerState | undefined;
  /** NTSTATUS of the header; 0, success, unless given. */
  status?: number | undefined;
  /** DialectRevision; 0x02FF for the multi-protocol wildcard, whose security mode counts too. */
  dialect?: number | undefined;
  /** SecurityMode ([MS-SMB2] 2.2.4); absent where it could not be read. */
  securityMode?: number | undefined;
}

/** What an SMB2 NEGOTIATE response says of the server's signing; total, never throws. [MS-SMB2] 3.2.5.2. */
export function advertisedSmb2(facts: Smb2Answer): Advertised<Smb2Advertised> {
  const mode = facts.securityMode;
  const at = { packet: facts.packet, offset: facts.offset };
  const evidence = { ...at, field: "Smb2NegotiateResponse.securityMode", value: mode };
  const unlearned = whyUnlearned(facts);
  if (unlearned !== undefined || mode === undefined) {
    const because = [unlearned ?? reason("security-mode-missing", at)];
    return { policy: "unknown", ...(mode !== undefined && { securityMode: mode }), because, deviations: [] };
  }

  const required = (mode & SIGNING_REQUIRED) !== 0;
  const because = [reason(required ? "server-requires-signing" : "server-offers-signing", evidence)];
  // Signed TREE_CONNECTs are what makes tools call every 3.1.1 server "required".
  if (!required && facts.dialect === SMB_3_1_1) {
    const field = "Smb2NegotiateResponse.dialectRevision";
    because.push(reason("smb311-signs-tree-connect", { packet: at.packet, field, value: SMB_3_1_1 }));
  }
  const deviations: Reason[] = [];
  if ((mode & SIGNING_ENABLED) === 0) {
    deviations.push(reason(required ? "required-without-enabled" : "enabled-not-set", evidence));
  }
  if (hasReservedBits(mode)) deviations.push(reason("reserved-security-mode-bits", evidence));
  return { policy: required ? "required" : "enabled", securityMode: mode, because, deviations };
}

/** The security modes an SMB2 client sent on one connection. */
export interface Smb2ClientFacts extends Evidence {
  /** SecurityMode of its NEGOTIATE request. */
  negotiate?: number | undefined;
  /** SecurityMode of its SESSION_SETUP request; the only one after an SMB1 opening answered with 2.0.2. */
  sessionSetup?: number | undefined;
}

/**
 * What an SMB2 client said of its signing: required if either request has SIGNING_REQUIRED. [MS-SMB2] 3.3.5.5.3.
 * Windows clients also send REQUIRED in SESSION_SETUP to a server that requires, so it is no proof of their own policy.
 */
export function advertisedSmb2Client(facts: Smb2ClientFacts): Advertised<Smb2Advertised> {
  const sent = [
    { mode: facts.negotiate, field: "Smb2NegotiateRequest.securityMode" },
    { mode: facts.sessionSetup, field: "Smb2SessionSetupRequest.securityMode" },
  ].flatMap(({ mode, field }) => (mode === undefined ? [] : [{ mode, field }]));
  const first = sent[0];
  if (first === undefined) {
    const because = [reason("security-mode-missing", { packet: facts.packet, offset: facts.offset })];
    return { policy: "unknown", because, deviations: [] };
  }

  const decisive = sent.find(({ mode }) => (mode & SIGNING_REQUIRED) !== 0);
  const { mode, field } = decisive ?? first;
  const evidence = { packet: facts.packet, offset: facts.offset, field, value: mode };
  const deviations = sent.flatMap(({ mode: value, field }) =>
    clientDeviations(value, { ...evidence, field, value }),
  );
  return {
    policy: decisive ? "required" : "enabled",
    securityMode: mode,
    because: [reason(decisive ? "client-requires-signing" : "client-offers-signing", evidence)],
    deviations,
  };
}

function clientDeviations(mode: number, evidence: Evidence & { field: string; value: number }): Reason[] {
  const deviations: Reason[] = [];
  // REQUIRED without ENABLED is what 3.2.4.2.2.2 prescribes for a client; only neither bit is wrong.
  if ((mode & (SIGNING_ENABLED | SIGNING_REQUIRED)) === 0) {
    deviations.push(reason("client-security-mode-empty", evidence));
  }
  if (hasReservedBits(mode)) deviations.push(reason("reserved-security-mode-bits", evidence));
  return deviations;
}

function hasReservedBits(mode: number): boolean {
  return (mode & ~(SIGNING_ENABLED | SIGNING_REQUIRED)) !== 0;
}

function whyUnlearned(facts: Smb2Answer): Reason | undefined {
  const at = { packet: facts.packet, offset: facts.offset };
  const state = facts.answer ?? "complete";
  if (state !== "complete") return reason(`answer-${state}`, at);
  if (facts.status) {
    return reason("negotiation-failed", { ...at, field: "Smb2Header.status", value: facts.status });
  }
  return undefined;
}
