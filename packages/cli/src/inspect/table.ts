// The table for people: a block a file, a row a conversation; or a row a host at the end.
import {
  type CaptureReport,
  endpointText,
  type ReportSummary,
  type ReportWriter,
  summarize,
  visibleText,
} from "@countersign/inspect";
import { type Colors, colorsFor } from "../colors.js";
import { type Cell, drawTable, type Line } from "../table.js";

type Column = readonly [title: string, cell: (row: ReportSummary, colors: Colors) => Cell];

const SERVER: Column = [
  "server",
  ({ serverAddress, serverPorts }) => endpointText(serverAddress, serverPorts[0]!),
];
const NAME: Column = ["name", ({ netbiosName, dnsName }) => netbiosName ?? dnsName ?? ""];
const ADVERTISED: Column = ["signing advertised", advertised];
const PAIR: Column = ["this pair", ({ effective }) => effective ?? ""];
const RELAY: Column = ["relay to SMB", relay];
const SESSIONS: Column = ["sessions", ({ sessions }) => sessions];
const DIALECTS: Column = ["dialects", ({ dialects }) => dialects];
const FINDINGS: Column = ["findings", ({ findings }) => findings];

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

/** Widths are those of `stream`, where it is a terminal. */
export function tableWriter(stream: { isTTY?: boolean; columns?: number }): ReportWriter {
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
      const title = `${titleOf(report, rows, colors)}\n`;
      const blocks = tables(["handshake", "ntlm"]).map((table) => `${table}\n`);
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

function titleOf(
  { file, packets, handshakes }: CaptureReport,
  rows: readonly ReportSummary[],
  colors: Colors,
): string {
  const ntlm = rows.filter(({ kind }) => kind === "ntlm").length;
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

function advertised({ advertised }: ReportSummary, colors: Colors): Line[] {
  const policies = [
    ["SMB2", advertised?.smb2],
    ["SMB1", advertised?.smb1],
  ] as const;
  return policies.flatMap(([protocol, policy]) => {
    if (policy === undefined) return [];
    const paint = policy === "required" ? colors.green : policy === "unknown" ? colors.yellow : colors.red;
    return [{ text: `${protocol} ${policy}`, paint }];
  });
}

function relay({ relayToSmb }: ReportSummary, colors: Colors): Line[] {
  if (relayToSmb === undefined) return [];
  const paint = { blocked: colors.green, possible: colors.red, unknown: colors.yellow }[relayToSmb];
  return [{ text: relayToSmb, paint }];
}
