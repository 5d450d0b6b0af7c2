// SMTP, IMAP and POP3: logons travel in base64 lines after an AUTH (RFC 4954, RFC 5034) or AUTHENTICATE command (RFC 3501
// 6.2.2); [MS-SMTPNTLM], [MS-POP3]. The server's lines of such an exchange begin with 334 or with a plus sign.
import { latin1Encode } from "@countersign/bytes";
import type { Carrier, NtlmFound, Side } from "./carrier.js";
import { Lines } from "./lines.js";
import { openToken } from "./token.js";
import { isBase64, TokenText } from "./token-text.js";

/** A longer line is passed over. */
const MAX_LINE = 16 * 1024;

const PLUS = 0x2b;
const DIGIT_3 = 0x33;
const SPACE = 0x20;
/** The bit by which small letters differ from capitals. */
const LOWER_CASE = 0x20;
const AUTH = latin1Encode("AUTH");
/** RFC 8446 5.1: the record type of a TLS handshake. No line of text begins so. */
const TLS_HANDSHAKE = 0x16;
/** An IMAP command's tag is not longer. */
const MAX_TAG = 64;
/** [MS-NLMP] 2.2.1.3: the low byte of MessageType. */
const MESSAGE_TYPE_AT = 8;
const AUTHENTICATE = 3;

export class Mail implements Carrier {
  readonly #protocol: "smtp" | "imap" | "pop3";
  readonly #found: NtlmFound;
  readonly #sides: readonly [Lines, Lines] = [new Lines(MAX_LINE), new Lines(MAX_LINE)];
  readonly #texts: readonly [TokenText, TokenText] = [new TokenText(), new TokenText()];
  /** Somebody has logged on, or the text has ended. */
  #isOver = false;
  /** The side that is logging on, between its command and the server's last word. */
  #client: Side | undefined;
  /** The client's last message was sent. */
  #isProved = false;

  constructor(protocol: "smtp" | "imap" | "pop3", found: NtlmFound) {
    this.#protocol = protocol;
    this.#found = found;
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    const lines = this.#sides[side];
    let at = start;
    while (at < end && !this.#isOver) {
      if (bytes[at] === TLS_HANDSHAKE && lines.isAtStart) {
        this.#isOver = true;
        break;
      }
      at = lines.next(bytes, at, end);
      if (at < 0) break;
      this.#line(side, lines, packet);
    }
    return !this.#isOver;
  }

  gap(side: Side): void {
    this.#sides[side].reset();
    this.#texts[side].clear();
  }

  get heldBytes(): number {
    return this.#sides[0].heldBytes + this.#sides[1].heldBytes;
  }

  #line(side: Side, lines: Lines, packet: number): void {
    if (side === this.#client && this.#clientGoesOn(side, lines, packet)) return;
    if (this.#texts[side].isBegun && this.#tokenGoesOn(side, lines, packet)) return;
    const first = lines.bytes[lines.start];
    if (first === PLUS || first === DIGIT_3) this.#serverGoesOn(side, lines.text().trimEnd(), packet);
    if (this.#client !== undefined && this.#client !== side) this.#serverAnswer(lines.text());
    else if (this.#mayBeAuth(lines)) this.#command(side, lines.text().trimEnd(), packet);
  }

  /** Answers whether the client's exchange goes on: its lines are base64, or an empty one. */
  #clientGoesOn(side: Side, lines: Lines, packet: number): boolean {
    if (this.#tokenGoesOn(side, lines, packet)) return true;
    this.#client = undefined;
    return false;
  }

  /** Answers whether a line belongs to a token; it may go on, or a line that is no base64 end it. */
  #tokenGoesOn(side: Side, lines: Lines, packet: number): boolean {
    const text = lines.text();
    const goesOn = !lines.isTooLong && isBase64(text);
    if (goesOn) this.#token(side, text, packet);
    else this.#texts[side].clear();
    return goesOn;
  }

  /** Read whether or not the client's command was seen: what it says is plain enough. */
  #serverGoesOn(side: Side, text: string, packet: number): void {
    const base64 = /^(?:334|\+) ([A-Za-z0-9+/]+=*)$/.exec(text)?.[1];
    if (base64 !== undefined) this.#token(side, base64, packet);
  }

  /** Whether a line of the server ends the exchange, and how. POP3 also begins one with +OK. */
  #serverAnswer(text: string): void {
    if (this.#isProved && /^(?:235|\+OK|[^ *+]+ OK)\b/i.test(text)) this.#isOver = true;
    else if (/^(?:[45]\d\d|-ERR|[^ *+]+ (?:NO|BAD))\b/i.test(text)) this.#client = undefined;
  }

  /** Whether a line is worth a closer look, for there may be many: it begins with AUTH, in IMAP after a tag. */
  #mayBeAuth({ bytes, start, end }: Lines): boolean {
    let at = start;
    if (this.#protocol === "imap") {
      const stop = Math.min(end, start + MAX_TAG);
      while (at < stop && bytes[at] !== SPACE) at++;
      at++;
    }
    if (end - at < AUTH.length) return false;
    for (let i = 0; i < AUTH.length; i++) if ((bytes[at + i]! & ~LOWER_CASE) !== AUTH[i]) return false;
    return true;
  }

  #command(side: Side, text: string, packet: number): void {
    const command =
      this.#protocol === "imap"
        ? /^[^ ]+ AUTHENTICATE [^ ]+(?: ([^ ]+))?$/i.exec(text)
        : /^AUTH [^ ]+(?: ([^ ]+))?$/i.exec(text);
    if (command === null) return;
    this.#client = side;
    this.#isProved = false;
    if (command[1] !== undefined && isBase64(command[1])) this.#token(side, command[1], packet);
  }

  #token(side: Side, base64: string, packet: number): void {
    const bytes = this.#texts[side].add(base64);
    const token = bytes && openToken(bytes);
    if (token === undefined) return;
    if (token[MESSAGE_TYPE_AT] === AUTHENTICATE) this.#isProved = true;
    this.#found(this.#protocol, token, side, packet);
  }
}
