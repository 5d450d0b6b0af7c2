// --only: one of three answers for every server, from what it advertised.
import type { HandshakeReport, HostReport, Report } from "@countersign/inspect";

export const POLICIES = ["required", "not-required", "unknown"] as const;
export type Policy = (typeof POLICIES)[number];

/** What is about no server stays, and NTLM that is no SMB logon tells no policy. */
export function isOnly(policy: Policy, report: Report): boolean {
  if (report.kind === "capture") return true;
  return report.kind !== "ntlm" && policyOf(report) === policy;
}

/** Evidence of an answer that left signing to the client, or has none. */
const WEAK: readonly string[] = ["server-offers-signing", "server-signing-disabled"];

/**
 * `not-required`: some protocol is known not to require signing, if only by one of several answers that differ.
 * `required`: one is known to require it, and none not to. `unknown`: none was learned.
 */
export function policyOf(report: HandshakeReport | HostReport): Policy {
  const { advertised, relayToSmb } = report.kind === "host" ? report : report.signing;
  const policies = [advertised.smb1, advertised.smb2];
  if (policies.includes("enabled") || policies.includes("disabled")) return "not-required";
  // `advertised` is the answer that counts; the weakest of those that differ stands in the reasons.
  if (relayToSmb.because.some(({ code }) => WEAK.includes(code))) return "not-required";
  return policies.includes("required") ? "required" : "unknown";
}
