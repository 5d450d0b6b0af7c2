// The three NTLM messages of one logon, gathered from wherever they were carried.
import { attempt, type DecodeError, isDecodeError } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";

/** A message and when it came, as the caller counts time: a packet's number, a clock. */
export interface Stamped<T> {
  /** What the caller gave with the bytes: a packet's number, a clock. */
  at: number;
  message: T;
}

/** The messages of one exchange that were seen; each may be absent. */
export interface NtlmExchange {
  negotiate: Stamped<ntlmssp.Negotiate> | undefined;
  challenge: Stamped<ntlmssp.Challenge> | undefined;
  authenticate: Stamped<ntlmssp.Authenticate> | undefined;
}

/** Exchanges of one connection or carrier that are kept; the ones beyond are followed and forgotten. */
const MAX_EXCHANGES = 4096;

/** Puts messages together: an exchange opens with a NEGOTIATE, or with a message that the open one already has. */
export class NtlmExchanges {
  readonly all: NtlmExchange[];
  #last: NtlmExchange | undefined;

  /** `all`: where to put them. */
  constructor(all: NtlmExchange[] = []) {
    this.all = all;
  }

  /** Decodes one message and answers it with its exchange, or the error. The message shares the token's memory. */
  add(token: Uint8Array, at: number): { message: ntlmssp.Message; exchange: NtlmExchange } | DecodeError {
    const message = attempt(() => ntlmssp.decodeMessage(token));
    return isDecodeError(message) ? message : { message, exchange: this.#place(message, at) };
  }

  #place(message: ntlmssp.Message, at: number): NtlmExchange {
    const last = this.#last;
    const opens = last === undefined || message.kind === "negotiate" || last[message.kind] !== undefined;
    const exchange = opens ? open() : last;
    if (opens && this.all.length < MAX_EXCHANGES) this.all.push(exchange);
    this.#last = exchange;
    // One slot a kind: the assignment is sound, but only kind by kind for the compiler.
    (exchange as Record<ntlmssp.Message["kind"], Stamped<ntlmssp.Message>>)[message.kind] = { at, message };
    return exchange;
  }
}

function open(): NtlmExchange {
  return { negotiate: undefined, challenge: undefined, authenticate: undefined };
}
