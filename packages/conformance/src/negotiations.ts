// What tshark tells of a conversation's negotiations, and of the signing policies advertised in them.
import type { ContextReport, HandshakeReport, NegotiationReport } from "@countersign/inspect";
import type {
  ExpectedCode,
  ExpectedContext,
  ExpectedNegotiate,
  ExpectedNegotiateRequest,
  ExpectedNegotiateResponse,
  ExpectedSecurityMode,
  ExpectedStream,
} from "./expected.js";
import { isoOfTicks, ticksOfText } from "./times.js";
import { Check, caseless, oneOf, type Told } from "./told.js";

type Smb1Advertised = NonNullable<HandshakeReport["signing"]["advertised"]["smb1"]>;
type Smb2Advertised = NonNullable<HandshakeReport["signing"]["advertised"]["smb2"]>;

const WILDCARD = "0x02ff";
const DIALECTS: Readonly<Record<string, string>> = {
  "0x0202": "2.0.2",
  "0x0210": "2.1",
  "0x0300": "3.0",
  "0x0302": "3.0.2",
  "0x0311": "3.1.1",
  [WILDCARD]: "2.FF",
};
const SUCCESS = "0x00000000";
const REFUSED = 0xffff;

/** Whether the snap length took from tshark the body of a NEGOTIATE: then what a reader makes of it is its own. */
export function isCut(n: ExpectedNegotiate): boolean {
  const { request: q, response: r } = n;
  if (q && (q.protocol === "SMB1" ? q.dialects.length === 0 : !q.securityMode)) return true;
  if (!r) return false;
  return r.protocol === "SMB1" ? r.dialectIndex == null : r.status === SUCCESS && !r.dialect;
}

export function toldOfNegotiation({ request, response }: ExpectedNegotiate): Told<NegotiationReport> {
  return {
    packet: (request ?? response)?.frame,
    request: request ? toldOfRequest(request) : null,
    response: response ? toldOfResponse(response, request) : null,
  };
}

function toldOfRequest(q: ExpectedNegotiateRequest): Told<NegotiationReport["request"]> {
  if (q.protocol === "SMB1") {
    return {
      protocol: "smb1",
      dialects: q.dialects,
      securityMode: null,
      capabilities: null,
      clientGuid: null,
      contexts: [],
    };
  }
  return {
    protocol: "smb2",
    dialects: q.dialects.map(dialectName),
    securityMode: mode(q.securityMode),
    capabilities: q.capabilities && Number(q.capabilities.raw),
    clientGuid: q.clientGuid,
    contexts: (q.contexts ?? []).map(toldOfContext),
  };
}

function toldOfResponse(
  r: ExpectedNegotiateResponse,
  request: ExpectedNegotiateRequest | null,
): Told<NegotiationReport["response"]> {
  const contexts = r.contexts ?? [];
  return {
    protocol: r.protocol === "SMB1" ? "smb1" : "smb2",
    status: r.status,
    dialect: dialect(r, request),
    securityMode: mode(r.securityMode) ?? null,
    capabilities: capabilities(r),
    serverGuid: serverGuid(r),
    serverTime: serverTime(r),
    cipher: contexts.find((c) => c.ciphers)?.ciphers?.[0]?.name ?? null,
    signingAlgorithm: contexts.find((c) => c.signingAlgorithms)?.signingAlgorithms?.[0]?.name ?? null,
    contexts: contexts.map(toldOfContext),
    mechTypes: r.spnego?.mechTypes ?? [],
  };
}

function dialect(r: ExpectedNegotiateResponse, request: ExpectedNegotiateRequest | null): Told<string> {
  if (r.protocol === "SMB2") return r.dialect === undefined ? null : dialectName(r.dialect);
  if (r.dialectIndex === REFUSED) return null;
  return request ? (r.dialect ?? null) : undefined;
}

function dialectName(code: string): string {
  return DIALECTS[code] ?? code;
}

function capabilities({ capabilities: c }: ExpectedNegotiateResponse): number | null {
  return c == null ? null : Number(typeof c === "string" ? c : c.raw);
}

/** tshark prints SMB1's GUID byte by byte; a GUID's first three groups are little-endian ([MS-DTYP] 2.3.4.3). */
function serverGuid({ protocol, serverGuid: guid }: ExpectedNegotiateResponse): string | null {
  if (guid == null) return null;
  if (protocol === "SMB2") return guid;
  const [a = "", b = "", c = "", ...rest] = guid.split("-");
  return [...[a, b, c].map(reversed), ...rest].join("-");
}

function reversed(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join("");
}

/** SMB1's time of 0, which is none, tshark prints as the year 1970. */
function serverTime({ systemTime: t }: ExpectedNegotiateResponse): Told<string> {
  if (t == null || t === "Jan  1, 1970 00:00:00.000000000 UTC") return null;
  const ticks = typeof t === "string" ? ticksOfText(t) : t.raw;
  if (ticks === undefined) return undefined;
  return ticks === "0" ? null : isoOfTicks(ticks);
}

/** [MS-SMB2] 2.2.3.1. tshark writes SMB2_ before a context's name. */
function toldOfContext(c: ExpectedContext): Told<ContextReport> {
  return {
    type: Number(c.id),
    name: new Check(c.name, (actual) => bare(actual) === bare(c.name)),
    hashAlgorithms: names(c.hashAlgorithms),
    ciphers: names(c.ciphers),
    compressionAlgorithms: names(c.compression),
    netName: c.netname ?? null,
    signingAlgorithms: names(c.signingAlgorithms),
  };
}

function bare(name: unknown): string {
  return String(name).replace(/^SMB2_/, "");
}

function names(codes: readonly ExpectedCode[] | undefined): readonly Check[] {
  return (codes ?? []).map((c) => caseless(c.name));
}

function mode(m: ExpectedSecurityMode | null | undefined): number | undefined {
  return m == null ? undefined : Number(m.raw);
}

/** `signing.advertised` and the verdict on a relay that follows from it. */
export function toldOfSigning(stream: ExpectedStream): Told<HandshakeReport["signing"]> {
  const smb1 = advertisedSmb1(stream);
  const smb2 = advertisedSmb2(stream);
  return { advertised: { smb1, smb2 }, relayToSmb: { outcome: relayOutcome(smb1, smb2) } };
}

/** Of the last SMB2 answer that is not 0x02FF, else of the 0x02FF one. */
function advertisedSmb2({ negotiates }: ExpectedStream): Told<Smb2Advertised> {
  const answers = negotiates.flatMap((n) => (n.response?.protocol === "SMB2" ? [n.response] : []));
  const answer = answers.filter((r) => r.dialect !== WILDCARD).at(-1) ?? answers.at(-1);
  if (answer?.securityMode) return answer.securityMode.required ? "required" : "enabled";
  // A refusal after an answer that was learned: the rule leaves open which of them speaks.
  if (answers.some((r) => r.securityMode)) return undefined;
  return answer ? "unknown" : unanswered(negotiates, "SMB2");
}

/** Of the last SMB1 answer. [MS-CIFS] 3.2.5.2. */
function advertisedSmb1({ negotiates }: ExpectedStream): Told<Smb1Advertised> {
  const answer = negotiates.filter((n) => n.response?.protocol === "SMB1").at(-1)?.response;
  if (!answer) return unanswered(negotiates, "SMB1");
  if (answer.dialectIndex == null || answer.dialectIndex === REFUSED) return "unknown";
  const m = answer.securityMode;
  if (!m?.userLevel || !m.encryptPasswords || !m.enabled) return "disabled";
  return m.required ? "required" : "enabled";
}

/**
 * A protocol with no answer of its own: never asked, asked, or named among the dialects of an SMB1 request that was
 * answered in the other protocol, which the contract counts as neither.
 */
function unanswered(negotiates: readonly ExpectedNegotiate[], protocol: "SMB1" | "SMB2"): Told<"unknown"> {
  const requests = negotiates.filter(
    (n) => n.request?.protocol === "SMB1" || n.request?.protocol === protocol,
  );
  if (requests.length === 0) return null;
  const asked = requests.some((n) => n.request?.protocol === protocol && !n.response);
  return asked ? "unknown" : oneOf("unknown", undefined);
}

/** Possible where one answer does not require signing, blocked where every one does. */
function relayOutcome(
  ...advertised: Told<Smb1Advertised | Smb2Advertised>[]
): Told<HandshakeReport["signing"]["relayToSmb"]["outcome"]> {
  const learned = advertised.filter((p) => p === "disabled" || p === "enabled" || p === "required");
  if (learned.length === 0) return advertised.every((p) => p !== undefined) ? "unknown" : undefined;
  return learned.every((p) => p === "required") ? "blocked" : "possible";
}
