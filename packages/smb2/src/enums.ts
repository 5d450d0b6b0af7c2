import type { Code, Flags } from "@countersign/bytes";

/** [MS-SMB2] 2.2.1.1 Command. */
export type Command = Code<"Smb2Command">;
export const Command = {
  NEGOTIATE: 0x0000 as Command,
  SESSION_SETUP: 0x0001 as Command,
  LOGOFF: 0x0002 as Command,
  TREE_CONNECT: 0x0003 as Command,
  TREE_DISCONNECT: 0x0004 as Command,
  CREATE: 0x0005 as Command,
  CLOSE: 0x0006 as Command,
  FLUSH: 0x0007 as Command,
  READ: 0x0008 as Command,
  WRITE: 0x0009 as Command,
  LOCK: 0x000a as Command,
  IOCTL: 0x000b as Command,
  CANCEL: 0x000c as Command,
  ECHO: 0x000d as Command,
  QUERY_DIRECTORY: 0x000e as Command,
  CHANGE_NOTIFY: 0x000f as Command,
  QUERY_INFO: 0x0010 as Command,
  SET_INFO: 0x0011 as Command,
  OPLOCK_BREAK: 0x0012 as Command,
  SERVER_TO_CLIENT_NOTIFICATION: 0x0013 as Command,
} as const;

/** [MS-SMB2] 2.2.1.1 Flags of the header. */
export type HeaderFlags = Flags<"Smb2Header">;
export const HeaderFlags = {
  /** The message is a response. */
  SERVER_TO_REDIR: 0x00000001 as HeaderFlags,
  /** The header has an AsyncId where others have a TreeId. */
  ASYNC_COMMAND: 0x00000002 as HeaderFlags,
  /** Not the first of a compound, and acts on what the one before it opened. */
  RELATED_OPERATIONS: 0x00000004 as HeaderFlags,
  SIGNED: 0x00000008 as HeaderFlags,
  /** 3.1.1: three bits of priority, 0 to 7. */
  PRIORITY_MASK: 0x00000070 as HeaderFlags,
  DFS_OPERATIONS: 0x10000000 as HeaderFlags,
  REPLAY_OPERATION: 0x20000000 as HeaderFlags,
} as const;

/** [MS-SMB2] 2.2.3, 2.2.4, 2.2.5 SecurityMode. There is no "disabled". */
export type SecurityMode = Flags<"Smb2SecurityMode">;
export const SecurityMode = {
  /** Signing is supported. A server ignores it in a request; it must be set in every response. */
  SIGNING_ENABLED: 0x01 as SecurityMode,
  /** The sender requires signing. */
  SIGNING_REQUIRED: 0x02 as SecurityMode,
} as const;

/** [MS-SMB2] 2.2.3 Dialects, 2.2.4 DialectRevision. */
export type Dialect = Code<"Smb2Dialect">;
export const Dialect = {
  SMB_2_0_2: 0x0202 as Dialect,
  SMB_2_1: 0x0210 as Dialect,
  SMB_3_0: 0x0300 as Dialect,
  SMB_3_0_2: 0x0302 as Dialect,
  SMB_3_1_1: 0x0311 as Dialect,
  /** The answer to an SMB1 opening: an SMB2 NEGOTIATE has to follow. */
  SMB_2_WILDCARD: 0x02ff as Dialect,
} as const;

/** [MS-SMB2] 2.2.3, 2.2.4 Capabilities. */
export type Capabilities = Flags<"Smb2Capabilities">;
export const Capabilities = {
  DFS: 0x00000001 as Capabilities,
  LEASING: 0x00000002 as Capabilities,
  LARGE_MTU: 0x00000004 as Capabilities,
  MULTI_CHANNEL: 0x00000008 as Capabilities,
  PERSISTENT_HANDLES: 0x00000010 as Capabilities,
  DIRECTORY_LEASING: 0x00000020 as Capabilities,
  /** In a response only for 3.0 and 3.0.2: 3.1.1 has the encryption context instead. */
  ENCRYPTION: 0x00000040 as Capabilities,
  NOTIFICATIONS: 0x00000080 as Capabilities,
} as const;

/** [MS-SMB2] 2.2.3.1 ContextType. */
export type ContextType = Code<"Smb2ContextType">;
export const ContextType = {
  PREAUTH_INTEGRITY_CAPABILITIES: 0x0001 as ContextType,
  ENCRYPTION_CAPABILITIES: 0x0002 as ContextType,
  COMPRESSION_CAPABILITIES: 0x0003 as ContextType,
  NETNAME_NEGOTIATE_CONTEXT_ID: 0x0005 as ContextType,
  TRANSPORT_CAPABILITIES: 0x0006 as ContextType,
  RDMA_TRANSFORM_CAPABILITIES: 0x0007 as ContextType,
  SIGNING_CAPABILITIES: 0x0008 as ContextType,
  /** Samba's POSIX extensions; reserved in [MS-SMB2]. */
  POSIX_EXTENSIONS: 0x0100 as ContextType,
} as const;

/** [MS-SMB2] 2.2.3.1.1 HashAlgorithms. */
export type HashAlgorithm = Code<"Smb2HashAlgorithm">;
export const HashAlgorithm = { SHA_512: 0x0001 as HashAlgorithm } as const;

/** [MS-SMB2] 2.2.3.1.2 Ciphers. */
export type Cipher = Code<"Smb2Cipher">;
export const Cipher = {
  AES_128_CCM: 0x0001 as Cipher,
  AES_128_GCM: 0x0002 as Cipher,
  AES_256_CCM: 0x0003 as Cipher,
  AES_256_GCM: 0x0004 as Cipher,
} as const;

/** [MS-SMB2] 2.2.3.1.3 CompressionAlgorithms. */
export type CompressionAlgorithm = Code<"Smb2CompressionAlgorithm">;
export const CompressionAlgorithm = {
  NONE: 0x0000 as CompressionAlgorithm,
  LZNT1: 0x0001 as CompressionAlgorithm,
  LZ77: 0x0002 as CompressionAlgorithm,
  LZ77_HUFFMAN: 0x0003 as CompressionAlgorithm,
  PATTERN_V1: 0x0004 as CompressionAlgorithm,
  LZ4: 0x0005 as CompressionAlgorithm,
} as const;

/** [MS-SMB2] 2.2.3.1.3 Flags of the compression context. */
export type CompressionCapabilitiesFlags = Flags<"Smb2CompressionCapabilities">;
export const CompressionCapabilitiesFlags = {
  CHAINED: 0x00000001 as CompressionCapabilitiesFlags,
} as const;

/** [MS-SMB2] 2.2.3.1.5 Flags of the transport context. */
export type TransportCapabilitiesFlags = Flags<"Smb2TransportCapabilities">;
export const TransportCapabilitiesFlags = {
  /** SMB encryption may be skipped over an encrypted transport such as QUIC. */
  ACCEPT_TRANSPORT_LEVEL_SECURITY: 0x00000001 as TransportCapabilitiesFlags,
} as const;

/** [MS-SMB2] 2.2.3.1.6 RDMATransformIds. */
export type RdmaTransformId = Code<"Smb2RdmaTransformId">;
export const RdmaTransformId = {
  NONE: 0x0000 as RdmaTransformId,
  ENCRYPTION: 0x0001 as RdmaTransformId,
  SIGNING: 0x0002 as RdmaTransformId,
} as const;

/** [MS-SMB2] 2.2.3.1.7 SigningAlgorithms. */
export type SigningAlgorithm = Code<"Smb2SigningAlgorithm">;
export const SigningAlgorithm = {
  HMAC_SHA256: 0x0000 as SigningAlgorithm,
  AES_CMAC: 0x0001 as SigningAlgorithm,
  AES_GMAC: 0x0002 as SigningAlgorithm,
} as const;

/** [MS-SMB2] 2.2.5 Flags of SESSION_SETUP requests. */
export type SessionSetupFlags = Flags<"Smb2SessionSetup">;
export const SessionSetupFlags = {
  /** Binds an existing session to a new connection. */
  BINDING: 0x01 as SessionSetupFlags,
} as const;

/** [MS-SMB2] 2.2.6 SessionFlags. */
export type SessionFlags = Flags<"Smb2SessionFlags">;
export const SessionFlags = {
  IS_GUEST: 0x0001 as SessionFlags,
  IS_NULL: 0x0002 as SessionFlags,
  ENCRYPT_DATA: 0x0004 as SessionFlags,
} as const;

/** [MS-SMB2] 2.2.41 Flags of TRANSFORM_HEADER; EncryptionAlgorithm, of the same value, before 3.1.1. */
export type TransformFlags = Flags<"Smb2Transform">;
export const TransformFlags = { ENCRYPTED: 0x0001 as TransformFlags } as const;

/** [MS-ERREF] 2.3: the NTSTATUS values that a handshake meets, and those that tell what follows the header. */
export type Status = Code<"NtStatus">;
export const Status = {
  SUCCESS: 0x00000000 as Status,
  PENDING: 0x00000103 as Status,
  NOTIFY_CLEANUP: 0x0000010b as Status,
  NOTIFY_ENUM_DIR: 0x0000010c as Status,
  BUFFER_OVERFLOW: 0x80000005 as Status,
  INVALID_PARAMETER: 0xc000000d as Status,
  MORE_PROCESSING_REQUIRED: 0xc0000016 as Status,
  ACCESS_DENIED: 0xc0000022 as Status,
  WRONG_PASSWORD: 0xc000006a as Status,
  LOGON_FAILURE: 0xc000006d as Status,
  ACCOUNT_RESTRICTION: 0xc000006e as Status,
  PASSWORD_EXPIRED: 0xc0000071 as Status,
  ACCOUNT_DISABLED: 0xc0000072 as Status,
  INSUFFICIENT_RESOURCES: 0xc000009a as Status,
  NOT_SUPPORTED: 0xc00000bb as Status,
  NETWORK_ACCESS_DENIED: 0xc00000ca as Status,
  REQUEST_NOT_ACCEPTED: 0xc00000d0 as Status,
  LOGON_TYPE_NOT_GRANTED: 0xc000015b as Status,
  USER_SESSION_DELETED: 0xc0000203 as Status,
  NETWORK_SESSION_EXPIRED: 0xc000035c as Status,
  SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP: 0xc05d0000 as Status,
} as const;

/** [MS-SMB2] 2.2.42.1, 2.2.42.2.1 Flags. */
export type CompressionFlags = Flags<"Smb2Compression">;
export const CompressionFlags = {
  NONE: 0x0000 as CompressionFlags,
  /** The first payload of a chain. */
  CHAINED: 0x0001 as CompressionFlags,
} as const;
