// Known ways around what the relay answers rest on. Dated, with sources; never part of an answer.

import type { RelayTarget } from "./relay.js";

/** A published weakness that can make a relay succeed where the answer says 'blocked', or the reverse. */
export interface Advisory {
  id: string;
  /** ISO 8601 date, as exact as the source: a day, or a month. */
  date: string;
  title: string;
  /** What it changes, for whom. */
  effect: string;
  /** Services whose answers it can change. */
  targets: readonly RelayTarget["target"][];
  sources: readonly string[];
}

const SMB = ["smb", "smb1", "smb2"] as const;

/** Dated caveats, oldest first. */
export const relayAdvisories: readonly Advisory[] = [
  {
    id: "CVE-2015-0005",
    date: "2015-03",
    title: "NETLOGON gave session keys to any member of the domain",
    effect:
      "Before the fix a domain member could ask a domain controller for the session key of a logon to another computer, so signing did not stop a relay. The fix compares the target name in the response, which NTLMv1 responses do not have.",
    targets: [...SMB, "ldap"],
    sources: ["https://nvd.nist.gov/vuln/detail/CVE-2015-0005", "https://en.hackndo.com/ntlm-relay/"],
  },
  {
    id: "CVE-2019-1019",
    date: "2019-06",
    title: "The fix of CVE-2015-0005 bypassed by removing the target name",
    effect:
      "On servers without the update the session key can still be had, so signing does not stop a relay.",
    targets: [...SMB, "ldap"],
    sources: ["https://nvd.nist.gov/vuln/detail/CVE-2019-1019"],
  },
  {
    id: "CVE-2019-1040",
    date: "2019-06",
    title: "MIC dropped although MsvAvFlags says that it is there",
    effect:
      "Servers without the update accept the message, so an asserted MIC does not protect NEGOTIATE_SIGN and NEGOTIATE_SEAL, and victims that set them can be relayed to LDAP. Whether SMB to SMB ever needed it is disputed; SMB2 that does not require signing is relayed to without it.",
    targets: ["ldap", "ldaps"],
    sources: [
      "https://nvd.nist.gov/vuln/detail/CVE-2019-1040",
      "https://www.thehacker.recipes/ad/movement/ntlm/relay",
    ],
  },
  {
    id: "CVE-2019-1166",
    date: "2019-10",
    title: "'Drop the MIC 2': a second way to remove the MIC",
    effect: "As CVE-2019-1040, on servers without this update.",
    targets: ["ldap", "ldaps"],
    sources: ["https://nvd.nist.gov/vuln/detail/CVE-2019-1166"],
  },
  {
    id: "CVE-2025-33073",
    date: "2025-06",
    title: "NTLM reflection of a coerced logon",
    effect:
      "A logon coerced from a host could be reflected to other services of the same host, past signing and channel binding. It concerns relays to the victim itself.",
    targets: [...SMB, "ldap", "ldaps", "http", "https", "mssql"],
    sources: [
      "https://msrc.microsoft.com/update-guide/vulnerability/CVE-2025-33073",
      "https://www.synacktiv.com/en/publications/ntlm-reflection-is-dead-long-live-ntlm-reflection-an-in-depth-analysis-of-cve-2025",
      "https://github.com/Pennyw0rth/NetExec/pull/935",
    ],
  },
  {
    id: "CVE-2025-54918",
    date: "2025-09",
    title: "MIC and flags stripped from AUTHENTICATE",
    effect:
      "Said to reach LDAP, LDAPS and SMB that requires signing on servers without the update; not verified further.",
    targets: [...SMB, "ldap", "ldaps"],
    sources: [
      "https://nvd.nist.gov/vuln/detail/CVE-2025-54918",
      "https://github.com/Pennyw0rth/NetExec/issues/1092",
    ],
  },
  {
    id: "CVE-2025-55234",
    date: "2025-09-09",
    title: "Audit events for SMB server signing and extended protection",
    effect:
      "The update adds events that tell which clients lack signing or extended protection. It closes nothing by itself: signing, extended protection, or encryption with unencrypted access refused does.",
    targets: [...SMB],
    sources: ["https://support.microsoft.com/help/5066913"],
  },
  {
    id: "ldap-reauthentication",
    date: "2026",
    title: "LDAP signing bypassed through reauthentication",
    effect:
      "Published as switcheroo; it may make a relay to LDAP succeed where signing should stop it. Not verified.",
    targets: ["ldap"],
    sources: ["https://github.com/grayhatkiller/switcheroo"],
  },
];

/** The advisories that can change an answer about this service, oldest first. */
export function advisoriesFor(target: RelayTarget["target"]): Advisory[] {
  return relayAdvisories.filter(({ targets }) => targets.includes(target));
}
