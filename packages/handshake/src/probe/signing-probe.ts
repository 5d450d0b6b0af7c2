// Asks a server what it says of signing: a plan of connections, decided as answers come. Without I/O, clock or chance.
import { SessionErrorCode } from "@countersign/framing";
import { type CloseReason, type ExchangeContext, ProbeExchange } from "./exchange.js";
import { type ProbeSettings, type SigningProbeOptions, settingsOf } from "./options.js";
import { plan, remaining } from "./plan.js";
import type { ProbeConnection, ProbeQuestion, ProbeResult } from "./result.js";

/** What whoever drives a probe has to do next. */
export type ProbeStep =
  /** Close the connection at hand, if there is one, and open another; tell `connected`, `closed` or `timedOut`. */
  | { kind: "connect" }
  /** Send these bytes, the probe's no more. */
  | { kind: "send"; bytes: Uint8Array }
  /** Wait: for the connection, for bytes, for its end or for the time to be up. */
  | { kind: "need" }
  /** Close the connection at hand. Every later step is this one, with the same result. */
  | { kind: "done"; result: ProbeResult };

/** RFC 1002 4.3.4: another name may be taken. */
const OTHER_NAME_MAY_DO: ReadonlySet<number | undefined> = new Set<number | undefined>([
  SessionErrorCode.NOT_LISTENING_ON_CALLED_NAME,
  SessionErrorCode.CALLED_NAME_NOT_PRESENT,
]);

/**
 * A probe of one server, for any transport to drive: `next` until it answers `need`, then tell what happened, and `next`
 * again. Times (`at`) are milliseconds since 1970, by the caller's clock; they come back in the result. Whatever a peer
 * sends, nothing throws, and what is sent holds no NTLM AUTHENTICATE. It holds at most one message of
 * `maxMessageLength`, in a buffer of up to twice that, and the answers. How long to wait is the transport's affair: a
 * limit for a whole answer, not for the next byte, ends also a peer that dribbles.
 */
export class SigningProbe {
  readonly #settings: ProbeSettings;
  readonly #clientGuid: Uint8Array;
  readonly #names: (string | undefined)[];
  #questions: ProbeQuestion[];
  #question: ProbeQuestion | undefined;
  #exchange: ProbeExchange | undefined;
  #messages = 0;
  readonly #result: ProbeResult = { connections: [] };

  /** Options that ask nothing are a `RangeError`. */
  constructor(options: SigningProbeOptions) {
    this.#settings = settingsOf(options);
    this.#clientGuid = this.#settings.random(16);
    this.#names =
      this.#settings.transport === "netbios-session" ? [...this.#settings.calledNames] : [undefined];
    this.#questions = plan(this.#settings);
    if (this.#questions.length === 0)
      throw new RangeError("a probe without dialects and without SMB1 asks nothing");
    if (this.#names.length === 0) throw new RangeError("calledNames is empty");
  }

  /** What to do next; ask again after each step but `need`. */
  next(): ProbeStep {
    if (this.#exchange === undefined) return this.#advance();
    const bytes = this.#exchange.outgoing();
    return bytes === undefined ? { kind: "need" } : { kind: "send", bytes };
  }

  /** The connection stands. */
  connected(at: number): void {
    this.#exchange?.connected(at);
  }

  /** Bytes from the peer, as they come; they are not kept. */
  push(bytes: Uint8Array, at: number): void {
    this.#exchange?.push(bytes);
    this.#settle(at);
  }

  /** The connection is over, or did not come to be; `error` says more where the transport knows it, as a code. */
  closed(how: CloseReason, at: number, error?: string): void {
    this.#exchange?.closed(how, error);
    this.#settle(at);
  }

  /** The caller has waited long enough, for the connection or for an answer. */
  timedOut(at: number): void {
    this.#exchange?.timedOut();
    this.#settle(at);
  }

  #advance(): ProbeStep {
    this.#question = this.#questions.shift();
    if (this.#question === undefined) return { kind: "done", result: this.#result };
    this.#exchange = new ProbeExchange(this.#question, this.#context());
    return { kind: "connect" };
  }

  #context(): ExchangeContext {
    return {
      settings: this.#settings,
      clientGuid: this.#clientGuid,
      calledName: this.#names[0],
      wantsChallenge: this.#settings.challenge && !this.#hasChallenge(),
      count: () => ++this.#messages,
    };
  }

  /** One is enough, and which connection gives it makes no difference. */
  #hasChallenge(): boolean {
    return this.#result.connections.some(({ challenge }) => challenge?.outcome === "answered");
  }

  #settle(at: number): void {
    const connection = this.#exchange?.result(at);
    if (connection === undefined) return;
    this.#exchange = undefined;
    this.#result.connections.push(connection);
    this.#questions = this.#remaining(connection);
  }

  #remaining({ question, outcome, detail }: ProbeConnection): ProbeQuestion[] {
    if (
      outcome === "session-refused" &&
      this.#names.length > 1 &&
      OTHER_NAME_MAY_DO.has(detail.sessionError)
    ) {
      this.#names.shift();
      return [question, ...this.#questions];
    }
    return remaining(this.#questions, question, outcome);
  }
}
