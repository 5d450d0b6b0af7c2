// What to do, system by system. Every change can cut off clients that cannot follow: `caution` says which.

import type { ReferenceId } from "./reference.js";

/** A Group Policy setting. */
export interface PolicySetting {
  /** Folder of the setting, from the policy editor's root. */
  path: string;
  name: string;
  value: string;
}

/** A registry value. */
export interface RegistryValue {
  key: string;
  name: string;
  type: "REG_DWORD";
  /** The value to set, 32 bits. */
  data: number;
}

/** One way to close a finding. Lists are empty where a system has no such setting. */
export interface Remediation {
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

const SECURITY_OPTIONS =
  "Computer Configuration\\Policies\\Windows Settings\\Security Settings\\Local Policies\\Security Options";
const LANMAN_WORKSTATION =
  "Computer Configuration\\Policies\\Administrative Templates\\Network\\Lanman Workstation";
const SERVER_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters";
const CLIENT_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters";
const NTDS_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters";
const LSA_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa";

const nothing = { policy: [], registry: [], powershell: [], smbConf: [], nsmbConf: [], steps: [] } as const;

/** The key of a remediation. */
export type RemediationId =
  | "require-server-signing"
  | "require-client-signing"
  | "disable-smb1"
  | "refuse-unencrypted-access"
  | "validate-target-name"
  | "refuse-guests"
  | "refuse-ntlmv1"
  | "require-ldap-signing"
  | "require-ldap-channel-binding"
  | "require-mssql-extended-protection"
  | "update-and-investigate"
  | "ask-again";

/** Every remediation that a finding can name. */
export const remediations: Readonly<Record<RemediationId, Remediation>> = {
  "require-server-signing": {
    ...nothing,
    title: "Require signing on the server",
    policy: [option("Microsoft network server: Digitally sign communications (always)", "Enabled")],
    registry: [dword(SERVER_KEY, "RequireSecuritySignature", 1)],
    powershell: ["Set-SmbServerConfiguration -RequireSecuritySignature $true"],
    smbConf: ["server signing = mandatory"],
    caution:
      "Clients that cannot sign are cut off, and guest sessions stay unsigned. EnableSecuritySignature changes nothing for SMB2 and SMB3. SMBServer/Audit events (AuditClientDoesNotSupportSigning) show who would be cut off.",
    references: ["learn-smb-signing", "learn-smb-signing-overview", "kb5066913", "samba-smb-conf"],
  },
  "require-client-signing": {
    ...nothing,
    title: "Require signing on the client",
    policy: [option("Microsoft network client: Digitally sign communications (always)", "Enabled")],
    registry: [dword(CLIENT_KEY, "RequireSecuritySignature", 1)],
    powershell: ["Set-SmbClientConfiguration -RequireSecuritySignature $true"],
    smbConf: ["client signing = required"],
    nsmbConf: ["signing_required=yes"],
    caution:
      "It protects this client's own sessions from tampering. It does not stop its logons from being relayed: they have been sent before the requirement takes effect. Guest shares stop working.",
    references: ["learn-smb-signing", "samba-smb-conf", "macos-nsmb-conf"],
  },
  "disable-smb1": {
    ...nothing,
    title: "Turn SMB1 off",
    registry: [dword(SERVER_KEY, "SMB1", 0)],
    powershell: [
      "Set-SmbServerConfiguration -EnableSMB1Protocol $false",
      "Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol",
    ],
    smbConf: ["server min protocol = SMB2_02"],
    caution:
      "Old scanners, printers and storage that speak SMB1 alone are cut off. Set-SmbServerConfiguration -AuditSmb1Access $true and SMBServer/Audit event 3000 show who still uses it.",
    references: ["learn-smb-security-hardening", "samba-smb-conf"],
  },
  "refuse-unencrypted-access": {
    ...nothing,
    title: "Require encryption on the server",
    registry: [dword(SERVER_KEY, "EncryptData", 1), dword(SERVER_KEY, "RejectUnencryptedAccess", 1)],
    powershell: ["Set-SmbServerConfiguration -EncryptData $true -RejectUnencryptedAccess $true"],
    smbConf: ["server smb encrypt = required"],
    caution:
      "Clients without SMB 3 are cut off. It closes relay to SMB as signing does, and does not show in NEGOTIATE.",
    references: ["kb5066913", "learn-smb-interception-defense", "samba-smb-conf"],
  },
  "validate-target-name": {
    ...nothing,
    title: "Check the target name on the server (SMB extended protection)",
    policy: [
      option("Microsoft network server: Server SPN target name validation level", "Required from client"),
    ],
    registry: [dword(SERVER_KEY, "SmbServerNameHardeningLevel", 2)],
    powershell: ["Set-SmbServerConfiguration -SmbServerNameHardeningLevel 2"],
    caution:
      "Clients that send no target name, use NTLMv1, or use an alias the server does not know are cut off. SMBServer/Audit events (AuditClientSpnSupport) show who.",
    references: ["kb5066913"],
  },
  "refuse-guests": {
    ...nothing,
    title: "Refuse guest sessions",
    policy: [{ path: LANMAN_WORKSTATION, name: "Enable insecure guest logons", value: "Disabled" }],
    registry: [dword(CLIENT_KEY, "AllowInsecureGuestAuth", 0)],
    powershell: [
      "Set-SmbClientConfiguration -EnableInsecureGuestLogons $false",
      "Disable-LocalUser -Name Guest",
    ],
    smbConf: ["map to guest = Never"],
    caution:
      "Shares that are meant for everyone need accounts. The policy acts on clients, the guest account on the server.",
    references: ["learn-smb-security-hardening", "samba-smb-conf"],
  },
  "refuse-ntlmv1": {
    ...nothing,
    title: "Refuse LM and NTLMv1, and send NTLMv2 only",
    policy: [
      option(
        "Network security: LAN Manager authentication level",
        "Send NTLMv2 response only. Refuse LM & NTLM",
      ),
    ],
    registry: [dword(LSA_KEY, "LmCompatibilityLevel", 5)],
    smbConf: ["ntlm auth = ntlmv2-only", "client NTLMv2 auth = yes"],
    caution:
      "Set level 3 or higher on every client first: level 5 on domain controllers refuses whoever still sends NTLMv1. There, Security event 4624 names the package ('NTLM V1').",
    references: ["hackndo-ntlm-relay", "samba-smb-conf"],
  },
  "require-ldap-signing": {
    ...nothing,
    title: "Require LDAP signing on domain controllers",
    policy: [option("Domain controller: LDAP server signing requirements", "Require signing")],
    registry: [dword(NTDS_KEY, "LDAPServerIntegrity", 2)],
    smbConf: ["ldap server require strong auth = yes"],
    caution:
      "Simple binds without TLS and binds without signing are refused. Directory Service events 2886 to 2889 show who sends them. LDAPS needs channel binding besides.",
    references: ["learn-ldap-signing", "kb4520412", "ms-adts-sasl"],
  },
  "require-ldap-channel-binding": {
    ...nothing,
    title: "Require channel binding for LDAPS on domain controllers",
    policy: [option("Domain controller: LDAP server channel binding token requirements", "Always")],
    registry: [dword(NTDS_KEY, "LdapEnforceChannelBinding", 2)],
    caution:
      "Clients that send no channel binding are refused over TLS. Directory Service events 3039 to 3041 show who; 'When supported' leaves relay possible for every victim that sends none.",
    references: ["kb4034879", "kb4520412", "ms-adts-tls"],
  },
  "require-mssql-extended-protection": {
    ...nothing,
    title: "Require extended protection on SQL Server",
    steps: [
      "SQL Server Configuration Manager, SQL Server Network Configuration, Protocols for the instance, Flags: Force Encryption = Yes.",
      "The same, Advanced: Extended Protection = Required.",
    ],
    caution:
      "Clients without channel binding or with a service name that is not the instance's own are refused.",
    references: ["sql-extended-protection", "kb5005413"],
  },
  "update-and-investigate": {
    ...nothing,
    title: "Find out why the messages contradict each other",
    steps: [
      "Install the security updates of both sides: several fixes concern messages that were changed on the way.",
      "Compare captures taken at the client and at the server: a difference shows who changed the message.",
      "Name the software on both sides: implementations other than Windows leave fields out without any attack.",
    ],
    caution:
      "A contradiction is evidence of a change or of an unusual implementation, and does not tell which.",
    references: ["ms-nlmp-authenticate", "ms-nlmp-flags"],
  },
  "ask-again": {
    ...nothing,
    title: "Ask again, for everything",
    steps: [
      "Probe the host for SMB1, for the multi-protocol answer, and for each SMB2 dialect on its own.",
      "In a capture, keep whole packets and both directions from the start of the connection.",
    ],
    caution: "No answer is not 'not required': nothing is concluded from it.",
    references: ["ms-smb2-client-negotiate"],
  },
};

function option(name: string, value: string): PolicySetting {
  return { path: SECURITY_OPTIONS, name, value };
}

function dword(key: string, name: string, data: number): RegistryValue {
  return { key, name, type: "REG_DWORD", data };
}
