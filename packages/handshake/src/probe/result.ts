// What a probe learned, connection by connection: plain data, which a structured clone keeps whole.
import type { Dialect } from "@countersign/smb2";
import type { Handshake } from "../handshake.js";
import type { PeerProtocol } from "./peer-protocol.js";

/** What one connection was made for. */
export type ProbeQuestion =
  /** An SMB2 NEGOTIATE; `dialects` are all of the options', or one of them. */
  | { kind: "smb2"; dialects: Dialect[] }
  /** An SMB1 NEGOTIATE that offers SMB2 by name, and the SMB2 one that 0x02FF asks for. */
  | { kind: "multi-protocol"; dialects: string[] }
  /** An SMB1 NEGOTIATE. */
  | { kind: "smb1"; dialects: string[] };

/** How a question ended. */
export type ProbeOutcome =
  /** The answer is there, whole. */
  | "answered"
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
export interface ProbeDetail {
  /** NTSTATUS; from an SMB1 server without NT status codes a DOS error class and code. */
  status?: number;
  /** DialectRevision of the SMB2 answer. */
  dialect?: Dialect;
  looksLike?: PeerProtocol;
  /** RFC 1002 4.3.4 ERROR_CODE. */
  sessionError?: number;
  /** `address`: IPv4, dotted. */
  retarget?: { address: string; port: number };
  limit?: "message-length" | "frames";
  error?: string;
}

/** How a question, or its second part, ended. */
export interface ProbeEnd {
  outcome: ProbeOutcome;
  detail: ProbeDetail;
}

/** One connection of a probe. Times are those that the caller gave. */
export interface ProbeConnection extends ProbeEnd {
  question: ProbeQuestion;
  /** When the connection stood, or was known not to come to be, in milliseconds since 1970. */
  began: number;
  /** When the question was answered or given up, in milliseconds since 1970. */
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
export interface ProbeResult {
  /** In the order in which they were made; never empty. */
  connections: ProbeConnection[];
}
