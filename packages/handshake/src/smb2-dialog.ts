// The SMB2 side of a connection: NEGOTIATE, SESSION_SETUP and VALIDATE_NEGOTIATE_INFO decoded whole, of all else the
// header, counted for its session.
import { type DecodeError, isDecodeError, isZero, Reader, u16At, u32At } from "@countersign/bytes";
import * as smb2 from "@countersign/smb2";
import { findNtlm } from "./find-ntlm.js";
import type { MessageState } from "./handshake.js";
import type { Recorder } from "./recorder.js";
import { MAX_PIPE_MESSAGE, Sessions } from "./sessions.js";

/** [MS-SMB2] 2.2.23.1: the MessageId of an oplock break that the server sends unasked. */
const UNSOLICITED = 0xffff_ffff_ffff_ffffn;
/** [MS-SMB2] 3.2.4.1.4: a related request takes the session of the one before it. */
const RELATED_SESSION = 0xffff_ffff_ffff_ffffn;
const FLAGS_AT = 16;
const TRANSFORM_SESSION_ID_AT = 44;
/** A compound is looked through for its headers up to here. */
const MAX_COMPOUND = 1 << 20;

/** How many bytes of a message of `length` bytes the dialog is to be given, by what is there of its header. */
export function wantedOfSmb2(bytes: Uint8Array, start: number, end: number, length: number): number {
  if (end - start < smb2.HEADER_SIZE || bytes[start] !== 0xfe) return Math.min(length, smb2.HEADER_SIZE);
  const isCompound = u32At(bytes, start + 20) !== 0;
  if (isCompound) return Math.min(length, MAX_COMPOUND);
  switch (u16At(bytes, start + 12)) {
    case smb2.Command.NEGOTIATE:
    case smb2.Command.SESSION_SETUP:
      return length;
    case smb2.Command.IOCTL:
    case smb2.Command.READ:
    case smb2.Command.WRITE:
      return length <= MAX_PIPE_MESSAGE ? length : smb2.HEADER_SIZE;
    default:
      return smb2.HEADER_SIZE;
  }
}

/** By the direction flag; `undefined` where there is none to see: cut, encrypted or compressed. */
export function isSmb2Response(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  if (end - start <= FLAGS_AT || bytes[start] !== 0xfe) return undefined;
  return (bytes[start + FLAGS_AT]! & smb2.HeaderFlags.SERVER_TO_REDIR) !== 0;
}

export class Smb2Dialog {
  readonly #record: Recorder;
  readonly #sessions: Sessions;

  constructor(record: Recorder) {
    this.#record = record;
    this.#sessions = new Sessions("smb2", record.handshake.sessions);
  }

  /**
   * Takes the wanted bytes of a message, which are the dialog's own from now on. `missing`: how many bytes of the
   * message never came, wanted or not.
   */
  message(bytes: Uint8Array, at: number, missing: number): void {
    if (bytes[0] === 0xfd) this.#encrypted(bytes, at);
    if (bytes[0] !== 0xfe) return;
    let session: bigint | undefined;
    for (let rest: Uint8Array | undefined = bytes; rest !== undefined; ) {
      const next: number = smb2.peekNextCommand(rest) ?? 0;
      const isLast: boolean = next < smb2.HEADER_SIZE || next >= rest.length;
      session = this.#single(isLast ? rest : rest.subarray(0, next), at, session, isLast ? missing : 0);
      rest = isLast ? undefined : rest.subarray(next);
    }
  }

  /** One message; answers its session, for the related one after it. */
  #single(bytes: Uint8Array, at: number, before: bigint | undefined, missing: number): bigint | undefined {
    const header = this.#header(bytes, at);
    if (header === undefined) return undefined;
    const isResponse = (header.flags & smb2.HeaderFlags.SERVER_TO_REDIR) !== 0;
    switch (header.command) {
      case smb2.Command.NEGOTIATE:
        this.#negotiate(bytes, header, isResponse, at, missing);
        return undefined;
      case smb2.Command.SESSION_SETUP:
        this.#sessionSetup(bytes, header, isResponse, at, missing);
        return header.sessionId;
    }
    const isRelated = (header.flags & smb2.HeaderFlags.RELATED_OPERATIONS) !== 0 && before !== undefined;
    const sessionId = isRelated || header.sessionId === RELATED_SESSION ? before : header.sessionId;
    if (sessionId !== undefined) this.#count(header, sessionId, isResponse, at);
    if (bytes.length > smb2.HEADER_SIZE) this.#lookInside(bytes, header, at);
    return sessionId;
  }

  /** A header that the capture cut tells that a negotiation was there, and no more. */
  #header(bytes: Uint8Array, at: number): smb2.Header | undefined {
    try {
      return smb2.decodeHeader(bytes);
    } catch (error) {
      this.#record.problem(at, "smb2", error);
      if (bytes.length < 20 || (bytes[12]! | bytes[13]!) !== smb2.Command.NEGOTIATE) return undefined;
      const isResponse = (bytes[16]! & smb2.HeaderFlags.SERVER_TO_REDIR) !== 0;
      const status = new Reader(bytes, "Smb2Header", 8).u32("status");
      this.#record.negotiation(isResponse, {
        protocol: "smb2",
        at,
        state: "truncated",
        status,
        message: undefined,
      });
      return undefined;
    }
  }

  #negotiate(bytes: Uint8Array, header: smb2.Header, isResponse: boolean, at: number, missing: number): void {
    const { status } = header;
    if (missing > 0) this.#record.cut(at, bytes.length, missing);
    const m = this.#decode(bytes, at);
    if (isDecodeError(m)) {
      const state = missing > 0 || m.code === "truncated" ? "truncated" : "undecodable";
      this.#record.negotiation(isResponse, { protocol: "smb2", at, state, status, message: undefined });
    } else if (m.kind === "negotiateRequest") {
      this.#record.negotiation(false, { protocol: "smb2", at, state: stateOf(missing), status, message: m });
    } else {
      // An error response says no more than its status.
      const message = m.kind === "negotiateResponse" ? m : undefined;
      this.#record.negotiation(true, { protocol: "smb2", at, state: stateOf(missing), status, message });
    }
  }

  #sessionSetup(
    bytes: Uint8Array,
    header: smb2.Header,
    isResponse: boolean,
    at: number,
    missing: number,
  ): void {
    if (missing > 0) this.#record.cut(at, bytes.length, missing);
    const m = this.#decode(bytes, at);
    const message = isDecodeError(m) ? undefined : m;
    const { sessionId, messageId, status } = header;
    if (!isResponse) {
      const session = this.#sessions.asked(sessionId, messageId, at);
      if (message?.kind !== "sessionSetupRequest") return;
      session.clientSecurityMode = message.body.securityMode;
      session.binding ||= (message.body.flags & smb2.SessionSetupFlags.BINDING) !== 0;
      session.previousSessionId ||= message.body.previousSessionId;
      this.#record.emit({ kind: "sessionSetupRequest", at, session, message });
      this.#record.token(session, message.body.securityBuffer, at);
      return;
    }
    if (status === smb2.Status.PENDING) return;
    const session = this.#sessions.answered(sessionId, messageId, status, at);
    if (message !== undefined) this.#record.emit({ kind: "sessionSetupResponse", at, session, message });
    if (message?.kind === "sessionSetupResponse") {
      session.sessionFlags = message.body.sessionFlags;
      this.#record.token(session, message.body.securityBuffer, at);
    }
    const hasEnded = this.#sessions.end(session, message !== undefined);
    if (hasEnded) this.#record.emit({ kind: "session", at, session });
  }

  #decode(bytes: Uint8Array, at: number): smb2.PlainMessage | DecodeError {
    try {
      return smb2.readPlainMessage(new Reader(bytes, "Smb2Header"));
    } catch (error) {
      return this.#record.problem(at, "smb2", error);
    }
  }

  #count(header: smb2.Header, sessionId: bigint, isResponse: boolean, at: number): void {
    const { command, status, messageId } = header;
    if (isResponse && status === smb2.Status.PENDING) return;
    if (command === smb2.Command.CANCEL) return;
    if (command === smb2.Command.OPLOCK_BREAK && messageId === UNSOLICITED) return;
    const session = this.#sessions.live(sessionId, at);
    if (session === undefined) return;
    const count = isResponse ? session.messages.server : session.messages.client;
    count.total++;
    if ((header.flags & smb2.HeaderFlags.SIGNED) !== 0 && !isZero(header.signature)) count.signed++;
  }

  /** A transform header has no direction, and nothing inside can be read. */
  #encrypted(bytes: Uint8Array, at: number): void {
    if (bytes.length < TRANSFORM_SESSION_ID_AT + 8) return;
    const sessionId = new Reader(bytes, "Smb2TransformHeader", TRANSFORM_SESSION_ID_AT).u64("sessionId");
    const session = this.#sessions.live(sessionId, at);
    if (session !== undefined) session.messages.encrypted++;
  }

  #lookInside(bytes: Uint8Array, header: smb2.Header, at: number): void {
    const body = bytes.subarray(smb2.HEADER_SIZE);
    if (header.command === smb2.Command.IOCTL && isValidateNegotiateInfo(body)) {
      const m = this.#decode(bytes, at);
      if (isDecodeError(m)) return;
      if (m.kind === "validateNegotiateInfoRequest" || m.kind === "validateNegotiateInfoResponse") {
        this.#record.validation(m, at);
      }
      return;
    }
    const token = findNtlm(body);
    if (token !== undefined) this.#record.pipeNtlm(token, at);
  }
}

/** What is there of a cut message may decode; it is shown, and no verdict rests on it. */
function stateOf(missing: number): MessageState {
  return missing > 0 ? "truncated" : "complete";
}

/** CtlCode stands at the same place in requests and responses. */
function isValidateNegotiateInfo(body: Uint8Array): boolean {
  return (
    body.length >= 8 && new Reader(body, "Smb2Ioctl", 4).u32("ctlCode") === smb2.FSCTL_VALIDATE_NEGOTIATE_INFO
  );
}
