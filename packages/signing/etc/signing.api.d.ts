import { ResponseKind } from '@countersign/ntlmssp';

/** What each reason code means, in one sentence: the list from which `ReasonCode` is made. */
declare const reasonMeanings: {
    readonly "answer-missing": "A request was sent and no answer was seen.";
    readonly "answer-truncated": "The answer was cut before all of it was seen, so nothing is concluded from it.";
    readonly "answer-undecodable": "The answer could not be decoded.";
    readonly "negotiation-failed": "The answer's status is an error, so it carries no security mode.";
    readonly "dialects-refused": "The server speaks none of the dialects that were offered.";
    readonly "connection-refused": "The connection was refused: nothing listens there.";
    readonly "host-unreachable": "There is no way to the host: no connection came to be.";
    readonly "connection-timed-out": "No connection came to be in the time given.";
    readonly "connection-reset": "The connection was reset in place of an answer.";
    readonly "connection-closed": "The connection was closed in place of an answer.";
    readonly "answer-timed-out": "No answer came in the time given.";
    readonly "netbios-session-refused": "The NetBIOS session, which comes before SMB on port 139, was declined.";
    readonly "netbios-session-retargeted": "The NetBIOS session was sent to another address, which was not followed.";
    readonly "peer-not-smb": "What answers there does not speak SMB.";
    readonly "peer-sent-requests": "What answers there sent a request, its own or an echo, in place of an answer.";
    readonly "answer-limit-reached": "More came than a probe takes in, and no answer was among it.";
    readonly "security-mode-missing": "The answer carries no security mode to judge.";
    readonly "server-requires-signing": "The server requires signing.";
    readonly "server-offers-signing": "The server supports signing and does not require it.";
    readonly "server-signing-disabled": "The server does not support signing.";
    readonly "client-requires-signing": "The client requires signing.";
    readonly "client-offers-signing": "The client supports signing and does not require it.";
    readonly "smb1-share-level-access": "Share-level access alone: SMB1 signing is disabled whatever the signing bits say.";
    readonly "smb1-plaintext-passwords": "Plaintext passwords alone: SMB1 signing is disabled whatever the signing bits say.";
    readonly "smb1-core-dialect": "The core dialect's answer has no security mode: signing does not exist there.";
    readonly "smb1-lanman-dialect": "LAN Manager dialects have no signing bits: signing does not exist there.";
    readonly "smb1-disabled-may-be-declined": "SMB1 has no wire value for 'declined': a server that shows 'disabled' may still sign for a client that requires it.";
    readonly "smb311-signs-tree-connect": "SMB 3.1.1 signs TREE_CONNECT for every user session: signed messages there do not mean that signing is required.";
    readonly "enabled-not-set": "An SMB2 server must set SIGNING_ENABLED in every NEGOTIATE response; neither signing bit is set.";
    readonly "required-without-enabled": "SIGNING_REQUIRED is set without SIGNING_ENABLED, which a server must not send.";
    readonly "client-security-mode-empty": "An SMB2 client must set SIGNING_ENABLED or SIGNING_REQUIRED; neither is set.";
    readonly "reserved-security-mode-bits": "Bits of the security mode are set that the specification does not define.";
    readonly "client-policy": "The client's signing policy, as it entered the comparison.";
    readonly "server-policy": "The server's signing policy, as it entered the comparison.";
    readonly "both-offer-signing": "SMB1 signs when both sides have signing enabled.";
    readonly "neither-requires-signing": "Neither side requires signing.";
    readonly "client-never-signs": "The server requires signing and the client has it disabled.";
    readonly "server-never-signs": "The client requires signing and the server has it disabled.";
    readonly "guest-session": "A guest session has no key that both sides know, so it is not signed.";
    readonly "anonymous-session": "An anonymous session is not signed.";
    readonly "guest-refused-by-client": "A client that requires signing ends a guest session unless insecure guest logons are allowed.";
    readonly "client-may-reject-guest": "A client that rejects guest access, as Windows does by default, ends this session.";
    readonly "server-may-expect-signature": "[MS-SMB2] 3.3.5.5.3 read literally makes a server demand signatures of a guest or anonymous client that sent SIGNING_REQUIRED.";
    readonly "smb1-signing-belongs-to-connection": "SMB1 signing belongs to the connection: once a user session turned it on, later guest and anonymous sessions are signed too.";
    readonly "smb1-required-client-may-disconnect": "[MS-CIFS] 3.2.1.1 tells a client that requires signing to drop a connection that does not sign.";
    readonly "session-encrypted": "The session is encrypted, and encryption takes the place of signing.";
    readonly "encryption-ignored": "Encryption was stated for a dialect that has none.";
    readonly "depends-on-client-policy": "The client's policy is unknown and decides the answer.";
    readonly "depends-on-server-policy": "The server's policy is unknown and decides the answer.";
    readonly "depends-on-session-kind": "Whether the session is a user's, a guest's or anonymous is unknown and decides the answer.";
    readonly "server-policy-unknown": "The server's policy was not learned.";
    readonly "no-protocol-answered": "No SMB protocol answered with a policy.";
    readonly "server-answers-differ": "The same server gave answers with different policies.";
    readonly "server-requires-encryption": "The server refuses sessions that are not encrypted, and a relay has no key.";
    readonly "minimum-dialect-311": "The server accepts SMB 3.1.1 alone, where TREE_CONNECT must be signed: by inference a relay fails, not tested.";
    readonly "victim-unknown": "The answer depends on the victim's NTLM messages, and none were given.";
    readonly "victim-flags-unknown": "The answer depends on the victim's SIGN and SEAL flags, and they are unknown.";
    readonly "victim-mic-unknown": "The answer depends on whether the victim's MIC protects its flags, and that is unknown.";
    readonly "victim-channel-binding-unknown": "The answer depends on the victim's channel binding, and it is unknown.";
    readonly "victim-target-name-unknown": "The answer depends on the target name the victim sends, and it is unknown.";
    readonly "victim-negotiates-signing": "The victim's NTLM sets NEGOTIATE_SIGN, so the server expects signed messages.";
    readonly "victim-negotiates-sealing": "The victim's NTLM sets NEGOTIATE_SEAL, so the server expects sealed messages.";
    readonly "victim-negotiates-neither": "The victim's NTLM sets neither NEGOTIATE_SIGN nor NEGOTIATE_SEAL.";
    readonly "flags-not-protected": "No MIC is asserted, so the SIGN and SEAL flags can be cleared on the way.";
    readonly "tls-forbids-sasl-security": "The server permits no SASL signing or sealing over TLS, and the victim negotiates it.";
    readonly "ntlmv1-key-obtainable": "With NTLMv1 any member of the domain can obtain the session key from a domain controller, so signing does not stop it.";
    readonly "ntlmv1-carries-no-bindings": "An NTLMv1 response protects neither channel bindings nor a target name.";
    readonly "ldap-signing-not-required": "The LDAP server does not require signing.";
    readonly "ldap-signing-off": "What an LDAP server with signing off does with a client that negotiates it is not documented.";
    readonly "channel-binding-required": "The server requires channel binding, and the victim's would be for another channel.";
    readonly "channel-binding-mismatch": "The victim sends a channel binding for another channel, and the server checks it.";
    readonly "channel-binding-not-sent": "The victim sends no channel binding or an all-zero one, and the server accepts that.";
    readonly "channel-binding-off": "The server does not check channel bindings.";
    readonly "channel-binding-unknown": "Whether the server checks channel bindings is unknown.";
    readonly "target-name-required": "The server requires a target name, and the victim sends none that counts.";
    readonly "target-name-mismatch": "The victim's target name names another service, and the server checks it.";
    readonly "target-name-untrusted": "The victim marks its target name as from an untrusted source, so the server ignores it.";
    readonly "http-not-signed": "HTTP authentication has no signing that could stop a relay.";
    readonly "mssql-not-covered": "SQL Server's encryption and extended protection settings decide, and neither is covered here.";
    readonly "negotiate-info-mode-differs": "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its SecurityMode is not that of NEGOTIATE.";
    readonly "negotiate-info-capabilities-differ": "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its Capabilities are not those of NEGOTIATE.";
    readonly "negotiate-info-guid-differs": "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its Guid is not that of NEGOTIATE.";
    readonly "negotiate-info-dialect-differs": "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its dialects are not those of NEGOTIATE.";
    readonly "negotiate-info-not-signed": "The answer to VALIDATE_NEGOTIATE_INFO must be signed or encrypted, and is neither.";
    readonly "dialect-not-offered": "The server chose a dialect that the client did not offer.";
    readonly "dialect-below-common": "The server chose a lower dialect than the highest that both ends speak.";
    readonly "dialect-spoken": "The server chose this dialect elsewhere, so it speaks it, and the client offered it or one like it.";
    readonly "client-requirement-dropped": "The client requires signing in NEGOTIATE and does not in SESSION_SETUP.";
    readonly "server-guid-differs": "Answers from one address carry different server GUIDs.";
    readonly "server-name-differs": "Answers from one address carry different computer names.";
    readonly "vantage-reached": "From this place the host answered; the value is its port.";
    readonly "vantage-not-reached": "From this place no connection to a port came to be that answers elsewhere; the value says how it ended.";
    readonly "vantage-policy": "What was advertised to this place, as protocol and policy.";
    readonly "session-unsigned": "Messages of this session were neither signed nor encrypted.";
    readonly "always-sign-not-set": "NEGOTIATE_ALWAYS_SIGN must be set in this message and is not.";
    readonly "flag-dropped-by-server": "The client asked for this flag in NEGOTIATE, and CHALLENGE must return it and does not.";
    readonly "flag-dropped-by-client": "NEGOTIATE and CHALLENGE have this flag, and AUTHENTICATE does not.";
    readonly "flag-added-by-client": "AUTHENTICATE has this flag, and CHALLENGE does not.";
    readonly "mic-asserted-but-absent": "MsvAvFlags says that a MIC is there, and the message has no room for one.";
    readonly "mic-asserted-but-zero": "MsvAvFlags says that a MIC is there, and it is all zeros.";
    readonly "mic-not-asserted": "There are MIC bytes that are not zero, and nothing says that the server should check them.";
    readonly "timestamp-without-mic": "CHALLENGE has MsvAvTimestamp, so the client should send a MIC, and it asserts none.";
    readonly "lm-response-with-timestamp": "CHALLENGE has MsvAvTimestamp, so the LM response should be zeros, and it is not.";
    readonly "target-info-removed": "An AV pair of CHALLENGE is not in AUTHENTICATE.";
    readonly "target-info-changed": "An AV pair of CHALLENGE has another value in AUTHENTICATE.";
    readonly "ntlmv1-response": "AUTHENTICATE carries an LM or NTLMv1 response.";
    readonly "target-info-added": "AUTHENTICATE has an AV pair that only a server sends and CHALLENGE does not have.";
};
/** The code of a `Reason`. */
type ReasonCode = keyof typeof reasonMeanings;
/** Where in a capture or a message evidence stands. */
interface Evidence {
    /** 1-based number of the packet in its file. */
    packet?: number | undefined;
    /** Bytes from the start of the message. */
    offset?: number | undefined;
    /** The capture, as reports name it; where evidence may come from more than one. */
    file?: string | undefined;
}
/** One reason for an answer, with the evidence that supports it. */
interface Reason {
    code: ReasonCode;
    /** 1-based number of the packet in its file. */
    packet?: number;
    /** Bytes from the start of the message. */
    offset?: number;
    /** The capture, as reports name it; there where evidence may come from more than one. */
    file?: string;
    /** What `value` was read from, as `Message.field`, or the side it belongs to. */
    field?: string;
    /** What stood there: a number as in the message, or a name. */
    value?: number | string;
}
/** Makes a `Reason`, leaving out evidence that there is not. */
declare function reason(code: ReasonCode, evidence?: Evidence & {
    field?: string | undefined;
    value?: number | string | undefined;
}): Reason;

/** What an SMB1 server's NEGOTIATE response says; 'unknown': asked and not learned. */
type Smb1Advertised = "disabled" | "enabled" | "required" | "unknown";
/** What an SMB2 or SMB3 peer's security mode says; 'unknown': asked and not learned. */
type Smb2Advertised = "enabled" | "required" | "unknown";
/** A policy as read from the wire, with what it rests on. */
interface Advertised<P> {
    policy: P;
    /** As on the wire, kept even where the policy is unknown or overrides it. */
    securityMode?: number;
    /** Why the policy is what it is, evidence first; never empty. */
    because: Reason[];
    /** What the security mode has that the specification forbids; does not change the policy. */
    deviations: Reason[];
}
/** How much of an answer there is to judge. */
type AnswerState = "complete" | "missing" | "truncated" | "undecodable";

/** The facts of one SMB_COM_NEGOTIATE response. */
interface Smb1Answer extends Evidence {
    /** `complete` unless said otherwise. */
    answer?: AnswerState | undefined;
    /** NTSTATUS, or DOS error class and code; 0, success, unless given. */
    status?: number | undefined;
    /** 17 for NT LM 0.12 (the default), 13 for LAN Manager, 1 for the core dialect or a refusal. */
    wordCount?: number | undefined;
    /** 0xFFFF: none of the dialects that were offered. */
    dialectIndex?: number | undefined;
    /** 1 byte in NT LM 0.12, the low byte of 2 in LAN Manager, absent in the core dialect. */
    securityMode?: number | undefined;
}
/** What an SMB1 NEGOTIATE response says of the server's signing; total, never throws. [MS-CIFS] 3.2.5.2. */
declare function advertisedSmb1(facts: Smb1Answer): Advertised<Smb1Advertised>;
/** The facts of an SMB1 client's first SESSION_SETUP_ANDX request. */
interface Smb1ClientFacts extends Evidence {
    /** Flags2 of the SMB1 header. */
    sessionSetupFlags2?: number | undefined;
}
/**
 * What an SMB1 client said of its signing, by Flags2 of its SESSION_SETUP_ANDX request. [MS-SMB] 2.2.3.1, 3.2.4.2.4.
 * With neither flag it is unknown: a client offers signing only where the two policies lead to it.
 */
declare function advertisedSmb1Client(facts: Smb1ClientFacts): Advertised<Exclude<Smb1Advertised, "disabled">>;

/** The facts of one SMB2 NEGOTIATE response. */
interface Smb2Answer extends Evidence {
    /** `complete` unless said otherwise. */
    answer?: AnswerState | undefined;
    /** NTSTATUS of the header; 0, success, unless given. */
    status?: number | undefined;
    /** DialectRevision; 0x02FF for the multi-protocol wildcard, whose security mode counts too. */
    dialect?: number | undefined;
    /** SecurityMode ([MS-SMB2] 2.2.4); absent where it could not be read. */
    securityMode?: number | undefined;
}
/** What an SMB2 NEGOTIATE response says of the server's signing; total, never throws. [MS-SMB2] 3.2.5.2. */
declare function advertisedSmb2(facts: Smb2Answer): Advertised<Smb2Advertised>;
/** The security modes an SMB2 client sent on one connection. */
interface Smb2ClientFacts extends Evidence {
    /** SecurityMode of its NEGOTIATE request. */
    negotiate?: number | undefined;
    /** SecurityMode of its SESSION_SETUP request; the only one after an SMB1 opening answered with 2.0.2. */
    sessionSetup?: number | undefined;
}
/**
 * What an SMB2 client said of its signing: required if either request has SIGNING_REQUIRED. [MS-SMB2] 3.3.5.5.3.
 * Windows clients also send REQUIRED in SESSION_SETUP to a server that requires, so it is no proof of their own policy.
 */
declare function advertisedSmb2Client(facts: Smb2ClientFacts): Advertised<Smb2Advertised>;

/** What each entry of `notObservable` means, in one sentence: the list from which `Unobservable` is made. */
declare const unobservableMeanings: {
    readonly "encryption-required": "Whether the server refuses unencrypted access does not show in NEGOTIATE.";
    readonly "spn-validation": "Whether the server checks the target name of the client's NTLM response is not on the wire.";
    readonly "channel-binding": "Whether the server checks channel bindings is not on the wire.";
    readonly "ntlm-blocked": "Whether the server or its domain refuses NTLM, for all or for some, is not on the wire.";
    readonly "minimum-dialect": "The lowest dialect the server accepts shows only when each is asked for on its own.";
    readonly "patch-level": "Whether the fixes for known bypasses are installed is not on the wire.";
    readonly "ldap-signing": "Whether the LDAP server requires signing shows only in its answer to an unsigned bind.";
    readonly "mssql-encryption": "Whether SQL Server requires encryption shows in its pre-login answer, not in NTLM.";
    readonly "smb1-not-asked": "SMB1 was never asked for, so nothing is known of it.";
    readonly "smb2-not-asked": "SMB2 was never asked for, so nothing is known of it.";
    readonly "smb1-not-answered": "SMB1 was asked for and no answer told its policy.";
    readonly "smb2-not-answered": "SMB2 was asked for and no answer told its policy.";
};
/** Something that could change an answer and that nothing in the input can show. */
type Unobservable = keyof typeof unobservableMeanings;

/** Which response an AUTHENTICATE message carries. */
type NtlmResponseKind = ResponseKind;
/** MsvAvChannelBindings of the client: 'zero' counts as absent ([MS-NLMP] 2.2.2.1). */
type ChannelBindings = "absent" | "zero" | "present";
/** The victim of a relay, by its NTLM messages; leave out what is unknown. */
interface RelayVictim {
    /** NTLMSSP_NEGOTIATE_SIGN. ALWAYS_SIGN is no part of this: it means nothing for signing. */
    sign?: boolean | undefined;
    /** NTLMSSP_NEGOTIATE_SEAL. */
    seal?: boolean | undefined;
    /** Only an asserted MIC protects the flags. [MS-NLMP] 3.2.5.1.2. */
    mic?: {
        present: boolean;
        asserted: boolean;
    } | undefined;
    response?: NtlmResponseKind | undefined;
    channelBindings?: ChannelBindings | undefined;
    /** MsvAvTargetName against the target's own names; a victim that was misdirected by name sends one that matches. */
    targetName?: "absent" | "matches" | "other" | undefined;
    /** MsvAvFlags bit 0x4: the server then ignores the target name. [MS-NLMP] 3.2.5.1.2. */
    targetNameUntrusted?: boolean | undefined;
}
/** A server's policy on channel bindings; 'when-supported': checked where the client sends one. */
type ChannelBindingPolicy = "off" | "when-supported" | "required" | "unknown";
/** A server's check of the target name (SmbServerNameHardeningLevel); 'accept': checked where the client sends one. */
type SpnValidation = "off" | "accept" | "required";

/** 'possible': nothing that was learned stops it. 'unknown': what was not learned decides. */
type RelayOutcome = "blocked" | "possible" | "unknown";
/** What a relayed NTLM logon meets at one service. */
interface RelayExposure {
    outcome: RelayOutcome;
    because: Reason[];
    /** What could change the outcome and does not show in the input. */
    notObservable: Unobservable[];
}
/** A policy, or what was learned of it from the wire, whose evidence then stands in the answer. */
type Stated<P extends string> = P | Advertised<P>;
/** What is known of an SMB server from elsewhere than NEGOTIATE; leave out what is unknown. */
interface SmbServerConfiguration {
    /** EncryptData with RejectUnencryptedAccess. [MS-SMB2] 3.3.5.5, [MS-SMB] <110>. */
    encryptionRequired?: boolean | undefined;
    spnValidation?: SpnValidation | undefined;
    /** The lowest SMB2 dialect the server accepts. */
    minimumDialect?: number | undefined;
}
/** Both protocols of one SMB server; leave out one that was never asked. */
interface SmbServer extends SmbServerConfiguration {
    smb1?: Stated<Smb1Advertised> | undefined;
    smb2?: Stated<Smb2Advertised> | undefined;
}

/** An LDAP server's policy (LDAPServerIntegrity); 'enabled': it signs whenever the client asks. */
type LdapSigning = "off" | "enabled" | "required" | "unknown";
/** A service that a logon is relayed to, with what is known of it. */
type RelayTarget = {
    target: "smb";
    server: SmbServer;
} | {
    target: "smb1";
    server: SmbServerConfiguration & {
        signing: Stated<Smb1Advertised>;
    };
} | {
    target: "smb2";
    server: SmbServerConfiguration & {
        signing: Stated<Smb2Advertised>;
    };
} | {
    target: "ldap";
    server: {
        signing: LdapSigning;
    };
} | {
    target: "ldaps" | "https";
    server: {
        channelBinding: ChannelBindingPolicy;
    };
} | {
    target: "http" | "mssql";
    server?: Record<string, never>;
};
/**
 * What a victim's logon meets when it is relayed to this service; without a victim, what any logon meets.
 * The victim's own signing policy plays no part: it takes effect after the logon was relayed.
 */
declare function relayExposure(relay: RelayTarget & {
    victim?: RelayVictim | undefined;
}): RelayExposure;

/** A published weakness that can make a relay succeed where the answer says 'blocked', or the reverse. */
interface Advisory {
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
/** Dated caveats, oldest first. */
declare const relayAdvisories: readonly Advisory[];
/** The advisories that can change an answer about this service, oldest first. */
declare function advisoriesFor(target: RelayTarget["target"]): Advisory[];

/** One choice of a dialect by a server, as SMB2 dialect codes; SMB1 as a whole is 0. */
interface DialectChoice extends Evidence {
    /** 0x02FF: the 'SMB 2.???' of an SMB1 request, any dialect from 2.1 on. */
    offered: readonly number[];
    /** 0x02FF: the answer to 'SMB 2.???', which puts the choice off. */
    chosen: number;
}
/** SMB1 as a `DialectChoice` has it. */
declare const SMB1_CHOSEN = 0;
/**
 * Choices of one server that are lower than a dialect which the client offered and the server is known to speak by
 * another of these choices. Each gives two reasons: the choice, and the other one.
 */
declare function downgradedChoices(choices: readonly DialectChoice[]): Reason[];

/** A policy of either SMB1 side. 'declined': sign only if the other side requires; it never shows on the wire. [MS-SMB] 3.2.1.1. */
type Smb1Policy = "disabled" | "declined" | "enabled" | "required";
/** A policy of either SMB2 side; SMB2 has no disabled state. [MS-SMB2] 3.1.1.1. */
type Smb2Policy = "enabled" | "required";
/** What two policies lead to in a session of an authenticated user. 'blocked': the connection is closed. */
type MatrixOutcome = "signed" | "unsigned" | "blocked";
/** `matrix[client][server]`. */
type Matrix<P extends string> = Readonly<Record<P, Readonly<Record<P, MatrixOutcome>>>>;
/** Every SMB1 policy, weakest first. */
declare const smb1Policies: readonly Smb1Policy[];
/** Every SMB2 policy, weakest first. */
declare const smb2Policies: readonly Smb2Policy[];
/** [MS-SMB] 3.2.4.2.4, `smb1Matrix[client][server]`; [MS-CIFS] 3.2.4.2.4 has the same without 'declined'. */
declare const smb1Matrix: Matrix<Smb1Policy>;
/** [MS-SMB2] 3.2.5.3.1 and 3.3.5.5.3, `smb2Matrix[client][server]`: signed if either side requires it. */
declare const smb2Matrix: Matrix<Smb2Policy>;

/** Whose session: a user's, a guest's (also one mapped to guest), or a null session. */
type SessionKind = "user" | "guest" | "anonymous";
interface SessionFacts {
    /** DialectRevision, where it is known. */
    dialect?: number | undefined;
    session: SessionKind | "unknown";
    /** The client goes on with a guest session although it requires signing; false unless given. [MS-SMB2] 3.2.5.3.1. */
    allowInsecureGuest?: boolean | undefined;
    /** The session is encrypted (SMB 3 only), false unless given. */
    encrypted?: boolean | undefined;
}
/** A pair of SMB1 policies and the session they meet in. */
interface Smb1Pair extends SessionFacts {
    protocol: "smb1";
    client: Smb1Policy | "unknown";
    server: Smb1Policy | "unknown";
}
/** A pair of SMB2 policies and the session they meet in. */
interface Smb2Pair extends SessionFacts {
    protocol: "smb2";
    client: Smb2Policy | "unknown";
    server: Smb2Policy | "unknown";
}
/** What the pair does, and why. 'unknown': what is not known decides the answer. */
interface EffectiveSigning {
    outcome: MatrixOutcome | "unknown";
    because: Reason[];
}
/**
 * What a client and a server with these policies do in this session.
 * Every way to fill in what is unknown is judged; the outcome is unknown only when they differ.
 * Total over its type; a policy that the protocol does not have is a RangeError.
 */
declare function effectiveSigning(pair: Smb1Pair | Smb2Pair): EffectiveSigning;

/** One answer of a host to an SMB2 NEGOTIATE. */
interface HostSmb2Answer extends Advertised<Smb2Advertised> {
    /** DialectRevision; tells the 0x02FF wildcard answer from the one that follows it. */
    dialect?: number | undefined;
}
/** Everything one host answered, in the order of time; an empty or absent list: never asked. */
interface HostAnswers extends SmbServerConfiguration {
    smb1?: readonly Advertised<Smb1Advertised>[] | undefined;
    smb2?: readonly HostSmb2Answer[] | undefined;
    victim?: RelayVictim | undefined;
}
/** What a host's answers come to. */
interface JoinedHost {
    /** Of the answer that counts for each protocol; absent: never asked. */
    advertised: {
        smb1?: Smb1Advertised;
        smb2?: Smb2Advertised;
    };
    relayToSmb: RelayExposure;
    /** Learned answers whose security mode differs from the one that counts, one each. */
    conflicts: Reason[];
    deviations: Reason[];
}
/** Joins a host's answers. Where answers of one protocol conflict, one that leaves relay possible decides. */
declare function joinHost(answers: HostAnswers): JoinedHost;
/**
 * The answer that counts: the last that was learned and is not the 0x02FF wildcard, else the last learned, else the last.
 * `undefined` for an empty list.
 */
declare function decisiveAnswer<A extends Advertised<string> & {
    dialect?: number | undefined;
}>(answers: readonly A[]): A | undefined;

/** What an SMB2 NEGOTIATE request says, and its FSCTL_VALIDATE_NEGOTIATE_INFO repeats. */
interface Smb2RequestFacts extends Evidence {
    dialects: readonly number[];
    /** SecurityMode ([MS-SMB2] 2.2.3). */
    securityMode: number;
    /** Capabilities ([MS-SMB2] 2.2.3). */
    capabilities: number;
    /** ClientGuid, 16 bytes. */
    guid: Uint8Array;
}
/** What an SMB2 NEGOTIATE response says, and the answer to its FSCTL_VALIDATE_NEGOTIATE_INFO repeats. */
interface Smb2ResponseFacts extends Evidence {
    /** DialectRevision ([MS-SMB2] 2.2.4). */
    dialect: number;
    /** SecurityMode ([MS-SMB2] 2.2.4). */
    securityMode: number;
    /** Capabilities ([MS-SMB2] 2.2.4). */
    capabilities: number;
    /** ServerGuid, 16 bytes. */
    guid: Uint8Array;
}
/** The negotiation of one connection; leave out what was not seen whole. */
interface NegotiationFacts {
    /** In the order of time; a request without an answer and an answer to an SMB1 request stand alone. */
    smb2?: readonly {
        request?: Smb2RequestFacts | undefined;
        response?: Smb2ResponseFacts | undefined;
    }[];
    /** A client may ask again with each TREE_CONNECT. */
    validateRequests?: readonly Smb2RequestFacts[];
    /** `isSigned`: by the header's flag and a signature that is not zero. */
    validateResponses?: readonly (Smb2ResponseFacts & {
        isSigned: boolean;
    })[];
    /** SecurityMode of the SESSION_SETUP requests. */
    sessionSetups?: readonly ({
        securityMode: number;
    } & Evidence)[];
}
/** Contradictions between the negotiation messages of one connection, the first of each; total, never throws. */
declare function inspectNegotiation(facts: NegotiationFacts): Reason[];

/** One AV pair as on the wire. [MS-NLMP] 2.2.2.1. */
interface AvPairFact {
    /** AvId ([MS-NLMP] 2.2.2.1). */
    id: number;
    /** As on the wire. */
    value: Uint8Array;
}
/** Facts of a NEGOTIATE_MESSAGE. [MS-NLMP] 2.2.1.1. */
interface NtlmNegotiateFacts extends Evidence {
    /** NegotiateFlags, 32 bits. */
    flags: number;
}
/** Facts of a CHALLENGE_MESSAGE. [MS-NLMP] 2.2.1.2. */
interface NtlmChallengeFacts extends Evidence {
    /** NegotiateFlags ([MS-NLMP] 2.2.2.5). */
    flags: number;
    /** In wire order; absent where the message has none. */
    targetInfo?: readonly AvPairFact[] | undefined;
}
/** Facts of an AUTHENTICATE_MESSAGE. [MS-NLMP] 2.2.1.3. */
interface NtlmAuthenticateFacts extends Evidence {
    /** NegotiateFlags ([MS-NLMP] 2.2.2.5). */
    flags: number;
    /** Whole payload, empty where there is none. */
    lmChallengeResponse: Uint8Array;
    /** Whole payload, empty where there is none. */
    ntChallengeResponse: Uint8Array;
    /** The 16 bytes of the MIC slot, zeros too; absent where the payload leaves no room for it. */
    mic?: Uint8Array | undefined;
    /** AV pairs of the NTLMv2 response; absent where there is no NTLMv2 response or it could not be decoded. */
    targetInfo?: readonly AvPairFact[] | undefined;
}
/** The messages of one exchange; leave out those that were not seen. */
interface NtlmFacts {
    negotiate?: NtlmNegotiateFacts | undefined;
    challenge?: NtlmChallengeFacts | undefined;
    authenticate?: NtlmAuthenticateFacts | undefined;
}

/** Which messages set a flag; absent: the message was not seen. */
interface FlagUse {
    negotiate?: boolean;
    challenge?: boolean;
    /** AUTHENTICATE carries what was agreed. */
    authenticate?: boolean;
}
/** What an NTLM exchange says of protection. Fields are absent where the message they come from was not seen. */
interface NtlmInspection {
    /** NEGOTIATE_SIGN: able to sign, not bound to. */
    sign: FlagUse;
    /** NEGOTIATE_SEAL. */
    seal: FlagUse;
    /** NEGOTIATE_ALWAYS_SIGN: a session key is made; it means nothing for signing. */
    alwaysSign: FlagUse;
    extendedSessionSecurity: FlagUse;
    keyExchange: FlagUse;
    /** 1-based number of the packet of AUTHENTICATE, where it was given. */
    packet?: number;
    response?: NtlmResponseKind;
    /** Two facts: the slot is there (zeros count), and MsvAvFlags bit 0x2 tells the server to check it. */
    mic?: {
        present: boolean;
        asserted: boolean;
    };
    /** MsvAvChannelBindings of the client; absent without an NTLMv2 response. */
    channelBindings?: ChannelBindings;
    /** MsvAvTargetName of the client; '' where it sends an empty one, absent where it sends none. */
    targetName?: string;
    /** MsvAvFlags bit 0x4; absent without an NTLMv2 response. */
    targetNameUntrusted?: boolean;
    /** Where the messages contradict each other or the specification. */
    findings: Reason[];
}
/** Inspects one NTLM exchange; total, never throws. [MS-NLMP] 2.2.2.1, 2.2.2.5, 3.1.5.1.2, 3.2.5.1.2. */
declare function inspectNtlm(facts: NtlmFacts): NtlmInspection;
/**
 * The exchange as a relay's victim. `targetNameMatches`: whether the target name is one of the target's own,
 * which only the caller can tell.
 */
declare function relayVictim(inspection: NtlmInspection, targetNameMatches?: boolean): RelayVictim;

/** 'none': there was no message; 'unknown': the messages were not seen or could not be told apart. */
type Observed = "signed" | "unsigned" | "mixed" | "encrypted" | "none" | "unknown";
/** Messages of one direction. Signed: the SIGNED flag and a signature that is not zero. */
interface DirectionCount {
    /** Messages with the SIGNED flag and a signature that is not zero. */
    signed: number;
    /** Signed or not; encrypted ones left out. */
    total: number;
}
/**
 * Messages of one session after its set-up ended, without those that are never signed: interim answers
 * (STATUS_PENDING), CANCEL, and oplock breaks from the server.
 */
interface MessageCounts {
    client: DirectionCount;
    server: DirectionCount;
    /** Of both directions; counted nowhere else. */
    encrypted: number;
}
/**
 * Sums up a session's messages: by those that were not encrypted, if there are any.
 * Without counts the answer is 'unknown'.
 */
declare function observedSigning(counts: MessageCounts | undefined): Observed;

export { type Advertised, type Advisory, type AnswerState, type AvPairFact, type ChannelBindingPolicy, type ChannelBindings, type DialectChoice, type DirectionCount, type EffectiveSigning, type Evidence, type FlagUse, type HostAnswers, type HostSmb2Answer, type JoinedHost, type LdapSigning, type Matrix, type MatrixOutcome, type MessageCounts, type NegotiationFacts, type NtlmAuthenticateFacts, type NtlmChallengeFacts, type NtlmFacts, type NtlmInspection, type NtlmNegotiateFacts, type NtlmResponseKind, type Observed, type Reason, type ReasonCode, type RelayExposure, type RelayOutcome, type RelayTarget, type RelayVictim, SMB1_CHOSEN, type SessionKind, type Smb1Advertised, type Smb1Answer, type Smb1ClientFacts, type Smb1Pair, type Smb1Policy, type Smb2Advertised, type Smb2Answer, type Smb2ClientFacts, type Smb2Pair, type Smb2Policy, type Smb2RequestFacts, type Smb2ResponseFacts, type SmbServer, type SmbServerConfiguration, type SpnValidation, type Stated, type Unobservable, advertisedSmb1, advertisedSmb1Client, advertisedSmb2, advertisedSmb2Client, advisoriesFor, decisiveAnswer, downgradedChoices, effectiveSigning, inspectNegotiation, inspectNtlm, joinHost, observedSigning, reason, reasonMeanings, relayAdvisories, relayExposure, relayVictim, smb1Matrix, smb1Policies, smb2Matrix, smb2Policies, unobservableMeanings };
