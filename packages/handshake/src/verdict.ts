// The three answers of `signing` about one connection: what was advertised, what the pair does, what a relay meets.
import * as signing from "@countersign/signing";
import { SessionFlags } from "@countersign/smb2";
import type { Handshake, Negotiation, Session } from "./handshake.js";
import { observedOf, sessionKind } from "./session-kind.js";

/** The answers about one connection, each with its evidence; `at` of the observer is the evidence's packet. */
export interface Verdict {
  /** What the server said, by protocol; absent: never asked. */
  advertised: { smb1?: signing.Smb1Advertised; smb2?: signing.Smb2Advertised };
  effective: signing.EffectiveSigning;
  relayToSmb: signing.RelayExposure;
  /** Answers of the connection that differ from the one that counts. */
  conflicts: signing.Reason[];
  /** Of the server's security mode. */
  deviations: signing.Reason[];
  /** Of the client's. */
  clientDeviations: signing.Reason[];
}

/** Everything that the connection's server answered, for joining with that of other connections. */
export function hostAnswers({ negotiations }: Handshake): signing.HostAnswers {
  return {
    smb1: answersOf(negotiations, "smb1", advertisedSmb1),
    smb2: answersOf(negotiations, "smb2", advertisedSmb2),
  };
}

/** Judges a connection. */
export function judge(handshake: Handshake): Verdict {
  const answers = hostAnswers(handshake);
  return {
    ...signing.joinHost(answers),
    effective: effective(handshake, answers),
    clientDeviations: clientSaid(handshake).deviations,
  };
}

type Response<P> = Extract<NonNullable<Negotiation["response"]>, { protocol: P }>;

/** A protocol counts as asked where its own request was seen, or an answer of it. */
function answersOf<P extends "smb1" | "smb2", A>(
  negotiations: readonly Negotiation[],
  protocol: P,
  read: (response: Response<P>) => A,
): (A | signing.Advertised<"unknown">)[] {
  const answers: (A | signing.Advertised<"unknown">)[] = [];
  for (const { request, response } of negotiations) {
    if (response?.protocol === protocol) answers.push(read(response as Response<P>));
    else if (request?.protocol === protocol && response === undefined) answers.push(unanswered(request.at));
  }
  return answers;
}

function unanswered(packet: number): signing.Advertised<"unknown"> {
  const because = [signing.reason("answer-missing", { packet })];
  return { policy: "unknown", because, deviations: [] };
}

function advertisedSmb2({ at, state, status, message }: Response<"smb2">): signing.HostSmb2Answer {
  const dialect = message?.body.dialectRevision;
  const securityMode = message?.body.securityMode;
  return { ...signing.advertisedSmb2({ packet: at, answer: state, status, dialect, securityMode }), dialect };
}

function advertisedSmb1({
  at,
  state,
  status,
  message,
}: Response<"smb1">): signing.Advertised<signing.Smb1Advertised> {
  return signing.advertisedSmb1({ packet: at, answer: state, status, ...(message && smb1Facts(message)) });
}

function smb1Facts({ body }: NonNullable<Response<"smb1">["message"]>): Partial<signing.Smb1Answer> {
  switch (body.kind) {
    case "extendedSecurity":
    case "ntLanMan":
      return { wordCount: 17, dialectIndex: body.dialectIndex, securityMode: body.securityMode };
    case "lanMan":
      return { wordCount: 13, dialectIndex: body.dialectIndex, securityMode: body.securityMode };
    case "core":
      return { wordCount: 1, dialectIndex: body.dialectIndex };
    case "refused":
      return { wordCount: 1, dialectIndex: 0xffff };
  }
}

function effective(handshake: Handshake, answers: signing.HostAnswers): signing.EffectiveSigning {
  const session = representative(handshake.sessions);
  const facts = { session: kindForMatrix(session), encrypted: isEncrypted(session) };
  const protocol =
    session?.protocol ?? handshake.negotiations.findLast((n) => n.response)?.response?.protocol;
  if (protocol === "smb1") {
    const client = clientSmb1(handshake).policy;
    const server = signing.decisiveAnswer(answers.smb1 ?? [])?.policy ?? "unknown";
    return signing.effectiveSigning({ protocol, client, server, ...facts });
  }
  const decisive = signing.decisiveAnswer(answers.smb2 ?? []);
  const client = clientSmb2(handshake).policy;
  const server = decisive?.policy ?? "unknown";
  return signing.effectiveSigning({ protocol: "smb2", dialect: decisive?.dialect, client, server, ...facts });
}

/** The session that the pair's policies are judged in: a user's, if there is one. */
function representative(sessions: readonly Session[]): Session | undefined {
  return sessions.findLast((s) => sessionKind(s) === "user") ?? sessions.findLast((s) => s.ended);
}

/** Without a session that came to be, the question is what a user's would do. */
function kindForMatrix(session: Session | undefined): signing.SessionKind {
  const kind = session && sessionKind(session);
  return kind === "guest" || kind === "anonymous" ? kind : "user";
}

function isEncrypted(session: Session | undefined): boolean {
  if (session === undefined || session.protocol === "smb1") return false;
  return (session.sessionFlags & SessionFlags.ENCRYPT_DATA) !== 0 || observedOf(session) === "encrypted";
}

function clientSaid(handshake: Handshake): signing.Advertised<string> {
  const speaksSmb2 = handshake.negotiations.some((n) => n.request?.protocol === "smb2");
  return speaksSmb2 ? clientSmb2(handshake) : { policy: "unknown", because: [], deviations: [] };
}

function clientSmb2({ negotiations, sessions }: Handshake): signing.Advertised<signing.Smb2Advertised> {
  const request = negotiations.findLast((n) => n.request?.protocol === "smb2" && n.request.message)?.request;
  const session = sessions.findLast((s) => s.protocol === "smb2" && s.clientSecurityMode !== undefined);
  return signing.advertisedSmb2Client({
    packet: request?.at ?? session?.at,
    negotiate: request?.protocol === "smb2" ? request.message?.body.securityMode : undefined,
    sessionSetup: session?.clientSecurityMode,
  });
}

function clientSmb1({ sessions }: Handshake): ReturnType<typeof signing.advertisedSmb1Client> {
  const session = sessions.find((s) => s.protocol === "smb1");
  return signing.advertisedSmb1Client({ packet: session?.at, sessionSetupFlags2: session?.clientFlags2 });
}
