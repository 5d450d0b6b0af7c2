import { Flags, Code, EncodeOptions, Deviation, Reader } from '@countersign/bytes';

/** [MS-NLMP] 2.2 MessageType. */
type MessageType = Code<"NtlmMessageType">;
declare const MessageType: {
    readonly NtLmNegotiate: MessageType;
    readonly NtLmChallenge: MessageType;
    readonly NtLmAuthenticate: MessageType;
};
/** [MS-NLMP] 2.2.2.5 NEGOTIATE. Bits without a name here are reserved there; they survive. */
type NegotiateFlags = Flags<"NtlmNegotiate">;
declare const NegotiateFlags: {
    /** Strings of the message are UTF-16LE. */
    readonly NEGOTIATE_UNICODE: NegotiateFlags;
    /** Strings of the message are in an OEM code page, unless NEGOTIATE_UNICODE is set too. */
    readonly NEGOTIATE_OEM: NegotiateFlags;
    readonly REQUEST_TARGET: NegotiateFlags;
    /** The sender can sign, which is not a promise that it will. */
    readonly NEGOTIATE_SIGN: NegotiateFlags;
    readonly NEGOTIATE_SEAL: NegotiateFlags;
    readonly NEGOTIATE_DATAGRAM: NegotiateFlags;
    readonly NEGOTIATE_LM_KEY: NegotiateFlags;
    readonly NEGOTIATE_NTLM: NegotiateFlags;
    /** Bit J, which the specification leaves without a name: the connection should be anonymous. */
    readonly ANONYMOUS: NegotiateFlags;
    readonly NEGOTIATE_OEM_DOMAIN_SUPPLIED: NegotiateFlags;
    readonly NEGOTIATE_OEM_WORKSTATION_SUPPLIED: NegotiateFlags;
    /** A session key is generated whatever SIGN and SEAL say; it tells nothing of signing. */
    readonly NEGOTIATE_ALWAYS_SIGN: NegotiateFlags;
    readonly TARGET_TYPE_DOMAIN: NegotiateFlags;
    readonly TARGET_TYPE_SERVER: NegotiateFlags;
    readonly NEGOTIATE_EXTENDED_SESSIONSECURITY: NegotiateFlags;
    readonly NEGOTIATE_IDENTIFY: NegotiateFlags;
    readonly REQUEST_NON_NT_SESSION_KEY: NegotiateFlags;
    readonly NEGOTIATE_TARGET_INFO: NegotiateFlags;
    readonly NEGOTIATE_VERSION: NegotiateFlags;
    readonly NEGOTIATE_128: NegotiateFlags;
    readonly NEGOTIATE_KEY_EXCH: NegotiateFlags;
    readonly NEGOTIATE_56: NegotiateFlags;
};
/** [MS-NLMP] 2.2.2.1 AvId, spelled as there less `MsvAv`. */
type AvId = Code<"NtlmAvId">;
declare const AvId: {
    readonly EOL: AvId;
    readonly NbComputerName: AvId;
    readonly NbDomainName: AvId;
    readonly DnsComputerName: AvId;
    readonly DnsDomainName: AvId;
    readonly DnsTreeName: AvId;
    readonly Flags: AvId;
    readonly Timestamp: AvId;
    readonly SingleHost: AvId;
    readonly TargetName: AvId;
    readonly ChannelBindings: AvId;
};
/** The specification's name of an AvId, such as `MsvAvNbComputerName`; `0x000b` and the like for one it does not know. */
declare function avName(avId: AvId): string;
/** [MS-NLMP] 2.2.2.1 the value of MsvAvFlags, whose bits the specification leaves without names. */
type AvFlags = Flags<"NtlmAvFlags">;
declare const AvFlags: {
    /** Account authentication is constrained. */
    readonly CONSTRAINED: AvFlags;
    /** The client provides a MIC in AUTHENTICATE. */
    readonly MIC_PROVIDED: AvFlags;
    /** The client's target SPN comes from an untrusted source. */
    readonly UNTRUSTED_SPN: AvFlags;
};
/** [MS-NLMP] 2.2.2.10 NTLMRevisionCurrent. */
type NtlmRevision = Code<"NtlmRevision">;
declare const NtlmRevision: {
    readonly NTLMSSP_REVISION_W2K3: NtlmRevision;
};
/** [MS-NLMP] 2.2.2.10 ProductMajorVersion, as Windows sets it (<33>). */
type ProductMajorVersion = Code<"NtlmProductMajorVersion">;
declare const ProductMajorVersion: {
    readonly WINDOWS_MAJOR_VERSION_5: ProductMajorVersion;
    readonly WINDOWS_MAJOR_VERSION_6: ProductMajorVersion;
    readonly WINDOWS_MAJOR_VERSION_10: ProductMajorVersion;
};
/** [MS-NLMP] 2.2.2.10 ProductMinorVersion, as Windows sets it (<34>). */
type ProductMinorVersion = Code<"NtlmProductMinorVersion">;
declare const ProductMinorVersion: {
    readonly WINDOWS_MINOR_VERSION_0: ProductMinorVersion;
    readonly WINDOWS_MINOR_VERSION_1: ProductMinorVersion;
    readonly WINDOWS_MINOR_VERSION_2: ProductMinorVersion;
    readonly WINDOWS_MINOR_VERSION_3: ProductMinorVersion;
};

/** [MS-NLMP] 2.2.2.10 VERSION: what the sender says of its operating system. */
interface Version {
    productMajorVersion: ProductMajorVersion;
    productMinorVersion: ProductMinorVersion;
    /** Such as 20348 of Windows Server 2022. */
    productBuild: number;
    ntlmRevisionCurrent: NtlmRevision;
}
/** Major, minor and build as in `10.0.20348`. */
declare function formatVersion(version: Version): string;

/** [MS-NLMP] 2.2.1.3 AUTHENTICATE_MESSAGE: the client's proof. */
interface Authenticate {
    kind: "authenticate";
    /** Empty or one zero byte from an anonymous client; see `responseKind`. Shares the input's memory. */
    lmChallengeResponse: Uint8Array;
    /** Empty from an anonymous client; see `responseKind`. Shares the input's memory. */
    ntChallengeResponse: Uint8Array;
    domainName: string;
    userName: string;
    workstation: string;
    /** 16 bytes or none; `undefined` in a message of 52 bytes, which has no slot for it. Shares the input's memory. */
    encryptedRandomSessionKey: Uint8Array | undefined;
    /** `undefined` in a message of 52 bytes, whose strings are taken for OEM, one character a byte. */
    negotiateFlags: NegotiateFlags | undefined;
    /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
    version: Version | undefined;
    /**
     * 16 bytes; `undefined` where the payload starts, or an empty one would, before the slot's end. A slot, even one that
     * is not zero, does not say that the client vouches for it: MsvAvFlags does. Shares the input's memory.
     */
    mic: Uint8Array | undefined;
}

/** [MS-NLMP] 2.2.2.2 Single_Host_Data: of use only between a client and a server on the same host. */
interface SingleHost {
    /** 8 bytes, fewer where the structure ends within them. Shares the input's memory. */
    customData: Uint8Array;
    /** 32 bytes, fewer where the structure ends within them. Shares the input's memory. */
    machineId: Uint8Array;
    /** What newer peers append after `machineId`. Shares the input's memory. */
    trailing: Uint8Array;
}

/**
 * [MS-NLMP] 2.2.2.1: a name, in UTF-16LE whatever the message's flags say; `targetName` is an SPN, the others are the
 * server's.
 */
interface AvText {
    kind: "nbComputerName" | "nbDomainName" | "dnsComputerName" | "dnsDomainName" | "dnsTreeName" | "targetName";
    value: string;
}
/** [MS-NLMP] 2.2.2.1 MsvAvFlags. */
interface AvFlagsPair {
    kind: "flags";
    value: AvFlags;
}
/** [MS-NLMP] 2.2.2.1 MsvAvTimestamp. */
interface AvTimestamp {
    kind: "timestamp";
    /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
    value: bigint;
}
/** [MS-NLMP] 2.2.2.1 MsvAvSingleHost. */
interface AvSingleHost {
    kind: "singleHost";
    value: SingleHost;
}
/** [MS-NLMP] 2.2.2.1 MsvAvChannelBindings. */
interface AvChannelBindings {
    kind: "channelBindings";
    /** An MD5 hash of 16 bytes, all zero for no channel bindings. Shares the input's memory. */
    value: Uint8Array;
}
/** A pair whose AvId is none of [MS-NLMP] 2.2.2.1. */
interface AvUnknown {
    kind: "unknown";
    avId: AvId;
    /** Shares the input's memory. */
    value: Uint8Array;
}
/** [MS-NLMP] 2.2.2.1 AV_PAIR, less AvLen. */
type AvPair = AvText | AvFlagsPair | AvTimestamp | AvSingleHost | AvChannelBindings | AvUnknown;
/**
 * Reads a sequence of AV_PAIRs in wire order, duplicates and unknown ones kept, the end mark and what follows it left
 * out. Throws a `DecodeError`.
 */
declare function decodeAvPairs(bytes: Uint8Array): AvPair[];
/**
 * Writes a sequence of AV_PAIRs; `like` keeps what stands at and after the original's end mark, or the want of one.
 * Throws a `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
declare function encodeAvPairs(pairs: readonly AvPair[], options?: EncodeOptions): Uint8Array;
/** The AvId that stands for a pair on the wire. */
declare function avIdOf(pair: AvPair): AvId;
/** The bytes of a pair's Value, as an encoder writes them without an original. Fresh memory. */
declare function avValueBytes(pair: AvPair): Uint8Array;

/** [MS-NLMP] 2.2.1.2 CHALLENGE_MESSAGE: what the server chose, and its nonce. */
interface Challenge {
    kind: "challenge";
    /** The server's authentication realm: its domain, or itself. */
    targetName: string;
    negotiateFlags: NegotiateFlags;
    /** 8 bytes. Shares the input's memory. */
    serverChallenge: Uint8Array;
    /** `undefined` where its length is zero or a message of 32 bytes has no slot for it; `[]` for the end mark alone. */
    targetInfo: AvPair[] | undefined;
    /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
    version: Version | undefined;
}

/**
 * Everything {@link deviations} reports, by code: the section of [MS-NLMP] that says otherwise, and what is wrong. The
 * list is closed; codes may be added, none changes its meaning.
 */
declare const DEVIATIONS: {
    readonly "short-form": {
        readonly section: "2.2.1";
        readonly text: "the message ends or its payload starts before fields that it must have";
    };
    readonly "max-len": {
        readonly section: "2.2.1";
        readonly text: "MaxLen is not Len";
    };
    readonly "payload-overlap": {
        readonly section: "2.2.1";
        readonly text: "two fields point at the same bytes";
    };
    readonly "unaligned-string": {
        readonly section: "2.2.1";
        readonly text: "a UTF-16LE string starts at an odd offset";
    };
    readonly "reserved-not-zero": {
        readonly section: "2.2";
        readonly text: "reserved bytes are not zero";
    };
    readonly "reserved-flags": {
        readonly section: "2.2.2.5";
        readonly text: "a bit r1 to r10 is set";
    };
    readonly "no-charset": {
        readonly section: "2.2.2.5";
        readonly text: "neither NEGOTIATE_UNICODE nor NEGOTIATE_OEM is set";
    };
    readonly "both-charsets": {
        readonly section: "3.2.5.1.1";
        readonly text: "NEGOTIATE_UNICODE and NEGOTIATE_OEM are set after the choice was made";
    };
    readonly "no-always-sign": {
        readonly section: "2.2.2.5";
        readonly text: "NEGOTIATE_ALWAYS_SIGN is clear";
    };
    readonly "no-ntlm": {
        readonly section: "2.2.2.5";
        readonly text: "NEGOTIATE_NTLM is clear";
    };
    readonly "lm-key-with-ess": {
        readonly section: "2.2.2.5";
        readonly text: "NEGOTIATE_LM_KEY and NEGOTIATE_EXTENDED_SESSIONSECURITY are set after the choice was made";
    };
    readonly "both-target-types": {
        readonly section: "2.2.2.5";
        readonly text: "TARGET_TYPE_SERVER and TARGET_TYPE_DOMAIN are set";
    };
    readonly "datagram-without-key-exchange": {
        readonly section: "2.2.2.5";
        readonly text: "NEGOTIATE_DATAGRAM is set and NEGOTIATE_KEY_EXCH clear";
    };
    readonly "version-without-flag": {
        readonly section: "2.2.2.10";
        readonly text: "Version is not zero though NEGOTIATE_VERSION is clear";
    };
    readonly "flag-without-version": {
        readonly section: "2.2.2.5";
        readonly text: "NEGOTIATE_VERSION is set in a message without Version";
    };
    readonly "ntlm-revision": {
        readonly section: "2.2.2.10";
        readonly text: "NTLMRevisionCurrent is not NTLMSSP_REVISION_W2K3";
    };
    readonly "domain-name-without-flag": {
        readonly section: "2.2.1.1";
        readonly text: "DomainName is not empty though NEGOTIATE_OEM_DOMAIN_SUPPLIED is clear";
    };
    readonly "workstation-name-without-flag": {
        readonly section: "2.2.1.1";
        readonly text: "WorkstationName is not empty though NEGOTIATE_OEM_WORKSTATION_SUPPLIED is clear";
    };
    readonly "target-name-missing": {
        readonly section: "2.2.2.5";
        readonly text: "TargetName is empty though REQUEST_TARGET is set";
    };
    readonly "target-name-without-flag": {
        readonly section: "2.2.1.2";
        readonly text: "TargetName is not empty though REQUEST_TARGET is clear";
    };
    readonly "target-info-missing": {
        readonly section: "2.2.2.5";
        readonly text: "TargetInfo is empty or absent though NEGOTIATE_TARGET_INFO is set";
    };
    readonly "target-info-without-flag": {
        readonly section: "2.2.1.2";
        readonly text: "TargetInfo is not empty though NEGOTIATE_TARGET_INFO is clear";
    };
    readonly "session-key-without-flag": {
        readonly section: "2.2.1.3";
        readonly text: "EncryptedRandomSessionKey is not empty though NEGOTIATE_KEY_EXCH is clear";
    };
    readonly "av-eol-missing": {
        readonly section: "2.2.2.1";
        readonly text: "the AV pairs have no MsvAvEOL";
    };
    readonly "av-eol-length": {
        readonly section: "2.2.2.1";
        readonly text: "AvLen of MsvAvEOL is not zero";
    };
    readonly "av-after-eol": {
        readonly section: "2.2.2.1";
        readonly text: "bytes follow MsvAvEOL, other than the Z(4) of 3.3.2";
    };
    readonly "av-unknown": {
        readonly section: "2.2.2.1";
        readonly text: "AvId is none that the specification lists";
    };
    readonly "av-duplicate": {
        readonly section: "2.2.2.1";
        readonly text: "an AvId is there twice";
    };
    readonly "av-name-missing": {
        readonly section: "2.2.2.1";
        readonly text: "MsvAvNbComputerName or MsvAvNbDomainName is not there";
    };
    readonly "av-size": {
        readonly section: "2.2.2.1";
        readonly text: "a value of fixed size has another";
    };
    readonly "av-null-terminated": {
        readonly section: "2.2.2.1";
        readonly text: "a name ends with NUL";
    };
    readonly "single-host-size": {
        readonly section: "2.2.2.2";
        readonly text: "Size is not the length of the value";
    };
    readonly "lm-response-size": {
        readonly section: "2.2.1.3";
        readonly text: "LmChallengeResponse is no response by its length";
    };
    readonly "nt-response-size": {
        readonly section: "2.2.1.3";
        readonly text: "NtChallengeResponse is no response by its length";
    };
    readonly "nt-response-undecodable": {
        readonly section: "2.2.2.8";
        readonly text: "the AV pairs of an NTLMv2 response cannot be read";
    };
    readonly "response-type": {
        readonly section: "2.2.2.7";
        readonly text: "RespType or HiRespType is not 1";
    };
    readonly "mic-not-asserted": {
        readonly section: "3.1.5.1.2";
        readonly text: "MIC is not zero though no MsvAvFlags says that there is one";
    };
    readonly "mic-missing": {
        readonly section: "3.2.5.1.2";
        readonly text: "MIC is absent or zero though MsvAvFlags says that there is one";
    };
};
/** What a message does against [MS-NLMP], by name. */
type DeviationCode = keyof typeof DEVIATIONS;
/** What each code means, with the section of [MS-NLMP]. Marked pure, so that a bundle of the decoders alone leaves the texts out. */
declare const deviationMeanings: Readonly<Record<DeviationCode, string>>;

/**
 * Lists what a message does that the specification forbids or advises against, in the order of the bytes. Which
 * deviations there are, `deviationMeanings` says. Throws the `DecodeError` that `decodeMessage` throws.
 */
declare function deviations(bytes: Uint8Array): Deviation<DeviationCode>[];

/** [MS-NLMP] 2.2.2.3 LM_RESPONSE. */
interface LmResponse {
    /** 24 bytes. Shares the input's memory. */
    response: Uint8Array;
}
/** Reads LmChallengeResponse as NTLMv1 means it; throws a `DecodeError` below 24 bytes. */
declare function decodeLmResponse(bytes: Uint8Array): LmResponse;
/**
 * The inverse of {@link decodeLmResponse}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
declare function encodeLmResponse(m: LmResponse, options?: EncodeOptions): Uint8Array;

/** [MS-NLMP] 2.2.2.4 LMv2_RESPONSE. */
interface LmV2Response {
    /** 16 bytes. Shares the input's memory. */
    response: Uint8Array;
    /** 8 bytes. Shares the input's memory. */
    challengeFromClient: Uint8Array;
}
/** Reads LmChallengeResponse as NTLMv2 means it; throws a `DecodeError` below 24 bytes. */
declare function decodeLmV2Response(bytes: Uint8Array): LmV2Response;
/**
 * The inverse of {@link decodeLmV2Response}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
declare function encodeLmV2Response(m: LmV2Response, options?: EncodeOptions): Uint8Array;

/** [MS-NLMP] 2.2.1.1 NEGOTIATE_MESSAGE: what the client offers. */
interface Negotiate {
    kind: "negotiate";
    negotiateFlags: NegotiateFlags;
    /** In an OEM code page, one character a byte; `undefined` in a message of 16 bytes, which has no names. */
    domainName: string | undefined;
    /** In an OEM code page, one character a byte; `undefined` in a message of 16 bytes, which has no names. */
    workstationName: string | undefined;
    /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
    version: Version | undefined;
}

/** [MS-NLMP] 2.2.1 one of the three NTLM messages. */
type Message = Negotiate | Challenge | Authenticate;
/** Reads a whole message; bytes past its last payload are accepted and kept by `like`. Throws a `DecodeError`. */
declare function decodeMessage(bytes: Uint8Array): Message;
/** As {@link decodeMessage}, leaving the cursor at the end of the fixed part. Throws only `DecodeError`. */
declare function readMessage(r: Reader): Message;
/**
 * Writes a whole message, payloads in the order of Windows and without gaps. A `like` of another kind or with other
 * slots is left aside; one whose payloads' places would make the result decode with other slots gives its fixed part
 * alone. Throws a `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
declare function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array;
/**
 * As {@link encodeMessage}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`, and
 * stays as it was.
 */
declare function encodeMessageInto(m: Message, target: Uint8Array, options?: EncodeOptions): number;

/** [MS-NLMP] 2.2.2.9.1 NTLMSSP_MESSAGE_SIGNATURE, without extended session security. */
interface MessageSignature {
    /** 1. */
    version: number;
    /** 4 bytes. Shares the input's memory. */
    randomPad: Uint8Array;
    /** 4 bytes. Shares the input's memory. */
    checksum: Uint8Array;
    /** As on the wire, where it is encrypted. */
    seqNum: number;
}
/** [MS-NLMP] 2.2.2.9.2 NTLMSSP_MESSAGE_SIGNATURE for Extended Session Security. */
interface ExtendedMessageSignature {
    /** 1. */
    version: number;
    /** 8 bytes. Shares the input's memory. */
    checksum: Uint8Array;
    /** Counts the messages of one direction, from 0. */
    seqNum: number;
}
/** Reads a signature made without extended session security; throws a `DecodeError` below 16 bytes. */
declare function decodeMessageSignature(bytes: Uint8Array): MessageSignature;
/**
 * The inverse of {@link decodeMessageSignature}; `like` keeps what the original had past its 16 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
declare function encodeMessageSignature(m: MessageSignature, options?: EncodeOptions): Uint8Array;
/** Reads a signature made with extended session security; throws a `DecodeError` below 16 bytes. */
declare function decodeExtendedMessageSignature(bytes: Uint8Array): ExtendedMessageSignature;
/**
 * The inverse of {@link decodeExtendedMessageSignature}; `like` keeps what the original had past its 16 bytes. Throws
 * a `RangeError` for values that do not fit.
 */
declare function encodeExtendedMessageSignature(m: ExtendedMessageSignature, options?: EncodeOptions): Uint8Array;

/** [MS-NLMP] 2.2.2.6 NTLM_RESPONSE. */
interface NtlmResponse {
    /** 24 bytes. Shares the input's memory. */
    response: Uint8Array;
}
/** Reads NtChallengeResponse as NTLMv1 means it; throws a `DecodeError` below 24 bytes. */
declare function decodeNtlmResponse(bytes: Uint8Array): NtlmResponse;
/**
 * The inverse of {@link decodeNtlmResponse}; `like` keeps what the original had past its 24 bytes. Throws a
 * `RangeError` for values that do not fit.
 */
declare function encodeNtlmResponse(m: NtlmResponse, options?: EncodeOptions): Uint8Array;

/** [MS-NLMP] 2.2.2.8 NTLMv2_RESPONSE with the fields of its NTLMv2_CLIENT_CHALLENGE. */
interface NtlmV2Response {
    /** NTProofStr, 16 bytes. Shares the input's memory. */
    response: Uint8Array;
    /** 1. */
    respType: number;
    /** 1. */
    hiRespType: number;
    /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
    timeStamp: bigint;
    /** 8 bytes. Shares the input's memory. */
    challengeFromClient: Uint8Array;
    /** The server's TargetInfo, with what the client changed and added. */
    avPairs: AvPair[];
}
/** Reads NtChallengeResponse as NTLMv2 means it; throws a `DecodeError`. */
declare function decodeNtlmV2Response(bytes: Uint8Array): NtlmV2Response;
/**
 * As {@link decodeNtlmV2Response}, leaving the cursor at the end mark of the AV pairs, or at the end where there is
 * none. Throws only `DecodeError`.
 */
declare function readNtlmV2Response(r: Reader): NtlmV2Response;
/**
 * The inverse of {@link decodeNtlmV2Response}; `like` keeps reserved fields and what stands at and after the end mark.
 * To edit a response in place, put the result into the message that `like`'s bytes came from and encode that like its
 * own original. Throws a `RangeError` for values that do not fit, a `DecodeError` for AV pairs in `like` that do not
 * decode.
 */
declare function encodeNtlmV2Response(m: NtlmV2Response, options?: EncodeOptions): Uint8Array;

/** Tells an NTLM message by its first eight bytes, `NTLMSSP` and a zero byte. */
declare function isMessage(bytes: Uint8Array): boolean;
/** MessageType, also one that is none of the three. */
declare function peekMessageType(bytes: Uint8Array): MessageType | undefined;
/** NegotiateFlags of any of the three messages; `undefined` also for an AUTHENTICATE whose layout has none. */
declare function peekNegotiateFlags(bytes: Uint8Array): NegotiateFlags | undefined;

/** What an AUTHENTICATE proves its user by ([MS-NLMP] 3.3.1, 3.3.2). */
type ResponseKind = Responses["kind"];
/** The two responses of an AUTHENTICATE, read as what they are ([MS-NLMP] 2.2.2.3 to 2.2.2.8). */
type Responses = {
    kind: "ntlmv2";
    nt: NtlmV2Response /** `undefined` below 24 bytes. */;
    lm: LmV2Response | undefined;
}
/** The LM response may repeat the NT one, or be `undefined`: below 24 bytes. */
 | {
    kind: "ntlmv1";
    nt: NtlmResponse;
    lm: LmResponse | undefined;
}
/** NTLMv1 with extended session security; `challengeFromClient`, 8 bytes, stands in the LM response's place. */
 | {
    kind: "ntlmv1-ess";
    nt: NtlmResponse;
    challengeFromClient: Uint8Array;
}
/** No NT response, and an LM response of any length. */
 | {
    kind: "lm";
    lm: Uint8Array;
} | {
    kind: "anonymous";
}
/** An NT response of a length that none has. */
 | {
    kind: "other";
    nt: Uint8Array;
    lm: Uint8Array;
};
/** What of an AUTHENTICATE tells its response, so that logons without NTLMSSP can ask too. */
type ResponseFields = Pick<Authenticate, "negotiateFlags" | "lmChallengeResponse" | "ntChallengeResponse">;
/** Tells the responses of an AUTHENTICATE by their lengths and, for extended session security, flag and LM response. */
declare function responseKind(m: ResponseFields): ResponseKind;
/** Reads both responses by {@link responseKind}; throws a `DecodeError` for an NTLMv2 response with broken AV pairs. */
declare function decodeResponses(m: Authenticate): Responses;

export { type Authenticate, type AvChannelBindings, AvFlags, type AvFlagsPair, AvId, type AvPair, type AvSingleHost, type AvText, type AvTimestamp, type AvUnknown, type Challenge, type DeviationCode, type ExtendedMessageSignature, type LmResponse, type LmV2Response, type Message, type MessageSignature, MessageType, type Negotiate, NegotiateFlags, type NtlmResponse, NtlmRevision, type NtlmV2Response, ProductMajorVersion, ProductMinorVersion, type ResponseKind, type Responses, type SingleHost, type Version, avIdOf, avName, avValueBytes, decodeAvPairs, decodeExtendedMessageSignature, decodeLmResponse, decodeLmV2Response, decodeMessage, decodeMessageSignature, decodeNtlmResponse, decodeNtlmV2Response, decodeResponses, deviationMeanings, deviations, encodeAvPairs, encodeExtendedMessageSignature, encodeLmResponse, encodeLmV2Response, encodeMessage, encodeMessageInto, encodeMessageSignature, encodeNtlmResponse, encodeNtlmV2Response, formatVersion, isMessage, peekMessageType, peekNegotiateFlags, readMessage, readNtlmV2Response, responseKind };
