// What bytes are, by how they begin.
import { attempt, isDecodeError, latin1Encode } from "@countersign/bytes";
import { FrameType } from "@countersign/framing";
import { isMessage } from "@countersign/ntlmssp";
import { decodeToken } from "@countersign/spnego";

/** What a message can be told to be by its first bytes. `token`: SPNEGO, or another GSS mechanism. */
export type Kind = "frame" | "smb1" | "smb2" | "token" | "ntlmssp";

const FRAME_HEADER_SIZE = 4;
const SMB = latin1Encode("SMB");
const NTLMSSP = latin1Encode("NTLMSSP\0");

/** Tells what starts at `start`; `undefined` where it begins like no message. */
export function recognize(bytes: Uint8Array, start = 0): Kind | undefined {
  const smb = smbAt(bytes, start);
  if (smb !== undefined) return smb;
  if (isFrame(bytes, start)) return "frame";
  const rest = bytes.subarray(start);
  if (isMessage(rest)) return "ntlmssp";
  return isToken(rest) ? "token" : undefined;
}

/** Where in `bytes[start, end)` the first SMB or NTLMSSP message begins that has a signature; -1 for nowhere. */
export function findMessage(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at + FRAME_HEADER_SIZE <= end; at++) {
    if (smbAt(bytes, at) !== undefined) return frameBefore(bytes, start, at);
    if (bytes[at] === NTLMSSP[0] && startsWith(bytes, at, end, NTLMSSP)) return at;
  }
  return -1;
}

function smbAt(bytes: Uint8Array, at: number): "smb1" | "smb2" | undefined {
  const first = bytes[at];
  if (first === undefined || first < 0xfc || !startsWith(bytes, at + 1, bytes.length, SMB)) return undefined;
  return first === 0xff ? "smb1" : "smb2";
}

/** A frame's header may stand before the message. */
function frameBefore(bytes: Uint8Array, start: number, at: number): number {
  const header = at - FRAME_HEADER_SIZE;
  return header >= start && bytes[header] === FrameType.SESSION_MESSAGE ? header : at;
}

function startsWith(bytes: Uint8Array, at: number, end: number, prefix: Uint8Array): boolean {
  return at + prefix.length <= end && prefix.every((byte, i) => bytes[at + i] === byte);
}

/** Payload lengths of the frames that carry no message; of a request its first byte, a name's label, is looked at too. */
const LENGTHS: Readonly<Record<number, number>> = {
  [FrameType.POSITIVE_SESSION_RESPONSE]: 0,
  [FrameType.NEGATIVE_SESSION_RESPONSE]: 1,
  [FrameType.RETARGET_SESSION_RESPONSE]: 6,
  [FrameType.SESSION_KEEP_ALIVE]: 0,
};
const NAME_LABEL = 0x20;

function isFrame(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at];
  if (type === undefined || bytes.length - at < FRAME_HEADER_SIZE) return false;
  const payload = at + FRAME_HEADER_SIZE;
  if (type === FrameType.SESSION_MESSAGE) return smbAt(bytes, payload) !== undefined;
  if (bytes[at + 1] !== 0 || bytes[at + 2] !== 0) return false;
  return type === FrameType.SESSION_REQUEST ? bytes[payload] === NAME_LABEL : bytes[at + 3] === LENGTHS[type];
}

/** Tags that a token begins with: InitialContextToken of RFC 2743, NegTokenInit and NegTokenResp of RFC 4178. */
const TOKEN_TAGS: readonly number[] = [0x60, 0xa0, 0xa1];
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;

function isToken(bytes: Uint8Array): boolean {
  if (!TOKEN_TAGS.includes(bytes[0] ?? -1)) return false;
  if (!isDecodeError(attempt(() => decodeToken(bytes)))) return true;
  // One that does not decode, such as a cut one, is still told by what follows its first tag.
  const content = contentAt(bytes, 0);
  if (bytes[0] === 0x60) return bytes[content] === OBJECT_IDENTIFIER && (bytes[content + 1] ?? 0) >= 5;
  return bytes[content] === SEQUENCE && ((bytes[contentAt(bytes, content)] ?? 0) & 0xf8) === 0xa0;
}

/** Where an element's content starts, X.690 8.1.3. */
function contentAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}
