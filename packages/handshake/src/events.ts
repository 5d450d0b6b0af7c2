// What a live user is told while a connection goes on. Messages own their memory.
import type { DecodeError } from "@countersign/bytes";
import type * as ntlmssp from "@countersign/ntlmssp";
import type * as smb1 from "@countersign/smb1";
import type * as smb2 from "@countersign/smb2";
import type { Negotiation, Problem, Session, ValidateNegotiateInfo } from "./handshake.js";
import type { NtlmExchange } from "./ntlm-exchange.js";

/** Each with `at`, the caller's own count or clock of the bytes in which the message ended. */
export type HandshakeEvent =
  /** `negotiation` is the entry that the message belongs to; its own part may lack the message. */
  | { kind: "negotiateRequest"; at: number; negotiation: Negotiation }
  | { kind: "negotiateResponse"; at: number; negotiation: Negotiation }
  | { kind: "sessionSetupRequest"; at: number; session: Session; message: smb1.Message | smb2.Message }
  | { kind: "sessionSetupResponse"; at: number; session: Session; message: smb1.Message | smb2.Message }
  | { kind: "validateNegotiateInfo"; at: number; message: ValidateNegotiateInfo }
  /** `session` is absent for NTLM inside a named pipe. */
  | {
      kind: "ntlm";
      at: number;
      message: ntlmssp.Message;
      exchange: NtlmExchange;
      session: Session | undefined;
    }
  /** An authentication ended, well or not. */
  | { kind: "session"; at: number; session: Session }
  /** An inner layer could not be read; the outer events stand. */
  | { kind: "undecodable"; at: number; layer: Problem["layer"]; error: DecodeError };
