// Tables for a page: a section a file, or one for hosts.
import type { CaptureReport, Report } from "../contract.js";
import { packetAccounts } from "./packet-accounts.js";
import type { FormatOptions, ReportWriter } from "./report-writer.js";
import { type ReportSummary, summarize } from "./summary.js";
import { endpointText, visibleText } from "./text.js";

type Columns = readonly (readonly [
  title: string,
  cell: (row: ReportSummary) => string | readonly string[],
])[];

const server: Columns[number] = [
  "Server",
  (row) => row.serverPorts.map((p) => endpointText(row.serverAddress, p)),
];
const name: Columns[number] = ["Name", (row) => row.netbiosName ?? row.dnsName ?? ""];
const relay: Columns[number] = ["Relay to SMB", (row) => row.relayToSmb ?? ""];
const sessions: Columns[number] = ["Sessions", (row) => row.sessions];
const findings: Columns[number] = ["Findings", (row) => row.findings];
const smb: Columns = [
  ["Dialect", (row) => row.dialects],
  ["Signing advertised", (row) => policies(row)],
];

const TABLES: Readonly<Record<ReportSummary["kind"], Columns>> = {
  host: [server, name, ...smb, relay, sessions, findings],
  handshake: [server, name, ...smb, ["This pair", (row) => row.effective ?? ""], relay, sessions, findings],
  ntlm: [
    ["NTLM over", (row) => row.transport ?? ""],
    server,
    name,
    ["Logon", (row) => row.sessions],
    findings,
  ],
};

/** A heading and tables a file; they are held until its capture report, which comes last. */
export function markdownWriter({ stats = false }: FormatOptions = {}): ReportWriter {
  let rows: ReportSummary[] = [];
  let written = false;
  function section(heading: string, ...more: readonly string[]): string {
    const parts = [heading, ...tables(rows), ...more].join("\n\n");
    const text = `${written ? "\n" : ""}${parts}\n`;
    written = true;
    rows = [];
    return text;
  }
  return {
    add(report: Report) {
      if (report.kind === "capture") {
        return section(captureHeading(report), ...(stats ? [accountsTable(report)] : []));
      }
      rows.push(summarize(report));
      return "";
    },
    end: () => (rows.length === 0 ? "" : section("## Hosts")),
  };
}

function captureHeading({ file, packets, handshakes, problems }: CaptureReport): string {
  const facts = `Packets: ${packets}. SMB conversations: ${handshakes}.`;
  const told = problems.map(({ message }) => `- ${escapeText(message)}`);
  return [`## ${escapeText(file)}`, facts, ...(told.length > 0 ? [told.join("\n")] : [])].join("\n\n");
}

function tables(rows: readonly ReportSummary[]): string[] {
  return (["host", "handshake", "ntlm"] as const).flatMap((kind) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    return ofKind.length === 0 ? [] : table(TABLES[kind], ofKind);
  });
}

function table(columns: Columns, rows: readonly ReportSummary[]): string {
  const lines = [
    columns.map(([title]) => title),
    columns.map(() => "---"),
    ...rows.map((row) => columns.map(([, cellOf]) => cellText(cellOf(row)))),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function accountsTable(report: CaptureReport): string {
  const lines = packetAccounts(report).map(({ what, packets }) => `| ${escapeText(what)} | ${packets} |`);
  return ["| Packets | Count |", "| --- | --: |", ...lines].join("\n");
}

function cellText(cell: string | readonly string[]): string {
  return typeof cell === "string" ? escapeText(cell) : cell.map(escapeText).join("<br>");
}

function policies({ advertised }: ReportSummary): string[] {
  return [
    ...(advertised?.smb2 ? [`SMB2 ${advertised.smb2}`] : []),
    ...(advertised?.smb1 ? [`SMB1 ${advertised.smb1}`] : []),
  ];
}

/** Nothing in the text is taken for Markdown or HTML. */
function escapeText(text: string): string {
  const escaped = visibleText(text).replace(/[\\`*_{}[\]()#+!|~$]/g, "\\$&");
  return escaped.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
