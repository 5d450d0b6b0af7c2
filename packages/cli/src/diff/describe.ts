// What changed, for people.
import { visibleText } from "@countersign/inspect";
import type { Colors } from "../colors.js";
import type { Difference, HostChange, HostSeen, Policies } from "./compare.js";

const LABELS: Readonly<Record<keyof Policies, string>> = {
  smb2: "SMB2",
  smb1: "SMB1",
  relayToSmb: "relay to SMB",
};

export function describeDifference(difference: Difference, colors: Colors): string {
  const { new: added, gone, changed, unchanged } = difference;
  const lines = [
    ...added.map((host) => `${colors.yellow("+")} ${line(host)}`),
    ...gone.map((host) => `${colors.yellow("-")} ${line(host)}`),
    ...changed.flatMap((host) => [`${colors.yellow("~")} ${identity(host)}`, ...details(host, colors)]),
    `${count(added.length)} new, ${gone.length} gone, ${changed.length} changed, ${unchanged} unchanged`,
  ];
  return `${lines.join("\n")}\n`;
}

function count(hosts: number): string {
  return `${hosts} host${hosts === 1 ? "" : "s"}`;
}

function line(host: HostSeen): string {
  const keys = ["smb2", "smb1", "relayToSmb"] as const;
  const asked = keys.filter((key) => host[key] !== "not asked");
  return [identity(host), ...asked.map((key) => `${LABELS[key]} ${visibleText(host[key])}`)].join("  ");
}

function identity({ address, name }: { address: string; name?: string }): string {
  return visibleText(name === undefined ? address : `${address} ${name}`);
}

function details({ policies, findings }: HostChange, colors: Colors): string[] {
  const keys = ["smb2", "smb1", "relayToSmb"] as const;
  return [
    ...keys.flatMap((key) => {
      const change = policies[key];
      return change === undefined ? [] : [visibleText(`    ${LABELS[key]}: ${change.old} -> ${change.new}`)];
    }),
    ...findings.new.map((code) => `    ${colors.yellow("+")} ${visibleText(code)}`),
    ...findings.gone.map((code) => `    ${colors.yellow("-")} ${visibleText(code)}`),
  ];
}
