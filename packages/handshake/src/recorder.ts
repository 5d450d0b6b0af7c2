// Where the dialogs of both protocols write down what they saw, and tell it.
import { DecodeError, isDecodeError } from "@countersign/bytes";
import type { HandshakeEvent } from "./events.js";
import type { Handshake, Negotiation, Problem, Session, ValidateNegotiateInfo } from "./handshake.js";
import { NtlmExchanges } from "./ntlm-exchange.js";
import { readSecurityToken } from "./security-token.js";

/** What one connection's record holds of each kind; more of it is passed over. */
const MAX_NEGOTIATIONS = 256;
const MAX_VALIDATIONS = 256;
const MAX_PROBLEMS = 256;

export class Recorder {
  readonly handshake: Handshake;
  readonly emit: (event: HandshakeEvent) => void;
  /** Made when it is needed: most of many idle connections need none, and a map weighs as much as all else. */
  #logons: WeakMap<Session, NtlmExchanges> | undefined;
  #pipe: NtlmExchanges | undefined;

  constructor(emit: (event: HandshakeEvent) => void) {
    this.emit = emit;
    this.handshake = {
      transport: "direct-tcp",
      negotiations: [],
      sessions: [],
      pipeNtlm: [],
      problems: [],
      validations: [],
    };
  }

  /** A request opens a negotiation; an answer belongs to the last one that has none yet. */
  negotiation(
    isResponse: boolean,
    part: NonNullable<Negotiation["request"] | Negotiation["response"]>,
  ): void {
    const { negotiations } = this.handshake;
    let negotiation = negotiations.at(-1);
    if (!isResponse || negotiation === undefined || negotiation.response !== undefined) {
      negotiation = { request: undefined, response: undefined };
      if (negotiations.length < MAX_NEGOTIATIONS) negotiations.push(negotiation);
    }
    if (isResponse) negotiation.response = part as NonNullable<Negotiation["response"]>;
    else negotiation.request = part as NonNullable<Negotiation["request"]>;
    this.emit({ kind: isResponse ? "negotiateResponse" : "negotiateRequest", at: part.at, negotiation });
  }

  /** Reads a SESSION_SETUP's security buffer into its session. */
  token(session: Session, securityBuffer: Uint8Array, at: number): void {
    const { mechanism, ntlm, error } = readSecurityToken(securityBuffer);
    if (error !== undefined) this.problem(at, "spnego", error);
    if (mechanism !== "unknown") session.mechanism = mechanism;
    if (ntlm !== undefined) this.#logon(session, ntlm, at);
  }

  #logon(session: Session, token: Uint8Array, at: number): void {
    this.#logons ??= new WeakMap();
    const exchanges = this.#logons.get(session) ?? new NtlmExchanges();
    this.#logons.set(session, exchanges);
    const added = exchanges.add(token, at);
    if (isDecodeError(added)) {
      this.problem(at, "ntlmssp", added);
      return;
    }
    session.ntlm = added.exchange;
    this.emit({ kind: "ntlm", at, ...added, session });
  }

  /** An NTLMSSP message inside a named pipe: DCE/RPC over SMB. What does not decode was none. */
  pipeNtlm(token: Uint8Array, at: number): void {
    this.#pipe ??= new NtlmExchanges(this.handshake.pipeNtlm);
    const added = this.#pipe.add(token, at);
    if (!isDecodeError(added)) this.emit({ kind: "ntlm", at, ...added, session: undefined });
  }

  validation(message: ValidateNegotiateInfo, at: number): void {
    if (this.handshake.validations.length < MAX_VALIDATIONS) this.handshake.validations.push({ at, message });
    this.emit({ kind: "validateNegotiateInfo", at, message });
  }

  /** Notes that the end of a message, of which `present` bytes came, is missing. */
  cut(at: number, present: number, missing: number): void {
    const details = {
      code: "truncated",
      field: "SessionPacket.payload",
      offset: present,
      needed: missing,
    } as const;
    this.problem(at, "netbios", new DecodeError(details, `needs ${missing} more bytes that never came`));
  }

  /** Notes what a decoder threw and answers it; anything but a `DecodeError` is thrown on. */
  problem(at: number, layer: Problem["layer"], error: unknown): DecodeError {
    if (!isDecodeError(error)) throw error;
    if (this.handshake.problems.length < MAX_PROBLEMS) this.handshake.problems.push({ at, layer, error });
    this.emit({ kind: "undecodable", at, layer, error });
    return error;
  }
}
