// Where the negotiation messages of one SMB2 connection contradict each other: what a change on the way looks like.
// [MS-SMB2] 3.2.5.14.12 and 3.3.5.15.12 for FSCTL_VALIDATE_NEGOTIATE_INFO, which repeats the negotiation signed.

import { equalBytes, formatGuid } from "@countersign/bytes";
import { type Evidence, type Reason, type ReasonCode, reason } from "./reason.js";

/** What an SMB2 NEGOTIATE request says, and its FSCTL_VALIDATE_NEGOTIATE_INFO repeats. */
export interface Smb2RequestFacts extends Evidence {
  dialects: readonly number[];
  /** SecurityMode ([MS-SMB2] 2.2.3). */
  securityMode: number;
  /** Capabilities ([MS-SMB2] 2.2.3). */
  capabilities: number;
  /** ClientGuid, 16 bytes. */
  guid: Uint8Array;
}

/** What an SMB2 NEGOTIATE response says, and the answer to its FSCTL_VALIDATE_NEGOTIATE_INFO repeats. */
export interface Smb2ResponseFacts extends Evidence {
  /** DialectRevision ([MS-SMB2] 2.2.4). */
  dialect: number;
  /** SecurityMode ([MS-SMB2] 2.2.4). */
  securityMode: number;
  /** Capabilities ([MS-SMB2] 2.2.4). */
  capabilities: number;
  /** ServerGuid, 16 bytes. */
  guid: Uint8Array;
}

/** The negotiation of one connection; leave out what was not seen whole. */
export interface NegotiationFacts {
  /** In the order of time; a request without an answer and an answer to an SMB1 request stand alone. */
  smb2?: readonly { request?: Smb2RequestFacts | undefined; response?: Smb2ResponseFacts | undefined }[];
  /** A client may ask again with each TREE_CONNECT. */
  validateRequests?: readonly Smb2RequestFacts[];
  /** `isSigned`: by the header's flag and a signature that is not zero. */
  validateResponses?: readonly (Smb2ResponseFacts & { isSigned: boolean })[];
  /** SecurityMode of the SESSION_SETUP requests. */
  sessionSetups?: readonly ({ securityMode: number } & Evidence)[];
}

const SIGNING_REQUIRED = 0x0002;
const SMB_2_WILDCARD = 0x02ff;

/** Contradictions between the negotiation messages of one connection, the first of each; total, never throws. */
export function inspectNegotiation(facts: NegotiationFacts): Reason[] {
  const all = facts.smb2 ?? [];
  const request = all.findLast((n) => n.request !== undefined)?.request;
  const response = all.findLast((n) => n.response !== undefined)?.response;
  return firstOfEach([
    ...all.flatMap((n) => notOffered(n.request, n.response)),
    ...changedServer(all.flatMap((n) => n.response ?? [])),
    ...(facts.validateRequests ?? []).flatMap((repeated) => changedRequest(request, repeated)),
    ...(facts.validateResponses ?? []).flatMap((repeated) => changedResponse(response, repeated)),
    ...droppedRequirement(request, facts.sessionSetups ?? []),
  ]);
}

function firstOfEach(reasons: readonly Reason[]): Reason[] {
  const first = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = `${reason.code} ${reason.field}`;
    if (!first.has(key)) first.set(key, reason);
  }
  return [...first.values()];
}

/** [MS-SMB2] 3.2.5.2: the client must end a connection whose dialect is none that it offered. */
function notOffered(
  request: Smb2RequestFacts | undefined,
  response: Smb2ResponseFacts | undefined,
): Reason[] {
  if (request === undefined || response === undefined) return [];
  if (request.dialects.includes(response.dialect)) return [];
  const field = "Smb2NegotiateResponse.dialectRevision";
  return [told("dialect-not-offered", response, field, response.dialect)];
}

/** The 0x02FF answer and the one after it come from one server. */
function changedServer([first, ...others]: readonly Smb2ResponseFacts[]): Reason[] {
  const other = others.find(({ guid }) => first !== undefined && !equalBytes(guid, first.guid));
  if (other === undefined) return [];
  return [told("server-guid-differs", other, "Smb2NegotiateResponse.serverGuid", formatGuid(other.guid))];
}

function changedRequest(sent: Smb2RequestFacts | undefined, repeated: Smb2RequestFacts): Reason[] {
  if (sent === undefined) return [];
  const reasons = changedValues("Request", sent, repeated);
  const isSame =
    sent.dialects.length === repeated.dialects.length &&
    sent.dialects.every((dialect, i) => dialect === repeated.dialects[i]);
  if (!isSame) {
    const text = (dialects: readonly number[]) => dialects.map((d) => `0x${d.toString(16)}`).join(" ");
    const field = "ValidateNegotiateInfoRequest.dialects";
    reasons.push(told("negotiate-info-dialect-differs", repeated, field, text(repeated.dialects)));
  }
  return reasons;
}

function changedResponse(
  sent: Smb2ResponseFacts | undefined,
  repeated: Smb2ResponseFacts & { isSigned: boolean },
): Reason[] {
  const reasons: Reason[] = [];
  if (sent !== undefined && sent.dialect !== SMB_2_WILDCARD) {
    reasons.push(...changedValues("Response", sent, repeated));
    if (sent.dialect !== repeated.dialect) {
      const field = "ValidateNegotiateInfoResponse.dialect";
      reasons.push(told("negotiate-info-dialect-differs", repeated, field, repeated.dialect));
    }
  }
  // An encrypted one is not seen at all.
  if (!repeated.isSigned) reasons.push(told("negotiate-info-not-signed", repeated, "Smb2Header.signature"));
  return reasons;
}

type Common = Pick<Smb2ResponseFacts, "securityMode" | "capabilities" | "guid"> & Evidence;

function changedValues(kind: "Request" | "Response", sent: Common, repeated: Common): Reason[] {
  const name = `ValidateNegotiateInfo${kind}`;
  const reasons: Reason[] = [];
  if (sent.securityMode !== repeated.securityMode) {
    const field = `${name}.securityMode`;
    reasons.push(told("negotiate-info-mode-differs", repeated, field, repeated.securityMode));
  }
  if (sent.capabilities !== repeated.capabilities) {
    const field = `${name}.capabilities`;
    reasons.push(told("negotiate-info-capabilities-differ", repeated, field, repeated.capabilities));
  }
  if (!equalBytes(sent.guid, repeated.guid)) {
    reasons.push(told("negotiate-info-guid-differs", repeated, `${name}.guid`, formatGuid(repeated.guid)));
  }
  return reasons;
}

/** [MS-SMB2] 3.2.4.2.3: a client that requires signing says so in SESSION_SETUP too. */
function droppedRequirement(
  request: Smb2RequestFacts | undefined,
  setups: readonly ({ securityMode: number } & Evidence)[],
): Reason[] {
  if (request === undefined || (request.securityMode & SIGNING_REQUIRED) === 0) return [];
  const weaker = setups.find(({ securityMode }) => (securityMode & SIGNING_REQUIRED) === 0);
  if (weaker === undefined) return [];
  const field = "Smb2SessionSetupRequest.securityMode";
  return [told("client-requirement-dropped", weaker, field, weaker.securityMode)];
}

function told(code: ReasonCode, at: Evidence, field: string, value?: number | string): Reason {
  return reason(code, { packet: at.packet, offset: at.offset, field, value });
}
