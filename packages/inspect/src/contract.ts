// The report contract, version 1: what `inspect` yields and `countersign inspect --format ndjson` prints, one object a
// line. Fields may be added, never renamed or retyped. Numbers on the wire are numbers; statuses and 64-bit ids are hex
// text with 0x; GUIDs their usual text; addresses as RFC 5952 writes them; times ISO 8601 UTC.

import type { Finding } from "@countersign/guidance";
import type {
  ChannelBindings,
  NtlmResponseKind,
  Observed,
  Reason,
  Smb1Advertised,
  Smb2Advertised,
} from "@countersign/signing";

/** One end of a conversation. */
export interface Endpoint {
  address: string;
  port: number;
}

/** What was common to all reports about one conversation. */
interface ConversationReport {
  version: 1;
  /** As the caller named it. */
  file: string;
  client: Endpoint;
  server: Endpoint;
  /** 1-based, the first packet of the TCP conversation in the file. */
  firstPacket: number;
  /** Of that packet, with the capture's own precision. */
  time: string;
}

/** One TCP conversation that speaks SMB. */
export interface HandshakeReport extends ConversationReport {
  kind: "handshake";
  transport: "direct-tcp" | "netbios-session";
  /** Outermost first. */
  vlans: number[];
  negotiations: NegotiationReport[];
  sessions: SessionReport[];
  signing: SigningReport;
  /** What is worth knowing of this conversation alone, gravest first; the codes are those of `guidance`. */
  findings: Finding[];
  problems: ProblemReport[];
}

/** A NEGOTIATE request and the next answer of either protocol. */
export interface NegotiationReport {
  /** The packet in which the request (or, without one, the answer) ends. */
  packet: number;
  request?: NegotiateRequestReport;
  response?: NegotiateResponseReport;
}

export interface NegotiateRequestReport {
  protocol: "smb1" | "smb2";
  /** SMB2: '2.0.2' '2.1' '3.0' '3.0.2' '3.1.1', else '0x…'; SMB1: as sent. */
  dialects: string[];
  securityMode?: number;
  capabilities?: number;
  clientGuid?: string;
  contexts?: ContextReport[];
}

export interface NegotiateResponseReport {
  protocol: "smb1" | "smb2";
  status: string;
  /** '2.FF' for 0x02FF; SMB1: the name chosen, where the request told it; absent when refused. */
  dialect?: string;
  securityMode?: number;
  capabilities?: number;
  serverGuid?: string;
  /** Absent when 0. */
  serverTime?: string;
  /** 3.1.1: the cipher chosen. */
  cipher?: string;
  /** 3.1.1: the signing algorithm chosen. */
  signingAlgorithm?: string;
  contexts?: ContextReport[];
  /** Dotted object identifiers, the preferred one first. */
  mechTypes?: string[];
}

/** A negotiate context; unknown codes are '0x…'. */
export interface ContextReport {
  type: number;
  name: string;
  hashAlgorithms?: string[];
  ciphers?: string[];
  compressionAlgorithms?: string[];
  netName?: string;
  rdmaTransforms?: string[];
  signingAlgorithms?: string[];
  /** Of the compression and transport contexts. */
  flags?: number;
}

/** One authentication. */
export interface SessionReport {
  /** SMB1: the UID. */
  sessionId: string;
  protocol: "smb1" | "smb2";
  binding: boolean;
  /** The session that this one takes the place of after a reconnect; absent for none. */
  previousSessionId?: string;
  clientSecurityMode?: number;
  /** The last one seen; 'unknown' where no answer was. */
  status: string;
  kind: "user" | "guest" | "anonymous" | "failed" | "unknown";
  /** IS_GUEST, IS_NULL, ENCRYPT_DATA; an SMB1 guest is IS_GUEST. */
  flags: string[];
  mechanism: "ntlm" | "kerberos" | "other" | "unknown";
  ntlm?: NtlmReport;
  observed: Observed;
  messages: {
    client: { signed: number; total: number };
    server: { signed: number; total: number };
    encrypted: number;
  };
}

/** One NTLM exchange; a field is absent where its message was not seen or has none. */
export interface NtlmReport {
  negotiateFlags?: number;
  challengeFlags?: number;
  authenticateFlags?: number;
  /** 16 hex digits. */
  serverChallenge?: string;
  targetName?: string;
  /** Wire order, the end mark left out. `value`: text, FILETIME as ISO time, else hex. */
  targetInfo?: { id: number; name: string; value: string }[];
  /** Such as '10.0.20348'. */
  serverVersion?: string;
  domain?: string;
  user?: string;
  workstation?: string;
  response?: NtlmResponseKind;
  /** `present`: the payload starts after the field, zeros count; `asserted`: MsvAvFlags bit 0x2. */
  mic?: { present: boolean; asserted: boolean };
  /** MsvAvTargetName of the client. */
  targetNameSent?: string;
  channelBindings?: ChannelBindings;
  /** With `showSecrets` alone: what passwords can be searched with, and keys. */
  secrets?: NtlmSecrets;
}

/** Bytes of AUTHENTICATE as hex; a field is absent where the message has none. Never without being asked for. */
export interface NtlmSecrets {
  lmResponse?: string;
  ntResponse?: string;
  mic?: string;
  encryptedRandomSessionKey?: string;
}

/** The three answers. */
export interface SigningReport {
  /** Absent: never asked; 'unknown': asked and not learned. */
  advertised: { smb1?: Smb1Advertised; smb2?: Smb2Advertised };
  effective: { outcome: "signed" | "unsigned" | "blocked" | "unknown"; because: Reason[] };
  relayToSmb: { outcome: "blocked" | "possible" | "unknown"; because: Reason[]; notObservable: string[] };
  /** Of security modes; those of the messages' formats are in problems. */
  deviations: Reason[];
}

/** Something that could not be read. */
export interface ProblemReport {
  packet?: number;
  layer: string;
  code: string;
  field?: string;
  /** Bytes: of the message, or of the file where `layer` is 'file'. */
  offset?: number;
  message: string;
}

/** What carries NTLM besides SMB logons. */
export type CarrierName = "http" | "ldap" | "dcerpc" | "tds" | "smtp" | "imap" | "pop3" | "tcp";

/** One NTLM exchange that is no SMB logon. */
export interface NtlmOnlyReport extends ConversationReport {
  kind: "ntlm";
  carrier: CarrierName;
  ntlm: NtlmReport;
  /** What is worth knowing of this exchange alone. */
  findings: Finding[];
}

/** One a file, last. */
export interface CaptureReport {
  kind: "capture";
  version: 1;
  file: string;
  /** Absent: the input is no capture that can be read; a problem says why. */
  format?: "pcap" | "pcapng";
  packets: number;
  bytes: number;
  handshakes: number;
  /** Packets and bytes that told nothing, by reason. */
  dropped: Record<string, number>;
  problems: ProblemReport[];
}

/** `by: "host"`: one server address, joined over protocols, conversations and captures. */
export interface HostReport {
  kind: "host";
  version: 1;
  address: string;
  /** Where it spoke SMB or NTLM; ascending. */
  ports: number[];
  names: HostNames;
  /** Such as '10.0.20348', as its last NTLM CHALLENGE says. */
  systemVersion?: string;
  /** Absent: never asked; 'unknown': asked and not learned. */
  advertised: { smb1?: Smb1Advertised; smb2?: Smb2Advertised };
  /** Chosen by the server, SMB1 first, then ascending; '2.FF' for the answer to an SMB1 opening. */
  dialects: string[];
  relayToSmb: { outcome: "blocked" | "possible" | "unknown"; because: Reason[]; notObservable: string[] };
  /** How many authentications there were of each kind. */
  sessions: Record<SessionReport["kind"], number>;
  /** How many sessions looked like this. */
  observed: Record<Observed, number>;
  /** Learned answers that differ from the one that counts. */
  conflicts: Reason[];
  /** Gravest first, at most one of each code; evidence names its file. */
  findings: Finding[];
  /** The server's clock less the capture's, to the second; absent where no NEGOTIATE answer told a time. */
  clockSkewSeconds?: number;
  /** Of the first packets of the first and of the last conversation. */
  firstSeen: string;
  lastSeen: string;
}

/** What the server calls itself in NTLM: its last word on each; absent where it says nothing. */
export interface HostNames {
  netbiosName?: string;
  netbiosDomain?: string;
  dnsName?: string;
  dnsDomain?: string;
  dnsForest?: string;
}

export type Report = HandshakeReport | NtlmOnlyReport | HostReport | CaptureReport;
