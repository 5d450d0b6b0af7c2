// The table of --follow: a line a conversation, printed when it ends, so that widths are chosen before anything is known.
import { type ReportSummary, type ReportWriter, summarize, visibleText } from "@countersign/inspect";
import { type Colors, colorsFor } from "../colors.js";
import type { Cell } from "../table.js";
import { widthOf } from "../text.js";
import { ADVERTISED, type Column, NAME, PAIR, RELAY, SERVER, SESSIONS } from "./columns.js";
import { statsLines } from "./stats.js";
import { titleOf } from "./table.js";

const PROTOCOL: Column = [
  "protocol",
  ({ kind, transport, dialects }) =>
    kind === "ntlm" ? `NTLM over ${transport ?? ""}` : dialects.map((dialect) => `SMB ${dialect}`),
];

/** Wide enough for an IPv4 address, a NetBIOS name and the longest words; what is wider moves the rest of its line. */
const COLUMNS: readonly (readonly [column: Column, width: number])[] = [
  [SERVER, 21],
  [NAME, 15],
  [PROTOCOL, 16],
  [ADVERTISED, 18],
  [PAIR, 9],
  [RELAY, 12],
  [SESSIONS, 0],
];

/** The header comes before the first conversation, and once. Hosts, which come at the end, have lines like the others. */
export function followWriter(stream: { isTTY?: boolean }, stats: boolean): ReportWriter {
  const colors = colorsFor(stream);
  let header = lineOf(COLUMNS.map(([[title], width]) => pad(title, colors.dim, width)));
  let ntlm = 0;
  return {
    add(report) {
      if (report.kind === "capture") {
        if (report.format === undefined) return "";
        const title = `${titleOf(report, ntlm, colors)}\n`;
        ntlm = 0;
        return title + (stats ? statsLines(report, colors) : "");
      }
      if (report.kind === "ntlm") ntlm++;
      const text = header + rowOf(summarize(report), colors);
      header = "";
      return text;
    },
    end: () => "",
  };
}

function rowOf(row: ReportSummary, colors: Colors): string {
  return lineOf(COLUMNS.map(([[, cellOf], width]) => cellText(cellOf(row, colors), width)));
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join("  ").trimEnd()}\n`;
}

/** A cell's lines in one. */
function cellText(cell: Cell, width: number): string {
  const lines = typeof cell === "string" ? [cell] : cell;
  const parts = lines.map((line) => (typeof line === "string" ? { text: line, paint: undefined } : line));
  const text = parts.map((part) => (part.paint ?? String)(visibleText(part.text))).join(", ");
  const taken = widthOf(parts.map((part) => visibleText(part.text)).join(", "));
  return text + " ".repeat(Math.max(0, width - taken));
}

function pad(text: string, paint: (text: string) => string, width: number): string {
  return paint(text) + " ".repeat(Math.max(0, width - widthOf(text)));
}
