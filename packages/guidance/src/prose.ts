// Findings and reasons as sentences.

import { type Reason, reasonMeanings } from "@countersign/signing";
import { findingCatalogue } from "./catalogue.js";
import type { Finding } from "./derive.js";
import { type Reference, references } from "./reference.js";
import { type Remediation, remediations } from "./remediation.js";
import { type HostRole, type Technique, techniques } from "./technique.js";

/** A finding with everything there is to say of it. */
export interface Advice {
  finding: Finding;
  title: string;
  explanation: string;
  /** One sentence each, with the evidence in brackets. */
  reasons: string[];
  /** Best first. */
  remediation: Remediation[];
  references: Reference[];
  /** Empty unless the host is said to be a Configuration Manager site system. */
  techniques: { opens: Technique[]; closedBy: Technique[] };
}

/** Says what a finding means and what to do. `role`: what the host is known to be from elsewhere. */
export function advise(finding: Finding, role?: HostRole): Advice {
  const entry = findingCatalogue[finding.code];
  const links = role === "site-system" ? entry.techniques : { opens: [], closedBy: [] };
  return {
    finding,
    title: entry.title,
    explanation: entry.explanation,
    reasons: finding.because.map(describeReason),
    remediation: entry.remediation.map((id) => remediations[id]),
    references: entry.references.map((id) => references[id]),
    techniques: {
      opens: links.opens.map((id) => techniques[id]),
      closedBy: links.closedBy.map((id) => techniques[id]),
    },
  };
}

/** A reason as a sentence: 'The server requires signing (packet 6, Smb2NegotiateResponse.securityMode 0x3).' */
export function describeReason({ code, packet, offset, file, field, value }: Reason): string {
  const evidence = [
    packet === undefined ? "" : `packet ${packet}${file === undefined ? "" : ` of ${file}`}`,
    offset === undefined ? "" : `byte ${offset}`,
    [field ?? "", value === undefined ? "" : shown(field, value)].filter(Boolean).join(" "),
  ].filter(Boolean);
  const meaning = reasonMeanings[code];
  return evidence.length === 0 ? meaning : `${meaning.slice(0, -1)} (${evidence.join(", ")}).`;
}

/** A reference in one line: title, section, date, address. */
export function describeReference({ title, section, date, url }: Reference): string {
  return [section ? `${title}, ${section}` : title, ...(date ? [`read as of ${date}`] : []), url].join("; ");
}

/** Fields of messages hold codes and bits, best read in base 16; counts do not. */
function shown(field: string | undefined, value: number | string): string {
  if (typeof value === "string") return value;
  return field?.includes(".") ? `0x${value.toString(16)}` : String(value);
}
