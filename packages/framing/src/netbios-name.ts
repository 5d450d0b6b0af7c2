// RFC 1001 14.1, RFC 1002 4.1: a NetBIOS name of 16 bytes, each as two letters from A to P, then the scope's labels and
// a label of length 0.
import { latin1Decode, latin1Encode, type Reader, type Writer } from "@countersign/bytes";

const NAME_SIZE = 15;
const ENCODED_SIZE = 32;
const MAX_LABEL_SIZE = 63;
const LETTER_A = 0x41;
const SPACE = 0x20;

/** RFC 1001 14.1, RFC 1002 4.1: a NetBIOS name, decoded from its letters. */
export interface NetbiosName {
  /** The first 15 bytes, a character a byte, without the spaces that pad them. */
  name: string;
  /** The 16th byte: which service of that name, 0x20 for a file server. */
  suffix: number;
  /** Labels of the scope, a character a byte; usually none. */
  scope: string[];
}

export function readNetbiosName(r: Reader, field: string): NetbiosName {
  const start = r.position;
  if (r.u8(field) !== ENCODED_SIZE)
    throw r.malformed(field, "does not start with a label of 32 bytes", start);
  const bytes = new Uint8Array(NAME_SIZE);
  for (let i = 0; i < NAME_SIZE; i++) bytes[i] = readEncodedByte(r, field);
  const suffix = readEncodedByte(r, field);
  return { name: trimPadding(latin1Decode(bytes)), suffix, scope: readScope(r, field) };
}

/** RFC 1001 14.1: half a byte a letter, the high one first. */
function readEncodedByte(r: Reader, field: string): number {
  const high = r.u8(field) - LETTER_A;
  const low = r.u8(field) - LETTER_A;
  if (high < 0 || high > 15 || low < 0 || low > 15) {
    throw r.malformed(field, "has a character that is not from A to P", r.position - 2);
  }
  return (high << 4) | low;
}

function trimPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === SPACE) end--;
  return text.slice(0, end);
}

function readScope(r: Reader, field: string): string[] {
  const labels: string[] = [];
  for (let length = r.u8(field); length !== 0; length = r.u8(field)) {
    if (length > MAX_LABEL_SIZE) throw r.malformed(field, "has a label of over 63 bytes", r.position - 1);
    labels.push(latin1Decode(r.slice(length, field)));
  }
  return labels;
}

export function writeNetbiosName(w: Writer, m: NetbiosName, field: string): void {
  const name = latin1Encode(m.name);
  if (name.length > NAME_SIZE) throw new RangeError(`${field} has over 15 characters`);
  if (m.name.endsWith(" ")) throw new RangeError(`${field} ends in a space, which is padding`);
  w.u8(ENCODED_SIZE, field);
  for (let i = 0; i < NAME_SIZE; i++) writeEncodedByte(w, name[i] ?? SPACE, field);
  if (m.suffix >>> 0 !== m.suffix || m.suffix > 0xff)
    throw new RangeError(`${field} has a suffix of over a byte`);
  writeEncodedByte(w, m.suffix, field);
  for (const label of m.scope) writeLabel(w, label, field);
  w.u8(0, field);
}

function writeEncodedByte(w: Writer, value: number, field: string): void {
  w.u8(LETTER_A + (value >>> 4), field);
  w.u8(LETTER_A + (value & 15), field);
}

function writeLabel(w: Writer, label: string, field: string): void {
  if (label.length === 0 || label.length > MAX_LABEL_SIZE) {
    throw new RangeError(`${field} has a scope label that is not of 1 to 63 bytes`);
  }
  w.u8(label.length, field);
  w.bytes(latin1Encode(label));
}
