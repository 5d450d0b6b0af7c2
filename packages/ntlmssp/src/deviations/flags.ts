// Deviations of NegotiateFlags, and of Version, which one of them announces.
import { hasFlag } from "@countersign/bytes";
import { NegotiateFlags as F, NtlmRevision } from "../enums.js";
import type { Message } from "../message.js";
import type { DeviationCode } from "./codes.js";
import type { Report } from "./report.js";

/** Bits r1 to r10: 28, 27, 26, 24, 21, 18, 14, 10, 8 and 3. */
const RESERVED = 0x1d244508 as F;

/** `structure`: the message's name in a trace. */
export function checkFlags(report: Report, m: Message, flags: F, structure: string): void {
  const has = (flag: F) => hasFlag(flags, flag);
  const isChosen = m.kind !== "negotiate";
  const deviates: [DeviationCode, boolean][] = [
    ["reserved-flags", (flags & RESERVED) !== 0],
    ["no-charset", !has(F.NEGOTIATE_UNICODE) && !has(F.NEGOTIATE_OEM)],
    ["both-charsets", isChosen && has(F.NEGOTIATE_UNICODE) && has(F.NEGOTIATE_OEM)],
    ["no-always-sign", m.kind !== "authenticate" && !has(F.NEGOTIATE_ALWAYS_SIGN)],
    ["no-ntlm", m.kind !== "authenticate" && !has(F.NEGOTIATE_NTLM)],
    ["lm-key-with-ess", isChosen && has(F.NEGOTIATE_LM_KEY) && has(F.NEGOTIATE_EXTENDED_SESSIONSECURITY)],
    ["both-target-types", m.kind === "challenge" && has(F.TARGET_TYPE_SERVER) && has(F.TARGET_TYPE_DOMAIN)],
    ["datagram-without-key-exchange", isChosen && has(F.NEGOTIATE_DATAGRAM) && !has(F.NEGOTIATE_KEY_EXCH)],
    ["flag-without-version", has(F.NEGOTIATE_VERSION) && m.version === undefined],
  ];
  for (const [code, does] of deviates) if (does) report.addField(code, `${structure}.negotiateFlags`);
}

export function checkVersion(report: Report, m: Message, flags: F): void {
  const start = report.fields.find((trace) => trace.field === "NtlmVersion.productMajorVersion");
  if (m.version === undefined || start === undefined) return;
  if (!hasFlag(flags, F.NEGOTIATE_VERSION)) {
    if (!report.isZero({ ...start, length: 8 }))
      report.add("version-without-flag", start.field, start.offset);
  } else if (m.version.ntlmRevisionCurrent !== NtlmRevision.NTLMSSP_REVISION_W2K3) {
    report.addField("ntlm-revision", "NtlmVersion.ntlmRevisionCurrent");
  }
}
