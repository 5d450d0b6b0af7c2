// How a table of servers is asked and checked.
import type { HostReport } from "@countersign/inspect";
import { scan } from "@countersign/node";
import { expect } from "vitest";
import { askNmap, policyOfWords } from "../src/nmap.js";
import type { RunningServer } from "../src/processes.js";

/** What a server's configuration means, in the words of a report. */
export interface Expected {
  advertised: HostReport["advertised"];
  relay: HostReport["relayToSmb"]["outcome"];
  dialects: string[];
  /** Those of NetBIOS; the DNS name of a server in no domain is that of the machine. */
  names: Pick<HostReport["names"], "netbiosName" | "netbiosDomain">;
  /** Protocols that nmap tells nothing true of, each with the reason. */
  nmapErrs?: { smb1?: string; smb2?: string };
}

export interface Answers {
  report: HostReport;
  nmap: { smb1?: string; smb2?: string };
}

/** What the probe and nmap say of each server, in their order. */
export async function ask(servers: readonly RunningServer[], smbport?: number): Promise<Answers[]> {
  const [reports, words] = await Promise.all([
    reportsOf(servers),
    askNmap(
      servers.map(({ host }) => host),
      smbport,
    ),
  ]);
  return servers.map(({ host }) => ({ report: reports.get(host)!, nmap: words.get(host)! }));
}

/** Everything that a probe can ask. Forked servers of a busy machine are slow to answer. */
const EVERYTHING = {
  smb1: true,
  multiProtocol: true,
  allDialects: true,
  challenge: true,
  answerTimeout: 60_000,
};

async function reportsOf(servers: readonly RunningServer[]): Promise<Map<string, HostReport>> {
  const reports = new Map<string, HostReport>();
  const targets = servers.map(({ host, port }) => ({ host, port }));
  for await (const report of scan(targets, EVERYTHING)) reports.set(report.target!.host, report);
  return reports;
}

export function expectVerdict({ report }: Answers, expected: Expected): void {
  const { advertised, relayToSmb, dialects } = report;
  const { netbiosName, netbiosDomain } = report.names;
  expect({
    advertised,
    relay: relayToSmb.outcome,
    dialects,
    names: { netbiosName, netbiosDomain },
  }).toEqual({
    advertised: expected.advertised,
    relay: expected.relay,
    dialects: expected.dialects,
    names: expected.names,
  });
}

/** What nmap says of signing is what the report says, and where it is known to err it still does. */
export function expectAgreement({ report, nmap }: Answers, { nmapErrs = {} }: Expected): void {
  for (const protocol of ["smb1", "smb2"] as const) {
    const policy = report.advertised[protocol];
    const words = nmap[protocol];
    const said = words === undefined ? "unknown" : policyOfWords[words];
    if (protocol in nmapErrs) expect(said, nmapErrs[protocol]).not.toBe(policy);
    else expect(said, `${protocol}: ${words}`).toBe(policy);
  }
}
