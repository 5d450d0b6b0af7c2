// The table for people: a block a file, a row a conversation; or a row a host at the end.
import {
  type CaptureReport,
  type ReportSummary,
  type ReportWriter,
  summarize,
  visibleText,
} from "@countersign/inspect";
import { type Colors, colorsFor } from "../colors.js";
import { drawTable } from "../table.js";
import { ADVERTISED, type Column, NAME, PAIR, RELAY, SERVER, SESSIONS } from "./columns.js";
import { statsLines } from "./stats.js";

const TABLES: Readonly<Record<ReportSummary["kind"], readonly Column[]>> = {
  handshake: [SERVER, NAME, ["dialect", ({ dialects }) => dialects], ADVERTISED, PAIR, RELAY, SESSIONS],
  ntlm: [
    ["NTLM over", ({ transport }) => transport ?? ""],
    SERVER,
    NAME,
    ["logon", ({ sessions }) => sessions],
  ],
  host: [
    ["host", ({ serverAddress }) => serverAddress],
    ["ports", ({ serverPorts }) => serverPorts.map(String)],
    NAME,
    ["dialects", ({ dialects }) => dialects],
    ADVERTISED,
    RELAY,
    SESSIONS,
    ["findings", ({ findings }) => findings],
  ],
};

/** Widths are those of `stream`, where it is a terminal. `stats`: what became of every packet stands below a file's tables. */
export function tableWriter(stream: { isTTY?: boolean; columns?: number }, stats = false): ReportWriter {
  const colors = colorsFor(stream);
  let rows: ReportSummary[] = [];
  const tables = (kinds: readonly ReportSummary["kind"][]): string[] =>
    kinds.flatMap((kind) => {
      const ofKind = rows.filter((row) => row.kind === kind);
      return ofKind.length === 0 ? [] : [tableOf(TABLES[kind], ofKind, colors, stream.columns)];
    });
  return {
    add(report) {
      if (report.kind !== "capture") {
        rows.push(summarize(report));
        return "";
      }
      const title = `${titleOf(report, rows.filter(({ kind }) => kind === "ntlm").length, colors)}\n`;
      const blocks = tables(["handshake", "ntlm"]).map((table) => `${table}\n`);
      if (stats) blocks.push(statsLines(report, colors));
      rows = [];
      // What is no capture has told its problem already.
      if (report.format === undefined) return "";
      return title + blocks.join("") + (blocks.length > 0 ? "\n" : "");
    },
    end: () =>
      tables(["host"])
        .map((table) => `\n${table}\n`)
        .join(""),
  };
}

function tableOf(
  columns: readonly Column[],
  rows: readonly ReportSummary[],
  colors: Colors,
  width: number | undefined,
): string {
  const cells = rows.map((row) => columns.map(([, cellOf]) => cellOf(row, colors)));
  return drawTable(
    columns.map(([title]) => title),
    cells,
    colors,
    width,
  );
}

/** What a file is, and how much was found in it; `ntlm` counts its logons over something else than SMB. */
export function titleOf({ file, packets, handshakes }: CaptureReport, ntlm: number, colors: Colors): string {
  const smb = handshakes === 0 ? "no SMB" : count(handshakes, "SMB conversation");
  const others = ntlm === 0 ? "" : `, ${count(ntlm, "other NTLM logon")}`;
  return `${colors.bold(visibleText(file))}  ${colors.dim(`${count(packets, "packet")}, ${smb}${others}`)}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
