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
import {
  ADVERTISED,
  type Column,
  DIALECTS,
  FINDINGS,
  NAME,
  PAIR,
  RELAY,
  SERVER,
  SESSIONS,
} from "./columns.js";
import { statsLines } from "./stats.js";

type Sort = ReportSummary["kind"] | "probed";

const TABLES: Readonly<Record<Sort, readonly Column[]>> = {
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
    DIALECTS,
    ADVERTISED,
    RELAY,
    SESSIONS,
    FINDINGS,
  ],
  probed: [["target", target], NAME, DIALECTS, ADVERTISED, RELAY, ["not answered", notAnswered], FINDINGS],
};

/** Widths are those of `stream`, where it is a terminal. `stats`: what became of every packet stands below a file's tables. */
export function tableWriter(stream: { isTTY?: boolean; columns?: number }, stats = false): ReportWriter {
  const colors = colorsFor(stream);
  let rows: ReportSummary[] = [];
  const tables = (sorts: readonly Sort[]): string[] =>
    sorts.flatMap((sort) => {
      const ofSort = rows.filter((row) => sortOf(row) === sort);
      return ofSort.length === 0 ? [] : [tableOf(TABLES[sort], ofSort, colors, stream.columns)];
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
      tables(["host", "probed"])
        .map((table) => `\n${table}\n`)
        .join(""),
  };
}

function sortOf({ kind, asked }: ReportSummary): Sort {
  return asked === undefined ? kind : "probed";
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

/** Where a name was asked, with the address that it stood for. */
function target({ target = "", serverAddress }: ReportSummary): string[] {
  return target.includes(serverAddress) ? [target] : [target, serverAddress];
}

function notAnswered({ asked = [] }: ReportSummary): string[] {
  return asked.filter((line) => !line.endsWith(": answered"));
}
