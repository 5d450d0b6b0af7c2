import type { Remediation } from "@countersign/guidance";

/** What a remediation changes, a line each, with where: 'Policy', 'Registry', 'PowerShell', 'smb.conf', 'nsmb.conf', 'Step'. */
export function settingsOf(advice: Remediation): (readonly [where: string, what: string])[] {
  return [
    ...advice.policy.map(({ path, name, value }) => ["Policy", `${path}\\${name} = ${value}`] as const),
    ...advice.registry.map(
      ({ key, name, type, data }) => ["Registry", `${key}\\${name} (${type}) = ${data}`] as const,
    ),
    ...advice.powershell.map((line) => ["PowerShell", line] as const),
    ...advice.smbConf.map((line) => ["smb.conf", line] as const),
    ...advice.nsmbConf.map((line) => ["nsmb.conf", line] as const),
    ...advice.steps.map((line) => ["Step", line] as const),
  ];
}
