// One capture's reports against tshark's expected values.
import type { CaptureReport, HandshakeReport, NtlmOnlyReport, Report } from "@countersign/inspect";
import type { ExpectedCapture } from "./expected.js";
import { ends, linesOf, type ToldLine } from "./lines.js";
import { hold, type Tally } from "./told.js";

/** A fact of tshark's that a report does not bear out. */
export interface Difference {
  /** The capture's file name. */
  capture: string;
  /** Such as `handshake(4).negotiations[1].response.dialect`; the line is named by its `firstPacket`. */
  path: string;
  expected: unknown;
  actual: unknown;
}

export interface Comparison {
  /** How many facts were held against the reports. */
  facts: number;
  differences: Difference[];
}

type LineReport = HandshakeReport | NtlmOnlyReport;

/** `reports` are the lines printed for this one file, in their order; their `file` must be `expected.file.name`. */
export function compareCapture(expected: ExpectedCapture, reports: readonly Report[]): Comparison {
  const tally: Tally = { facts: 0, differences: [] };
  const { handshakes, ntlm, capture } = linesOf(expected);
  const of = <K extends Report["kind"]>(kind: K): Extract<Report, { kind: K }>[] =>
    reports.filter((r): r is Extract<Report, { kind: K }> => r.kind === kind);

  for (const report of reports) hold({ version: 1, file: expected.file.name }, report, report.kind, tally);
  holdLines("handshake", handshakes, of("handshake"), tally);
  holdLines("ntlm", ntlm, of("ntlm"), tally);
  holdOrder(reports, tally);
  hold([capture], of("capture") as CaptureReport[], "capture", tally);
  holdSecrets(expected, reports, tally);
  return {
    facts: tally.facts,
    differences: tally.differences.map((d) => ({ capture: expected.file.name, ...d })),
  };
}

/** Lines are found by their first packet, then by their addresses; each report serves one line. */
function holdLines<R extends LineReport>(
  kind: R["kind"],
  lines: readonly ToldLine<R>[],
  reports: readonly R[],
  tally: Tally,
): void {
  const left = [...reports];
  const take = (fits: (r: R) => boolean): R | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const found = lines.map((line) => take((r) => r.firstPacket === line.firstPacket && hasCarrier(r, line)));
  for (const [i, line] of lines.entries()) {
    const report =
      found[i] ?? take((r) => endsOf(r) === line.ends) ?? take((r) => r.firstPacket === line.firstPacket);
    const path = `${kind}(${line.firstPacket})`;
    tally.facts++;
    if (report) hold(line.told, report, path, tally);
    else tally.differences.push({ path, expected: "a line", actual: undefined });
  }
  for (const report of left) {
    const actual = `${endsOf(report)} ${report.kind === "ntlm" ? report.carrier : ""}`.trimEnd();
    tally.differences.push({ path: `${kind}(${report.firstPacket})`, expected: undefined, actual });
  }
}

/** One conversation may carry NTLM in more than one protocol. */
function hasCarrier(report: LineReport, line: ToldLine<LineReport>): boolean {
  return report.kind !== "ntlm" || !("carrier" in line.told) || report.carrier === line.told.carrier;
}

function endsOf({ client, server }: LineReport): string {
  return ends(client.address, client.port, server.address, server.port);
}

/** Lines in the order of `firstPacket`, the capture's own last. */
function holdOrder(reports: readonly Report[], tally: Tally): void {
  const places = reports.map((r) => ("firstPacket" in r ? r.firstPacket : Number.POSITIVE_INFINITY));
  const sorted = [...places].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  hold(sorted, places, "order", tally);
}

/** What can be used for cracking is never printed. */
function holdSecrets({ streams }: ExpectedCapture, reports: readonly Report[], tally: Tally): void {
  const printed = JSON.stringify(reports);
  const fromNtlm = streams.flatMap((s) =>
    s.ntlm.flatMap((m) => [m.lmResponse, m.ntResponse, m.v2?.ntProofStr, m.sessionKey, m.mic]),
  );
  const fromSmb1 = streams.flatMap(
    (s) => s.smb1?.sessionSetups.flatMap((x) => [x.request?.ansiPassword, x.request?.unicodePassword]) ?? [],
  );
  for (const secret of new Set([...fromNtlm, ...fromSmb1])) {
    // Shorter ones, and zeros, would be found by chance.
    if (secret === undefined || secret.length < 32 || /^0+$/.test(secret)) continue;
    tally.facts++;
    if (printed.includes(secret))
      tally.differences.push({ path: "secrets", expected: "absent", actual: secret });
  }
}
