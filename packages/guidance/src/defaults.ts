// What systems do by default, as documents say it. Documents lag, contradict each other and exclude editions: two entries
// for the same thing are kept side by side. Nothing in this project infers a verdict from this list; nor should you.

import type { ReferenceId } from "./reference.js";

/** 'server': what it demands of those who connect to it. 'client': what it demands of servers. */
export type Direction = "server" | "client";

/** What is said of one system and one direction, by one source. */
export interface DefaultEntry {
  system: string;
  direction: Direction;
  service: "smb" | "smb1" | "smb2" | "ldap" | "ldaps";
  /** 'declined': signs only for a peer that requires it. 'not-stated': the source leaves it out. */
  value: "required" | "not-required" | "declined" | "not-stated";
  /** What the value leaves out. */
  note?: string;
  source: string;
  /** ISO 8601 date of the source, as exact as it is known; absent where it has none. */
  date?: string;
  reference?: ReferenceId;
}

const LEARN_SIGNING = {
  source: "Learn, Control SMB signing behavior",
  date: "2024-10-25",
  reference: "learn-smb-signing",
} as const;
const LEARN_OVERVIEW = {
  source: "Learn, Overview of SMB signing",
  date: "2024-10-25",
  reference: "learn-smb-signing-overview",
} as const;
const LEARN_HARDENING = {
  source: "Learn, SMB security hardening",
  date: "2024-10-25",
  reference: "learn-smb-security-hardening",
} as const;
const LEARN_FEATURES = {
  source: "Learn, SMB feature descriptions",
  date: "2025-11-27",
  reference: "learn-smb-feature-descriptions",
} as const;
const PYLE_2023 = {
  source: "Ned Pyle, SMB signing required by default in Windows Insider",
  date: "2023-06",
  reference: "pyle-2023",
} as const;
const PYLE_2024 = {
  source: "Ned Pyle, SMB security hardening in Windows Server 2025 & Windows 11",
  date: "2024",
} as const;
const NOTE_90 = { source: "[MS-SMB2] product behavior <90>", date: "2026-01" } as const;
const LEARN_LDAP = {
  source: "Learn, LDAP signing",
  date: "2026-01-15",
  reference: "learn-ldap-signing",
} as const;
const SAMBA = { source: "Samba, smb.conf(5) and its source", reference: "samba-smb-conf" } as const;

const DC = "Windows domain controller, Server 2003 and later";
const OLD_DC = "Windows NT 4 and 2000 domain controller";
const OLDER = "Windows 10, 11 up to 23H2, Server 2016 to 2022 member";
const PRO = "Windows 11 24H2 Pro, Education, Enterprise";
const HOME = "Windows 11 24H2 Home";
const SERVER_2025 = "Windows Server 2025 member";
const DC_2025 = "Windows Server 2025 domain controller";
const DC_2019 = "Windows Server 2019 and earlier domain controller";

/** The catalogue, by system; contradictions stand next to each other. */
export const defaults: readonly DefaultEntry[] = [
  {
    system: DC,
    direction: "server",
    service: "smb",
    value: "required",
    source: "KB887429",
    reference: "kb887429",
  },
  { system: DC, direction: "server", service: "smb", value: "required", ...NOTE_90 },
  { system: DC, direction: "server", service: "smb", value: "required", ...LEARN_OVERVIEW },
  {
    system: DC,
    direction: "client",
    service: "smb",
    value: "not-required",
    note: "As the member of the same release; SYSVOL and NETLOGON by UNC hardening since Windows 10 and Server 2016.",
    source: "Learn, Protect SMB traffic from interception",
    reference: "learn-smb-interception-defense",
  },
  {
    system: OLD_DC,
    direction: "server",
    service: "smb1",
    value: "not-required",
    note: "Enabled.",
    source: "KB887429",
    reference: "kb887429",
  },
  {
    system: OLDER,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Advertises 0x01. SMB1, where installed, has EnableSecuritySignature 0 and advertises 0x03.",
    ...NOTE_90,
  },
  {
    system: OLDER,
    direction: "client",
    service: "smb2",
    value: "not-required",
    note: "Except for SYSVOL and NETLOGON.",
    ...LEARN_OVERVIEW,
  },
  { system: PRO, direction: "server", service: "smb2", value: "required", ...LEARN_SIGNING },
  { system: PRO, direction: "server", service: "smb2", value: "required", ...PYLE_2024 },
  {
    system: PRO,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Domain controllers alone require it, by this note, which lags the release.",
    ...NOTE_90,
  },
  { system: PRO, direction: "client", service: "smb2", value: "required", ...LEARN_SIGNING },
  { system: PRO, direction: "client", service: "smb2", value: "required", ...PYLE_2024 },
  {
    system: HOME,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "The one text on the released system that names the edition.",
    ...LEARN_SIGNING,
  },
  {
    system: HOME,
    direction: "server",
    service: "smb2",
    value: "required",
    note: "Of Insider builds: every edition of Windows 11.",
    ...PYLE_2023,
  },
  {
    system: HOME,
    direction: "server",
    service: "smb2",
    value: "required",
    note: "Of Windows 11 24H2 without naming an edition.",
    ...PYLE_2024,
  },
  { system: HOME, direction: "client", service: "smb2", value: "not-required", ...LEARN_SIGNING },
  {
    system: HOME,
    direction: "client",
    service: "smb2",
    value: "not-required",
    note: "'Not yet', of Insider builds.",
    ...PYLE_2023,
  },
  {
    system: HOME,
    direction: "client",
    service: "smb2",
    value: "required",
    note: "Of Windows 11 24H2 without naming an edition.",
    ...PYLE_2024,
  },
  {
    system: SERVER_2025,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Outbound signing alone is required.",
    ...LEARN_SIGNING,
  },
  {
    system: SERVER_2025,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Of Insider builds.",
    ...PYLE_2023,
  },
  {
    system: SERVER_2025,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Outbound connections alone.",
    ...PYLE_2024,
  },
  {
    system: SERVER_2025,
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Outbound connections alone.",
    ...LEARN_FEATURES,
  },
  {
    system: SERVER_2025,
    direction: "server",
    service: "smb2",
    value: "required",
    note: "Outbound and inbound; four other texts of Microsoft say otherwise.",
    ...LEARN_HARDENING,
  },
  { system: SERVER_2025, direction: "client", service: "smb2", value: "required", ...LEARN_SIGNING },
  { system: SERVER_2025, direction: "client", service: "smb2", value: "required", ...PYLE_2024 },
  { system: SERVER_2025, direction: "client", service: "smb2", value: "required", ...LEARN_FEATURES },
  {
    system: DC_2025,
    direction: "server",
    service: "ldap",
    value: "required",
    note: "In new Active Directory deployments; an upgrade keeps its setting.",
    ...LEARN_LDAP,
  },
  {
    system: DC_2025,
    direction: "client",
    service: "ldap",
    value: "not-required",
    note: "Negotiates signing and prefers encryption.",
    ...LEARN_LDAP,
  },
  {
    system: DC_2025,
    direction: "server",
    service: "ldaps",
    value: "not-required",
    note: "Channel binding when supported.",
    source: "MSRC, Mitigating NTLM relay attacks by default",
    date: "2024-12",
    reference: "msrc-ntlm-relay",
  },
  {
    system: DC_2025,
    direction: "server",
    service: "ldaps",
    value: "not-required",
    note: "Channel binding off: the default is said to be unchanged.",
    source: "TrustedSec, LDAP channel binding and LDAP signing",
    reference: "trustedsec-ldap",
  },
  {
    system: DC_2025,
    direction: "server",
    service: "ldaps",
    value: "not-required",
    note: "Channel binding off, without naming a release.",
    source: "[MS-ADTS] 5.1.2.2",
    reference: "ms-adts-tls",
  },
  {
    system: DC_2019,
    direction: "server",
    service: "ldap",
    value: "not-required",
    note: "LDAPServerIntegrity 1: signs whenever the client asks. Server 2022 is not named.",
    ...LEARN_LDAP,
  },
  {
    system: DC_2019,
    direction: "server",
    service: "ldaps",
    value: "not-required",
    note: "Channel binding never. Server 2022 is not named.",
    ...LEARN_LDAP,
  },
  {
    system: "Samba Active Directory domain controller",
    direction: "server",
    service: "smb",
    value: "required",
    ...SAMBA,
  },
  {
    system: "Samba",
    direction: "client",
    service: "smb",
    value: "not-required",
    note: "Offered; required for IPC$ ('client ipc signing').",
    ...SAMBA,
  },
  {
    system: "Samba file server",
    direction: "server",
    service: "smb1",
    value: "declined",
    note: "Advertises no signing, and signs for a client that sends Flags2 0x0010.",
    ...SAMBA,
  },
  {
    system: "Samba file server",
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Advertises 0x01.",
    ...SAMBA,
  },
  {
    system: "impacket smbserver",
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Advertises 0x01.",
    source: "impacket, smbserver.py",
  },
  {
    system: "SMBLibrary",
    direction: "server",
    service: "smb2",
    value: "not-required",
    note: "Advertises 0x01.",
    source: "SMBLibrary, NegotiateHelper.cs",
  },
  {
    system: "NetApp ONTAP",
    direction: "server",
    service: "smb",
    value: "not-stated",
    note: "Its table for SMB1 has a Windows client with signing off sign for a server that requires it.",
    source: "NetApp, client signing policies",
    reference: "netapp-client-signing",
  },
  {
    system: "macOS",
    direction: "client",
    service: "smb",
    value: "not-required",
    note: "signing_required=no; signing_req_vers=6, a bitmap of versions.",
    source: "nsmb.conf(5)",
    reference: "macos-nsmb-conf",
  },
  {
    system: "macOS",
    direction: "server",
    service: "smb",
    value: "not-stated",
    source: "none found",
  },
];

/** The entries about one system and direction that say different things of the same service. */
export interface Contradiction {
  system: string;
  direction: Direction;
  service: DefaultEntry["service"];
  entries: readonly DefaultEntry[];
}

/** Where sources of the catalogue contradict each other, in the catalogue's order. */
export function contradictions(): Contradiction[] {
  const groups = new Map<string, DefaultEntry[]>();
  for (const entry of defaults) {
    const key = `${entry.system}|${entry.direction}|${entry.service}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()]
    .filter((entries) => new Set(entries.map(({ value }) => value)).size > 1)
    .map((entries) => {
      const { system, direction, service } = entries[0] as DefaultEntry;
      return { system, direction, service, entries };
    });
}
