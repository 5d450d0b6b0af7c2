// The columns of tables for people.
import { endpointText, type ReportSummary } from "@countersign/inspect";
import type { Colors } from "../colors.js";
import type { Cell, Line } from "../table.js";

/** A title, and what of a row stands below it. */
export type Column = readonly [title: string, cell: (row: ReportSummary, colors: Colors) => Cell];

export const SERVER: Column = [
  "server",
  ({ serverAddress, serverPorts }) => endpointText(serverAddress, serverPorts[0]!),
];
export const NAME: Column = ["name", ({ netbiosName, dnsName }) => netbiosName ?? dnsName ?? ""];
export const ADVERTISED: Column = ["signing advertised", advertised];
export const PAIR: Column = ["this pair", ({ effective }) => effective ?? ""];
export const RELAY: Column = ["relay to SMB", relay];
export const SESSIONS: Column = ["sessions", ({ sessions }) => sessions];
export const DIALECTS: Column = ["dialects", ({ dialects }) => dialects];
export const FINDINGS: Column = ["findings", ({ findings }) => findings];

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
