// Which protocol a stream carries, by the first bytes of one side. Ports say nothing here.
import { latin1Decode } from "@countersign/bytes";
import { measureDcerpc } from "./dcerpc.js";
import { measureLdap } from "./ldap.js";
import { measureTdsOpening } from "./tds.js";
import { MORE, NO_UNIT } from "./units.js";

export type Protocol = "http" | "ldap" | "dcerpc" | "tds" | "smtp" | "imap" | "pop3" | "tls";

/** More bytes than these tell no more. */
const MAX_OPENING = 40;

/** What the first line of a server or a client looks like, as far as it is among the first bytes. */
const OPENING_LINES: readonly (readonly [Protocol, RegExp])[] = [
  ["http", /^HTTP\/1\.\d |^[A-Z][A-Z_-]* (?:\/|\*|https?:)|^CONNECT [^ ]/],
  ["smtp", /^220[ -]|^(?:EHLO|HELO|LHLO) /i],
  // A client of SMTP must greet before it logs on.
  ["pop3", /^\+OK\b|^(?:CAPA|AUTH(?: .*)?)$/i],
  ["imap", /^\* (?:OK|PREAUTH|BYE)\b|^[a-z0-9.]+ (?:CAPABILITY|AUTHENTICATE|STARTTLS|LOGIN|ID)\b/i],
];

/** The protocol that a side opens with; `undefined` for none of them, "more" where too few bytes are there. */
export function recognize(bytes: Uint8Array, start: number, end: number): Protocol | "more" | undefined {
  if (start === end) return "more";
  const stop = Math.min(end, start + MAX_OPENING);
  switch (bytes[start]) {
    case 0x04:
    case 0x10:
    case 0x11:
    case 0x12:
      return measured("tds", measureTdsOpening(bytes, start, stop));
    case 0x05:
      return measured("dcerpc", measureDcerpc(bytes, start, stop));
    case 0x16:
      return stop - start < 2 ? "more" : bytes[start + 1] === 3 ? "tls" : undefined;
    case 0x30:
      return measured("ldap", measureLdap(bytes, start, stop));
    default:
      return openingLine(bytes, start, stop);
  }
}

function measured(protocol: Protocol, length: number): Protocol | "more" | undefined {
  if (length === MORE) return "more";
  return length === NO_UNIT ? undefined : protocol;
}

/** Waits for a line's end, for bytes enough to do without, or for the first byte that is no text. */
function openingLine(bytes: Uint8Array, start: number, stop: number): Protocol | "more" | undefined {
  let at = start;
  while (at < stop && bytes[at]! >= 0x20 && bytes[at]! < 0x7f) at++;
  if (at === stop) {
    if (at - start < MAX_OPENING) return "more";
  } else if (bytes[at] !== 0x0d && bytes[at] !== 0x0a) {
    return undefined;
  }
  const text = latin1Decode(bytes.subarray(start, at));
  return OPENING_LINES.find(([, pattern]) => pattern.test(text))?.[0];
}
