// A probe's connection, as a report tells of it.
import type { ProbeConnection, ProbeEnd, ProbeQuestion } from "@countersign/handshake";
import type { ProbeEndReport, ProbeQuestionReport } from "../contract.js";
import { dialectName, hex } from "./names.js";
import { captureTime } from "./time.js";

export function probeQuestionReport(connection: ProbeConnection, port: number): ProbeQuestionReport {
  const { question, began, challenge } = connection;
  return {
    question: question.kind,
    dialects: dialectsOf(question),
    port,
    time: probeTime(began),
    ...endReport(connection),
    ...(challenge && { challenge: endReport(challenge) }),
  };
}

/** ISO 8601 UTC of milliseconds since 1970. */
export function probeTime(at: number): string {
  const seconds = Math.floor(at / 1000);
  return captureTime(seconds, Math.floor(at - seconds * 1000) * 1_000_000, 3);
}

function dialectsOf(question: ProbeQuestion): string[] {
  return question.kind === "smb2" ? question.dialects.map(dialectName) : question.dialects;
}

function endReport({ outcome, detail }: ProbeEnd): ProbeEndReport {
  const { status, dialect, ...rest } = detail;
  return {
    outcome,
    ...(status !== undefined && { status: hex(status, 8) }),
    ...(dialect !== undefined && { dialect: dialectName(dialect) }),
    ...rest,
  };
}
