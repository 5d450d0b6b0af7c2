// [SARIF-2.1.0] 3.49: the catalogue of findings as rules, with their help.
import {
  describeReference,
  type FindingCode,
  type FindingEntry,
  findingCatalogue,
  references,
  remediations,
  type Severity,
} from "@countersign/guidance";
import { settingsOf } from "./settings.js";

/** [SARIF-2.1.0] 3.49 reportingDescriptor, as far as it is used here. */
export interface SarifRule {
  id: FindingCode;
  name: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string; markdown: string };
  helpUri: string;
  defaultConfiguration: { level: SarifLevel };
  properties: { tags: string[]; "security-severity"?: string };
}

export type SarifLevel = "error" | "warning" | "note" | "none";

/** 'none' goes with kind 'informational' ([SARIF-2.1.0] 3.27.9, 3.27.10). */
export const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  high: "error",
  medium: "warning",
  low: "note",
  info: "none",
};

/** What code scanning services sort by: the middle of the CVSS range of the same name. */
const SCORES: Readonly<Record<Severity, string | undefined>> = {
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: undefined,
};

/** Every finding as a rule; a result's `ruleIndex` counts in this list. */
export function sarifRules(): SarifRule[] {
  return (Object.entries(findingCatalogue) as [FindingCode, FindingEntry][]).map(([code, entry]) =>
    ruleOf(code, entry),
  );
}

function ruleOf(id: FindingCode, entry: FindingEntry): SarifRule {
  const score = SCORES[entry.severity];
  return {
    id,
    name: id.replace(/(?:^|-)(.)/g, (_all, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${entry.title}.` },
    fullDescription: { text: entry.explanation },
    help: { text: helpText(entry), markdown: helpMarkdown(entry) },
    // The catalogue's own test demands a reference of each.
    helpUri: references[entry.references[0]!].url,
    defaultConfiguration: { level: LEVELS[entry.severity] },
    properties: { tags: ["security", "smb", "ntlm"], ...(score && { "security-severity": score }) },
  };
}

function helpText(entry: FindingEntry): string {
  const advice = entry.remediation.map((id) => remediations[id]);
  return [
    entry.explanation,
    ...advice.map((each) =>
      [`${each.title}:`, ...settingsOf(each).map(([what, how]) => `${what}: ${how}`), each.caution].join(
        "\n",
      ),
    ),
    ...entry.references.map((id) => describeReference(references[id])),
  ].join("\n\n");
}

function helpMarkdown(entry: FindingEntry): string {
  const advice = entry.remediation.map((id) => remediations[id]);
  return [
    entry.explanation,
    ...advice.map((each) => {
      const ways = settingsOf(each).map(
        ([what, how]) => `- ${what}: ${what === "Step" ? how : `\`${how}\``}`,
      );
      return [`**${each.title}**`, ...(ways.length > 0 ? [ways.join("\n")] : []), each.caution].join("\n\n");
    }),
    entry.references.map((id) => `- ${describeReference(references[id])}`).join("\n"),
  ].join("\n\n");
}
