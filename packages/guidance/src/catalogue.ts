// The closed catalogue of findings. A code is stable: it may be added, never renamed or given another meaning.

import type { ReferenceId } from "./reference.js";
import type { RemediationId } from "./remediation.js";
import type { TechniqueLinks } from "./technique.js";

/** How much a finding matters by itself; what the host is worth is not weighed in. */
export type Severity = "info" | "low" | "medium" | "high";

/** What a finding code stands for. */
export interface FindingEntry {
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

const RELAY_TO_SMB: TechniqueLinks = {
  opens: ["ELEVATE-1", "ELEVATE-2", "TAKEOVER-2", "TAKEOVER-4", "TAKEOVER-6", "TAKEOVER-7"],
  closedBy: ["PREVENT-12", "PREVENT-20"],
};
const NONE: TechniqueLinks = { opens: [], closedBy: [] };

const SMB1_MODE = "Smb1NegotiateResponse.securityMode";
const SMB2_MODE = "Smb2NegotiateResponse.securityMode";

/** The code of a finding. */
export type FindingCode =
  | "smb2-signing-not-required"
  | "smb1-signing-not-required"
  | "smb1-signing-disabled"
  | "smb1-answered"
  | "smb-signing-required"
  | "smb-signing-unknown"
  | "security-mode-deviation"
  | "server-answers-differ"
  | "server-identity-differs"
  | "signing-differs-by-path"
  | "reachability-differs-by-path"
  | "negotiation-contradicts"
  | "dialect-downgraded"
  | "user-sessions-unsigned"
  | "required-but-unsigned"
  | "guest-session"
  | "anonymous-session"
  | "ntlmv1-response"
  | "ntlm-flags-not-protected"
  | "ntlm-messages-contradict"
  | "ldap-relay-possible"
  | "ldaps-relay-possible"
  | "mssql-relay-unknown";

/** Every finding that there is. */
export const findingCatalogue: Readonly<Record<FindingCode, FindingEntry>> = {
  "smb2-signing-not-required": {
    severity: "medium",
    title: "SMB2 signing is not required",
    explanation:
      "The server supports signing and leaves it to the client. A session is signed only if the client requires it, and a logon relayed to this server is served unsigned. That clients require signing protects their own sessions and does not protect this server.",
    evidence: [SMB2_MODE],
    remediation: ["require-server-signing", "refuse-unencrypted-access", "validate-target-name"],
    references: ["ms-smb2-new-authentication", "ms-smb2-gss", "learn-smb-signing", "hackndo-ntlm-relay"],
    techniques: RELAY_TO_SMB,
  },
  "smb1-signing-not-required": {
    severity: "medium",
    title: "SMB1 signing is not required",
    explanation:
      "The server has SMB1 signing enabled and does not require it. It signs with clients that ask for it; a relay does not ask and is served unsigned.",
    evidence: [SMB1_MODE],
    remediation: ["disable-smb1", "require-server-signing"],
    references: ["ms-cifs-server-mode", "ms-smb-matrix"],
    techniques: RELAY_TO_SMB,
  },
  "smb1-signing-disabled": {
    severity: "high",
    title: "SMB1 signing is disabled",
    explanation:
      "The server shows no support for SMB1 signing, or an access level or dialect that has none. A client that requires signing cannot connect by SMB1, and a relay is not hindered. SMB1 has no wire value for a server that signs on demand, so one that does looks the same.",
    evidence: [SMB1_MODE, "Smb1NegotiateResponse.wordCount"],
    remediation: ["disable-smb1", "require-server-signing"],
    references: ["ms-cifs-server-mode", "ms-smb-matrix"],
    techniques: RELAY_TO_SMB,
  },
  "smb1-answered": {
    severity: "low",
    title: "SMB1 is still spoken",
    explanation:
      "The server negotiated SMB1. Its signing is weaker, it has neither encryption nor pre-authentication integrity, and it is judged apart from SMB2: requiring signing in one does not show that the other requires it.",
    evidence: [SMB1_MODE],
    remediation: ["disable-smb1"],
    references: ["learn-smb-security-hardening"],
    techniques: NONE,
  },
  "smb-signing-required": {
    severity: "info",
    title: "Signing is required in every SMB protocol that answered",
    explanation:
      "A relayed logon gets no signed session here. Guest and anonymous sessions stay unsigned even so, NTLMv1 can undo it, and other services of the same host are not covered.",
    evidence: [SMB1_MODE, SMB2_MODE],
    remediation: [],
    references: ["ms-smb2-gss", "learn-smb-signing-overview"],
    techniques: NONE,
  },
  "smb-signing-unknown": {
    severity: "info",
    title: "The signing policy could not be determined",
    explanation:
      "The server was asked and its answer was missing, cut, damaged or an error. That is not 'not required' and not 'required': nothing is concluded from it.",
    evidence: [SMB1_MODE, SMB2_MODE, "Smb2Header.status", "Smb1Header.status"],
    remediation: ["ask-again"],
    references: ["ms-smb2-client-negotiate"],
    techniques: NONE,
  },
  "security-mode-deviation": {
    severity: "info",
    title: "The security mode is not one that the specification allows",
    explanation:
      "The security mode lacks a bit that must be set, or has one that must not. The policy is read from SIGNING_REQUIRED alone for SMB2, and by the specification's order for SMB1. Tools that compare the whole value get this server wrong.",
    evidence: [SMB1_MODE, SMB2_MODE],
    remediation: [],
    references: ["ms-smb2-negotiate-response", "ms-smb2-server-negotiate", "ms-cifs-server-mode"],
    techniques: NONE,
  },
  "server-answers-differ": {
    severity: "medium",
    title: "The same address gave answers with different policies",
    explanation:
      "Either the policy was changed in between, or more than one server answers at this address. The weakest answer decides about relay, because a relay can repeat its attempt.",
    evidence: [SMB1_MODE, SMB2_MODE],
    remediation: ["require-server-signing"],
    references: ["ms-smb2-client-negotiate"],
    techniques: NONE,
  },
  "server-identity-differs": {
    severity: "info",
    title: "More than one server answers at the same address",
    explanation:
      "Server GUIDs or computer names differ. The address went from one machine to another, or a load balancer, a proxy or address translation stands before several. What is said of this address is then said of all of them together.",
    evidence: [
      "Smb2NegotiateResponse.serverGuid",
      "Smb1NegotiateResponse.serverGuid",
      "NtlmChallenge.targetInfo",
    ],
    remediation: [],
    references: ["ms-smb2-negotiate-response"],
    techniques: NONE,
  },
  "signing-differs-by-path": {
    severity: "medium",
    title: "The same address advertises another policy on another path",
    explanation:
      "Seen from several places, one address gave answers with different signing policies. Another server stands behind it on one of the paths (address translation, a load balancer, the same private network twice), or something on the path answers or changes what is said. The weakest answer decides about relay: whoever has that path meets that server.",
    evidence: [SMB1_MODE, SMB2_MODE],
    remediation: ["require-server-signing"],
    references: ["ms-smb2-negotiate-response"],
    techniques: NONE,
  },
  "reachability-differs-by-path": {
    severity: "info",
    title: "The host can be reached from one place and not from another",
    explanation:
      "From one place the port answered, from another no connection to it came to be: a filter, a route or a listening address stands between. What is said of signing holds for those who reach it; that a path is closed is no property of the server and may change without it.",
    evidence: ["HostReport.vantages"],
    remediation: [],
    references: ["learn-smb-signing"],
    techniques: NONE,
  },
  "negotiation-contradicts": {
    severity: "high",
    title: "The messages of a negotiation contradict each other",
    explanation:
      "What one end said in NEGOTIATE is not what it said later on the same connection, the answer that should confirm it is not protected, or the server chose what was not offered. That is what it looks like when someone between them changed the negotiation, to take signing or encryption out of it. Software that fills the later message carelessly looks the same.",
    evidence: [
      "ValidateNegotiateInfoRequest.securityMode",
      "ValidateNegotiateInfoRequest.capabilities",
      "ValidateNegotiateInfoRequest.guid",
      "ValidateNegotiateInfoRequest.dialects",
      "ValidateNegotiateInfoResponse.securityMode",
      "ValidateNegotiateInfoResponse.capabilities",
      "ValidateNegotiateInfoResponse.guid",
      "ValidateNegotiateInfoResponse.dialect",
      "Smb2Header.signature",
      "Smb2NegotiateResponse.dialectRevision",
      "Smb2NegotiateResponse.serverGuid",
      "Smb2SessionSetupRequest.securityMode",
    ],
    remediation: ["update-and-investigate", "require-server-signing"],
    references: ["ms-smb2-validate-client", "ms-smb2-validate-server", "ms-smb2-client-negotiate"],
    techniques: NONE,
  },
  "dialect-downgraded": {
    severity: "medium",
    title: "A lower dialect was negotiated than both ends speak",
    explanation:
      "The client offered a higher dialect, the server chose it or one like it in another negotiation, and here it chose less. Lower dialects have weaker signing, and those below 3.1.1 no integrity of the negotiation itself, so this is what an attacker between the ends would try for. A server whose dialects were changed in between looks the same.",
    evidence: ["Smb2NegotiateResponse.dialectRevision", "Smb1NegotiateResponse.dialectIndex"],
    remediation: ["update-and-investigate", "disable-smb1"],
    references: ["ms-smb2-server-negotiate", "ms-smb2-client-negotiate"],
    techniques: NONE,
  },
  "user-sessions-unsigned": {
    severity: "low",
    title: "User sessions ran without signatures",
    explanation:
      "Messages of authenticated users went over the network neither signed nor encrypted. They could have been changed on the way. This is what happened, not a policy: neither side required signing in these sessions.",
    evidence: ["Smb2Header.flags"],
    remediation: ["require-server-signing", "require-client-signing"],
    references: ["ms-smb2-new-authentication"],
    techniques: NONE,
  },
  "required-but-unsigned": {
    severity: "medium",
    title: "Signing is required, and user sessions ran without it",
    explanation:
      "The server says that it requires signing, and messages of an authenticated user's session were neither signed nor encrypted. A server that keeps to the specification refuses them. Either it does not enforce what it says, or the capture shows another server or time.",
    evidence: [SMB2_MODE, "Smb2Header.flags"],
    remediation: ["update-and-investigate", "require-server-signing"],
    references: ["ms-smb2-gss"],
    techniques: NONE,
  },
  "guest-session": {
    severity: "medium",
    title: "Guest sessions were accepted",
    explanation:
      "The server let someone in as a guest, perhaps after a wrong password. A guest session has no key, so it is never signed, whatever is required. A client that requires signing ends it, unless insecure guest logons are allowed.",
    evidence: ["Smb2SessionSetupResponse.sessionFlags", "Smb1SessionSetupAndxResponse.action"],
    remediation: ["refuse-guests"],
    references: ["ms-smb2-new-authentication", "learn-smb-security-hardening"],
    techniques: NONE,
  },
  "anonymous-session": {
    severity: "info",
    title: "Anonymous sessions were accepted",
    explanation:
      "A null session was set up. It is never signed. Windows services use such sessions by design, so this alone is no weakness; what they may reach decides.",
    evidence: ["Smb2SessionSetupResponse.sessionFlags"],
    remediation: [],
    references: ["ms-smb2-new-authentication"],
    techniques: NONE,
  },
  "ntlmv1-response": {
    severity: "high",
    title: "Logons used LM or NTLMv1",
    explanation:
      "The response protects neither channel bindings nor a target name, and any member of the domain can obtain the session key of such a logon. Requirements for signing that stop a relay of NTLMv2 do not stop this one. The response itself is also within reach of exhaustive search.",
    evidence: ["NtlmAuthenticate.ntChallengeResponse", "NtlmAuthenticate.lmChallengeResponse"],
    remediation: ["refuse-ntlmv1"],
    references: ["ms-nlmp-authenticate", "hackndo-ntlm-relay"],
    techniques: NONE,
  },
  "ntlm-flags-not-protected": {
    severity: "low",
    title: "NTLMv2 logons carried no MIC that a server would check",
    explanation:
      "Without a MIC that MsvAvFlags asserts, the flags that ask for signing and sealing can be cleared on the way, so such a logon can be relayed to LDAP where signing is not required. Bytes in the MIC's place do not count if they are not asserted.",
    evidence: ["NtlmAuthenticate.mic", "NtlmAuthenticate.targetInfo"],
    remediation: ["require-ldap-signing", "require-ldap-channel-binding", "update-and-investigate"],
    references: ["ms-nlmp-authenticate", "ms-nlmp-av-pair"],
    techniques: NONE,
  },
  "ntlm-messages-contradict": {
    severity: "medium",
    title: "The messages of an NTLM exchange contradict each other",
    explanation:
      "A MIC is asserted and absent or zero, flags were dropped or added, or the target information was changed. That is what a message looks like that was changed on the way; some implementations other than Windows look the same without any attack.",
    evidence: ["NtlmAuthenticate.mic", "NtlmAuthenticate.negotiateFlags", "NtlmAuthenticate.targetInfo"],
    remediation: ["update-and-investigate"],
    references: ["ms-nlmp-authenticate", "ms-nlmp-flags"],
    techniques: NONE,
  },
  "ldap-relay-possible": {
    severity: "high",
    title: "A logon can be relayed to LDAP",
    explanation:
      "LDAP signing is not required, and the victim's logon does not bring signing along. A relayed logon can then read and change the directory with the victim's rights.",
    evidence: ["ldap"],
    remediation: ["require-ldap-signing"],
    references: ["ms-adts-sasl", "learn-ldap-signing", "hackndo-ntlm-relay"],
    techniques: { opens: [], closedBy: ["PREVENT-13"] },
  },
  "ldaps-relay-possible": {
    severity: "high",
    title: "A logon can be relayed to LDAPS",
    explanation:
      "Channel binding does not stop this victim's logon, and it negotiates neither signing nor sealing. Requiring LDAP signing does not help over TLS: the server takes TLS in its place.",
    evidence: ["ldaps"],
    remediation: ["require-ldap-channel-binding"],
    references: ["ms-adts-tls", "kb4034879", "hackndo-ntlm-relay"],
    techniques: { opens: [], closedBy: ["PREVENT-13"] },
  },
  "mssql-relay-unknown": {
    severity: "info",
    title: "Whether a logon can be relayed to SQL Server is unknown",
    explanation:
      "SQL Server's encryption and extended protection decide, and neither is read here. By default extended protection is off.",
    evidence: ["mssql"],
    remediation: ["require-mssql-extended-protection"],
    references: ["sql-extended-protection"],
    techniques: { opens: ["CRED-8"], closedBy: ["PREVENT-14", "PREVENT-20"] },
  },
};
