// SARIF 2.1.0, the OASIS standard for results of static analysis: a result a finding of a conversation, exchange or host.
import { describeReason, type Finding, type FindingCode } from "@countersign/guidance";
import type { CaptureReport, ProblemReport, Report } from "../contract.js";
import type { FormatOptions, ReportWriter } from "./report-writer.js";
import { LEVELS, type SarifLevel, type SarifRule, sarifRules } from "./sarif-rules.js";
import { type ReportSummary, summarize } from "./summary.js";
import { endpointText, jsonLine } from "./text.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** [SARIF-2.1.0] 3.28 location: the capture and the server in it. */
interface Location {
  physicalLocation?: { artifactLocation: { uri: string } };
  logicalLocations?: { name: string; fullyQualifiedName: string; kind: string }[];
}

/** [SARIF-2.1.0] 3.27 result. */
interface Result {
  ruleId: FindingCode;
  ruleIndex: number;
  level: SarifLevel;
  kind: "fail" | "informational";
  message: { text: string };
  locations: Location[];
  partialFingerprints: { "findingAtServer/v1": string };
  properties: { serverName?: string; because: Finding["because"] };
}

/** [SARIF-2.1.0] 3.58 notification. */
interface Notification {
  level: "warning" | "error";
  message: { text: string };
  locations: Location[];
}

/** One run; results are written as they come, what went wrong with a file at the end. */
export function sarifWriter({ toolVersion }: FormatOptions): ReportWriter {
  const rules = sarifRules();
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const notifications: Notification[] = [];
  let before = head(rules, toolVersion);
  return {
    add(report) {
      if (report.kind === "capture") {
        for (const problem of report.problems) notifications.push(notificationOf(report, problem));
        return "";
      }
      const results = report.findings.map((finding) =>
        resultOf(report, finding, indexes.get(finding.code) ?? -1),
      );
      let text = "";
      for (const result of results) {
        text += `${before}${jsonLine(result)}`;
        before = ",\n";
      }
      return text;
    },
    end() {
      const begun = before === ",\n" ? "" : before;
      const executionSuccessful = notifications.every(({ level }) => level !== "error");
      const invocations = [{ executionSuccessful, toolExecutionNotifications: notifications }];
      return `${begun}\n],"invocations":${jsonLine(invocations)}}]}\n`;
    },
  };
}

function head(rules: SarifRule[], version: string | undefined): string {
  const tool = { driver: { name: "countersign", ...(version && { semanticVersion: version }), rules } };
  return `{"version":"2.1.0","$schema":${jsonLine(SCHEMA)},"runs":[{"tool":${jsonLine(tool)},"results":[\n`;
}

function resultOf(
  report: Exclude<Report, CaptureReport>,
  { code, severity, because }: Finding,
  ruleIndex: number,
): Result {
  const row = summarize(report);
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    kind: severity === "info" ? "informational" : "fail",
    message: { text: messageOf(row, because) },
    locations: [locationOf(row, because)],
    partialFingerprints: { "findingAtServer/v1": `${code} ${serverOf(row)}` },
    properties: { ...(row.netbiosName !== undefined && { serverName: row.netbiosName }), because },
  };
}

function messageOf(row: ReportSummary, because: Finding["because"]): string {
  const name = row.netbiosName === undefined ? "" : ` (${row.netbiosName})`;
  return `${serverOf(row)}${name}: ${because.map(describeReason).join(" ")}`;
}

function serverOf({ kind, serverAddress, serverPorts }: ReportSummary): string {
  return kind === "host" ? serverAddress : endpointText(serverAddress, serverPorts[0]!);
}

/** A host's findings name their captures themselves; the first has to do for the place. */
function locationOf(row: ReportSummary, because: Finding["because"]): Location {
  const name = serverOf(row);
  const file = row.file || because.find((reason) => reason.file !== undefined)?.file;
  return {
    ...(file !== undefined && fileLocation(file)),
    logicalLocations: [{ name, fullyQualifiedName: name, kind: "server" }],
  };
}

function fileLocation(file: string): Location {
  return { physicalLocation: { artifactLocation: { uri: fileUri(file) } } };
}

function notificationOf(capture: CaptureReport, { message, offset }: ProblemReport): Notification {
  return {
    // Without a format nothing of the file was read.
    level: capture.format === undefined ? "error" : "warning",
    message: { text: offset === undefined ? message : `${message} (byte ${offset})` },
    locations: [fileLocation(capture.file)],
  };
}

/** [SARIF-2.1.0] 3.4.3: a URI reference; what is not absolute stays relative to where the reader says. */
function fileUri(file: string): string {
  const path = file
    .replaceAll("\\", "/")
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}
