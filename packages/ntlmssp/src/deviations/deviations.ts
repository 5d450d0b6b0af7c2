// A pass of its own over a message that decodes, so that decoding pays nothing: what [MS-NLMP] says otherwise.
import { type Deviation, hasFlag, traceFields } from "@countersign/bytes";
import type { Challenge } from "../challenge.js";
import { NegotiateFlags } from "../enums.js";
import { decodeMessage, type Message, readMessage } from "../message.js";
import type { Negotiate } from "../negotiate.js";
import { checkAuthenticate } from "./authenticate.js";
import { checkAvPairs } from "./av-pairs.js";
import type { DeviationCode } from "./codes.js";
import { checkFlags, checkVersion } from "./flags.js";
import { checkPayloads, checkReserved, type FoundPayload, findPayloads } from "./payload.js";
import { Report } from "./report.js";

const STRUCTURES = {
  negotiate: "NtlmNegotiate",
  challenge: "NtlmChallenge",
  authenticate: "NtlmAuthenticate",
} as const;

/**
 * Lists what a message does that the specification forbids or advises against, in the order of the bytes. Which
 * deviations there are, `deviationMeanings` says. Throws the `DecodeError` that `decodeMessage` throws.
 */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const m = decodeMessage(bytes);
  const report = new Report(bytes, traceFields(readMessage, bytes));
  const payloads = findPayloads(report);
  if (isShortForm(m, report)) report.addField("short-form", "NtlmMessage.messageType");
  checkPayloads(report, payloads, m.kind !== "negotiate" && isUnicode(m));
  checkKind(report, m, payloads);
  checkReserved(report);
  if (m.negotiateFlags !== undefined) {
    checkFlags(report, m, m.negotiateFlags, STRUCTURES[m.kind]);
    checkVersion(report, m, m.negotiateFlags);
  }
  return report.deviations.sort((a, b) => a.offset - b.offset);
}

function isUnicode({ negotiateFlags }: Message): boolean {
  return negotiateFlags !== undefined && hasFlag(negotiateFlags, NegotiateFlags.NEGOTIATE_UNICODE);
}

/** Version and MIC may be left out (<6>, <9>, <11>, <12>), these not. */
function isShortForm(m: Message, report: Report): boolean {
  switch (m.kind) {
    case "negotiate":
      return m.domainName === undefined;
    case "challenge":
      return !report.fields.some(({ field }) => field === "NtlmChallenge.targetInfoLen");
    case "authenticate":
      return m.negotiateFlags === undefined;
  }
}

function checkKind(report: Report, m: Message, payloads: readonly FoundPayload[]): void {
  switch (m.kind) {
    case "negotiate":
      checkNames(report, m);
      break;
    case "challenge":
      checkTarget(report, m, payloads);
      break;
    case "authenticate":
      checkAuthenticate(report, m, payloads);
  }
}

function checkNames(report: Report, { negotiateFlags, domainName, workstationName }: Negotiate): void {
  if (domainName && !hasFlag(negotiateFlags, NegotiateFlags.NEGOTIATE_OEM_DOMAIN_SUPPLIED)) {
    report.addField("domain-name-without-flag", "NtlmNegotiate.domainNameLen");
  }
  if (workstationName && !hasFlag(negotiateFlags, NegotiateFlags.NEGOTIATE_OEM_WORKSTATION_SUPPLIED)) {
    report.addField("workstation-name-without-flag", "NtlmNegotiate.workstationNameLen");
  }
}

function checkTarget(report: Report, m: Challenge, payloads: readonly FoundPayload[]): void {
  const isRequested = hasFlag(m.negotiateFlags, NegotiateFlags.REQUEST_TARGET);
  if (isRequested !== (m.targetName !== "")) {
    const code = isRequested ? "target-name-missing" : "target-name-without-flag";
    report.addField(code, "NtlmChallenge.targetNameLen");
  }
  const isAnnounced = hasFlag(m.negotiateFlags, NegotiateFlags.NEGOTIATE_TARGET_INFO);
  if (isAnnounced && !m.targetInfo) report.addField("target-info-missing", "NtlmChallenge.negotiateFlags");
  if (!isAnnounced && m.targetInfo)
    report.addField("target-info-without-flag", "NtlmChallenge.targetInfoLen");
  const targetInfo = payloads.find(({ field }) => field === "NtlmChallenge.targetInfo");
  if (targetInfo) checkAvPairs(report, targetInfo, "none");
}
