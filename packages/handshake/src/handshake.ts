// What one connection showed, as plain data: the state that the observer fills.
import type { DecodeError } from "@countersign/bytes";
import type { MessageCounts, NtlmResponseKind } from "@countersign/signing";
import type * as smb1 from "@countersign/smb1";
import type * as smb2 from "@countersign/smb2";
import type { NtlmExchange } from "./ntlm-exchange.js";
import type { Mechanism } from "./security-token.js";

/** SMB1, or SMB2 with what came after it. */
export type Protocol = "smb1" | "smb2";

/** One connection's handshakes. Decoded messages own their memory. */
export interface Handshake {
  transport: "direct-tcp" | "netbios-session";
  negotiations: Negotiation[];
  /** In the order in which their first message came. */
  sessions: Session[];
  /** NTLM inside named pipes: DCE/RPC binds. */
  pipeNtlm: NtlmExchange[];
  problems: Problem[];
  /** What VALIDATE_NEGOTIATE_INFO repeated. */
  validations: { at: number; message: ValidateNegotiateInfo }[];
}

/** [MS-SMB2] 2.2.31.4 and 2.2.32.6: NEGOTIATE repeated, signed, once there is a session. */
export type ValidateNegotiateInfo = Extract<
  smb2.Message,
  { kind: "validateNegotiateInfoRequest" | "validateNegotiateInfoResponse" }
>;

/** A NEGOTIATE request and the next answer of either protocol; either may not have been seen. */
export interface Negotiation {
  request: NegotiateMessage<Smb1NegotiateRequest, Smb2NegotiateRequest> | undefined;
  response: NegotiateMessage<Smb1NegotiateResponse, Smb2NegotiateResponse> | undefined;
}

/** A message of a negotiation; `message` is absent where it was cut or could not be decoded. */
export type NegotiateMessage<One, Two> =
  | { protocol: "smb1"; at: number; state: MessageState; status: number; message: One | undefined }
  | { protocol: "smb2"; at: number; state: MessageState; status: number; message: Two | undefined };

/** How much of a message there was: all of it, a part, or nothing that decodes. */
export type MessageState = "complete" | "truncated" | "undecodable";

type Smb1NegotiateRequest = Extract<smb1.Message, { kind: "negotiateRequest" }>;
type Smb1NegotiateResponse = Extract<smb1.Message, { kind: "negotiateResponse" }>;
type Smb2NegotiateRequest = Extract<smb2.Message, { kind: "negotiateRequest" }>;
type Smb2NegotiateResponse = Extract<smb2.Message, { kind: "negotiateResponse" }>;

/** One authentication: it ends with a status other than STATUS_MORE_PROCESSING_REQUIRED. */
export interface Session {
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
export interface PlainLogon {
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
export interface Problem {
  /** What the caller gave with the bytes: a packet's number, a clock. */
  at: number;
  layer: "netbios" | "smb1" | "smb2" | "spnego" | "ntlmssp";
  error: DecodeError;
}
