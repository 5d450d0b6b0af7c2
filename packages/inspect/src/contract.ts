// The report contract, version 1: what `inspect` yields and `countersign inspect --format ndjson` prints, one object a
// line. Fields may be added, never renamed or retyped. Numbers on the wire are numbers; statuses and 64-bit ids are hex
// text with 0x; GUIDs their usual text; addresses as RFC 5952 writes them; times ISO 8601 UTC.

import type { CaptureFormat } from "@countersign/capture";
import type { Finding } from "@countersign/guidance";
import type { PeerProtocol, ProbeOutcome } from "@countersign/handshake";
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
  /** TCP port. */
  port: number;
}

/** Where and when a report was made, where there are several places to make reports at. */
export interface VantageReport {
  /** The place, such as a network's segment. */
  name: string;
  /** When the report was made there. */
  time: string;
  /** What the report belongs to. A job that was run twice gives its reports twice, with the same id. */
  scan: string;
  job: string;
}

/** What every report has. */
interface AnyReport {
  version: 1;
  /** Absent unless the report is one of a fleet's. */
  vantage?: VantageReport;
}

/** What was common to all reports about one conversation. */
interface ConversationReport extends AnyReport {
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

/** What the client offered ([MS-SMB2] 2.2.3, [MS-CIFS] 2.2.4.52.1). */
export interface NegotiateRequestReport {
  protocol: "smb1" | "smb2";
  /** SMB2: '2.0.2' '2.1' '3.0' '3.0.2' '3.1.1', else '0x…'; SMB1: as sent. */
  dialects: string[];
  /**
   * The field of that name, bit by bit as `@countersign/smb2` and `@countersign/smb1` name them; absent where the
   * message has none.
   */
  securityMode?: number;
  /** As `securityMode`. */
  capabilities?: number;
  clientGuid?: string;
  contexts?: ContextReport[];
}

/** What the server answered ([MS-SMB2] 2.2.4, [MS-CIFS] 2.2.4.52.2). */
export interface NegotiateResponseReport {
  protocol: "smb1" | "smb2";
  status: string;
  /** '2.FF' for 0x02FF; SMB1: the name chosen, where the request told it; absent when refused. */
  dialect?: string;
  /**
   * The field of that name, bit by bit as `@countersign/smb2` and `@countersign/smb1` name them; absent where the
   * message has none.
   */
  securityMode?: number;
  /** As `securityMode`. */
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
  /** ContextType ([MS-SMB2] 2.2.3.1). */
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
  /** SecurityMode of its SESSION_SETUP request ([MS-SMB2] 2.2.5); absent in SMB1 and where no request was seen. */
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
  /**
   * NegotiateFlags of the NEGOTIATE ([MS-NLMP] 2.2.2.5); absent where it was not seen or has none. So for the two
   * below.
   */
  negotiateFlags?: number;
  /** Of the CHALLENGE. */
  challengeFlags?: number;
  /** Of the AUTHENTICATE. */
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
  /** 1-based number in the file; absent where no packet is to blame. */
  packet?: number;
  layer: string;
  code: string;
  field?: string;
  /** Bytes: of the message; of the file where `layer` is 'file', as it is wrapped where that is 'compression'. */
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
export interface CaptureReport extends AnyReport {
  kind: "capture";
  file: string;
  /** Absent: the input is no capture that can be read; a problem says why. */
  format?: CaptureFormat;
  /** What the file was wrapped in; `bytes` and the offsets of its problems count what came out. */
  compression?: Compression;
  /** Each of them is counted once in `tcp`, `dropped` or `unread`. */
  packets: number;
  /** Bytes of the file, its headers included. */
  bytes: number;
  /** How many `handshake` reports there are of it. */
  handshakes: number;
  /** Packets that brought a TCP segment. */
  tcp: TcpPackets;
  /** Packets that brought none, by reason. */
  dropped: Record<string, number>;
  /** Packets whose record in the file could not be read, by reason. */
  unread: Record<string, number>;
  /** What happened to conversations, segments and fragments. */
  counters: Record<string, number>;
  problems: ProblemReport[];
}

/** How capture files are wrapped. */
export type Compression = "gzip" | "zstd";

/** TCP segments, by what became of their bytes. */
export interface TcpPackets {
  /** With payload of a conversation: handed on, at once or when their turn came, or known already. */
  payload: number;
  /** Without payload, or resets. */
  empty: number;
  /** With payload of conversations that were over. */
  late: number;
}

/** `by: "host"`: one server address, joined over protocols, conversations and captures. */
export interface HostReport extends AnyReport {
  kind: "host";
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
  /** What a probe asked, in the order of time; absent where none did. Evidence of a probe counts its messages. */
  probe?: ProbeQuestionReport[];
  /** What the probe was told to ask: a name or an address. */
  target?: { host: string; port: number };
  /** How it looks from each place, by the place's name; there where several reports were joined. */
  vantages?: HostPathReport[];
}

/** How a host looks from one place. */
export interface HostPathReport {
  name: string;
  /** Every port that was asked for or seen there, ascending. */
  ports: { port: number; state: PortState }[];
  advertised: HostReport["advertised"];
  relayToSmb: HostReport["relayToSmb"]["outcome"];
  firstSeen: string;
  lastSeen: string;
}

/** `reached`: something answered. `filtered`: nothing came back, or only that there is no way. */
export type PortState = "reached" | "refused" | "filtered";

/** How a question of a probe ended; a field is absent where it says nothing. */
export interface ProbeEndReport {
  outcome: ProbeOutcome;
  /** Of an answer that is an error. */
  status?: string;
  /** The SMB2 dialect chosen. */
  dialect?: string;
  /** What speaks there in place of SMB. */
  looksLike?: PeerProtocol;
  /** RFC 1002 4.3.4, of a NetBIOS session that was declined. */
  sessionError?: number;
  /** Where a NetBIOS session was sent instead. */
  retarget?: Endpoint;
  /** Of what more came than the probe takes in. */
  limit?: "message-length" | "frames";
  /** What could not be read; of a connection that did not come to be, the system's code, such as 'ENOTFOUND'. */
  error?: string;
}

/** One connection of a probe. */
export interface ProbeQuestionReport extends ProbeEndReport {
  question: "smb2" | "multi-protocol" | "smb1";
  /** SMB2: '2.0.2' '2.1' '3.0' '3.0.2' '3.1.1'; SMB1: as sent. */
  dialects: string[];
  /** TCP port. */
  port: number;
  /** When the connection stood, or was known not to come to be. */
  time: string;
  /** How the request for an NTLM CHALLENGE ended, where there was one. */
  challenge?: ProbeEndReport;
}

/** What the server calls itself in NTLM: its last word on each; absent where it says nothing. */
export interface HostNames {
  netbiosName?: string;
  netbiosDomain?: string;
  dnsName?: string;
  dnsDomain?: string;
  dnsForest?: string;
}

/** One report of the contract, version 1, told by its `kind`. */
export type Report = HandshakeReport | NtlmOnlyReport | HostReport | CaptureReport;
