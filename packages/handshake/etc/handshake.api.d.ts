import { DecodeError } from '@countersign/bytes';
import * as ntlmssp from '@countersign/ntlmssp';
import * as smb1 from '@countersign/smb1';
import * as smb2 from '@countersign/smb2';
import { Dialect } from '@countersign/smb2';
import * as signing from '@countersign/signing';
import { NtlmResponseKind, MessageCounts, DialectChoice, NegotiationFacts, NtlmFacts, NtlmInspection, HostAnswers, Observed } from '@countersign/signing';
import * as spnego from '@countersign/spnego';

/** A message and when it came, as the caller counts time: a packet's number, a clock. */
interface Stamped<T> {
    at: number;
    message: T;
}
/** The messages of one exchange that were seen; each may be absent. */
interface NtlmExchange {
    negotiate: Stamped<ntlmssp.Negotiate> | undefined;
    challenge: Stamped<ntlmssp.Challenge> | undefined;
    authenticate: Stamped<ntlmssp.Authenticate> | undefined;
}
/** Puts messages together: an exchange opens with a NEGOTIATE, or with a message that the open one already has. */
declare class NtlmExchanges {
    #private;
    readonly all: NtlmExchange[];
    /** `all`: where to put them. */
    constructor(all?: NtlmExchange[]);
    /** Decodes one message and answers it with its exchange, or the error. The message shares the token's memory. */
    add(token: Uint8Array, at: number): {
        message: ntlmssp.Message;
        exchange: NtlmExchange;
    } | DecodeError;
}

/** How a session is authenticated; `unknown` until a token tells. */
type Mechanism = "ntlm" | "kerberos" | "other" | "unknown";
/** What one security buffer tells. */
interface SecurityToken {
    token: spnego.Token | undefined;
    /** Offered mechanisms as dotted OIDs, the preferred one first; empty where the token has none. */
    mechTypes: string[];
    mechanism: Mechanism;
    /** An NTLMSSP message, sharing the buffer's memory. */
    ntlm: Uint8Array | undefined;
    error: DecodeError | undefined;
}
/** Reads a security buffer; what cannot be decoded is told in `error`, and an NTLMSSP message inside still found. */
declare function readSecurityToken(buffer: Uint8Array): SecurityToken;

type Protocol = "smb1" | "smb2";
/** One connection's handshakes. Decoded messages own their memory. */
interface Handshake {
    transport: "direct-tcp" | "netbios-session";
    negotiations: Negotiation[];
    /** In the order in which their first message came. */
    sessions: Session[];
    /** NTLM inside named pipes: DCE/RPC binds. */
    pipeNtlm: NtlmExchange[];
    problems: Problem[];
    /** What VALIDATE_NEGOTIATE_INFO repeated. */
    validations: {
        at: number;
        message: ValidateNegotiateInfo;
    }[];
}
type ValidateNegotiateInfo = Extract<smb2.Message, {
    kind: "validateNegotiateInfoRequest" | "validateNegotiateInfoResponse";
}>;
/** A NEGOTIATE request and the next answer of either protocol; either may not have been seen. */
interface Negotiation {
    request: NegotiateMessage<Smb1NegotiateRequest, Smb2NegotiateRequest> | undefined;
    response: NegotiateMessage<Smb1NegotiateResponse, Smb2NegotiateResponse> | undefined;
}
/** A message of a negotiation; `message` is absent where it was cut or could not be decoded. */
type NegotiateMessage<One, Two> = {
    protocol: "smb1";
    at: number;
    state: MessageState;
    status: number;
    message: One | undefined;
} | {
    protocol: "smb2";
    at: number;
    state: MessageState;
    status: number;
    message: Two | undefined;
};
type MessageState = "complete" | "truncated" | "undecodable";
type Smb1NegotiateRequest = Extract<smb1.Message, {
    kind: "negotiateRequest";
}>;
type Smb1NegotiateResponse = Extract<smb1.Message, {
    kind: "negotiateResponse";
}>;
type Smb2NegotiateRequest = Extract<smb2.Message, {
    kind: "negotiateRequest";
}>;
type Smb2NegotiateResponse = Extract<smb2.Message, {
    kind: "negotiateResponse";
}>;
/** One authentication: it ends with a status other than STATUS_MORE_PROCESSING_REQUIRED. */
interface Session {
    protocol: Protocol;
    /** SMB2: SessionId; SMB1: the UID. 0n until an answer gave one. */
    sessionId: bigint;
    /** SESSION_SETUP with the BINDING flag. */
    binding: boolean;
    /** SMB2: the session that the client, after a reconnect, asks the server to end; 0n for none. */
    previousSessionId: bigint;
    /** SecurityMode of the SESSION_SETUP request. */
    clientSecurityMode: number | undefined;
    /** SMB1: Flags2 of the SESSION_SETUP_ANDX request, which tells the client's policy. */
    clientFlags2: number | undefined;
    /** When the first SESSION_SETUP message of it came. */
    at: number;
    /** The last status seen; `undefined` where no answer was. */
    status: number | undefined;
    /** Its end was seen. */
    ended: boolean;
    /** SMB2 SessionFlags; an SMB1 guest is IS_GUEST too. */
    sessionFlags: number;
    mechanism: Mechanism;
    ntlm: NtlmExchange | undefined;
    /** The responses and names of an SMB1 logon without extended security, which knows no NTLMSSP. */
    plain: PlainLogon | undefined;
    messages: MessageCounts;
}
/** [MS-CIFS] 2.2.4.53.1: what a SESSION_SETUP_ANDX without extended security says. */
interface PlainLogon {
    /** 8 bytes, of the NEGOTIATE response. */
    challenge: Uint8Array | undefined;
    response: NtlmResponseKind;
    /** OEMPassword or AccountPassword; may be empty. */
    lmResponse: Uint8Array;
    /** UnicodePassword; may be empty. */
    ntResponse: Uint8Array;
    domain: string;
    user: string;
}
/** Something that could not be read; the rest stands. */
interface Problem {
    at: number;
    layer: "netbios" | "smb1" | "smb2" | "spnego" | "ntlmssp";
    error: DecodeError;
}

/** Each with `at`, the caller's own count or clock of the bytes in which the message ended. */
type HandshakeEvent = 
/** `negotiation` is the entry that the message belongs to; its own part may lack the message. */
{
    kind: "negotiateRequest";
    at: number;
    negotiation: Negotiation;
} | {
    kind: "negotiateResponse";
    at: number;
    negotiation: Negotiation;
} | {
    kind: "sessionSetupRequest";
    at: number;
    session: Session;
    message: smb1.Message | smb2.Message;
} | {
    kind: "sessionSetupResponse";
    at: number;
    session: Session;
    message: smb1.Message | smb2.Message;
} | {
    kind: "validateNegotiateInfo";
    at: number;
    message: ValidateNegotiateInfo;
}
/** `session` is absent for NTLM inside a named pipe. */
 | {
    kind: "ntlm";
    at: number;
    message: ntlmssp.Message;
    exchange: NtlmExchange;
    session: Session | undefined;
}
/** An authentication ended, well or not. */
 | {
    kind: "session";
    at: number;
    session: Session;
}
/** An inner layer could not be read; the outer events stand. */
 | {
    kind: "undecodable";
    at: number;
    layer: Problem["layer"];
    error: DecodeError;
};

/**
 * The first NTLMSSP message anywhere in `bytes`: a signature, a type from 1 to 3, and a message that decodes. Shares the
 * memory of `bytes`, and ends where the message does.
 */
declare function findNtlm(bytes: Uint8Array): Uint8Array | undefined;
/**
 * How long the message at the start of `bytes` is, in bytes; 0 where none begins there. An answer above `bytes.length`
 * is what must be there before more can be told: ask again then. [MS-NLMP] 2.2.1.1 to 2.2.1.3.
 */
declare function ntlmExtent(bytes: Uint8Array): number;

/** Maps a connection to what `inspectNegotiation` of `signing` takes; `at` becomes the evidence's packet. */
declare function negotiationFacts({ negotiations, validations, sessions }: Handshake): NegotiationFacts;
/** What was offered and chosen in each negotiation that was answered, for `downgradedChoices` of `signing`. */
declare function dialectChoices({ negotiations }: Handshake): DialectChoice[];

/** Maps an exchange to what `inspectNtlm` of `signing` takes; `at` becomes the evidence's packet. */
declare function ntlmFacts({ negotiate, challenge, authenticate }: NtlmExchange): NtlmFacts;
/** What the NTLM of a session says; of an SMB1 logon without NTLMSSP no more than its response's kind. */
declare function ntlmInspections({ ntlm, plain, at }: Session): NtlmInspection[];
/** The AV pairs of an AUTHENTICATE's NTLMv2 response; `undefined` without one, or where it does not decode. */
declare function responsePairs(m: ntlmssp.Authenticate): ntlmssp.AvPair[] | undefined;
/** An AV pair's value as on the wire. */
declare function avValue(pair: ntlmssp.AvPair): Uint8Array;

/** Who sent the bytes; where a message's own direction flag says otherwise, the flag is believed. */
type Side = "client" | "server";
interface ObserverOptions {
    /** Told of every event as it happens. */
    onEvent?: (event: HandshakeEvent) => void;
}
/**
 * Follows the handshakes of one connection. `push` never throws: what cannot be read becomes a problem, and after lost
 * or foreign bytes the stream is taken up again at the next frame that holds an SMB message.
 */
declare class HandshakeObserver {
    #private;
    constructor(options?: ObserverOptions);
    /** What was seen so far. */
    get handshake(): Handshake;
    /** Frames that held an SMB message. */
    get messages(): number;
    /** Takes the next bytes of one side. `at` is the caller's count or clock; it stands in events and evidence. */
    push(side: Side, bytes: Uint8Array, at?: number): void;
    /** As `push`, for bytes in place: `bytes[start, end)` is not kept. */
    feed(side: Side, bytes: Uint8Array, start: number, end: number, at: number): void;
    /** Bytes of one side that will never come. */
    gap(side: Side, length: number, at: number): void;
    /** The connection is over: a message that is not whole is judged by what there is of it. */
    end(): void;
    /** Bytes held of both sides until their messages are whole. */
    get heldBytes(): number;
    /** Tells whether the messages' direction flags say that `client` and `server` were taken for one another. */
    get sidesAreSwapped(): boolean;
}

/** A protocol that is not SMB; `echo` sends back what it gets. */
type PeerProtocol = "http" | "ssh" | "tls" | "ftp-or-smtp" | "imap" | "pop3" | "ldap" | "rdp" | "vnc" | "redis" | "echo" | "unknown";

/** What one connection was made for. */
type ProbeQuestion = 
/** An SMB2 NEGOTIATE; `dialects` are all of the options', or one of them. */
{
    kind: "smb2";
    dialects: Dialect[];
}
/** An SMB1 NEGOTIATE that offers SMB2 by name, and the SMB2 one that 0x02FF asks for. */
 | {
    kind: "multi-protocol";
    dialects: string[];
}
/** An SMB1 NEGOTIATE. */
 | {
    kind: "smb1";
    dialects: string[];
};
/** How a question ended. */
type ProbeOutcome = 
/** The answer is there, whole. */
"answered"
/** The server answered with an error; `status` tells it. */
 | "refused-by-status"
/** The server answered that it takes none of the dialects: SMB1's 0xFFFF. */
 | "dialects-refused"
/** Nothing listens there. */
 | "connection-refused"
/** There is no way there. */
 | "unreachable"
/** The connection did not come to be in time. */
 | "connect-timeout"
/** The peer reset the connection in place of an answer: Windows without SMB1 does so when asked for it. */
 | "reset"
/** The peer closed the connection in place of an answer. */
 | "closed"
/** No answer came in time. */
 | "silent"
/** Port 139: the session request was declined; `sessionError` says why. */
 | "session-refused"
/** Port 139: the session request was sent elsewhere, to `retarget`, where the probe does not follow. */
 | "retargeted"
/** The peer speaks something else, see `looksLike`. */
 | "not-smb"
/** The peer sent a request in place of an answer, its own or ours. */
 | "wrong-direction"
/** What came is SMB and cannot be read, or is no answer to what was asked; `error` says why. */
 | "malformed"
/** More came than the probe takes in; `limit` says of what. */
 | "limit";
/** What is known beside the outcome; a field is absent where it says nothing. */
interface ProbeDetail {
    /** NTSTATUS; from an SMB1 server without NT status codes a DOS error class and code. */
    status?: number;
    /** DialectRevision of the SMB2 answer. */
    dialect?: Dialect;
    looksLike?: PeerProtocol;
    /** RFC 1002 4.3.4 ERROR_CODE. */
    sessionError?: number;
    /** `address`: IPv4, dotted. */
    retarget?: {
        address: string;
        port: number;
    };
    limit?: "message-length" | "frames";
    error?: string;
}
/** How a question, or its second part, ended. */
interface ProbeEnd {
    outcome: ProbeOutcome;
    detail: ProbeDetail;
}
/** One connection of a probe. Times are those that the caller gave. */
interface ProbeConnection extends ProbeEnd {
    question: ProbeQuestion;
    /** When the connection stood, or was known not to come to be. */
    began: number;
    ended: number;
    /** Port 139: the NetBIOS name that the server was called by. */
    calledName?: string;
    /** How the request for an NTLM CHALLENGE ended; absent where NEGOTIATE led to none. */
    challenge?: ProbeEnd;
    /**
     * What was asked and answered; `at` counts the messages of the whole probe from 1. Its problems' errors are plain
     * objects with the fields of a `DecodeError`.
     */
    handshake: Handshake;
}
/** Everything that a probe learned. */
interface ProbeResult {
    /** In the order in which they were made; never empty. */
    connections: ProbeConnection[];
}

/** Everything that a probe's server answered, for `joinHost` of `signing`. */
declare function probeAnswers(result: ProbeResult): HostAnswers;
/** What one connection of a probe tells. A protocol that it asked for is never left out, however it ended. */
declare function connectionAnswers({ question, outcome, handshake }: ProbeConnection): HostAnswers;
/**
 * The lowest SMB2 dialect that the server accepts, where each was asked for alone and each was taken or refused by a
 * status; else `undefined`.
 */
declare function minimumDialect({ connections }: ProbeResult): Dialect | undefined;

/** Every SMB2 dialect, ascending. */
declare const SMB2_DIALECTS: readonly Dialect[];
interface SigningProbeOptions {
    /** Answers so many random bytes: a ClientGuid, and a salt for each offer of 3.1.1. */
    random: (length: number) => Uint8Array;
    /** The SMB2 dialects to offer, all of them by default; none leaves SMB2 out. */
    dialects?: readonly Dialect[];
    /** Also asks for each of `dialects` alone, a connection each. Default: false. */
    allDialects?: boolean;
    /** Also opens as clients do that speak both protocols, in SMB1 with SMB2 by name. Default: false. */
    multiProtocol?: boolean;
    /** Also asks for SMB1 alone, "NT LM 0.12". Default: false. */
    smb1?: boolean;
    /** Goes on to SESSION_SETUP with an NTLM NEGOTIATE, for the names and the version in the CHALLENGE. Default: false. */
    challenge?: boolean;
    /** The server's name, sent in the NETNAME context of an offer of 3.1.1; without it there is no such context. */
    serverName?: string;
    /** `netbios-session` opens each connection with a session request, as port 139 wants it. Default: direct-tcp. */
    transport?: "direct-tcp" | "netbios-session";
    /** NetBIOS names to call the server by, at most 15 characters, until one is taken. Default: "*SMBSERVER" alone. */
    calledNames?: readonly string[];
    /** What to call ourselves there. Default: "COUNTERSIGN". */
    callingName?: string;
    /** Bytes: a longer message ends its connection with the outcome `limit`. Default: 64 KiB. */
    maxMessageLength?: number;
    /** Frames of one connection, keep-alives and interim answers among them; one more is `limit`. Default: 16. */
    maxFrames?: number;
}

/** How a connection ended, or that it did not come to be, as a transport is told. */
type CloseReason = "refused" | "unreachable" | "reset" | "end";

/** What whoever drives a probe has to do next. */
type ProbeStep = 
/** Close the connection at hand, if there is one, and open another; tell `connected`, `closed` or `timedOut`. */
{
    kind: "connect";
}
/** Send these bytes, the probe's no more. */
 | {
    kind: "send";
    bytes: Uint8Array;
}
/** Wait: for the connection, for bytes, for its end or for the time to be up. */
 | {
    kind: "need";
}
/** Close the connection at hand. Every later step is this one, with the same result. */
 | {
    kind: "done";
    result: ProbeResult;
};
/**
 * A probe of one server, for any transport to drive: `next` until it answers `need`, then tell what happened, and `next`
 * again. Times (`at`) are milliseconds since 1970, by the caller's clock; they come back in the result. Whatever a peer
 * sends, nothing throws, and what is sent holds no NTLM AUTHENTICATE. It holds at most one message of
 * `maxMessageLength`, in a buffer of up to twice that, and the answers. How long to wait is the transport's affair: a
 * limit for a whole answer, not for the next byte, ends also a peer that dribbles.
 */
declare class SigningProbe {
    #private;
    /** Options that ask nothing are a `RangeError`. */
    constructor(options: SigningProbeOptions);
    /** What to do next; ask again after each step but `need`. */
    next(): ProbeStep;
    /** The connection stands. */
    connected(at: number): void;
    /** Bytes from the peer, as they come; they are not kept. */
    push(bytes: Uint8Array, at: number): void;
    /** The connection is over, or did not come to be; `error` says more where the transport knows it, as a code. */
    closed(how: CloseReason, at: number, error?: string): void;
    /** The caller has waited long enough, for the connection or for an answer. */
    timedOut(at: number): void;
}

/** Whose session it is; `unknown`: its end was not seen, or nothing that tells a user from an anonymous one. */
type SessionOutcome = "user" | "guest" | "anonymous" | "failed" | "unknown";
/** Judges a session by its end. Samba leaves IS_NULL clear, so NTLM's empty responses tell an anonymous one too. */
declare function sessionKind(session: Session): SessionOutcome;
/** What the messages after the set-up showed; evidence, never a policy. */
declare function observedOf(session: Session): Observed;

/** The answers about one connection, each with its evidence; `at` of the observer is the evidence's packet. */
interface Verdict {
    /** What the server said, by protocol; absent: never asked. */
    advertised: {
        smb1?: signing.Smb1Advertised;
        smb2?: signing.Smb2Advertised;
    };
    effective: signing.EffectiveSigning;
    relayToSmb: signing.RelayExposure;
    /** Answers of the connection that differ from the one that counts. */
    conflicts: signing.Reason[];
    /** Of the server's security mode. */
    deviations: signing.Reason[];
    /** Of the client's. */
    clientDeviations: signing.Reason[];
}
/** Everything that the connection's server answered, for joining with that of other connections. */
declare function hostAnswers({ negotiations }: Handshake): signing.HostAnswers;
/** Judges a connection. */
declare function judge(handshake: Handshake): Verdict;

export { type CloseReason, type Handshake, type HandshakeEvent, HandshakeObserver, type Mechanism, type MessageState, type NegotiateMessage, type Negotiation, type NtlmExchange, NtlmExchanges, type ObserverOptions, type PeerProtocol, type PlainLogon, type ProbeConnection, type ProbeDetail, type ProbeEnd, type ProbeOutcome, type ProbeQuestion, type ProbeResult, type ProbeStep, type Problem, type Protocol, SMB2_DIALECTS, type SecurityToken, type Session, type SessionOutcome, type Side, SigningProbe, type SigningProbeOptions, type Stamped, type ValidateNegotiateInfo, type Verdict, avValue, connectionAnswers, dialectChoices, findNtlm, hostAnswers, judge, minimumDialect, negotiationFacts, ntlmExtent, ntlmFacts, ntlmInspections, observedOf, probeAnswers, readSecurityToken, responsePairs, sessionKind };
