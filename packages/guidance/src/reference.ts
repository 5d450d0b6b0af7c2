// What findings and remediation rest on.

/** A document, with the section that matters in it. */
export interface Reference {
  title: string;
  url: string;
  /** Section number, where the document has them. */
  section?: string;
  /** ISO 8601 date of the text that was read, a day or a month. */
  date?: string;
}

const SMB2 = "https://learn.microsoft.com/openspecs/windows_protocols/ms-smb2/";
const SMB = "https://learn.microsoft.com/openspecs/windows_protocols/ms-smb/";
const CIFS = "https://learn.microsoft.com/openspecs/windows_protocols/ms-cifs/";
const NLMP = "https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/";
const ADTS = "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/";
const FILE_SERVER = "https://learn.microsoft.com/windows-server/storage/file-server/";

/** The key of a reference. */
export type ReferenceId =
  | "ms-smb2-negotiate-response"
  | "ms-smb2-client-negotiate"
  | "ms-smb2-server-negotiate"
  | "ms-smb2-new-authentication"
  | "ms-smb2-gss"
  | "ms-smb2-validate-client"
  | "ms-smb2-validate-server"
  | "ms-smb-matrix"
  | "ms-cifs-server-mode"
  | "ms-nlmp-authenticate"
  | "ms-nlmp-av-pair"
  | "ms-nlmp-flags"
  | "ms-adts-sasl"
  | "ms-adts-tls"
  | "learn-smb-signing"
  | "learn-smb-signing-overview"
  | "learn-smb-security-hardening"
  | "learn-smb-feature-descriptions"
  | "pyle-2023"
  | "trustedsec-ldap"
  | "netapp-client-signing"
  | "learn-smb-interception-defense"
  | "learn-ldap-signing"
  | "kb887429"
  | "kb4034879"
  | "kb4520412"
  | "kb5005413"
  | "kb5066913"
  | "msrc-ntlm-relay"
  | "sql-extended-protection"
  | "samba-smb-conf"
  | "macos-nsmb-conf"
  | "hackndo-ntlm-relay";

/** Every reference that a finding, a remediation or a default can name. */
export const references: Readonly<Record<ReferenceId, Reference>> = {
  "ms-smb2-negotiate-response": { title: "[MS-SMB2] SMB2 NEGOTIATE Response", url: SMB2, section: "2.2.4" },
  "ms-smb2-client-negotiate": {
    title: "[MS-SMB2] Receiving an SMB2 NEGOTIATE Response",
    url: SMB2,
    section: "3.2.5.2",
  },
  "ms-smb2-server-negotiate": {
    title: "[MS-SMB2] Receiving an SMB2 NEGOTIATE Request",
    url: SMB2,
    section: "3.3.5.4",
  },
  "ms-smb2-new-authentication": {
    title: "[MS-SMB2] Handling a New Authentication",
    url: SMB2,
    section: "3.2.5.3.1",
  },
  "ms-smb2-gss": { title: "[MS-SMB2] Handling GSS-API Authentication", url: SMB2, section: "3.3.5.5.3" },
  "ms-smb2-validate-client": {
    title: "[MS-SMB2] Handling a Validate Negotiate Info Response",
    url: SMB2,
    section: "3.2.5.14.12",
  },
  "ms-smb2-validate-server": {
    title: "[MS-SMB2] Handling a Validate Negotiate Info Request",
    url: SMB2,
    section: "3.3.5.15.12",
  },
  "ms-smb-matrix": { title: "[MS-SMB] User Authentication", url: SMB, section: "3.2.4.2.4" },
  "ms-cifs-server-mode": {
    title: "[MS-CIFS] Receiving an SMB_COM_NEGOTIATE Response",
    url: CIFS,
    section: "3.2.5.2",
  },
  "ms-nlmp-authenticate": {
    title: "[MS-NLMP] Server Receives an AUTHENTICATE_MESSAGE",
    url: NLMP,
    section: "3.2.5.1.2",
  },
  "ms-nlmp-av-pair": { title: "[MS-NLMP] AV_PAIR", url: NLMP, section: "2.2.2.1" },
  "ms-nlmp-flags": { title: "[MS-NLMP] NEGOTIATE", url: NLMP, section: "2.2.2.5" },
  "ms-adts-sasl": { title: "[MS-ADTS] Using SASL", url: ADTS, section: "5.1.2.1" },
  "ms-adts-tls": { title: "[MS-ADTS] Using SSL/TLS", url: ADTS, section: "5.1.2.2" },
  "learn-smb-signing": {
    title: "Control SMB signing behavior",
    url: `${FILE_SERVER}smb-signing`,
    date: "2024-10-25",
  },
  "learn-smb-signing-overview": {
    title: "Overview of SMB signing",
    url: `${FILE_SERVER}smb-signing-overview`,
    date: "2024-10-25",
  },
  "learn-smb-security-hardening": {
    title: "SMB security hardening",
    url: `${FILE_SERVER}smb-security-hardening`,
    date: "2024-10-25",
  },
  "learn-smb-feature-descriptions": {
    title: "SMB feature descriptions",
    url: `${FILE_SERVER}smb-feature-descriptions`,
    date: "2025-11-27",
  },
  "pyle-2023": {
    title: "SMB signing required by default in Windows Insider",
    url: "https://techcommunity.microsoft.com/blog/filecab/smb-signing-required-by-default-in-windows-insider/3831704",
    date: "2023-06",
  },
  "trustedsec-ldap": {
    title: "LDAP channel binding and LDAP signing",
    url: "https://trustedsec.com/blog/ldap-channel-binding-and-ldap-signing",
  },
  "netapp-client-signing": {
    title: "How client SMB signing policies affect communications",
    url: "https://docs.netapp.com/us-en/ontap/smb-admin/client-signing-policies-communication-concept.html",
  },
  "learn-smb-interception-defense": {
    title: "Protect SMB traffic from interception",
    url: `${FILE_SERVER}smb-interception-defense`,
  },
  "learn-ldap-signing": {
    title: "LDAP signing for Active Directory Domain Services",
    url: "https://learn.microsoft.com/windows-server/identity/ad-ds/ldap-signing",
    date: "2026-01-15",
  },
  kb887429: {
    title: "KB887429: Overview of Server Message Block signing",
    url: "https://support.microsoft.com/help/887429",
  },
  kb4034879: {
    title: "KB4034879: The LdapEnforceChannelBinding registry entry",
    url: "https://support.microsoft.com/help/4034879",
  },
  kb4520412: {
    title: "KB4520412: LDAP channel binding and LDAP signing requirements",
    url: "https://support.microsoft.com/help/4520412",
    date: "2020-03-10",
  },
  kb5005413: {
    title: "KB5005413: Mitigating NTLM relay attacks on AD CS",
    url: "https://support.microsoft.com/help/5005413",
  },
  kb5066913: {
    title: "KB5066913: Audit events to deploy SMB server hardening",
    url: "https://support.microsoft.com/topic/support-for-audit-events-to-deploy-smb-server-hardening-smb-server-signing-smb-server-epa-056f7478-ee2c-43b9-b94b-c0ff06de1d8f",
    date: "2025-09-09",
  },
  "msrc-ntlm-relay": {
    title: "Mitigating NTLM relay attacks by default",
    url: "https://msrc.microsoft.com/blog/2024/12/mitigating-ntlm-relay-attacks-by-default",
    date: "2024-12",
  },
  "sql-extended-protection": {
    title: "Connect to the Database Engine using extended protection",
    url: "https://learn.microsoft.com/sql/database-engine/configure-windows/connect-to-the-database-engine-using-extended-protection",
  },
  "samba-smb-conf": {
    title: "smb.conf(5)",
    url: "https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html",
  },
  "macos-nsmb-conf": {
    title: "nsmb.conf(5)",
    url: "https://keith.github.io/xcode-man-pages/nsmb.conf.5.html",
  },
  "hackndo-ntlm-relay": { title: "NTLM relay", url: "https://en.hackndo.com/ntlm-relay/" },
};
