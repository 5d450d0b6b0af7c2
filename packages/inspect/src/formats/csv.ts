// Comma-separated values by RFC 4180: a row a conversation, NTLM exchange or host, safe to open as a spreadsheet.

import type { ReportWriter } from "./report-writer.js";
import { type ReportSummary, summarize } from "./summary.js";
import { visibleText } from "./text.js";

type Cell = string | number | readonly (string | number)[] | undefined;

const COLUMNS: Readonly<Record<string, (row: ReportSummary) => Cell>> = {
  kind: (row) => row.kind,
  file: (row) => row.file,
  server_address: (row) => row.serverAddress,
  server_ports: (row) => row.serverPorts,
  client_address: (row) => row.client?.address,
  client_port: (row) => row.client?.port,
  first_packet: (row) => row.firstPacket,
  first_seen: (row) => row.firstSeen,
  last_seen: (row) => row.lastSeen,
  transport: (row) => row.transport,
  netbios_name: (row) => row.netbiosName,
  dns_name: (row) => row.dnsName,
  system_version: (row) => row.systemVersion,
  dialects: (row) => row.dialects,
  smb1_advertised: (row) => row.advertised?.smb1,
  smb2_advertised: (row) => row.advertised?.smb2,
  effective: (row) => row.effective,
  relay_to_smb: (row) => row.relayToSmb,
  sessions: (row) => row.sessions,
  findings: (row) => row.findings,
  problems: (row) => row.problems,
  asked: (row) => row.asked,
  target: (row) => row.target,
};

/** The columns of the `csv` format, in their order. Columns may be added at the end, never renamed. */
export const csvColumns: readonly string[] = Object.keys(COLUMNS);

const CRLF = "\r\n";

/** A header, then a row a report; captures have none. */
export function csvWriter(): ReportWriter {
  let header = csvColumns.join(",") + CRLF;
  return {
    add(report) {
      if (report.kind === "capture") return "";
      const row = summarize(report);
      const cells = Object.values(COLUMNS).map((cellOf) => quote(textOf(cellOf(row))));
      const text = header + cells.join(",") + CRLF;
      header = "";
      return text;
    },
    end: () => header,
  };
}

function textOf(cell: Cell): string {
  if (cell === undefined) return "";
  return visibleText(typeof cell === "object" ? cell.join("; ") : String(cell));
}

/** What spreadsheets take for the beginning of a formula, in their wide forms too. */
const FORMULA = /^[=+\-@＝＋－＠]/;

function quote(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\s]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
