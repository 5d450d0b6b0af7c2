// The codes that reports carry, and what there is to say of each.
import {
  type FindingCode,
  findingCatalogue,
  type HostRole,
  type Reference,
  type Remediation,
  references,
  remediations,
  type Severity,
  type Technique,
  techniques,
} from "@countersign/guidance";
import {
  type ReasonCode,
  reasonMeanings,
  type Unobservable,
  unobservableMeanings,
} from "@countersign/signing";

export interface FindingExplained {
  kind: "finding";
  code: FindingCode;
  severity: Severity;
  title: string;
  explanation: string;
  /** Fields in which the evidence stands. */
  evidence: readonly string[];
  remediation: Remediation[];
  references: Reference[];
  /** Only where the host is said to be a Configuration Manager site system. */
  techniques?: { opens: Technique[]; closedBy: Technique[] };
}

export interface MeaningExplained {
  kind: "reason" | "not observable";
  code: ReasonCode | Unobservable;
  explanation: string;
}

export type Explained = FindingExplained | MeaningExplained;

/** Everything there is to explain: findings, then reasons, then what is not observable. */
export function allEntries(role?: HostRole): Explained[] {
  return [
    ...keysOf(findingCatalogue).map((code) => explainFinding(code, role)),
    ...keysOf(reasonMeanings).map((code) => meaning("reason", code, reasonMeanings[code])),
    ...keysOf(unobservableMeanings).map((code) =>
      meaning("not observable", code, unobservableMeanings[code]),
    ),
  ];
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table) as K[];
}

function meaning(
  kind: MeaningExplained["kind"],
  code: MeaningExplained["code"],
  explanation: string,
): MeaningExplained {
  return { kind, code, explanation };
}

function explainFinding(code: FindingCode, role: HostRole | undefined): FindingExplained {
  const { severity, title, explanation, evidence, ...entry } = findingCatalogue[code];
  return {
    kind: "finding",
    code,
    severity,
    title,
    explanation,
    evidence,
    remediation: entry.remediation.map((id) => remediations[id]),
    references: entry.references.map((id) => references[id]),
    ...(role === "site-system" && {
      techniques: {
        opens: entry.techniques.opens.map((id) => techniques[id]),
        closedBy: entry.techniques.closedBy.map((id) => techniques[id]),
      },
    }),
  };
}
