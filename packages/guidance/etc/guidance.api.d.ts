import { Reason, JoinedHost, SessionKind, Observed, NtlmInspection, RelayExposure } from '@countersign/signing';

/** A document, with the section that matters in it. */
interface Reference {
    title: string;
    url: string;
    /** Section number, where the document has them. */
    section?: string;
    /** ISO 8601 date of the text that was read, a day or a month. */
    date?: string;
}
/** The key of a reference. */
type ReferenceId = "ms-smb2-negotiate-response" | "ms-smb2-client-negotiate" | "ms-smb2-server-negotiate" | "ms-smb2-new-authentication" | "ms-smb2-gss" | "ms-smb2-validate-client" | "ms-smb2-validate-server" | "ms-smb-matrix" | "ms-cifs-server-mode" | "ms-nlmp-authenticate" | "ms-nlmp-av-pair" | "ms-nlmp-flags" | "ms-adts-sasl" | "ms-adts-tls" | "learn-smb-signing" | "learn-smb-signing-overview" | "learn-smb-security-hardening" | "learn-smb-feature-descriptions" | "pyle-2023" | "trustedsec-ldap" | "netapp-client-signing" | "learn-smb-interception-defense" | "learn-ldap-signing" | "kb887429" | "kb4034879" | "kb4520412" | "kb5005413" | "kb5066913" | "msrc-ntlm-relay" | "sql-extended-protection" | "samba-smb-conf" | "macos-nsmb-conf" | "hackndo-ntlm-relay";
/** Every reference that a finding, a remediation or a default can name. */
declare const references: Readonly<Record<ReferenceId, Reference>>;

/** A Group Policy setting. */
interface PolicySetting {
    /** Folder of the setting, from the policy editor's root. */
    path: string;
    name: string;
    value: string;
}
/** A registry value. */
interface RegistryValue {
    key: string;
    name: string;
    type: "REG_DWORD";
    /** The value to set, 32 bits. */
    data: number;
}
/** One way to close a finding. Lists are empty where a system has no such setting. */
interface Remediation {
    title: string;
    policy: readonly PolicySetting[];
    registry: readonly RegistryValue[];
    /** Commands for an elevated PowerShell. */
    powershell: readonly string[];
    /** Lines for smb.conf's [global] section. */
    smbConf: readonly string[];
    /** Lines for nsmb.conf's [default] section: macOS as a client. */
    nsmbConf: readonly string[];
    /** Steps that have no policy, registry value or command. */
    steps: readonly string[];
    /** What can break, and how to find out before. */
    caution: string;
    references: readonly ReferenceId[];
}
/** The key of a remediation. */
type RemediationId = "require-server-signing" | "require-client-signing" | "disable-smb1" | "refuse-unencrypted-access" | "validate-target-name" | "refuse-guests" | "refuse-ntlmv1" | "require-ldap-signing" | "require-ldap-channel-binding" | "require-mssql-extended-protection" | "update-and-investigate" | "ask-again";
/** Every remediation that a finding can name. */
declare const remediations: Readonly<Record<RemediationId, Remediation>>;

/** What a host is known to be from elsewhere; the wire does not tell. 'site-system': one of Configuration Manager. */
type HostRole = "site-system";
/** Ids as the catalogue spells them. */
type TechniqueId = "ELEVATE-1" | "ELEVATE-2" | "TAKEOVER-2" | "TAKEOVER-4" | "TAKEOVER-6" | "TAKEOVER-7" | "CRED-8" | "PREVENT-12" | "PREVENT-13" | "PREVENT-14" | "PREVENT-20";
/** One technique of attack or of defence. */
interface Technique {
    id: TechniqueId;
    kind: "attack" | "defence";
    title: string;
    url: string;
}
/** What a finding opens, and what would close it. */
interface TechniqueLinks {
    opens: readonly TechniqueId[];
    closedBy: readonly TechniqueId[];
}
/** Every technique that a finding can name. */
declare const techniques: Readonly<Record<TechniqueId, Technique>>;

/** How much a finding matters by itself; what the host is worth is not weighed in. */
type Severity = "info" | "low" | "medium" | "high";
/** What a finding code stands for. */
interface FindingEntry {
    severity: Severity;
    title: string;
    /** One paragraph: what was seen, what follows, what does not. */
    explanation: string;
    /** Fields in which the evidence stands. */
    evidence: readonly string[];
    /** Best first. */
    remediation: readonly RemediationId[];
    references: readonly ReferenceId[];
    /** Applies to Configuration Manager site systems only. */
    techniques: TechniqueLinks;
}
/** The code of a finding. */
type FindingCode = "smb2-signing-not-required" | "smb1-signing-not-required" | "smb1-signing-disabled" | "smb1-answered" | "smb-signing-required" | "smb-signing-unknown" | "security-mode-deviation" | "server-answers-differ" | "server-identity-differs" | "signing-differs-by-path" | "reachability-differs-by-path" | "negotiation-contradicts" | "dialect-downgraded" | "user-sessions-unsigned" | "required-but-unsigned" | "guest-session" | "anonymous-session" | "ntlmv1-response" | "ntlm-flags-not-protected" | "ntlm-messages-contradict" | "ldap-relay-possible" | "ldaps-relay-possible" | "mssql-relay-unknown";
/** Every finding that there is. */
declare const findingCatalogue: Readonly<Record<FindingCode, FindingEntry>>;

/** 'server': what it demands of those who connect to it. 'client': what it demands of servers. */
type Direction = "server" | "client";
/** What is said of one system and one direction, by one source. */
interface DefaultEntry {
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
/** The catalogue, by system; contradictions stand next to each other. */
declare const defaults: readonly DefaultEntry[];
/** The entries about one system and direction that say different things of the same service. */
interface Contradiction {
    system: string;
    direction: Direction;
    service: DefaultEntry["service"];
    entries: readonly DefaultEntry[];
}
/** Where sources of the catalogue contradict each other, in the catalogue's order. */
declare function contradictions(): Contradiction[];

/** One finding with its evidence, as a host report carries it. */
interface Finding {
    code: FindingCode;
    severity: Severity;
    because: Reason[];
}
/** Sessions of one kind that looked alike. */
interface SessionFact {
    kind: SessionKind | "failed" | "unknown";
    observed: Observed;
    /** How many there were; 1 unless given. */
    count?: number | undefined;
    /** A packet that shows one of them, 1-based. */
    packet?: number | undefined;
    /** The capture that the packet is in, where there may be more than one. */
    file?: string | undefined;
}
/** What is known of one host; leave out what is not. */
interface HostFacts extends Omit<JoinedHost, "conflicts" | "deviations"> {
    /** What the policies rest on; without it, the reasons of `relayToSmb`. */
    because?: readonly Reason[] | undefined;
    conflicts?: readonly Reason[] | undefined;
    deviations?: readonly Reason[] | undefined;
    sessions?: readonly SessionFact[] | undefined;
    /** NTLM exchanges that were logons to this host. */
    ntlm?: readonly NtlmInspection[] | undefined;
    /** By `inspectNegotiation`, connection by connection. */
    negotiation?: readonly Reason[] | undefined;
    /** By `downgradedChoices`. */
    downgrades?: readonly Reason[] | undefined;
    /** GUIDs and names that differ. */
    identities?: readonly Reason[] | undefined;
    /** What each of several places was told, where that differs. */
    policiesByPath?: readonly Reason[] | undefined;
    /** Which of several places reach the host, where some do not. */
    reachabilityByPath?: readonly Reason[] | undefined;
    ldap?: RelayExposure | undefined;
    ldaps?: RelayExposure | undefined;
    mssql?: RelayExposure | undefined;
}
/** The findings of one host, gravest first, at most one of each code. */
declare function deriveFindings(host: HostFacts): Finding[];
/** Joins findings that were derived apart: gravest first, at most one of each code, with the evidence of all. */
declare function joinFindings(findings: readonly Finding[]): Finding[];

/** A finding with everything there is to say of it. */
interface Advice {
    finding: Finding;
    title: string;
    explanation: string;
    /** One sentence each, with the evidence in brackets. */
    reasons: string[];
    /** Best first. */
    remediation: Remediation[];
    references: Reference[];
    /** Empty unless the host is said to be a Configuration Manager site system. */
    techniques: {
        opens: Technique[];
        closedBy: Technique[];
    };
}
/** Says what a finding means and what to do. `role`: what the host is known to be from elsewhere. */
declare function advise(finding: Finding, role?: HostRole): Advice;
/** A reason as a sentence: 'The server requires signing (packet 6, Smb2NegotiateResponse.securityMode 0x3).' */
declare function describeReason({ code, packet, offset, file, field, value }: Reason): string;
/** A reference in one line: title, section, date, address. */
declare function describeReference({ title, section, date, url }: Reference): string;

export { type Advice, type Contradiction, type DefaultEntry, type Direction, type Finding, type FindingCode, type FindingEntry, type HostFacts, type HostRole, type PolicySetting, type Reference, type ReferenceId, type RegistryValue, type Remediation, type RemediationId, type SessionFact, type Severity, type Technique, type TechniqueId, type TechniqueLinks, advise, contradictions, defaults, deriveFindings, describeReason, describeReference, findingCatalogue, joinFindings, references, remediations, techniques };
