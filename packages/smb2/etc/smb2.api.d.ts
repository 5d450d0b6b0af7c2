import { Flags, Code, EncodeOptions, Reader, Deviation } from '@countersign/bytes';

/** [MS-SMB2] 2.2.1.1 Command. */
type Command = Code<"Smb2Command">;
declare const Command: {
    readonly NEGOTIATE: Command;
    readonly SESSION_SETUP: Command;
    readonly LOGOFF: Command;
    readonly TREE_CONNECT: Command;
    readonly TREE_DISCONNECT: Command;
    readonly CREATE: Command;
    readonly CLOSE: Command;
    readonly FLUSH: Command;
    readonly READ: Command;
    readonly WRITE: Command;
    readonly LOCK: Command;
    readonly IOCTL: Command;
    readonly CANCEL: Command;
    readonly ECHO: Command;
    readonly QUERY_DIRECTORY: Command;
    readonly CHANGE_NOTIFY: Command;
    readonly QUERY_INFO: Command;
    readonly SET_INFO: Command;
    readonly OPLOCK_BREAK: Command;
    readonly SERVER_TO_CLIENT_NOTIFICATION: Command;
};
/** [MS-SMB2] 2.2.1.1 Flags of the header. */
type HeaderFlags = Flags<"Smb2Header">;
declare const HeaderFlags: {
    /** The message is a response. */
    readonly SERVER_TO_REDIR: HeaderFlags;
    /** The header has an AsyncId where others have a TreeId. */
    readonly ASYNC_COMMAND: HeaderFlags;
    /** Not the first of a compound, and acts on what the one before it opened. */
    readonly RELATED_OPERATIONS: HeaderFlags;
    readonly SIGNED: HeaderFlags;
    /** 3.1.1: three bits of priority, 0 to 7. */
    readonly PRIORITY_MASK: HeaderFlags;
    readonly DFS_OPERATIONS: HeaderFlags;
    readonly REPLAY_OPERATION: HeaderFlags;
};
/** [MS-SMB2] 2.2.3, 2.2.4, 2.2.5 SecurityMode. There is no "disabled". */
type SecurityMode = Flags<"Smb2SecurityMode">;
declare const SecurityMode: {
    /** Signing is supported. A server ignores it in a request; it must be set in every response. */
    readonly SIGNING_ENABLED: SecurityMode;
    /** The sender requires signing. */
    readonly SIGNING_REQUIRED: SecurityMode;
};
/** [MS-SMB2] 2.2.3 Dialects, 2.2.4 DialectRevision. */
type Dialect = Code<"Smb2Dialect">;
declare const Dialect: {
    readonly SMB_2_0_2: Dialect;
    readonly SMB_2_1: Dialect;
    readonly SMB_3_0: Dialect;
    readonly SMB_3_0_2: Dialect;
    readonly SMB_3_1_1: Dialect;
    /** The answer to an SMB1 opening: an SMB2 NEGOTIATE has to follow. */
    readonly SMB_2_WILDCARD: Dialect;
};
/** [MS-SMB2] 2.2.3, 2.2.4 Capabilities. */
type Capabilities = Flags<"Smb2Capabilities">;
declare const Capabilities: {
    readonly DFS: Capabilities;
    readonly LEASING: Capabilities;
    readonly LARGE_MTU: Capabilities;
    readonly MULTI_CHANNEL: Capabilities;
    readonly PERSISTENT_HANDLES: Capabilities;
    readonly DIRECTORY_LEASING: Capabilities;
    /** In a response only for 3.0 and 3.0.2: 3.1.1 has the encryption context instead. */
    readonly ENCRYPTION: Capabilities;
    readonly NOTIFICATIONS: Capabilities;
};
/** [MS-SMB2] 2.2.3.1 ContextType. */
type ContextType = Code<"Smb2ContextType">;
declare const ContextType: {
    readonly PREAUTH_INTEGRITY_CAPABILITIES: ContextType;
    readonly ENCRYPTION_CAPABILITIES: ContextType;
    readonly COMPRESSION_CAPABILITIES: ContextType;
    readonly NETNAME_NEGOTIATE_CONTEXT_ID: ContextType;
    readonly TRANSPORT_CAPABILITIES: ContextType;
    readonly RDMA_TRANSFORM_CAPABILITIES: ContextType;
    readonly SIGNING_CAPABILITIES: ContextType;
    /** Samba's POSIX extensions; reserved in [MS-SMB2]. */
    readonly POSIX_EXTENSIONS: ContextType;
};
/** [MS-SMB2] 2.2.3.1.1 HashAlgorithms. */
type HashAlgorithm = Code<"Smb2HashAlgorithm">;
declare const HashAlgorithm: {
    readonly SHA_512: HashAlgorithm;
};
/** [MS-SMB2] 2.2.3.1.2 Ciphers. */
type Cipher = Code<"Smb2Cipher">;
declare const Cipher: {
    readonly AES_128_CCM: Cipher;
    readonly AES_128_GCM: Cipher;
    readonly AES_256_CCM: Cipher;
    readonly AES_256_GCM: Cipher;
};
/** [MS-SMB2] 2.2.3.1.3 CompressionAlgorithms. */
type CompressionAlgorithm = Code<"Smb2CompressionAlgorithm">;
declare const CompressionAlgorithm: {
    readonly NONE: CompressionAlgorithm;
    readonly LZNT1: CompressionAlgorithm;
    readonly LZ77: CompressionAlgorithm;
    readonly LZ77_HUFFMAN: CompressionAlgorithm;
    readonly PATTERN_V1: CompressionAlgorithm;
    readonly LZ4: CompressionAlgorithm;
};
/** [MS-SMB2] 2.2.3.1.3 Flags of the compression context. */
type CompressionCapabilitiesFlags = Flags<"Smb2CompressionCapabilities">;
declare const CompressionCapabilitiesFlags: {
    readonly CHAINED: CompressionCapabilitiesFlags;
};
/** [MS-SMB2] 2.2.3.1.5 Flags of the transport context. */
type TransportCapabilitiesFlags = Flags<"Smb2TransportCapabilities">;
declare const TransportCapabilitiesFlags: {
    /** SMB encryption may be skipped over an encrypted transport such as QUIC. */
    readonly ACCEPT_TRANSPORT_LEVEL_SECURITY: TransportCapabilitiesFlags;
};
/** [MS-SMB2] 2.2.3.1.6 RDMATransformIds. */
type RdmaTransformId = Code<"Smb2RdmaTransformId">;
declare const RdmaTransformId: {
    readonly NONE: RdmaTransformId;
    readonly ENCRYPTION: RdmaTransformId;
    readonly SIGNING: RdmaTransformId;
};
/** [MS-SMB2] 2.2.3.1.7 SigningAlgorithms. */
type SigningAlgorithm = Code<"Smb2SigningAlgorithm">;
declare const SigningAlgorithm: {
    readonly HMAC_SHA256: SigningAlgorithm;
    readonly AES_CMAC: SigningAlgorithm;
    readonly AES_GMAC: SigningAlgorithm;
};
/** [MS-SMB2] 2.2.5 Flags of SESSION_SETUP requests. */
type SessionSetupFlags = Flags<"Smb2SessionSetup">;
declare const SessionSetupFlags: {
    /** Binds an existing session to a new connection. */
    readonly BINDING: SessionSetupFlags;
};
/** [MS-SMB2] 2.2.6 SessionFlags. */
type SessionFlags = Flags<"Smb2SessionFlags">;
declare const SessionFlags: {
    readonly IS_GUEST: SessionFlags;
    readonly IS_NULL: SessionFlags;
    readonly ENCRYPT_DATA: SessionFlags;
};
/** [MS-SMB2] 2.2.41 Flags of TRANSFORM_HEADER; EncryptionAlgorithm, of the same value, before 3.1.1. */
type TransformFlags = Flags<"Smb2Transform">;
declare const TransformFlags: {
    readonly ENCRYPTED: TransformFlags;
};
/** [MS-ERREF] 2.3: the NTSTATUS values that a handshake meets, and those that tell what follows the header. */
type Status = Code<"NtStatus">;
declare const Status: {
    readonly SUCCESS: Status;
    readonly PENDING: Status;
    readonly NOTIFY_CLEANUP: Status;
    readonly NOTIFY_ENUM_DIR: Status;
    readonly BUFFER_OVERFLOW: Status;
    readonly INVALID_PARAMETER: Status;
    readonly MORE_PROCESSING_REQUIRED: Status;
    readonly ACCESS_DENIED: Status;
    readonly WRONG_PASSWORD: Status;
    readonly LOGON_FAILURE: Status;
    readonly ACCOUNT_RESTRICTION: Status;
    readonly PASSWORD_EXPIRED: Status;
    readonly ACCOUNT_DISABLED: Status;
    readonly INSUFFICIENT_RESOURCES: Status;
    readonly NOT_SUPPORTED: Status;
    readonly NETWORK_ACCESS_DENIED: Status;
    readonly REQUEST_NOT_ACCEPTED: Status;
    readonly LOGON_TYPE_NOT_GRANTED: Status;
    readonly USER_SESSION_DELETED: Status;
    readonly NETWORK_SESSION_EXPIRED: Status;
    readonly SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP: Status;
};
/** [MS-SMB2] 2.2.42.1, 2.2.42.2.1 Flags. */
type CompressionFlags = Flags<"Smb2Compression">;
declare const CompressionFlags: {
    readonly NONE: CompressionFlags;
    /** The first payload of a chain. */
    readonly CHAINED: CompressionFlags;
};

/** 2.2.42.1 */
interface UnchainedCompression {
    kind: "compressedUnchained";
    /** Bytes of the data before compression. */
    originalCompressedSegmentSize: number;
    compressionAlgorithm: CompressionAlgorithm;
    flags: CompressionFlags;
    /** Bytes of `body` that are not compressed and stand before the rest. */
    offset: number;
    /** Shares the input's memory. */
    body: Uint8Array;
}
/** 2.2.42.2 */
interface ChainedCompression {
    kind: "compressedChained";
    /** Bytes of the data before compression. */
    originalCompressedSegmentSize: number;
    /** At least one; the first one's flags have CHAINED. */
    payloads: CompressedPayload[];
}
/** 2.2.42.2.1 */
interface CompressedPayload {
    compressionAlgorithm: CompressionAlgorithm;
    flags: CompressionFlags;
    /** Bytes before compression; `undefined` with the algorithms that have no such field (NONE, Pattern_V1, unknown ones). */
    originalPayloadSize: number | undefined;
    /** Shares the input's memory. */
    data: Uint8Array;
}
/** [MS-SMB2] 2.2.42: a compressed message in one of its two forms, told apart by the CHAINED flag. */
type CompressedMessage = UnchainedCompression | ChainedCompression;

/** [MS-SMB2] 2.2.2: what comes in place of a command's own response where it failed, or is not done yet (3.3.4.2). */
interface ErrorResponse {
    /** How many error contexts `errorData` holds; not 0 only at 3.1.1. */
    errorContextCount: number;
    /** `errorContextCount` error contexts (2.2.2.1, see `decodeErrorContexts`), else error data (2.2.2.2). Shares the input's memory. */
    errorData: Uint8Array;
}

/** Bytes of the header ([MS-SMB2] 2.2.1). Offsets in message bodies count from its first one. */
declare const HEADER_SIZE = 64;
/** [MS-SMB2] 2.2.1.1 (async) and 2.2.1.2 (sync). NextCommand is layout: see `decodeCompound`. */
interface Header {
    /** Credits that the request costs; 0 at 2.0.2. */
    creditCharge: number;
    /** In a response the NTSTATUS; in a request ChannelSequence in the low 16 bits (3.x), else reserved. */
    status: Status;
    command: Command;
    /** Credits asked for in a request, granted in a response. */
    credits: number;
    flags: HeaderFlags;
    /** Pairs requests with responses; all bits set in a notification. */
    messageId: bigint;
    /** Set where `flags` lacks ASYNC_COMMAND, and only there. */
    treeId: number | undefined;
    /** Set where `flags` has ASYNC_COMMAND, and only there. */
    asyncId: bigint | undefined;
    /** As the server numbers it; 0n before there is one. */
    sessionId: bigint;
    /** 16 bytes. Shares the input's memory. */
    signature: Uint8Array;
}
/** Decodes the header alone, of any message that has one. Throws `DecodeError`. */
declare function decodeHeader(bytes: Uint8Array): Header;

/** [MS-SMB2] 2.2.3.1.3 SMB2_COMPRESSION_CAPABILITIES. */
interface CompressionContext {
    kind: "compression";
    flags: CompressionCapabilitiesFlags;
    /** In the sender's order of preference. */
    compressionAlgorithms: CompressionAlgorithm[];
}

/** [MS-SMB2] 2.2.3.1.2 SMB2_ENCRYPTION_CAPABILITIES. */
interface EncryptionContext {
    kind: "encryption";
    /** In the client's order of preference; a response has one, 0 for no common cipher. */
    ciphers: Cipher[];
}

/** [MS-SMB2] 2.2.3.1.4 SMB2_NETNAME_NEGOTIATE_CONTEXT_ID. */
interface NetnameContext {
    kind: "netname";
    /** The server as the client calls it; not null-terminated. */
    netName: string;
}

/** The SMB3 POSIX extensions' context 0x0100, whose number [MS-SMB2] 2.2.3.1 reserves. */
interface PosixContext {
    kind: "posix";
    /** The extensions' version as a GUID, 16 bytes from every known peer. Shares the input's memory. */
    version: Uint8Array;
}

/** [MS-SMB2] 2.2.3.1.1 SMB2_PREAUTH_INTEGRITY_CAPABILITIES. */
interface PreauthIntegrityContext {
    kind: "preauthIntegrity";
    /** In the sender's order of preference. */
    hashAlgorithms: HashAlgorithm[];
    /** Random bytes, usually 32. Shares the input's memory. */
    salt: Uint8Array;
}

/** [MS-SMB2] 2.2.3.1.6 SMB2_RDMA_TRANSFORM_CAPABILITIES. */
interface RdmaTransformContext {
    kind: "rdmaTransform";
    /** In the sender's order of preference. */
    rdmaTransformIds: RdmaTransformId[];
}

/** [MS-SMB2] 2.2.3.1.7 SMB2_SIGNING_CAPABILITIES: how messages are signed, never whether. */
interface SigningContext {
    kind: "signing";
    /** In the client's order of preference; a response has one. */
    signingAlgorithms: SigningAlgorithm[];
}

/** [MS-SMB2] 2.2.3.1.5 SMB2_TRANSPORT_CAPABILITIES. */
interface TransportContext {
    kind: "transport";
    flags: TransportCapabilitiesFlags;
}

/** A context whose type is none of [MS-SMB2] 2.2.3.1. */
interface UnknownContext {
    kind: "unknown";
    contextType: ContextType;
    /** Shares the input's memory. */
    data: Uint8Array;
}
/** [MS-SMB2] 2.2.3.1 SMB2 NEGOTIATE_CONTEXT, told by its `kind`. */
type NegotiateContext = PreauthIntegrityContext | EncryptionContext | CompressionContext | NetnameContext | TransportContext | RdmaTransformContext | SigningContext | PosixContext | UnknownContext;
/** The code on the wire of a context's kind. */
declare function contextTypeOf(context: NegotiateContext): ContextType;

/** [MS-SMB2] 2.2.3 SMB2 NEGOTIATE request. */
interface NegotiateRequest {
    securityMode: SecurityMode;
    capabilities: Capabilities;
    /** 16 bytes, in wire order. Shares the input's memory. */
    clientGuid: Uint8Array;
    /** FILETIME; not used by any server, usually 0n. Always 0n with 3.1.1 among the dialects, which has no such field. */
    clientStartTime: bigint;
    dialects: Dialect[];
    /** Empty unless 3.1.1 is among the dialects. */
    negotiateContextList: NegotiateContext[];
}

/** [MS-SMB2] 2.2.4 SMB2 NEGOTIATE response. */
interface NegotiateResponse {
    /** The server's own policy, of use at every dialect, 0x02FF too. */
    securityMode: SecurityMode;
    dialectRevision: Dialect;
    /** 16 bytes, in wire order. Shares the input's memory. */
    serverGuid: Uint8Array;
    capabilities: Capabilities;
    /** Bytes. */
    maxTransactSize: number;
    /** Bytes. */
    maxReadSize: number;
    /** Bytes. */
    maxWriteSize: number;
    /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
    systemTime: bigint;
    /** FILETIME; 0n from servers that keep it to themselves. */
    serverStartTime: bigint;
    /** A SPNEGO NegTokenInit2, or empty. Shares the input's memory. */
    securityBuffer: Uint8Array;
    /** Empty unless `dialectRevision` is 3.1.1. */
    negotiateContextList: NegotiateContext[];
}

/** [MS-SMB2] 2.2.5 SMB2 SESSION_SETUP request. */
interface SessionSetupRequest {
    flags: SessionSetupFlags;
    /** The client's policy, also where the opening was SMB1 and no SMB2 NEGOTIATE request told it. */
    securityMode: SecurityMode;
    capabilities: Capabilities;
    /** Reserved by the specification, 0. */
    channel: number;
    /** The session that a reconnecting client asks the server to drop, or 0n. */
    previousSessionId: bigint;
    /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
    securityBuffer: Uint8Array;
}

/** [MS-SMB2] 2.2.6 SMB2 SESSION_SETUP response, with STATUS_SUCCESS or STATUS_MORE_PROCESSING_REQUIRED. */
interface SessionSetupResponse {
    sessionFlags: SessionFlags;
    /** A SPNEGO NegTokenResp, a raw NTLMSSP CHALLENGE, or empty. Shares the input's memory. */
    securityBuffer: Uint8Array;
}

/** [MS-SMB2] 2.2.41 SMB2 TRANSFORM_HEADER. */
interface TransformHeader {
    /** 16 bytes: the authentication tag. Shares the input's memory. */
    signature: Uint8Array;
    /** 16 bytes, of which CCM uses 11 and GCM 12. Shares the input's memory. */
    nonce: Uint8Array;
    /** Bytes of the message before encryption. */
    originalMessageSize: number;
    flags: TransformFlags;
    /** The session whose keys it is encrypted with. */
    sessionId: bigint;
}
/** [MS-SMB2] 2.2.41: an encrypted message. Nothing inside can be read without the session's keys. */
interface TransformMessage {
    kind: "transform";
    header: TransformHeader;
    /** The ciphertext. Shares the input's memory. */
    body: Uint8Array;
}

/** The CtlCode of the exchange ([MS-SMB2] 2.2.31). */
declare const FSCTL_VALIDATE_NEGOTIATE_INFO = 1311236;
/** [MS-SMB2] 2.2.31.4: what the client sent in its NEGOTIATE request, repeated. */
interface ValidateNegotiateInfoRequest {
    /** 16 bytes, all 0xFF: the request is about no file. Shares the input's memory. */
    fileId: Uint8Array;
    /** Bytes. */
    maxInputResponse: number;
    /** Bytes. */
    maxOutputResponse: number;
    /** 1 for an FSCTL. */
    flags: number;
    capabilities: Capabilities;
    /** 16 bytes, in wire order. Shares the input's memory. */
    guid: Uint8Array;
    securityMode: SecurityMode;
    dialects: Dialect[];
}
/** [MS-SMB2] 2.2.32.6: what the server answered in its NEGOTIATE response, repeated. */
interface ValidateNegotiateInfoResponse {
    /** 16 bytes, all 0xFF. Shares the input's memory. */
    fileId: Uint8Array;
    /** Reserved, 0. */
    flags: number;
    capabilities: Capabilities;
    /** 16 bytes, in wire order. Shares the input's memory. */
    guid: Uint8Array;
    securityMode: SecurityMode;
    dialect: Dialect;
}

/** A message with an SMB2 header ([MS-SMB2] 2.2.1), which `kind` tells the body of. */
type PlainMessage = {
    kind: "negotiateRequest";
    header: Header;
    body: NegotiateRequest;
} | {
    kind: "negotiateResponse";
    header: Header;
    body: NegotiateResponse;
} | {
    kind: "sessionSetupRequest";
    header: Header;
    body: SessionSetupRequest;
} | {
    kind: "sessionSetupResponse";
    header: Header;
    body: SessionSetupResponse;
} | {
    kind: "logoffRequest";
    header: Header;
    body: undefined;
} | {
    kind: "logoffResponse";
    header: Header;
    body: undefined;
} | {
    kind: "validateNegotiateInfoRequest";
    header: Header;
    body: ValidateNegotiateInfoRequest;
} | {
    kind: "validateNegotiateInfoResponse";
    header: Header;
    body: ValidateNegotiateInfoResponse;
} | {
    kind: "errorResponse";
    header: Header;
    body: ErrorResponse;
}
/** What else a command is asked or answered with. `body` shares the input's memory. */
 | {
    kind: "unknown";
    header: Header;
    body: Uint8Array;
};
/** One message of [MS-SMB2] 2.2: with an SMB2 header, encrypted, or compressed. */
type Message = PlainMessage | TransformMessage | CompressedMessage;
/**
 * Decodes exactly one message; bytes behind its content are kept by `like` alone. Throws `DecodeError`, also for a
 * compound, which is `decodeCompound`'s.
 */
declare function decodeMessage(bytes: Uint8Array): Message;
/** Reads the one message that the reader covers. Throws only `DecodeError`. */
declare function readMessage(r: Reader): Message;
/**
 * Encodes one message. `options.like` supplies the layout where it holds a message of the same kind. Throws a
 * `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
declare function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array;
/**
 * As {@link encodeMessage}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`, and
 * stays as it was.
 */
declare function encodeMessageInto(m: Message, target: Uint8Array, options?: EncodeOptions): number;
/** Reads a message with an SMB2 header, whatever its NextCommand. Throws only `DecodeError`. */
declare function readPlainMessage(r: Reader): PlainMessage;

/** Decodes a message and all that are chained to it; one alone is a chain too. Throws `DecodeError`. */
declare function decodeCompound(bytes: Uint8Array): PlainMessage[];
/**
 * Encodes a chain; `options.like`, a chain that decodes, supplies the layout message by message. Throws a
 * `RangeError` for no messages and for values that do not fit, a `DecodeError` where `like` does not decode.
 */
declare function encodeCompound(messages: PlainMessage[], options?: EncodeOptions): Uint8Array;

/** What each code means, with the sections of [MS-SMB2]: the list from which `DeviationCode` is made. */
declare const deviationMeanings: {
    readonly "reserved-not-zero": "A reserved field or padding holds something; it is to be zero.";
    readonly "signed-negotiate": "A NEGOTIATE request has the SIGNED flag, which a server answers with an error (3.3.5.2.4).";
    readonly "signature-without-flag": "The signature is not zero although the SIGNED flag is clear (2.2.1.2).";
    readonly "flag-without-signature": "The SIGNED flag is set and the signature is zero (3.1.4.1).";
    readonly "no-dialects": "The request offers no dialect (2.2.3).";
    readonly "duplicate-dialect": "The request offers a dialect twice (2.2.3).";
    readonly "security-mode-empty": "The client sets neither SIGNING_ENABLED nor SIGNING_REQUIRED (3.2.4.2.2.2, 3.2.4.2.3).";
    readonly "enabled-not-set": "The server does not set SIGNING_ENABLED, as it must in every response (3.3.5.4).";
    readonly "required-without-enabled": "The server sets SIGNING_REQUIRED without SIGNING_ENABLED (3.3.5.4).";
    readonly "unknown-security-mode-bits": "Bits of SecurityMode are set that have no meaning (2.2.3, 2.2.4, 2.2.5).";
    readonly "encryption-capability": "The response sets CAP_ENCRYPTION at a dialect other than 3.0 and 3.0.2 (2.2.4).";
    readonly "contexts-below-3.1.1": "The response has a context count or offset below 3.1.1, where both are reserved (2.2.4).";
    readonly "no-preauth-integrity": "3.1.1 without a PREAUTH_INTEGRITY_CAPABILITIES context (3.2.4.2.2.2, 3.3.5.4).";
    readonly "duplicate-context": "A context type comes twice (3.2.5.2, 3.3.5.4).";
    readonly "empty-context": "A context lists no algorithm at all (2.2.3.1.1 to 2.2.3.1.7).";
    readonly "duplicate-algorithm": "A context lists an algorithm twice (2.2.3.1.1 to 2.2.3.1.7).";
    readonly "several-answers": "A response's context names more than one algorithm (2.2.4.1.1, 2.2.4.1.2, 2.2.4.1.7).";
    readonly "channel-not-zero": "Channel of SESSION_SETUP is reserved (2.2.5).";
    readonly "unknown-flags": "Flags are set that have no meaning (2.2.5, 2.2.6).";
    readonly "guest-and-null": "A session is called guest and anonymous at once (2.2.6).";
    readonly "not-encrypted": "Flags of a TRANSFORM_HEADER is not ENCRYPTED (2.2.41).";
    readonly "message-size": "OriginalMessageSize is not the size of what follows (2.2.41).";
};
/** What a message does against [MS-SMB2], by name. */
type DeviationCode = keyof typeof deviationMeanings;
/** Lists what `bytes`, one message, has that [MS-SMB2] forbids. Throws `DecodeError` where it does not decode. */
declare function deviations(bytes: Uint8Array): Deviation<DeviationCode>[];

/** [MS-SMB2] 2.2.2.1 ErrorId. */
type ErrorId = Code<"Smb2ErrorId">;
declare const ErrorId: {
    readonly DEFAULT: ErrorId;
    readonly SHARE_REDIRECT: ErrorId;
};
/** [MS-SMB2] 2.2.2.1 SMB2 ERROR Context Response, at 3.1.1. */
interface ErrorContext {
    errorId: ErrorId;
    /** Data as 2.2.2.2 describes it for the status. Shares the input's memory. */
    errorContextData: Uint8Array;
}
/** Decodes an error response's `errorData` at 3.1.1 into its `count` contexts. Throws `DecodeError`. */
declare function decodeErrorContexts(errorData: Uint8Array, count: number): ErrorContext[];
/** Encodes error contexts as an error response's `errorData`; padding and what follows the last one come from `options.like`. */
declare function encodeErrorContexts(contexts: ErrorContext[], options?: EncodeOptions): Uint8Array;

/** Tells by the first four bytes: `FE 'SMB'` plain, `FD 'SMB'` encrypted, `FC 'SMB'` compressed. */
declare function peekProtocol(bytes: Uint8Array): "plain" | "transform" | "compressed" | undefined;
/** Command of any message with an SMB2 header; else `undefined`. */
declare function peekCommand(bytes: Uint8Array): Command | undefined;
/** The NTSTATUS of a response; of a request what stands in its place. */
declare function peekStatus(bytes: Uint8Array): Status | undefined;
/** Flags of any message with an SMB2 header; else `undefined`. */
declare function peekFlags(bytes: Uint8Array): HeaderFlags | undefined;
/** The SERVER_TO_REDIR flag of any message with an SMB2 header; else `undefined`. */
declare function peekIsResponse(bytes: Uint8Array): boolean | undefined;
/** The SIGNED flag alone: what a signature is worth stands in the session. */
declare function peekIsSigned(bytes: Uint8Array): boolean | undefined;
/** Offset of the next message of a compound, 0 in the last. */
declare function peekNextCommand(bytes: Uint8Array): number | undefined;
/** The low 32 bits of the SessionId. */
declare function peekSessionIdLow(bytes: Uint8Array): number | undefined;
/** The high 32 bits of the SessionId. */
declare function peekSessionIdHigh(bytes: Uint8Array): number | undefined;
/** SecurityMode of a NEGOTIATE request or response or of a SESSION_SETUP request. */
declare function peekSecurityMode(bytes: Uint8Array): SecurityMode | undefined;
/** DialectRevision of a NEGOTIATE response. */
declare function peekDialect(bytes: Uint8Array): Dialect | undefined;

export { Capabilities, type ChainedCompression, Cipher, Command, type CompressedMessage, type CompressedPayload, CompressionAlgorithm, CompressionCapabilitiesFlags, type CompressionContext, CompressionFlags, ContextType, type DeviationCode, Dialect, type EncryptionContext, type ErrorContext, ErrorId, type ErrorResponse, FSCTL_VALIDATE_NEGOTIATE_INFO, HEADER_SIZE, HashAlgorithm, type Header, HeaderFlags, type Message, type NegotiateContext, type NegotiateRequest, type NegotiateResponse, type NetnameContext, type PlainMessage, type PosixContext, type PreauthIntegrityContext, type RdmaTransformContext, RdmaTransformId, SecurityMode, SessionFlags, SessionSetupFlags, type SessionSetupRequest, type SessionSetupResponse, SigningAlgorithm, type SigningContext, Status, TransformFlags, type TransformHeader, type TransformMessage, TransportCapabilitiesFlags, type TransportContext, type UnchainedCompression, type UnknownContext, type ValidateNegotiateInfoRequest, type ValidateNegotiateInfoResponse, contextTypeOf, decodeCompound, decodeErrorContexts, decodeHeader, decodeMessage, deviationMeanings, deviations, encodeCompound, encodeErrorContexts, encodeMessage, encodeMessageInto, peekCommand, peekDialect, peekFlags, peekIsResponse, peekIsSigned, peekNextCommand, peekProtocol, peekSecurityMode, peekSessionIdHigh, peekSessionIdLow, peekStatus, readMessage, readPlainMessage };
