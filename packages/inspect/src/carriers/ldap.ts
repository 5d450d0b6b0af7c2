// LDAP (RFC 4511): logons travel in BindRequest and BindResponse, as SASL credentials (GSS-SPNEGO, GSSAPI, NTLM) or in
// the Sicily choices of [MS-ADTS] 5.1.1.1.3. After a logon that signs or seals, the stream holds no LDAP messages.
import type { NtlmFound, Side } from "./carrier.js";
import { openToken } from "./token.js";
import { MORE, NO_UNIT, type UnitFormat } from "./units.js";

/** A larger bind is passed over. */
const MAX_BIND = 64 * 1024;
/** A bind message has three to six elements; who has more means something else. */
const MAX_ELEMENTS = 16;

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIND_REQUEST = 0x60;
const BIND_RESPONSE = 0x61;
const SASL = 0xa3;
const SICILY_NEGOTIATE = 0x8a;
const SICILY_RESPONSE = 0x8b;
const SERVER_SASL_CREDS = 0x87;

/** RFC 4511 4.2 to 4.14: the tags of every operation, from UnbindRequest to IntermediateResponse. */
const OPERATIONS: ReadonlySet<number> = new Set([
  0x42, 0x4a, 0x50, 0x60, 0x61, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x73,
  0x77, 0x78, 0x79,
]);

/** Length of the LDAPMessage at bytes[start]: a SEQUENCE, its messageID and the tag of a known operation. */
export function measureLdap(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return MORE;
  if (bytes[start] !== SEQUENCE) return NO_UNIT;
  const content = contentOf(bytes, start, end);
  if (content === undefined) return MORE;
  if (content.length === NO_UNIT) return NO_UNIT;
  const id = content.start;
  if (id < end && bytes[id] !== INTEGER) return NO_UNIT;
  if (id + 1 < end && !(bytes[id + 1]! >= 1 && bytes[id + 1]! <= 4)) return NO_UNIT;
  if (id + 1 >= end) return MORE;
  const operation = id + 2 + bytes[id + 1]!;
  if (operation >= end) return MORE;
  if (!OPERATIONS.has(bytes[operation]!) || content.start + content.length <= operation) return NO_UNIT;
  return content.start + content.length - start;
}

export class Ldap implements UnitFormat {
  readonly isOver = false;
  readonly heldBytes = 0;
  readonly #found: NtlmFound;

  constructor(found: NtlmFound) {
    this.#found = found;
  }

  measure(bytes: Uint8Array, start: number, end: number): number {
    return measureLdap(bytes, start, end);
  }

  wants(bytes: Uint8Array, start: number, length: number): boolean {
    if (length > MAX_BIND) return false;
    const id = contentOf(bytes, start, bytes.length)!.start;
    const operation = bytes[id + 2 + bytes[id + 1]!];
    return operation === BIND_REQUEST || operation === BIND_RESPONSE;
  }

  unit(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    const message = elements(bytes, start, end)[0];
    const operation = message && elements(bytes, message.start, message.end)[1];
    if (operation === undefined) return;
    const fields = elements(bytes, operation.start, operation.end);
    const tokens = operation.tag === BIND_REQUEST ? requestTokens(bytes, fields) : responseTokens(fields);
    for (const { start, end } of tokens) {
      const token = openToken(bytes.subarray(start, end));
      if (token !== undefined) this.#found("ldap", token, side, packet);
    }
  }
}

/** RFC 4511 4.2: version, name, authentication. */
function requestTokens(bytes: Uint8Array, [, , authentication]: readonly Element[]): Element[] {
  switch (authentication?.tag) {
    case SASL: {
      const [, credentials] = elements(bytes, authentication.start, authentication.end);
      return credentials === undefined ? [] : [credentials];
    }
    case SICILY_NEGOTIATE:
    case SICILY_RESPONSE:
      return [authentication];
    default:
      return [];
  }
}

/** RFC 4511 4.2.2: resultCode, matchedDN, diagnosticMessage, referral, serverSaslCreds. Sicily's token is in the second. */
function responseTokens([, matchedDn, ...rest]: readonly Element[]): Element[] {
  const credentials = rest.filter(({ tag }) => tag === SERVER_SASL_CREDS);
  return matchedDn === undefined ? credentials : [matchedDn, ...credentials];
}

/** The content of one BER element. */
interface Element {
  tag: number;
  start: number;
  end: number;
}

/** X.690 8.1: the elements side by side in bytes[start, end), up to the first that is cut or not understood. */
function elements(bytes: Uint8Array, start: number, end: number): Element[] {
  const all: Element[] = [];
  for (let at = start; at < end && all.length < MAX_ELEMENTS; ) {
    const content = contentOf(bytes, at, end);
    if (content === undefined || content.length === NO_UNIT || content.length > end - content.start) break;
    const stop = content.start + content.length;
    all.push({ tag: bytes[at]!, start: content.start, end: stop });
    at = stop;
  }
  return all;
}

/**
 * X.690 8.1.3: where the content of the element at bytes[at] starts, and how long it is: `NO_UNIT` for a length that
 * LDAP does not allow. `undefined` where the length is cut. Active Directory writes many in five bytes.
 */
function contentOf(
  bytes: Uint8Array,
  at: number,
  end: number,
): { start: number; length: number } | undefined {
  if (at + 1 >= end) return undefined;
  const first = bytes[at + 1]!;
  if (first < 0x80) return { start: at + 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return { start: at + 2, length: NO_UNIT };
  if (at + 2 + count > end) return undefined;
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + bytes[at + 2 + i]!;
  return { start: at + 2 + count, length };
}
