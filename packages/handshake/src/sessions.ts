// Which SESSION_SETUPs belong together, and which session a later message counts for.
import { Status } from "@countersign/smb2";
import type { Protocol, Session } from "./handshake.js";

/** A message in a pipe may carry DCE/RPC with NTLM; its fragments are no larger ([C706] 12.6.3, 5,840 bytes by default). */
export const MAX_PIPE_MESSAGE = 8192;
/** Sessions, their ids, and requests without an answer that one connection's record holds; what is beyond is not followed. */
const MAX_SESSIONS = 4096;

/** The set-ups and live sessions of one protocol on one connection. */
export class Sessions {
  readonly #protocol: Protocol;
  readonly #all: Session[];
  /** By the message id of a request that waits for its answer. */
  readonly #asked = new Map<bigint, Session>();
  /** Not ended, by session id. */
  readonly #open = new Map<bigint, Session>();
  /** Those that messages count for, by session id. */
  readonly #live = new Map<bigint, Session>();
  /** Every session id that a set-up had. */
  readonly #known = new Set<bigint>();

  constructor(protocol: Protocol, all: Session[]) {
    this.#protocol = protocol;
    this.#all = all;
  }

  /** The authentication that a SESSION_SETUP request begins or goes on with. */
  asked(sessionId: bigint, messageId: bigint, at: number): Session {
    const session = this.#open.get(sessionId) ?? this.#begin(sessionId, at);
    if (this.#asked.size < MAX_SESSIONS) this.#asked.set(messageId, session);
    return session;
  }

  /** The authentication that a SESSION_SETUP response with this status answers. */
  answered(sessionId: bigint, messageId: bigint, status: number, at: number): Session {
    const session = this.#asked.get(messageId) ?? this.#open.get(sessionId) ?? this.#begin(sessionId, at);
    this.#asked.delete(messageId);
    session.status = status;
    if (sessionId !== 0n && sessionId !== session.sessionId) {
      this.#open.delete(session.sessionId);
      session.sessionId = sessionId;
    }
    this.#remember(session);
    return session;
  }

  /**
   * Ends an authentication that its last answer's status ends, and tells whether it did; from now on messages count for
   * one that succeeded. Where that answer's flags were not seen (`isWhole`), a success may be a guest's, and its end is
   * left open.
   */
  end(session: Session, isWhole: boolean): boolean {
    if (session.status === Status.MORE_PROCESSING_REQUIRED) return false;
    const succeeded = session.status === Status.SUCCESS;
    session.ended = !succeeded || isWhole;
    this.#open.delete(session.sessionId);
    if (succeeded && this.#known.has(session.sessionId)) this.#live.set(session.sessionId, session);
    return true;
  }

  /** The session that a message with this id counts for: one of which only headers were seen is made up for it. */
  live(sessionId: bigint, at: number): Session | undefined {
    const session = this.#live.get(sessionId);
    if (session !== undefined || sessionId === 0n || this.#known.has(sessionId)) return session;
    if (this.#known.size >= MAX_SESSIONS) return undefined;
    const bare = this.#begin(sessionId, at);
    this.#open.delete(sessionId);
    this.#live.set(sessionId, bare);
    return bare;
  }

  #begin(sessionId: bigint, at: number): Session {
    const session = newSession(this.#protocol, sessionId, at);
    if (this.#all.length < MAX_SESSIONS) this.#all.push(session);
    this.#remember(session);
    return session;
  }

  /** The ids of all maps are among those known, which are no more than so many. */
  #remember(session: Session): void {
    const { sessionId } = session;
    if (this.#known.size >= MAX_SESSIONS && !this.#known.has(sessionId)) return;
    this.#known.add(sessionId);
    if (sessionId !== 0n) this.#open.set(sessionId, session);
  }
}

function newSession(protocol: Protocol, sessionId: bigint, at: number): Session {
  return {
    protocol,
    sessionId,
    binding: false,
    previousSessionId: 0n,
    clientSecurityMode: undefined,
    clientFlags2: undefined,
    at,
    status: undefined,
    ended: false,
    sessionFlags: 0,
    mechanism: "unknown",
    ntlm: undefined,
    plain: undefined,
    messages: { client: { signed: 0, total: 0 }, server: { signed: 0, total: 0 }, encrypted: 0 },
  };
}
