import { CaptureFormat } from '@countersign/capture';
import { Finding, SessionFact, Remediation, FindingCode } from '@countersign/guidance';
import { ProbeOutcome, PeerProtocol, Handshake, NtlmExchange, ProbeResult } from '@countersign/handshake';
import { Smb1Advertised, Smb2Advertised, Reason, NtlmResponseKind, ChannelBindings, Observed, HostAnswers, DialectChoice, Advertised, HostSmb2Answer } from '@countersign/signing';

/** One end of a conversation. */
interface Endpoint {
    address: string;
    /** TCP port. */
    port: number;
}
/** Where and when a report was made, where there are several places to make reports at. */
interface VantageReport {
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
interface HandshakeReport extends ConversationReport {
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
interface NegotiationReport {
    /** The packet in which the request (or, without one, the answer) ends. */
    packet: number;
    request?: NegotiateRequestReport;
    response?: NegotiateResponseReport;
}
/** What the client offered ([MS-SMB2] 2.2.3, [MS-CIFS] 2.2.4.52.1). */
interface NegotiateRequestReport {
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
interface NegotiateResponseReport {
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
interface ContextReport {
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
interface SessionReport {
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
        client: {
            signed: number;
            total: number;
        };
        server: {
            signed: number;
            total: number;
        };
        encrypted: number;
    };
}
/** One NTLM exchange; a field is absent where its message was not seen or has none. */
interface NtlmReport {
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
    targetInfo?: {
        id: number;
        name: string;
        value: string;
    }[];
    /** Such as '10.0.20348'. */
    serverVersion?: string;
    domain?: string;
    user?: string;
    workstation?: string;
    response?: NtlmResponseKind;
    /** `present`: the payload starts after the field, zeros count; `asserted`: MsvAvFlags bit 0x2. */
    mic?: {
        present: boolean;
        asserted: boolean;
    };
    /** MsvAvTargetName of the client. */
    targetNameSent?: string;
    channelBindings?: ChannelBindings;
    /** With `showSecrets` alone: what passwords can be searched with, and keys. */
    secrets?: NtlmSecrets;
}
/** Bytes of AUTHENTICATE as hex; a field is absent where the message has none. Never without being asked for. */
interface NtlmSecrets {
    lmResponse?: string;
    ntResponse?: string;
    mic?: string;
    encryptedRandomSessionKey?: string;
}
/** The three answers. */
interface SigningReport {
    /** Absent: never asked; 'unknown': asked and not learned. */
    advertised: {
        smb1?: Smb1Advertised;
        smb2?: Smb2Advertised;
    };
    effective: {
        outcome: "signed" | "unsigned" | "blocked" | "unknown";
        because: Reason[];
    };
    relayToSmb: {
        outcome: "blocked" | "possible" | "unknown";
        because: Reason[];
        notObservable: string[];
    };
    /** Of security modes; those of the messages' formats are in problems. */
    deviations: Reason[];
}
/** Something that could not be read. */
interface ProblemReport {
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
type CarrierName = "http" | "ldap" | "dcerpc" | "tds" | "smtp" | "imap" | "pop3" | "tcp";
/** One NTLM exchange that is no SMB logon. */
interface NtlmOnlyReport extends ConversationReport {
    kind: "ntlm";
    carrier: CarrierName;
    ntlm: NtlmReport;
    /** What is worth knowing of this exchange alone. */
    findings: Finding[];
}
/** One a file, last. */
interface CaptureReport extends AnyReport {
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
type Compression = "gzip" | "zstd";
/** TCP segments, by what became of their bytes. */
interface TcpPackets {
    /** With payload of a conversation: handed on, at once or when their turn came, or known already. */
    payload: number;
    /** Without payload, or resets. */
    empty: number;
    /** With payload of conversations that were over. */
    late: number;
}
/** `by: "host"`: one server address, joined over protocols, conversations and captures. */
interface HostReport extends AnyReport {
    kind: "host";
    address: string;
    /** Where it spoke SMB or NTLM; ascending. */
    ports: number[];
    names: HostNames;
    /** Such as '10.0.20348', as its last NTLM CHALLENGE says. */
    systemVersion?: string;
    /** Absent: never asked; 'unknown': asked and not learned. */
    advertised: {
        smb1?: Smb1Advertised;
        smb2?: Smb2Advertised;
    };
    /** Chosen by the server, SMB1 first, then ascending; '2.FF' for the answer to an SMB1 opening. */
    dialects: string[];
    relayToSmb: {
        outcome: "blocked" | "possible" | "unknown";
        because: Reason[];
        notObservable: string[];
    };
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
    target?: {
        host: string;
        port: number;
    };
    /** How it looks from each place, by the place's name; there where several reports were joined. */
    vantages?: HostPathReport[];
}
/** How a host looks from one place. */
interface HostPathReport {
    name: string;
    /** Every port that was asked for or seen there, ascending. */
    ports: {
        port: number;
        state: PortState;
    }[];
    advertised: HostReport["advertised"];
    relayToSmb: HostReport["relayToSmb"]["outcome"];
    firstSeen: string;
    lastSeen: string;
}
/** `reached`: something answered. `filtered`: nothing came back, or only that there is no way. */
type PortState = "reached" | "refused" | "filtered";
/** How a question of a probe ended; a field is absent where it says nothing. */
interface ProbeEndReport {
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
interface ProbeQuestionReport extends ProbeEndReport {
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
interface HostNames {
    netbiosName?: string;
    netbiosDomain?: string;
    dnsName?: string;
    dnsDomain?: string;
    dnsForest?: string;
}
/** One report of the contract, version 1, told by its `kind`. */
type Report = HandshakeReport | NtlmOnlyReport | HostReport | CaptureReport;

/** What a `HostView` takes: one conversation with a server, seen or made. */
interface HostObservation {
    /** As reports name the capture; '' where there is none. */
    file: string;
    server: Endpoint;
    /** When the conversation began, ISO 8601 UTC. */
    time: string;
    /** In the order of time. */
    answers: HostAnswers;
    choices: DialectChoice[];
    /** The names of those that the server chose. */
    smb1Dialects: string[];
    guids: {
        packet: number;
        protocol: "smb1" | "smb2";
        guid: string;
    }[];
    /** What it called itself, message by message. */
    identities: {
        packet: number;
        names: HostNames;
        systemVersion?: string | undefined;
    }[];
    /** The server's clock less the capture's, in seconds; `undefined` where it told no time. */
    clockSkew: number | undefined;
    sessions: SessionFact[];
    /** What holds whatever else is learned: of single messages and exchanges. */
    findings: Finding[];
    /** The lowest SMB2 dialect that the server accepts, where that was learned. */
    minimumDialect?: number | undefined;
    /** What was asked, where a probe made the conversation; `order` counts its connections. */
    probe?: {
        order: number;
        asked: ProbeQuestionReport;
    } | undefined;
}
/** Where and when a conversation took place. */
type ObservationFacts = Pick<HostObservation, "file" | "server" | "time">;
/** An observation of an SMB conversation, without its NTLM inside pipes. */
declare function observeHandshake(facts: ObservationFacts, handshake: Handshake): HostObservation;
/** An observation of NTLM that is no SMB logon. */
declare function observeNtlm({ file, server, time }: ObservationFacts, exchange: NtlmExchange): HostObservation;

/** When and where something was seen. */
interface Stamp {
    /** Of the conversation's first packet, ISO 8601 UTC. */
    time: string;
    /** 0 where it is not known. */
    packet: number;
    file: string;
}
interface Stamped<T> extends Stamp {
    value: T;
}
/** Values by key, by group: plain data. */
type MemoryState<T> = [group: string, values: [key: string, value: Stamped<T>][]][];

/** What is kept of one address, as plain data that can cross the border of a worker. */
interface HostState {
    address: string;
    ports: number[];
    smb1: MemoryState<Advertised<Smb1Advertised>>;
    smb2: MemoryState<HostSmb2Answer>;
    choices: MemoryState<DialectChoice>;
    smb1Dialects: MemoryState<string>;
    identities: MemoryState<string>;
    names: MemoryState<string>;
    sessions: Stamped<SessionFact>[];
    findings: MemoryState<Reason>;
    asked: MemoryState<ProbeQuestionReport>;
    minimumDialect: MemoryState<number>;
    clockSkew: number;
    firstSeen: string;
    lastSeen: string;
}

/** What a `HostView` keeps; what is in there is its own matter. */
type HostViewState = HostState[];
/** Joins what conversations showed of their servers; keeps a bounded memory of each address. Without I/O. */
declare class HostView {
    #private;
    /** Takes in one observation and keeps nothing of it but what the reports need. */
    add(observation: HostObservation): void;
    /** All that is kept, as plain data: what another view is to `join`, in another thread or process of this version. */
    state(): HostViewState;
    /** Takes in what another view keeps. The reports are those of one view that was given all observations. */
    join(state: HostViewState): void;
    /** The reports of all that was added until now, by address: IPv4 first, each ascending. */
    reports(): HostReport[];
}

/** How to inspect a capture, and what to report. */
interface InspectOptions {
    /** How reports name the capture; '' unless given. */
    file?: string;
    /** `firstPacket`: all at the end, in the order of their first packets. `ended`: each as its conversation ends. */
    order?: "firstPacket" | "ended";
    /** `host`: a report for each server address, at the end, in place of those of conversations. `both`: after those. `conversation` unless given. */
    by?: "conversation" | "host" | "both";
    /** As `by: "host"`, unless `by` is `both`, joined with what is in there and left in there: `hosts.reports()` gives the reports. */
    hosts?: HostView;
    /** Puts LM and NT responses, MICs and session keys into reports. They can be used to find passwords out. */
    showSecrets?: boolean;
    /** For sources that unwrap. */
    source?: SourceFacts;
}
/** What a source says of itself. It may change until the capture ends: then it goes into the capture's report. */
interface SourceFacts {
    /** What the bytes were wrapped in before they came. */
    compression?: Compression;
    /** What was wrong with that, before the problems of the capture. */
    problems: ProblemReport[];
}
/**
 * Takes a capture in chunks of any size. Never throws for what the bytes hold: that becomes problems. Follows 8,192
 * conversations at a time, and holds 8 MiB of all their unfinished messages; past that the oldest is read no further.
 */
declare class CaptureInspector {
    #private;
    constructor(options?: InspectOptions);
    /** Takes the next bytes; they may be reused afterwards. */
    push(chunk: Uint8Array): void;
    /** Ends the capture: what was open is reported, and the capture's own report comes last. */
    end(): void;
    /** The next report that is ready; `undefined`: none before more is pushed, or the end was told. */
    next(): Report | undefined;
}

/** Writes one document: the texts that `add` and `end` return, joined, are it. Either may return an empty one. */
interface ReportWriter {
    add: (report: Report) => string;
    /** To be called once, after the last report. */
    end: () => string;
}
/** What a format can be told; each passes over what is not its own. */
interface FormatOptions {
    /** The version of the program that writes, for formats that name it. */
    toolVersion?: string;
    /** `markdown`: a table of what became of every packet of a file. */
    stats?: boolean;
}

/** The columns of the `csv` format, in their order. Columns may be added at the end, never renamed. */
declare const csvColumns: readonly string[];

/** How many packets met one fate. */
interface PacketAccount {
    what: string;
    /** How many. */
    packets: number;
}
/** Every packet of the capture is in one of these; fates that none met are left out. */
declare function packetAccounts({ tcp, dropped, unread }: CaptureReport): PacketAccount[];

/** What a remediation changes, a line each, with where: 'Policy', 'Registry', 'PowerShell', 'smb.conf', 'nsmb.conf', 'Step'. */
declare function settingsOf(advice: Remediation): (readonly [where: string, what: string])[];

/** A report in short; what it does not tell is absent. */
interface ReportSummary {
    kind: "handshake" | "ntlm" | "host";
    /** '' for a host, which can be in several. */
    file: string;
    serverAddress: string;
    serverPorts: number[];
    client?: Endpoint;
    /** 1-based number in its file; absent for a host. */
    firstPacket?: number;
    firstSeen: string;
    lastSeen?: string;
    /** 'direct-tcp', 'netbios-session', or what carried NTLM. */
    transport?: string;
    netbiosName?: string;
    dnsName?: string;
    systemVersion?: string;
    dialects: string[];
    advertised?: SigningReport["advertised"];
    effective?: SigningReport["effective"]["outcome"];
    relayToSmb?: SigningReport["relayToSmb"]["outcome"];
    /** A line each, such as 'NORDWIND\astrid (user) ntlm signed'; of a host, counts such as '3 user'. */
    sessions: string[];
    findings: FindingCode[];
    /** How many there were. */
    problems?: number;
    /** Of a probed host, a line a question, such as 'SMB2: answered' or '3.1.1 alone: reset'. */
    asked?: string[];
    /** What a probe was told to ask, such as 'files.example:445'. */
    target?: string;
}
/** Sums up what is about a server. */
declare function summarize(report: Exclude<Report, CaptureReport>): ReportSummary;

/** The text with everything that shows nothing, or turns the direction of writing, as `\u{1b}`: safe for a terminal. */
declare function visibleText(text: string): string;
/** A value as JSON in one line. What a terminal would act on is escaped, which JSON's own rules leave to the writer. */
declare function jsonLine(value: unknown): string;
/** `[2001:db8::1]:445`, `192.0.2.1:445`. */
declare function endpointText(address: string, port: number): string;

/** Every format that reports can be written in. */
declare const formatNames: readonly ["json", "ndjson", "csv", "markdown", "sarif"];
/** A format that {@link reportWriter} knows, such as `ndjson`. */
type FormatName = (typeof formatNames)[number];
/** A writer for one document. Streams: what was written is not kept, but for a file's tables in `markdown`. */
declare function reportWriter(format: FormatName, options?: FormatOptions): ReportWriter;

/** A probe's connections as observations, for a `HostView` that joins them with others. */
declare function observeProbe(server: Endpoint, result: ProbeResult): HostObservation[];
/** The report of one probed host. */
declare function probeReport(target: Endpoint, result: ProbeResult): HostReport;

/**
 * Reads a capture from any source of chunks and yields its reports, the capture's own last. A chunk is done with when
 * the next one is asked for, so a source may reuse its memory. What the source throws passes through.
 */
declare function inspectCapture(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: InspectOptions): AsyncGenerator<Report, void, undefined>;
/** As {@link inspectCapture}, for a source that needs no waiting. */
declare function inspectCaptureSync(source: Iterable<Uint8Array>, options?: InspectOptions): Generator<Report, void, undefined>;

/** A message as it went over the wire. */
interface CapturedMessage {
    from: "client" | "server";
    /** The packet in which it ends, or which made known that it never will. */
    packet: number;
    /** SMB: from the frame's header on. Else one NTLMSSP message, taken out of what carried it. Its own memory. */
    bytes: Uint8Array;
    /** Bytes that the whole message has: more than there are in `bytes` where it was lost in part, or longer than was asked for. */
    length: number;
}

/** How much of a conversation is kept. */
interface MessageOptions {
    /** Bytes of one message that are handed out, beside a frame's header: 64 KiB unless told. */
    maxLength?: number;
}
/**
 * Reads a capture until the conversation of a report ends, and yields its messages in the order in which they ended:
 * SMB's frames for a `handshake`, the NTLMSSP messages for an `ntlm` report. What the source throws passes through.
 */
declare function conversationMessages(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, report: HandshakeReport | NtlmOnlyReport, options?: MessageOptions): AsyncGenerator<CapturedMessage, void, undefined>;

/**
 * Makes a function that replaces, in the reports given to it one after another, names of users, computers and domains,
 * service principal names, addresses, GUIDs and file names by stand-ins of the same form. A name has the same stand-in
 * in all of them, whatever its letter case. `secrets` are left out, since responses hold names. The reports given to it
 * are not changed.
 */
declare function nameRedactor(): <R extends Report>(report: R) => R;

/** A JSON Schema, as data. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema, draft 2020-12, of one report: of a line of `ndjson`, of an element of `json`. */
declare const reportSchema: JsonSchema;

export { CaptureInspector, type CaptureReport, type CapturedMessage, type CarrierName, type Compression, type ContextReport, type Endpoint, type FormatName, type FormatOptions, type HandshakeReport, type HostNames, type HostObservation, type HostPathReport, type HostReport, HostView, type HostViewState, type InspectOptions, type JsonSchema, type MessageOptions, type NegotiateRequestReport, type NegotiateResponseReport, type NegotiationReport, type NtlmOnlyReport, type NtlmReport, type NtlmSecrets, type ObservationFacts, type PacketAccount, type PortState, type ProbeEndReport, type ProbeQuestionReport, type ProblemReport, type Report, type ReportSummary, type ReportWriter, type SessionReport, type SigningReport, type SourceFacts, type TcpPackets, type VantageReport, conversationMessages, csvColumns, endpointText, formatNames, inspectCapture, inspectCaptureSync, jsonLine, nameRedactor, observeHandshake, observeNtlm, observeProbe, packetAccounts, probeReport, reportSchema, reportWriter, settingsOf, summarize, visibleText };
