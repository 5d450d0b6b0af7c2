// What a probe's connections come to, for joining: what was asked and not learned is told with the reason why.
import { type Advertised, type HostAnswers, type ReasonCode, reason } from "@countersign/signing";
import { type Dialect, Status } from "@countersign/smb2";
import { hostAnswers } from "../verdict.js";
import { SMB2_DIALECTS } from "./options.js";
import type { ProbeConnection, ProbeOutcome, ProbeResult } from "./result.js";

/** Everything that a probe's server answered, for `joinHost` of `signing`. */
export function probeAnswers(result: ProbeResult): HostAnswers {
  const answers = result.connections.map(connectionAnswers);
  const least = minimumDialect(result);
  return {
    smb1: answers.flatMap(({ smb1 }) => smb1 ?? []),
    smb2: answers.flatMap(({ smb2 }) => smb2 ?? []),
    ...(least !== undefined && { minimumDialect: least }),
  };
}

/** What one connection of a probe tells. A protocol that it asked for is never left out, however it ended. */
export function connectionAnswers({ question, outcome, handshake }: ProbeConnection): HostAnswers {
  const { smb1 = [], smb2 = [] } = hostAnswers(handshake);
  const code = WHY[outcome];
  if (code === undefined) return { smb1, smb2 };
  const told = {
    smb1: smb1.map((one) => explained(one, code)),
    smb2: smb2.map((one) => explained(one, code)),
  };
  const asked = question.kind === "smb1" ? "smb1" : "smb2";
  if (told[asked].length > 0) return told;
  return { ...told, [asked]: [{ policy: "unknown", because: [reason(code)], deviations: [] }] };
}

/** Of the outcomes that the handshake does not explain by itself. */
const WHY: Partial<Record<ProbeOutcome, ReasonCode>> = {
  "connection-refused": "connection-refused",
  unreachable: "host-unreachable",
  "connect-timeout": "connection-timed-out",
  reset: "connection-reset",
  closed: "connection-closed",
  silent: "answer-timed-out",
  "session-refused": "netbios-session-refused",
  retargeted: "netbios-session-retargeted",
  "not-smb": "peer-not-smb",
  "wrong-direction": "peer-sent-requests",
  malformed: "answer-undecodable",
  limit: "answer-limit-reached",
};

/** A missing answer says why it is missing. */
function explained<A extends Advertised<string>>(answer: A, code: ReasonCode): A {
  const missing = answer.because.find((one) => one.code === "answer-missing");
  if (missing === undefined) return answer;
  return { ...answer, because: [...answer.because, reason(code, { packet: missing.packet })] };
}

/**
 * The lowest SMB2 dialect that the server accepts, where each was asked for alone and each was taken or refused by a
 * status; else `undefined`.
 */
export function minimumDialect({ connections }: ProbeResult): Dialect | undefined {
  const alone = connections.filter(
    ({ question: { kind, dialects } }) => kind === "smb2" && dialects.length === 1,
  );
  const of = (dialect: Dialect) => alone.find(({ question }) => question.dialects[0] === dialect);
  const isTaken = (dialect: Dialect) => of(dialect)?.detail.dialect === dialect;
  const isRefused = (dialect: Dialect) => isDialectRefusal(of(dialect)?.detail.status);
  if (!SMB2_DIALECTS.every((dialect) => isTaken(dialect) || isRefused(dialect))) return undefined;
  return SMB2_DIALECTS.find(isTaken);
}

/** [MS-SMB2] 3.3.5.4; the second is what a Samba says to dialects that cannot have its only signing algorithm. */
function isDialectRefusal(status: number | undefined): boolean {
  return status === Status.NOT_SUPPORTED || status === Status.INVALID_PARAMETER;
}
