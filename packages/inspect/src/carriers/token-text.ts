// The base64 of a logon token, which some peers break into lines of 76 characters ([RFC2045] 6.8).
import { decodeBase64 } from "@countersign/bytes";
import { ntlmExtent } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";

/** Text of a longer token is forgotten. */
const MAX_TEXT = 64 * 1024;
/** RFC 2743 3.1 and RFC 4178 4.2: what a token begins with that is no bare NTLMSSP message. */
const GSS_TOKEN = 0x60;
const NEG_TOKEN_RESP = 0xa1;

/** Whether a line is base64 and nothing else; an empty one is. */
export function isBase64(line: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(line);
}

/** Joins the lines of one side's tokens. */
export class TokenText {
  #text = "";
  /** Characters without which the token is not whole. */
  #needed = 0;

  /** A token has begun, and its end is in lines to come. */
  get isBegun(): boolean {
    return this.#text !== "";
  }

  /** Adds a line of base64 and answers the token that it ends, if it does. */
  add(line: string): Uint8Array | undefined {
    this.#text += line;
    if (this.#text.length < this.#needed) return undefined;
    const bytes = decodeBase64(this.#text);
    const missing = bytes === undefined ? 0 : missingOf(bytes);
    if (missing > 0 && this.#text.length <= MAX_TEXT) {
      this.#needed = this.#text.length + missing;
      return undefined;
    }
    this.clear();
    return bytes;
  }

  clear(): void {
    this.#text = "";
    this.#needed = 0;
  }
}

/** How many bytes are missing at least of the token that begins so; 0 or less where none are. */
export function missingOf(bytes: Uint8Array): number {
  return tokenLength(bytes) - bytes.length;
}

/** Length of the token that begins so, as far as these bytes tell; no more than theirs where they do not. */
function tokenLength(bytes: Uint8Array): number {
  if (ntlmssp.isMessage(bytes)) return ntlmExtent(bytes);
  if (bytes[0] !== GSS_TOKEN && bytes[0] !== NEG_TOKEN_RESP) return 0;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  if (first === 0x81) return 3 + (bytes[2] ?? 0);
  return first === 0x82 ? 4 + (((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) : 0;
}
