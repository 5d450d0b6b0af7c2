// The SMB1 side of a connection: NEGOTIATE and SESSION_SETUP_ANDX decoded whole, of all else the header, counted for
// its session.
import { type DecodeError, isDecodeError, isZero } from "@countersign/bytes";
import { responseKind } from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import { SessionFlags } from "@countersign/smb2";
import { findNtlm } from "./find-ntlm.js";
import type { PlainLogon, Session } from "./handshake.js";
import type { Recorder } from "./recorder.js";
import { MAX_PIPE_MESSAGE, Sessions } from "./sessions.js";

const COMMAND_AT = 4;
const FLAGS_AT = 9;
/** [MS-CIFS] 3.2.4.2.4: stands in the signature field while the key is not there yet. */
const PLACEHOLDER = [0x42, 0x53, 0x52, 0x53, 0x50, 0x59, 0x4c, 0x20];

/** How many bytes of a message of `length` bytes the dialog is to be given, by what is there of its header. */
export function wantedOfSmb1(bytes: Uint8Array, start: number, end: number, length: number): number {
  if (end - start <= COMMAND_AT) return Math.min(length, smb1.HEADER_SIZE);
  switch (bytes[start + COMMAND_AT]) {
    case smb1.Command.NEGOTIATE:
    case smb1.Command.SESSION_SETUP_ANDX:
      return length;
    case smb1.Command.TRANSACTION:
    case smb1.Command.WRITE_ANDX:
    case smb1.Command.READ_ANDX:
      return length <= MAX_PIPE_MESSAGE ? length : smb1.HEADER_SIZE;
    default:
      return smb1.HEADER_SIZE;
  }
}

/** By the REPLY flag; `undefined` where the header was cut before it. */
export function isSmb1Response(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  return end - start > FLAGS_AT ? (bytes[start + FLAGS_AT]! & smb1.Flags.REPLY) !== 0 : undefined;
}

export class Smb1Dialog {
  readonly #record: Recorder;
  readonly #sessions: Sessions;

  constructor(record: Recorder) {
    this.#record = record;
    this.#sessions = new Sessions("smb1", record.handshake.sessions);
  }

  /**
   * Takes the wanted bytes of a message, which are the dialog's own from now on. `missing`: how many bytes of the
   * message never came, wanted or not.
   */
  message(bytes: Uint8Array, at: number, missing: number): void {
    const header = this.#header(bytes, at);
    if (header === undefined) return;
    const isResponse = (header.flags & smb1.Flags.REPLY) !== 0;
    switch (header.command) {
      case smb1.Command.NEGOTIATE:
        this.#negotiate(bytes, header, isResponse, at, missing);
        break;
      case smb1.Command.SESSION_SETUP_ANDX:
        this.#sessionSetup(bytes, header, isResponse, at, missing);
        break;
      default:
        this.#count(header, isResponse, at);
        this.#lookInside(bytes.subarray(smb1.HEADER_SIZE), at);
    }
  }

  /** A header that the capture cut tells that a negotiation was there, and no more. */
  #header(bytes: Uint8Array, at: number): smb1.Header | undefined {
    try {
      return smb1.decodeHeader(bytes);
    } catch (error) {
      this.#record.problem(at, "smb1", error);
      const isResponse = isSmb1Response(bytes, 0, bytes.length);
      if (isResponse === undefined || bytes[COMMAND_AT] !== smb1.Command.NEGOTIATE) return undefined;
      const cut = { protocol: "smb1", at, state: "truncated", status: 0, message: undefined } as const;
      this.#record.negotiation(isResponse, cut);
      return undefined;
    }
  }

  #negotiate(
    bytes: Uint8Array,
    { status }: smb1.Header,
    isResponse: boolean,
    at: number,
    missing: number,
  ): void {
    if (missing > 0) this.#record.cut(at, bytes.length, missing);
    const m = this.#decode(bytes, at);
    if (isDecodeError(m)) {
      const state = missing > 0 || m.code === "truncated" ? "truncated" : "undecodable";
      this.#record.negotiation(isResponse, { protocol: "smb1", at, state, status, message: undefined });
    } else if (m.kind === "negotiateRequest") {
      const state = missing > 0 ? "truncated" : "complete";
      this.#record.negotiation(false, { protocol: "smb1", at, state, status, message: m });
    } else {
      // An error response says no more than its status; another form than the known ones says nothing.
      const message = m.kind === "negotiateResponse" ? m : undefined;
      const isKnown = message !== undefined || m.kind === "errorResponse";
      const state = missing > 0 ? "truncated" : isKnown ? "complete" : "undecodable";
      this.#record.negotiation(isResponse, { protocol: "smb1", at, state, status, message });
    }
  }

  #sessionSetup(
    bytes: Uint8Array,
    header: smb1.Header,
    isResponse: boolean,
    at: number,
    missing: number,
  ): void {
    if (missing > 0) this.#record.cut(at, bytes.length, missing);
    const m = this.#decode(bytes, at);
    const message = isDecodeError(m) ? undefined : m;
    const sessionId = BigInt(header.uid);
    const messageId = BigInt(header.mid);
    if (!isResponse) {
      const session = this.#sessions.asked(sessionId, messageId, at);
      session.clientFlags2 ??= header.flags2;
      if (message?.kind === "sessionSetupRequest") this.#asked(session, message, at);
      return;
    }
    const session = this.#sessions.answered(sessionId, messageId, header.status, at);
    if (message !== undefined) this.#record.emit({ kind: "sessionSetupResponse", at, session, message });
    if (message?.kind === "sessionSetupResponse") {
      const { body } = message;
      if ((body.action & smb1.Action.GUEST) !== 0) session.sessionFlags |= SessionFlags.IS_GUEST;
      if (body.kind === "extendedSecurity") this.#record.token(session, body.securityBlob, at);
    }
    const hasEnded = this.#sessions.end(session, message !== undefined);
    if (hasEnded) this.#record.emit({ kind: "session", at, session });
  }

  #asked(
    session: Session,
    message: Extract<smb1.Message, { kind: "sessionSetupRequest" }>,
    at: number,
  ): void {
    const { body } = message;
    this.#record.emit({ kind: "sessionSetupRequest", at, session, message });
    if (body.kind === "extendedSecurity") {
      this.#record.token(session, body.securityBlob, at);
      return;
    }
    session.plain = this.#plainLogon(body);
    if (session.plain.response !== "other" && session.plain.response !== "anonymous")
      session.mechanism = "ntlm";
  }

  #plainLogon(body: Exclude<smb1.SessionSetupRequest, { kind: "extendedSecurity" }>): PlainLogon {
    const isNt = body.kind === "ntLanMan";
    const lmResponse = isNt ? body.oemPassword : body.accountPassword;
    const ntResponse = isNt ? body.unicodePassword : new Uint8Array(0);
    return {
      challenge: this.#challenge(),
      response: responseKind({
        negotiateFlags: undefined,
        lmChallengeResponse: lmResponse,
        ntChallengeResponse: ntResponse,
      }),
      lmResponse,
      ntResponse,
      domain: body.primaryDomain ?? "",
      user: body.accountName ?? "",
    };
  }

  /** Without extended security the challenge stands in the NEGOTIATE response. */
  #challenge(): Uint8Array | undefined {
    const last = this.#record.handshake.negotiations.findLast(
      (n) => n.response?.protocol === "smb1",
    )?.response;
    const body = last?.protocol === "smb1" ? last.message?.body : undefined;
    const challenge = body && "challenge" in body ? body.challenge : undefined;
    return challenge?.length === 8 ? challenge : undefined;
  }

  #decode(bytes: Uint8Array, at: number): smb1.Message | DecodeError {
    try {
      return smb1.decodeMessage(bytes);
    } catch (error) {
      return this.#record.problem(at, "smb1", error);
    }
  }

  #count(header: smb1.Header, isResponse: boolean, at: number): void {
    const session = this.#sessions.live(BigInt(header.uid), at);
    if (session === undefined) return;
    const count = isResponse ? session.messages.server : session.messages.client;
    count.total++;
    if (isSigned(header.securityFeatures)) count.signed++;
  }

  #lookInside(body: Uint8Array, at: number): void {
    const token = findNtlm(body);
    if (token !== undefined) this.#record.pipeNtlm(token, at);
  }
}

/** By the field alone: Flags2 SECURITY_SIGNATURE is missing from signed messages of Samba and set in unsigned ones of others. */
function isSigned(securityFeatures: Uint8Array): boolean {
  return !isZero(securityFeatures) && securityFeatures.some((byte, i) => byte !== PLACEHOLDER[i]);
}
