// Two audits, host by host.
import type { Audit, HostState } from "./audit.js";

/** As `--format json` prints it. Hosts are in the order of the audit that has them, the new one first. */
export interface Difference {
  new: HostSeen[];
  gone: HostSeen[];
  changed: HostChange[];
  /** How many. */
  unchanged: number;
}

export interface HostSeen extends Policies {
  address: string;
  name?: string;
  findings: string[];
}

/** 'not asked' where an audit did not ask this protocol, or no SMB at all. */
export interface Policies {
  smb1: string;
  smb2: string;
  relayToSmb: string;
}

export interface HostChange {
  address: string;
  name?: string;
  /** What is no longer as it was. */
  policies: Partial<Record<keyof Policies, { old: string; new: string }>>;
  findings: { new: string[]; gone: string[] };
}

export function compareAudits(before: Audit, after: Audit): Difference {
  const both = [...after.values()].flatMap((now) => {
    const then = before.get(now.address);
    return then === undefined ? [] : [changeOf(then, now)];
  });
  const changed = both.filter(isChange);
  return {
    new: [...after.values()].filter(({ address }) => !before.has(address)).map(seen),
    gone: [...before.values()].filter(({ address }) => !after.has(address)).map(seen),
    changed,
    unchanged: both.length - changed.length,
  };
}

function seen(host: HostState): HostSeen {
  return { ...identity(host), ...policiesOf(host), findings: [...host.findings].sort() };
}

function changeOf(then: HostState, now: HostState): HostChange {
  const before = policiesOf(then);
  const after = policiesOf(now);
  const policies: HostChange["policies"] = {};
  for (const key of ["smb2", "smb1", "relayToSmb"] as const) {
    if (before[key] !== after[key]) policies[key] = { old: before[key], new: after[key] };
  }
  return {
    ...identity(now),
    policies,
    findings: { new: without(now.findings, then.findings), gone: without(then.findings, now.findings) },
  };
}

function isChange({ policies, findings }: HostChange): boolean {
  return Object.keys(policies).length + findings.new.length + findings.gone.length > 0;
}

function identity({ address, name }: HostState): { address: string; name?: string } {
  return { address, ...(name !== undefined && { name }) };
}

function policiesOf({ smb1, smb2, relayToSmb }: HostState): Policies {
  return {
    smb1: smb1 ?? "not asked",
    smb2: smb2 ?? "not asked",
    relayToSmb: relayToSmb ?? "not asked",
  };
}

function without(codes: Set<string>, others: Set<string>): string[] {
  return [...codes].filter((code) => !others.has(code)).sort();
}
