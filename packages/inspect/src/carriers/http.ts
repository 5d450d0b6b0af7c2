// HTTP/1 (RFC 9112): logons travel in the header fields of requests and answers (RFC 4559, [MS-NTHT]), in every header
// block of a persistent connection. Bodies are skipped by their length or chunk sizes.
import { decodeBase64, latin1Encode } from "@countersign/bytes";
import type { Carrier, NtlmFound, Side } from "./carrier.js";
import { Lines } from "./lines.js";
import { openToken } from "./token.js";
import { missingOf } from "./token-text.js";

/** A larger header block is given up, and the next start line searched. */
const MAX_HEADER_BLOCK = 64 * 1024;
/** So many bytes without a start line, and the side is given up. */
const MAX_LOST = 1024 * 1024;
/** Requests that wait for their answers; what those beyond asked is forgotten. */
const MAX_WAITING = 256;
/** A field of more lines is read as far as it goes. */
const MAX_FOLDS = 64;
const MAX_FIELD_NAME = "proxy-authorization".length;

const VERSION = latin1Encode("HTTP/1.");
const COLON = 0x3a;
const SPACE = 0x20;
const TAB = 0x09;

type State =
  | "start"
  /** In a start line, after its `HTTP/1.`; what stood before it is unknown. */
  | "version"
  | "fields"
  | "chunkSize"
  | "trailer"
  /** No one knows where in a message: up to the next `HTTP/1.`. */
  | "lost"
  /** Its body ends with the connection. */
  | "closed";

/** What both sides of a connection know of each other. */
interface Connection {
  /** It carries another protocol from now on. */
  isOver: boolean;
  /** Methods of the requests that wait for an answer. */
  readonly waiting: string[];
}

export class Http implements Carrier {
  readonly #connection: Connection = { isOver: false, waiting: [] };
  readonly #sides: readonly [HttpSide, HttpSide];

  constructor(found: NtlmFound) {
    this.#sides = [
      new HttpSide(this.#connection, (token, packet) => found("http", token, 0, packet)),
      new HttpSide(this.#connection, (token, packet) => found("http", token, 1, packet)),
    ];
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    return this.#sides[side].data(bytes, start, end, packet) && !this.#connection.isOver;
  }

  gap(side: Side, length: number): void {
    this.#sides[side].gap(length);
  }

  get heldBytes(): number {
    return this.#sides[0].heldBytes + this.#sides[1].heldBytes;
  }
}

class HttpSide {
  readonly #connection: Connection;
  readonly #found: (token: Uint8Array, packet: number) => void;
  readonly #lines = new Lines(MAX_HEADER_BLOCK);
  #state: State = "start";
  /** Bytes of a body or chunk to be passed over. */
  #skip = 0;
  /** Bytes searched since the last start line, and how many of `VERSION` the last ones were. */
  #lost = 0;
  #matched = 0;

  // The message under way.
  /** `?` where it is unknown. */
  #method = "?";
  /** 0 for a request. */
  #status = 0;
  #blockSize = 0;
  #contentLength: number | undefined;
  #isChunked = false;
  /** What a folded line goes on with, if the last field carries logons; and how many lines it already has. */
  #logonField: string | undefined;
  #folds = 0;

  constructor(connection: Connection, found: (token: Uint8Array, packet: number) => void) {
    this.#connection = connection;
    this.#found = found;
  }

  data(bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    let at = start;
    while (at < end && this.#state !== "closed" && !this.#connection.isOver) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, end - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#state === "lost") {
        at = this.#search(bytes, at, end);
      } else {
        at = this.#lines.next(bytes, at, end);
        if (at < 0) break;
        this.#line(packet);
      }
    }
    return this.#state !== "closed";
  }

  gap(length: number): void {
    if (this.#skip >= length) {
      this.#skip -= length;
    } else if (this.#state !== "closed") {
      this.#lines.reset();
      this.#lose();
    }
  }

  get heldBytes(): number {
    return this.#lines.heldBytes;
  }

  #lose(): void {
    // A request or an answer may be among what is lost: no one knows what the next answer is to.
    this.#connection.waiting.length = 0;
    this.#state = "lost";
    this.#skip = 0;
    this.#matched = 0;
  }

  #search(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && this.#matched < VERSION.length) {
      const byte = bytes[at++];
      // The first letter occurs only once, so that a mismatch starts it anew.
      if (byte === VERSION[this.#matched]) this.#matched++;
      else this.#matched = byte === VERSION[0] ? 1 : 0;
    }
    this.#lost += at - start;
    if (this.#matched === VERSION.length) this.#state = "version";
    else if (this.#lost > MAX_LOST) this.#state = "closed";
    return at;
  }

  #line(packet: number): void {
    switch (this.#state) {
      case "start":
        if (this.#lines.length > 0 || this.#lines.isTooLong) this.#startLine(this.#lines.text());
        break;
      case "version":
        this.#version("?", this.#lines.text());
        break;
      case "fields":
        this.#field(packet);
        break;
      case "chunkSize":
        this.#chunkSize(this.#lines.text());
        break;
      case "trailer":
        if (this.#lines.length === 0 && !this.#lines.isTooLong) this.#state = "start";
        break;
    }
  }

  /** RFC 9112 3, 4. */
  #startLine(text: string): void {
    const request = /^([A-Z][A-Z_-]*) .* HTTP\/(\d)\.\d$/.exec(text);
    if (request !== null && request[2] !== "1") {
      // RFC 9113 3.4: the preface of HTTP/2, which forbids logons of a connection.
      this.#connection.isOver = true;
      return;
    }
    // The rest of a body whose beginning was not seen may stand before the line.
    const at = text.startsWith("HTTP/1.") ? 0 : text.lastIndexOf("HTTP/1.");
    if (at < 0) this.#lose();
    else this.#version(request?.[1] ?? "?", text.slice(at + VERSION.length));
  }

  /** Takes what follows `HTTP/1.`: a digit that ends a request's line, or a digit and a status code. */
  #version(method: string, text: string): void {
    const parts = /^\d(?:$| (\d{3}))/.exec(text);
    if (parts === null) {
      this.#lose();
      return;
    }
    this.#state = "fields";
    this.#lost = 0;
    this.#method = method;
    this.#status = Number(parts[1] ?? 0);
    this.#blockSize = 0;
    this.#contentLength = undefined;
    this.#isChunked = false;
    this.#logonField = undefined;
  }

  #field(packet: number): void {
    const lines = this.#lines;
    this.#blockSize += lines.length;
    if (lines.isTooLong || this.#blockSize > MAX_HEADER_BLOCK) {
      this.#lose();
      return;
    }
    const first = lines.bytes[lines.start];
    if (lines.length > 0 && (first === SPACE || first === TAB)) {
      if (this.#logonField !== undefined && ++this.#folds <= MAX_FOLDS)
        this.#logonField = this.#logons(`${this.#logonField} ${lines.text().trim()}`, packet);
      return;
    }
    this.#logonField = undefined;
    if (lines.length === 0) {
      this.#body();
      return;
    }
    const nameLength = fieldNameLength(lines);
    if (!isNameLength(nameLength)) return;
    const text = lines.text();
    this.#namedField(text.slice(0, nameLength).toLowerCase(), text.slice(nameLength + 1).trim(), packet);
  }

  #namedField(name: string, value: string, packet: number): void {
    switch (name) {
      case "authorization":
      case "proxy-authorization":
      case "www-authenticate":
      case "proxy-authenticate":
        this.#folds = 0;
        this.#logonField = this.#logons(value, packet);
        break;
      case "content-length":
        this.#contentLength = /^\d+$/.test(value) ? Number(value) : Number.NaN;
        break;
      case "transfer-encoding":
        this.#isChunked = /(?:^|[\s,])chunked$/i.test(value);
        break;
    }
  }

  /** RFC 9110 11.3, 11.4: challenges or credentials, several in an answer's field; answers what a folded line may go on with. */
  #logons(value: string, packet: number): string {
    let rest = "";
    for (const part of value.replace(/"(?:[^"\\]|\\.)*"?/g, "").split(",")) {
      const token68 = /^\s*(?:NTLM|Negotiate)\s(.*)$/i.exec(part)?.[1]?.replace(/\s/g, "");
      const bytes = token68 && decodeBase64(token68);
      const token = bytes && missingOf(bytes) <= 0 ? openToken(bytes) : undefined;
      if (token !== undefined) this.#found(token, packet);
      rest = token === undefined ? part : "";
    }
    return rest;
  }

  /** RFC 9112 6.3: what follows the header block. */
  #body(): void {
    this.#state = "start";
    if (this.#status === 0) {
      if (this.#connection.waiting.length < MAX_WAITING) this.#connection.waiting.push(this.#method);
      this.#skipBody(0);
      return;
    }
    if (this.#status < 200) {
      if (this.#status === 101) this.#connection.isOver = true;
      return;
    }
    const method = this.#connection.waiting.shift();
    const isSuccess = this.#status < 300;
    if (method === "CONNECT" && isSuccess) this.#connection.isOver = true;
    else if (method !== "HEAD" && this.#status !== 204 && this.#status !== 304) this.#skipBody(undefined);
  }

  #skipBody(lengthUnlessTold: number | undefined): void {
    if (this.#isChunked) {
      this.#state = "chunkSize";
      return;
    }
    const length = this.#contentLength ?? lengthUnlessTold;
    if (length === undefined) {
      // A refusal that tells no length, from a peer that goes on nevertheless.
      if (this.#status === 401 || this.#status === 407) this.#lose();
      else this.#state = "closed";
    } else if (Number.isSafeInteger(length)) {
      this.#skip = length;
    } else {
      this.#lose();
    }
  }

  /** RFC 9112 7.1. */
  #chunkSize(text: string): void {
    const digits = /^[0-9A-Fa-f]{1,12}(?=$|[\s;])/.exec(text)?.[0];
    if (digits === undefined) this.#lose();
    else if (/^0+$/.test(digits)) this.#state = "trailer";
    else this.#skip = Number.parseInt(digits, 16) + 2;
  }
}

/** Of a field's line; 0 where the name is longer than any that is read. */
function fieldNameLength({ bytes, start, end }: Lines): number {
  const stop = Math.min(end, start + MAX_FIELD_NAME + 1);
  for (let at = start; at < stop; at++) if (bytes[at] === COLON) return at - start;
  return 0;
}

/** Whether one of the fields that are read has a name that long; most others need no closer look. */
function isNameLength(length: number): boolean {
  switch (length) {
    case "authorization".length:
    case "proxy-authorization".length:
    case "www-authenticate".length:
    case "proxy-authenticate".length:
    case "content-length".length:
    case "transfer-encoding".length:
      return true;
    default:
      return false;
  }
}
