// Which questions a probe asks, and which of them an outcome makes idle.
import { DialectName } from "@countersign/smb1";
import type { ProbeSettings } from "./options.js";
import type { ProbeOutcome, ProbeQuestion } from "./result.js";

/** All that the options ask for, the question first that tells most. */
export function plan({ dialects, allDialects, multiProtocol, smb1 }: ProbeSettings): ProbeQuestion[] {
  const { NT_LM_0_12, SMB_2_002, SMB_2_WILDCARD } = DialectName;
  const questions: ProbeQuestion[] = [];
  if (dialects.length > 0) questions.push({ kind: "smb2", dialects: [...dialects] });
  if (smb1) questions.push({ kind: "smb1", dialects: [NT_LM_0_12] });
  if (multiProtocol && dialects.length > 0) {
    questions.push({ kind: "multi-protocol", dialects: [NT_LM_0_12, SMB_2_002, SMB_2_WILDCARD] });
  }
  if (allDialects && dialects.length > 1) {
    questions.push(...dialects.map((dialect): ProbeQuestion => ({ kind: "smb2", dialects: [dialect] })));
  }
  return questions;
}

/** Whoever answers like this answers every other question like this. */
const FINAL: ReadonlySet<ProbeOutcome> = new Set<ProbeOutcome>([
  "connection-refused",
  "unreachable",
  "connect-timeout",
  "session-refused",
  "retargeted",
  "not-smb",
  "wrong-direction",
  "limit",
]);

/**
 * What is left to ask. Who has nothing to say to any of the dialects is not asked for each; SMB1, and SMB2 by an SMB1
 * opening, remain: a server may know nothing else.
 */
export function remaining(
  questions: ProbeQuestion[],
  asked: ProbeQuestion,
  outcome: ProbeOutcome,
): ProbeQuestion[] {
  if (FINAL.has(outcome)) return [];
  if (asked.kind !== "smb2" || outcome !== "silent") return questions;
  return questions.filter(({ kind }) => kind !== "smb2");
}
