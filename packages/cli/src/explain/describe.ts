// Explanations for people.
import { describeReference, type Remediation, type Severity, type Technique } from "@countersign/guidance";
import { settingsOf } from "@countersign/inspect";
import type { Colors } from "../colors.js";
import { drawTable } from "../table.js";
import { paragraph } from "../text.js";
import type { Explained, FindingExplained, MeaningExplained } from "./entry.js";

/** Everything there is to say of one code. */
export function describeEntry(entries: readonly Explained[], colors: Colors, columns?: number): string {
  return entries
    .map((entry) =>
      entry.kind === "finding" ? finding(entry, colors, columns) : meaning(entry, colors, columns),
    )
    .join("\n");
}

function meaning({ kind, code, explanation }: MeaningExplained, colors: Colors, columns?: number): string {
  return `${colors.bold(code)}  ${colors.dim(kind)}\n${paragraph(explanation, 2, columns)}\n`;
}

function finding(entry: FindingExplained, colors: Colors, columns?: number): string {
  const { code, severity, title, explanation, evidence, remediation, references, techniques } = entry;
  const head = `${colors.bold(code)}  ${colors.dim("finding,")} ${paintOf(severity, colors)(severity)}\n${title}`;
  const sections = [
    paragraph(explanation, 2, columns),
    section("Seen in", [evidence.join(", ")], columns),
    ...remediation.map((advice) => remedy(advice, columns)),
    section("References", references.map(describeReference), columns),
    ...(techniques === undefined
      ? []
      : [
          section(
            "Opens, on a Configuration Manager site system",
            techniques.opens.map(techniqueLine),
            columns,
          ),
          section("Closed by", techniques.closedBy.map(techniqueLine), columns),
        ]),
  ];
  return `${[head, ...sections].join("\n\n")}\n`;
}

/** Settings are for copying: they stand in lines of their own and are never broken. */
function remedy(advice: Remediation, columns: number | undefined): string {
  const settings = settingsOf(advice).map(([where, what]) => `    ${where}: ${what}`);
  return [`  To do: ${advice.title}`, ...settings, paragraph(`Mind: ${advice.caution}`, 4, columns)].join(
    "\n",
  );
}

function section(title: string, lines: readonly string[], columns: number | undefined): string {
  const shown = lines.length === 0 ? ["none"] : lines;
  return [`  ${title}:`, ...shown.map((line) => paragraph(line, 4, columns))].join("\n");
}

function techniqueLine({ id, title, url }: Technique): string {
  return `${id} ${title}; ${url}`;
}

/** A line a code. */
export function describeList(entries: readonly Explained[], colors: Colors, columns?: number): string {
  const findings = entries.filter((entry) => entry.kind === "finding");
  const rows = findings.map(({ code, severity, title }) => [
    code,
    [{ text: severity, paint: paintOf(severity, colors) }],
    title,
  ]);
  const meanings = (kind: MeaningExplained["kind"]) =>
    entries.flatMap((entry) => (entry.kind === kind ? [[entry.code, entry.explanation]] : []));
  return [
    `${colors.bold("Findings")}\n${drawTable(["code", "severity", "title"], rows, colors, columns)}\n`,
    `${colors.bold("Reasons")}\n${drawTable(["code", "meaning"], meanings("reason"), colors, columns)}\n`,
    `${colors.bold("Not observable")}\n${drawTable(["code", "meaning"], meanings("not observable"), colors, columns)}\n`,
  ].join("\n");
}

function paintOf(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === "info") return colors.dim;
  return severity === "high" ? colors.red : colors.yellow;
}
