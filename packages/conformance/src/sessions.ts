// Sessions: which SESSION_SETUPs make one authentication, and what tshark tells of it.
import type { SessionReport } from "@countersign/inspect";
import type { Authentication } from "./authentication.js";
import type {
  ExpectedNtlm,
  ExpectedSmb1SessionSetup,
  ExpectedSmb2SessionSetup,
  ExpectedSpnego,
  ExpectedStream,
} from "./expected.js";
import { type Count, countMessages, observed } from "./messages.js";
import { type Exchange, exchanges, responseKind, toldOfExchange } from "./ntlm.js";
import { Check, oneOf, type Told, text } from "./told.js";

const SUCCESS = "0x00000000";
const MORE_PROCESSING_REQUIRED = "0xc0000016";
const NO_SESSION = "0x0000000000000000";

// [MS-SMB2] 2.2.6 SessionFlags
const IS_GUEST = 1;
const IS_NULL = 2;
const ENCRYPT_DATA = 4;

type AnySetup = ExpectedSmb1SessionSetup | ExpectedSmb2SessionSetup;

/** `undefined` where tshark cannot tell sessions apart: cut headers, or SMB1 traffic whose set-up was not seen. */
export function toldOfSessions(stream: ExpectedStream): Told<SessionReport[]> {
  const { smb1, smb2 } = stream;
  if (smb2?.pdus.some((p) => p.sessionId === undefined)) return undefined;
  if (smb1?.sessionSetups.length === 0 && smb1.pdus.some((p) => p.cmd !== "0x72")) return undefined;
  const first = authentications(smb1?.sessionSetups ?? [], (s) => [s.request?.uid, s.response?.uid].map(uid));
  const second = authentications(smb2?.sessionSetups ?? [], (s) => [
    s.request?.sessionId,
    s.response?.sessionId,
  ]);
  const counts = countMessages(smb2?.pdus ?? [], second);
  return [
    ...first.map((a) => ({ frame: firstFrame(a), told: toldOfSmb1(a, stream) })),
    ...second.map((a) => ({ frame: firstFrame(a), told: toldOfSmb2(a, stream, counts.of(a)) })),
    ...counts.withoutSetup.map((c) => ({ frame: c.frame, told: toldOfBare(c) })),
  ]
    .sort((a, b) => a.frame - b.frame)
    .map((s) => s.told);
}

function uid(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** `ids` gives a set-up's session id in the request and in the response. */
function authentications<Setup extends AnySetup>(
  setups: readonly Setup[],
  ids: (setup: Setup) => (string | undefined)[],
): Authentication<Setup>[] {
  const out: Authentication<Setup>[] = [];
  const open = new Map<string, Authentication<Setup>>();
  for (const setup of setups) {
    const [asked, answered] = ids(setup);
    const isNew = asked === undefined || asked === "0" || asked === NO_SESSION;
    let authentication = isNew ? undefined : open.get(asked);
    if (!authentication) out.push((authentication = { id: asked ?? NO_SESSION, setups: [] }));
    authentication.setups.push(setup);
    if (answered !== undefined) authentication.id = answered;
    if (!setup.response || setup.response.status === MORE_PROCESSING_REQUIRED) {
      open.set(authentication.id, authentication);
    } else {
      authentication.end = setup.response;
      open.delete(authentication.id);
    }
  }
  return out;
}

function firstFrame({ setups: [first] }: Authentication<AnySetup>): number {
  return (first?.request ?? first?.response)?.frame ?? 0;
}

function toldOfSmb2(
  a: Authentication<ExpectedSmb2SessionSetup>,
  stream: ExpectedStream,
  count: Count,
): Told<SessionReport> {
  const request = a.setups[0]?.request;
  const raw = (a.end as ExpectedSmb2SessionSetup["response"])?.sessionFlags?.raw;
  const flags = raw === undefined ? undefined : Number(raw);
  const exchange = exchangeOf(a.setups, stream.ntlm);
  return {
    sessionId: a.id,
    protocol: "smb2",
    binding: request?.binding,
    previousSessionId: request && previousSession(request),
    clientSecurityMode: request?.securityMode && Number(request.securityMode.raw),
    status: lastStatus(a.setups),
    kind: kindOf(a, flags, exchange),
    flags: a.end ? (flags === undefined ? undefined : flagNames(flags)) : [],
    mechanism: mechanismOf(a.setups, exchange),
    ntlm: exchange ? toldOfExchange(exchange) : null,
    observed: a.end ? observed(count) : oneOf("none", "unknown"),
    messages: count.messages,
  };
}

/** Nothing where the snap length cut it off; `null`, told to be absent, for none. */
function previousSession({ previousSessionId }: { previousSessionId?: string }): string | null | undefined {
  return previousSessionId !== undefined && BigInt(previousSessionId) === 0n ? null : previousSessionId;
}

/** Signatures of SMB1 messages are not counted: the contract's `messages` are SMB2's. */
function toldOfSmb1(
  a: Authentication<ExpectedSmb1SessionSetup>,
  stream: ExpectedStream,
): Told<SessionReport> {
  const end = a.end as ExpectedSmb1SessionSetup["response"];
  const exchange = exchangeOf(a.setups, stream.ntlm);
  const plain = a.setups.find((s) => s.request?.ntlmVersion !== undefined)?.request;
  const status = lastStatus(a.setups);
  return {
    sessionId: new Check(a.id, (actual) => typeof actual === "string" && Number(actual) === Number(a.id)),
    protocol: "smb1",
    binding: false,
    clientSecurityMode: null,
    status: status?.startsWith("0x") ? status : undefined,
    kind: kindOf(a, end?.guest ? IS_GUEST : 0, exchange, plain),
    flags: end?.guest ? ["IS_GUEST"] : [],
    mechanism: plain ? plainMechanism(plain) : mechanismOf(a.setups, exchange),
    ntlm: exchange ? toldOfExchange(exchange) : plain ? toldOfPlain(plain, stream) : undefined,
  };
}

/** A session of which only headers were seen. */
function toldOfBare(count: Count): Told<SessionReport> {
  return {
    sessionId: count.id,
    protocol: "smb2",
    binding: false,
    clientSecurityMode: null,
    kind: "unknown",
    flags: [],
    mechanism: "unknown",
    ntlm: null,
    observed: observed(count),
    messages: count.messages,
  };
}

function lastStatus(setups: readonly AnySetup[]): string | undefined {
  return setups.filter((s) => s.response).at(-1)?.response?.status;
}

function kindOf(
  a: Authentication<AnySetup>,
  flags: number | undefined,
  exchange: Exchange | undefined,
  plain?: ExpectedSmb1SessionSetup["request"],
): Told<SessionReport["kind"]> {
  if (!a.end) return "unknown";
  if (a.end.status !== SUCCESS) return "failed";
  const authenticate = exchange?.authenticate;
  // Samba leaves IS_NULL clear: only NTLM's empty responses tell a null session.
  const isAnonymous =
    ((flags ?? 0) & IS_NULL) !== 0 ||
    plain?.ntlmVersion === "anonymous" ||
    (authenticate !== undefined && responseKind(authenticate, exchange?.challenge) === "anonymous");
  if (((flags ?? 0) & IS_GUEST) !== 0) return isAnonymous ? oneOf("guest", "anonymous") : "guest";
  if (isAnonymous) return "anonymous";
  const proven = authenticate !== undefined || plain != null || hasKerberos(a.setups);
  return proven ? "user" : oneOf("user", "unknown");
}

function flagNames(flags: number): string[] {
  const names = { IS_GUEST, IS_NULL, ENCRYPT_DATA };
  return Object.entries(names).flatMap(([name, bit]) => (flags & bit ? [name] : []));
}

function mechanismOf(
  setups: readonly AnySetup[],
  exchange: Exchange | undefined,
): Told<SessionReport["mechanism"]> {
  if (exchange) return "ntlm";
  return hasKerberos(setups) ? "kerberos" : undefined;
}

function hasKerberos(setups: readonly AnySetup[]): boolean {
  const speaks = (side: { spnego?: ExpectedSpnego } | null): boolean => side?.spnego?.kerberos !== undefined;
  return setups.some((s) => speaks(s.request) || speaks(s.response));
}

/** The last exchange among the set-ups' NTLM messages. */
function exchangeOf(setups: readonly AnySetup[], ntlm: readonly ExpectedNtlm[]): Exchange | undefined {
  const sides = setups.flatMap((s) => [s.request, s.response]);
  const carried = ntlm.filter(
    (m) => isSmb(m) && sides.some((side) => side?.frame === m.frame && side.ntlmType === m.type),
  );
  return exchanges(carried).at(-1);
}

/** Whether SMB itself carries the message, and not a protocol inside a pipe. */
export function isSmb(m: ExpectedNtlm): boolean {
  return m.carrier === "smb" || m.carrier === "smb2";
}

// [MS-CIFS] 2.2.4.53.1: without extended security the responses stand in the request, the challenge in the
// NEGOTIATE response.

function plainMechanism({ ntlmVersion: v }: NonNullable<ExpectedSmb1SessionSetup["request"]>): Told<"ntlm"> {
  return v === "other" || v === "anonymous" ? undefined : "ntlm";
}

function toldOfPlain(
  request: NonNullable<ExpectedSmb1SessionSetup["request"]>,
  { negotiates }: ExpectedStream,
): Told<SessionReport["ntlm"]> {
  if (!plainMechanism(request)) return undefined;
  const { account, primaryDomain, ansiPassword = "", unicodePassword = "" } = request;
  return {
    serverChallenge: negotiates.filter((n) => n.response?.challenge).at(-1)?.response?.challenge ?? undefined,
    domain: text(primaryDomain),
    user: text(account),
    response: responseKind({ lmResponse: ansiPassword, ntResponse: unicodePassword }),
  };
}
