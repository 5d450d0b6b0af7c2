import { Flags as Flags$1, Code, Deviation, EncodeOptions, Reader } from '@countersign/bytes';

/** [MS-CIFS] 2.2.2.1: the commands of a usual session. Others are as good. */
type Command = Code<"Smb1Command">;
declare const Command: {
    readonly CLOSE: Command;
    readonly DELETE: Command;
    readonly CHECK_DIRECTORY: Command;
    readonly READ_RAW: Command;
    readonly WRITE_RAW: Command;
    readonly LOCKING_ANDX: Command;
    readonly TRANSACTION: Command;
    readonly TRANSACTION_SECONDARY: Command;
    readonly ECHO: Command;
    readonly OPEN_ANDX: Command;
    readonly READ_ANDX: Command;
    readonly WRITE_ANDX: Command;
    readonly TRANSACTION2: Command;
    readonly TRANSACTION2_SECONDARY: Command;
    readonly FIND_CLOSE2: Command;
    readonly TREE_CONNECT: Command;
    readonly TREE_DISCONNECT: Command;
    readonly NEGOTIATE: Command;
    readonly SESSION_SETUP_ANDX: Command;
    readonly LOGOFF_ANDX: Command;
    readonly TREE_CONNECT_ANDX: Command;
    readonly SECURITY_PACKAGE_ANDX: Command;
    readonly NT_TRANSACT: Command;
    readonly NT_TRANSACT_SECONDARY: Command;
    readonly NT_CREATE_ANDX: Command;
    readonly NT_CANCEL: Command;
    readonly INVALID: Command;
    /** In AndXCommand: none follows. */
    readonly NO_ANDX_COMMAND: Command;
};
/** [MS-CIFS] 2.2.3.1 Flags. */
type Flags = Flags$1<"Smb1Flags">;
declare const Flags: {
    readonly LOCK_AND_READ_OK: Flags;
    readonly BUF_AVAIL: Flags;
    readonly CASE_INSENSITIVE: Flags;
    readonly CANONICALIZED_PATHS: Flags;
    readonly OPLOCK: Flags;
    readonly OPBATCH: Flags;
    /** The message is a response. */
    readonly REPLY: Flags;
};
/** [MS-CIFS] 2.2.3.1 and [MS-SMB] 2.2.3.1 Flags2. */
type Flags2 = Flags$1<"Smb1Flags2">;
declare const Flags2: {
    readonly LONG_NAMES: Flags2;
    readonly EAS: Flags2;
    /** In a SESSION_SETUP_ANDX request: the client can sign. Else: the message is signed, though Samba does not set it. */
    readonly SECURITY_SIGNATURE: Flags2;
    readonly COMPRESSED: Flags2;
    /** Of meaning in the first SESSION_SETUP_ANDX request only: the client requires signing. */
    readonly SECURITY_SIGNATURE_REQUIRED: Flags2;
    readonly IS_LONG_NAME: Flags2;
    readonly REPARSE_PATH: Flags2;
    /** The sender can use GSS tokens to log on. */
    readonly EXTENDED_SECURITY: Flags2;
    readonly DFS: Flags2;
    readonly PAGING_IO: Flags2;
    /** Status is an NTSTATUS, else a DOS class and code. */
    readonly NT_STATUS: Flags2;
    /** Strings are in UTF-16LE, else in the OEM code page. */
    readonly UNICODE: Flags2;
};
/** [MS-CIFS] 2.2.4.52.2 SecurityMode. One byte from NT LM 0.12 on, two in LANMAN, which knows the first two bits. */
type SecurityMode = Flags$1<"Smb1SecurityMode">;
declare const SecurityMode: {
    /** User-level access; else share-level, and no signing whatever the other bits say. */
    readonly USER_SECURITY: SecurityMode;
    /** Challenge and response; else plaintext passwords, and no signing whatever the other bits say. */
    readonly ENCRYPT_PASSWORDS: SecurityMode;
    readonly SECURITY_SIGNATURES_ENABLED: SecurityMode;
    /** Must be clear where SECURITY_SIGNATURES_ENABLED is. */
    readonly SECURITY_SIGNATURES_REQUIRED: SecurityMode;
};
/** [MS-CIFS] 2.2.4.52.2 and [MS-SMB] 2.2.4.5.2.1 Capabilities. */
type Capabilities = Flags$1<"Smb1Capabilities">;
declare const Capabilities: {
    readonly RAW_MODE: Capabilities;
    readonly MPX_MODE: Capabilities;
    readonly UNICODE: Capabilities;
    readonly LARGE_FILES: Capabilities;
    readonly NT_SMBS: Capabilities;
    readonly RPC_REMOTE_APIS: Capabilities;
    readonly STATUS32: Capabilities;
    readonly LEVEL_II_OPLOCKS: Capabilities;
    readonly LOCK_AND_READ: Capabilities;
    readonly NT_FIND: Capabilities;
    readonly BULK_TRANSFER: Capabilities;
    readonly COMPRESSED: Capabilities;
    readonly DFS: Capabilities;
    /** QUADWORD_ALIGNED in [MS-CIFS]. */
    readonly INFOLEVEL_PASSTHRU: Capabilities;
    readonly LARGE_READX: Capabilities;
    readonly LARGE_WRITEX: Capabilities;
    readonly LWIO: Capabilities;
    readonly UNIX: Capabilities;
    readonly COMPRESSED_DATA: Capabilities;
    readonly DYNAMIC_REAUTH: Capabilities;
    readonly PERSISTENT_HANDLES: Capabilities;
    readonly EXTENDED_SECURITY: Capabilities;
};
/** [MS-CIFS] 2.2.4.53.2 Action. */
type Action = Flags$1<"Smb1Action">;
declare const Action: {
    /** The logon failed, and the server lets the client in as a guest. */
    readonly GUEST: Action;
    readonly USE_LANMAN_KEY: Action;
};
/** [MS-CIFS] 2.2.2.4, [MS-ERREF] 2.3.1: statuses of NEGOTIATE and SESSION_SETUP_ANDX. Others are as good. */
type Status = Code<"NtStatus">;
declare const Status: {
    readonly SUCCESS: Status;
    readonly INVALID_SMB: Status;
    readonly SMB_BAD_UID: Status;
    readonly INVALID_PARAMETER: Status;
    readonly MORE_PROCESSING_REQUIRED: Status;
    readonly ACCESS_DENIED: Status;
    readonly LOGON_FAILURE: Status;
    readonly ACCOUNT_RESTRICTION: Status;
    readonly INVALID_LOGON_HOURS: Status;
    readonly PASSWORD_EXPIRED: Status;
    readonly ACCOUNT_DISABLED: Status;
    readonly NOT_SUPPORTED: Status;
    readonly LOGON_TYPE_NOT_GRANTED: Status;
    readonly ACCOUNT_LOCKED_OUT: Status;
};
/** [MS-CIFS] 2.2.2.4 SMB error class, where Flags2 lacks NT_STATUS. */
type ErrorClass = Code<"Smb1ErrorClass">;
declare const ErrorClass: {
    readonly SUCCESS: ErrorClass;
    readonly ERRDOS: ErrorClass;
    readonly ERRSRV: ErrorClass;
    readonly ERRHRD: ErrorClass;
    readonly ERRCMD: ErrorClass;
};

/** [MS-CIFS] 2.2.3.4: the command that follows in the same message. */
interface AndX {
    command: Command;
    /**
     * Its parameter and data blocks and all after them, to the message's end, as they stand; further AndXOffsets in it
     * count from the SMB header. Empty where AndXOffset is 0. Shares the input's memory.
     */
    blocks: Uint8Array;
}

/** What each code means, with the sections of [MS-CIFS] and [MS-SMB]: the list from which `DeviationCode` is made. */
declare const deviationMeanings: {
    readonly "reserved-not-zero": "A reserved field is not zero ([MS-CIFS] 2.2.3.1, 2.2.4.53).";
    readonly "unknown-flags2": "Bits of Flags2 are set that have no meaning ([MS-CIFS] 2.2.3.1).";
    readonly "signature-without-flag": "SecurityFeatures is not zero, and Flags2 lacks SECURITY_SIGNATURE ([MS-CIFS] 2.2.3.1).";
    readonly "flag-without-signature": "Flags2 has SECURITY_SIGNATURE, and there is no signature ([MS-CIFS] 2.2.3.1).";
    readonly "no-dialects": "The request offers no dialect ([MS-CIFS] 2.2.4.52.1).";
    readonly "unnamed-dialect": "A dialect has no name ([MS-CIFS] 2.2.4.52.1).";
    readonly "required-without-enabled": "SecurityMode requires signatures without enabling them ([MS-CIFS] 2.2.4.52.2).";
    readonly "unknown-security-mode-bits": "Bits of SecurityMode are set that have no meaning ([MS-CIFS] 2.2.4.52.2).";
    readonly "challenge-length": "The challenge is neither of 8 bytes nor absent ([MS-CIFS] 2.2.4.52.2).";
    readonly "challenge-counted": "ChallengeLength is not 0 beside extended security ([MS-SMB] 2.2.4.5.2.1).";
    readonly "key-not-counted": "EncryptionKeyLength is 0, and there is a key ([SMB-LM21]).";
    readonly "string-missing": "A string is not there ([MS-CIFS] 2.2.4.52.2, 2.2.4.53).";
    readonly "nul-missing": "The last string lacks its NUL, or half of it ([MS-CIFS] 2.2.1.1, <105>, [MS-SMB] <46>).";
    readonly "padding-not-zero": "The byte before the strings is not zero ([MS-CIFS] 2.2.4.53).";
    readonly "surplus-data": "The data block goes on after its last field ([MS-CIFS] 2.2.3.3).";
    readonly "bytes-after-blocks": "Bytes follow the last block ([MS-CIFS] 2.2.3).";
    readonly "follow-on-missing": "A command is said to follow, at no place ([MS-CIFS] 2.2.3.4).";
    readonly "lan-man-key": "USE_LANMAN_KEY is set beside extended security ([MS-SMB] 2.2.4.6.2).";
};
/** What a message does against [MS-CIFS] and [MS-SMB], by name. */
type DeviationCode = keyof typeof deviationMeanings;
/**
 * Lists what `bytes`, one message, has that [MS-CIFS] and [MS-SMB] forbid, in the order of the bytes; what is missing
 * has the offset where it would stand. Throws `DecodeError` where the message does not decode.
 */
declare function deviations(bytes: Uint8Array): Deviation<DeviationCode>[];

/** Bytes of the header ([MS-CIFS] 2.2.3.1). */
declare const HEADER_SIZE = 32;
/** [MS-CIFS] 2.2.3.1 SMB Header, 32 bytes, integers little-endian. */
interface Header {
    command: Command;
    /** An NTSTATUS where `flags2` has NT_STATUS; else see `dosError`. */
    status: Status;
    flags: Flags;
    flags2: Flags2;
    /** The high 16 bits of the client's process id. */
    pidHigh: number;
    /** 8 bytes: the signature where there is one, else Key, CID and SequenceNumber, or anything. Shares the input's memory. */
    securityFeatures: Uint8Array;
    /** The tree connect, as the server numbers it. */
    tid: number;
    /** The low 16 bits of the client's process id. */
    pidLow: number;
    /** The session, as the server numbers it. */
    uid: number;
    /** Tells requests apart that are under way at once. */
    mid: number;
}
/** Decodes the header alone, of any SMB1 message. Throws `DecodeError`. */
declare function decodeHeader(bytes: Uint8Array): Header;
/** [MS-CIFS] 2.2.3.1 SMB_ERROR: the status's DOS form, `undefined` where `flags2` has NT_STATUS. */
declare function dosError(header: Header): {
    errorClass: ErrorClass;
    error: number;
} | undefined;

/** [MS-CIFS] 2.2.4.52.2, 13 words: the response for LAN Manager 1.0 to 2.1. */
interface LanManNegotiateResponse {
    kind: "lanMan";
    /** Which of the request's dialects, from 0. */
    dialectIndex: number;
    /** 16 bits, of which USER_SECURITY and ENCRYPT_PASSWORDS mean something: no LAN Manager server signs. */
    securityMode: SecurityMode;
    /** Bytes. */
    maxBufferSize: number;
    /** Requests that may be under way at once. */
    maxMpxCount: number;
    /** Virtual circuits that a client may have. */
    maxNumberVcs: number;
    /** Bit 0: READ_RAW, bit 1: WRITE_RAW. */
    rawMode: number;
    /** To be repeated in SESSION_SETUP_ANDX; no key to anything. */
    sessionKey: number;
    /** MS-DOS time: hours, minutes and half seconds in 5, 6 and 5 bits. */
    serverTime: number;
    /** MS-DOS date: years since 1980, month and day in 7, 4 and 5 bits. */
    serverDate: number;
    /** Minutes to add for UTC. */
    serverTimeZone: number;
    /** Usually 8 bytes or none. Shares the input's memory. */
    encryptionKey: Uint8Array;
    /** In LAN Manager 2.1; in the OEM code page, a character a byte. */
    primaryDomain: string | undefined;
}

/** Names of dialects that decide how a session goes on, [MS-CIFS] 1.7, [MS-SMB2] 3.3.5.3. */
declare const DialectName: {
    readonly CORE: "PC NETWORK PROGRAM 1.0";
    readonly LANMAN_1_0: "LANMAN1.0";
    readonly LANMAN_2_1: "LANMAN2.1";
    readonly NT_LM_0_12: "NT LM 0.12";
    /** An SMB2 server may answer with SMB2 2.0.2. */
    readonly SMB_2_002: "SMB 2.002";
    /** An SMB2 server may answer with SMB2 and dialect 0x02FF. */
    readonly SMB_2_WILDCARD: "SMB 2.???";
};
/** [MS-CIFS] 2.2.4.52.1 SMB_COM_NEGOTIATE request. */
interface NegotiateRequest {
    /** Names, a character a byte; see `DialectName`. A response chooses by index. Some peers send empty ones. */
    dialects: string[];
}

interface NtFields {
    /** Which of the request's dialects, from 0. */
    dialectIndex: number;
    securityMode: SecurityMode;
    /** Requests that may be under way at once. */
    maxMpxCount: number;
    /** Virtual circuits that a client may have. */
    maxNumberVcs: number;
    /** Bytes. */
    maxBufferSize: number;
    /** Bytes. */
    maxRawSize: number;
    /** To be repeated in SESSION_SETUP_ANDX; no key to anything. */
    sessionKey: number;
    capabilities: Capabilities;
    /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
    systemTime: bigint;
    /** Minutes to add for UTC. */
    serverTimeZone: number;
}
/** [MS-SMB] 2.2.4.5.2.1. `capabilities` has EXTENDED_SECURITY. */
interface ExtendedSecurityNegotiateResponse extends NtFields {
    kind: "extendedSecurity";
    /** 16 bytes, in wire order. Shares the input's memory. */
    serverGuid: Uint8Array;
    /** A SPNEGO NegTokenInit2, or empty. Shares the input's memory. */
    securityBlob: Uint8Array;
}
/** [MS-CIFS] 2.2.4.52.2, [MS-SMB] 2.2.4.5.2.2. `capabilities` lacks EXTENDED_SECURITY. */
interface NtLanManNegotiateResponse extends NtFields {
    kind: "ntLanMan";
    /** 8 bytes; none from a server that takes plaintext passwords only. Shares the input's memory. */
    challenge: Uint8Array;
    /** In UTF-16LE where `capabilities` has UNICODE, whatever Flags2 says ([MS-CIFS] <89>). */
    domainName: string | undefined;
    /** As `domainName`. */
    serverName: string | undefined;
}
/** [MS-CIFS] 2.2.4.52.2, [MS-SMB] 2.2.4.5.2: the response for NT LM 0.12, with or without extended security. */
type NtNegotiateResponse = ExtendedSecurityNegotiateResponse | NtLanManNegotiateResponse;

/** [MS-CIFS] 2.2.4.52.2, one word: the Core Protocol, which has neither a security mode nor a challenge. */
interface CoreNegotiateResponse {
    kind: "core";
    /** Which of the request's dialects, from 0. */
    dialectIndex: number;
}
/** [MS-CIFS] 2.2.4.52.2 with DialectIndex 0xFFFF and nothing else: the server takes none of the dialects. */
interface RefusedNegotiateResponse {
    kind: "refused";
}
/** [MS-CIFS] 2.2.4.52.2 SMB_COM_NEGOTIATE response, whose `kind` follows from the number of its words. */
type NegotiateResponse = NtNegotiateResponse | LanManNegotiateResponse | CoreNegotiateResponse | RefusedNegotiateResponse;

/** What all forms say first. */
interface CommonWords {
    /** Bytes. */
    maxBufferSize: number;
    /** Requests that the client may have under way at once. */
    maxMpxCount: number;
    /** The number of the client's virtual circuit; 0 may end its others. */
    vcNumber: number;
    /** As in the NEGOTIATE response. */
    sessionKey: number;
}
interface CommonFields$1 extends CommonWords {
    andX: AndX | undefined;
    /** In UTF-16LE where Flags2 has UNICODE, else in the OEM code page, a character a byte. So are all strings here. */
    nativeOs: string | undefined;
    nativeLanMan: string | undefined;
    primaryDomain: string | undefined;
}
/** [MS-SMB] 2.2.4.6.1, 12 words. `primaryDomain` is not in the specification; some clients send it. */
interface ExtendedSecuritySessionSetupRequest extends CommonFields$1 {
    kind: "extendedSecurity";
    capabilities: Capabilities;
    /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
    securityBlob: Uint8Array;
}
/** [MS-CIFS] 2.2.4.53.1, 13 words. */
interface NtLanManSessionSetupRequest extends CommonFields$1 {
    kind: "ntLanMan";
    capabilities: Capabilities;
    /** An LM, LMv2 or NTLM response, or a plaintext password. Shares the input's memory. */
    oemPassword: Uint8Array;
    /** An NTLM or NTLMv2 response, or a plaintext password. Shares the input's memory. */
    unicodePassword: Uint8Array;
    accountName: string | undefined;
}
/** The same command for LAN Manager 1.0 to 2.1, 10 words. */
interface LanManSessionSetupRequest extends CommonFields$1 {
    kind: "lanMan";
    /** An LM response or a plaintext password. Shares the input's memory. */
    accountPassword: Uint8Array;
    accountName: string | undefined;
}
/** [MS-CIFS] 2.2.4.53.1, [MS-SMB] 2.2.4.6.1: the request, whose `kind` follows from the number of its words. */
type SessionSetupRequest = ExtendedSecuritySessionSetupRequest | NtLanManSessionSetupRequest | LanManSessionSetupRequest;

interface CommonFields {
    andX: AndX | undefined;
    /** GUEST says that the logon failed and was let in all the same. */
    action: Action;
    /** In UTF-16LE where Flags2 has UNICODE, else in the OEM code page, a character a byte. So are all strings here. */
    nativeOs: string | undefined;
    nativeLanMan: string | undefined;
    /** With a security blob not in the specification; Samba sends it. */
    primaryDomain: string | undefined;
}
/** [MS-SMB] 2.2.4.6.2, 4 words. */
interface ExtendedSecuritySessionSetupResponse extends CommonFields {
    kind: "extendedSecurity";
    /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
    securityBlob: Uint8Array;
}
/** [MS-CIFS] 2.2.4.53.2, 3 words: for NT LM 0.12 without extended security, and LAN Manager. */
interface LanManSessionSetupResponse extends CommonFields {
    kind: "lanMan";
}
/** [MS-CIFS] 2.2.4.53.2, [MS-SMB] 2.2.4.6.2: the response, whose `kind` follows from the number of its words. */
type SessionSetupResponse = ExtendedSecuritySessionSetupResponse | LanManSessionSetupResponse;

/** [MS-CIFS] 2.2.4.52.2: a response without words. */
interface ErrorResponse {
    /** The data block, usually empty. Shares the input's memory. */
    bytes: Uint8Array;
}
/** [MS-CIFS] 2.2.3: a message with its header; `kind` tells the body. */
type Message = {
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
}
/** To one of these two commands; `header.status` says why. */
 | {
    kind: "errorResponse";
    header: Header;
    body: ErrorResponse;
}
/** Another command, or another form of one. All after the header, sharing the input's memory. */
 | {
    kind: "unknown";
    header: Header;
    body: Uint8Array;
};
/**
 * Decodes one message, from the SMB header to the end of `bytes`. What follows the last block is passed over. Throws
 * only `DecodeError`.
 */
declare function decodeMessage(bytes: Uint8Array): Message;
/** As {@link decodeMessage}, for a reader whose origin is the SMB header. Throws only `DecodeError`. */
declare function readMessage(r: Reader): Message;
/**
 * Encodes a message. Where `like` is of the same kind and form, it supplies reserved bytes, the padding before strings,
 * a last NUL that is not there, and the bytes after the blocks. A header and a body that would be read back as
 * another kind are a `RangeError`.
 */
declare function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array;

/** Command of any message with an SMB1 header; else `undefined`. */
declare function peekCommand(bytes: Uint8Array): Command | undefined;
/** Status of any message with an SMB1 header, an NTSTATUS where Flags2 has NT_STATUS; else `undefined`. */
declare function peekStatus(bytes: Uint8Array): Status | undefined;
/** The REPLY flag of any message with an SMB1 header; else `undefined`. */
declare function peekIsResponse(bytes: Uint8Array): boolean | undefined;
/** Flags2 of any message with an SMB1 header; else `undefined`. */
declare function peekFlags2(bytes: Uint8Array): Flags2 | undefined;
/** UID of any message with an SMB1 header; else `undefined`. */
declare function peekUid(bytes: Uint8Array): number | undefined;
/** Whether any bit of SecurityFeatures is set: a signature, a placeholder of one, or Key, CID and SequenceNumber. */
declare function peekHasSignature(bytes: Uint8Array): boolean | undefined;
/** Of a NEGOTIATE response that has one: NT LM 0.12 or LAN Manager. */
declare function peekSecurityMode(bytes: Uint8Array): SecurityMode | undefined;
/** Of a NEGOTIATE response, 0xFFFF where the server takes none of the dialects. */
declare function peekDialectIndex(bytes: Uint8Array): number | undefined;

export { Action, type AndX, Capabilities, Command, type CoreNegotiateResponse, type DeviationCode, DialectName, ErrorClass, type ErrorResponse, type ExtendedSecurityNegotiateResponse, type ExtendedSecuritySessionSetupRequest, type ExtendedSecuritySessionSetupResponse, Flags, Flags2, HEADER_SIZE, type Header, type LanManNegotiateResponse, type LanManSessionSetupRequest, type LanManSessionSetupResponse, type Message, type NegotiateRequest, type NegotiateResponse, type NtLanManNegotiateResponse, type NtLanManSessionSetupRequest, type NtNegotiateResponse, type RefusedNegotiateResponse, SecurityMode, type SessionSetupRequest, type SessionSetupResponse, Status, decodeHeader, decodeMessage, deviationMeanings, deviations, dosError, encodeMessage, peekCommand, peekDialectIndex, peekFlags2, peekHasSignature, peekIsResponse, peekSecurityMode, peekStatus, peekUid, readMessage };
