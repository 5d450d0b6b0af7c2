import type { Code, Flags as FlagSet } from "@countersign/bytes";

/** [MS-CIFS] 2.2.2.1: the commands of a usual session. Others are as good. */
export type Command = Code<"Smb1Command">;
export const Command = {
  CLOSE: 0x04 as Command,
  DELETE: 0x06 as Command,
  CHECK_DIRECTORY: 0x10 as Command,
  READ_RAW: 0x1a as Command,
  WRITE_RAW: 0x1d as Command,
  LOCKING_ANDX: 0x24 as Command,
  TRANSACTION: 0x25 as Command,
  TRANSACTION_SECONDARY: 0x26 as Command,
  ECHO: 0x2b as Command,
  OPEN_ANDX: 0x2d as Command,
  READ_ANDX: 0x2e as Command,
  WRITE_ANDX: 0x2f as Command,
  TRANSACTION2: 0x32 as Command,
  TRANSACTION2_SECONDARY: 0x33 as Command,
  FIND_CLOSE2: 0x34 as Command,
  TREE_CONNECT: 0x70 as Command,
  TREE_DISCONNECT: 0x71 as Command,
  NEGOTIATE: 0x72 as Command,
  SESSION_SETUP_ANDX: 0x73 as Command,
  LOGOFF_ANDX: 0x74 as Command,
  TREE_CONNECT_ANDX: 0x75 as Command,
  SECURITY_PACKAGE_ANDX: 0x7e as Command,
  NT_TRANSACT: 0xa0 as Command,
  NT_TRANSACT_SECONDARY: 0xa1 as Command,
  NT_CREATE_ANDX: 0xa2 as Command,
  NT_CANCEL: 0xa4 as Command,
  INVALID: 0xfe as Command,
  /** In AndXCommand: none follows. */
  NO_ANDX_COMMAND: 0xff as Command,
} as const;

/** [MS-CIFS] 2.2.3.1 Flags. */
export type Flags = FlagSet<"Smb1Flags">;
export const Flags = {
  LOCK_AND_READ_OK: 0x01 as Flags,
  BUF_AVAIL: 0x02 as Flags,
  CASE_INSENSITIVE: 0x08 as Flags,
  CANONICALIZED_PATHS: 0x10 as Flags,
  OPLOCK: 0x20 as Flags,
  OPBATCH: 0x40 as Flags,
  /** The message is a response. */
  REPLY: 0x80 as Flags,
} as const;

/** [MS-CIFS] 2.2.3.1 and [MS-SMB] 2.2.3.1 Flags2. */
export type Flags2 = FlagSet<"Smb1Flags2">;
export const Flags2 = {
  LONG_NAMES: 0x0001 as Flags2,
  EAS: 0x0002 as Flags2,
  /** In a SESSION_SETUP_ANDX request: the client can sign. Else: the message is signed, though Samba does not set it. */
  SECURITY_SIGNATURE: 0x0004 as Flags2,
  COMPRESSED: 0x0008 as Flags2,
  /** Of meaning in the first SESSION_SETUP_ANDX request only: the client requires signing. */
  SECURITY_SIGNATURE_REQUIRED: 0x0010 as Flags2,
  IS_LONG_NAME: 0x0040 as Flags2,
  REPARSE_PATH: 0x0400 as Flags2,
  /** The sender can use GSS tokens to log on. */
  EXTENDED_SECURITY: 0x0800 as Flags2,
  DFS: 0x1000 as Flags2,
  PAGING_IO: 0x2000 as Flags2,
  /** Status is an NTSTATUS, else a DOS class and code. */
  NT_STATUS: 0x4000 as Flags2,
  /** Strings are in UTF-16LE, else in the OEM code page. */
  UNICODE: 0x8000 as Flags2,
} as const;

/** [MS-CIFS] 2.2.4.52.2 SecurityMode. One byte from NT LM 0.12 on, two in LANMAN, which knows the first two bits. */
export type SecurityMode = FlagSet<"Smb1SecurityMode">;
export const SecurityMode = {
  /** User-level access; else share-level, and no signing whatever the other bits say. */
  USER_SECURITY: 0x01 as SecurityMode,
  /** Challenge and response; else plaintext passwords, and no signing whatever the other bits say. */
  ENCRYPT_PASSWORDS: 0x02 as SecurityMode,
  SECURITY_SIGNATURES_ENABLED: 0x04 as SecurityMode,
  /** Must be clear where SECURITY_SIGNATURES_ENABLED is. */
  SECURITY_SIGNATURES_REQUIRED: 0x08 as SecurityMode,
} as const;

/** [MS-CIFS] 2.2.4.52.2 and [MS-SMB] 2.2.4.5.2.1 Capabilities. */
export type Capabilities = FlagSet<"Smb1Capabilities">;
export const Capabilities = {
  RAW_MODE: 0x00000001 as Capabilities,
  MPX_MODE: 0x00000002 as Capabilities,
  UNICODE: 0x00000004 as Capabilities,
  LARGE_FILES: 0x00000008 as Capabilities,
  NT_SMBS: 0x00000010 as Capabilities,
  RPC_REMOTE_APIS: 0x00000020 as Capabilities,
  STATUS32: 0x00000040 as Capabilities,
  LEVEL_II_OPLOCKS: 0x00000080 as Capabilities,
  LOCK_AND_READ: 0x00000100 as Capabilities,
  NT_FIND: 0x00000200 as Capabilities,
  BULK_TRANSFER: 0x00000400 as Capabilities,
  COMPRESSED: 0x00000800 as Capabilities,
  DFS: 0x00001000 as Capabilities,
  /** QUADWORD_ALIGNED in [MS-CIFS]. */
  INFOLEVEL_PASSTHRU: 0x00002000 as Capabilities,
  LARGE_READX: 0x00004000 as Capabilities,
  LARGE_WRITEX: 0x00008000 as Capabilities,
  LWIO: 0x00010000 as Capabilities,
  UNIX: 0x00800000 as Capabilities,
  COMPRESSED_DATA: 0x02000000 as Capabilities,
  DYNAMIC_REAUTH: 0x20000000 as Capabilities,
  PERSISTENT_HANDLES: 0x40000000 as Capabilities,
  EXTENDED_SECURITY: 0x80000000 as Capabilities,
} as const;

/** [MS-CIFS] 2.2.4.53.2 Action. */
export type Action = FlagSet<"Smb1Action">;
export const Action = {
  /** The logon failed, and the server lets the client in as a guest. */
  GUEST: 0x0001 as Action,
  USE_LANMAN_KEY: 0x0002 as Action,
} as const;

/** [MS-CIFS] 2.2.2.4, [MS-ERREF] 2.3.1: statuses of NEGOTIATE and SESSION_SETUP_ANDX. Others are as good. */
export type Status = Code<"NtStatus">;
export const Status = {
  SUCCESS: 0x00000000 as Status,
  INVALID_SMB: 0x00010002 as Status,
  SMB_BAD_UID: 0x005b0002 as Status,
  INVALID_PARAMETER: 0xc000000d as Status,
  MORE_PROCESSING_REQUIRED: 0xc0000016 as Status,
  ACCESS_DENIED: 0xc0000022 as Status,
  LOGON_FAILURE: 0xc000006d as Status,
  ACCOUNT_RESTRICTION: 0xc000006e as Status,
  INVALID_LOGON_HOURS: 0xc000006f as Status,
  PASSWORD_EXPIRED: 0xc0000071 as Status,
  ACCOUNT_DISABLED: 0xc0000072 as Status,
  NOT_SUPPORTED: 0xc00000bb as Status,
  LOGON_TYPE_NOT_GRANTED: 0xc000015b as Status,
  ACCOUNT_LOCKED_OUT: 0xc0000234 as Status,
} as const;

/** [MS-CIFS] 2.2.2.4 SMB error class, where Flags2 lacks NT_STATUS. */
export type ErrorClass = Code<"Smb1ErrorClass">;
export const ErrorClass = {
  SUCCESS: 0x00 as ErrorClass,
  ERRDOS: 0x01 as ErrorClass,
  ERRSRV: 0x02 as ErrorClass,
  ERRHRD: 0x03 as ErrorClass,
  ERRCMD: 0xff as ErrorClass,
} as const;
