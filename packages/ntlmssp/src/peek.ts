// Single fields at fixed offsets, for who asks a million times: no allocation, no exception. Each answers `undefined`
// where the bytes are too short or are no such message, else what decoding would.
import { u32At } from "@countersign/bytes";
import { MessageType, type NegotiateFlags } from "./enums.js";

const MESSAGE_TYPE_AT = 8;
const NEGOTIATE_FLAGS_AT = 12;
const CHALLENGE_FLAGS_AT = 20;
const AUTHENTICATE_FIELDS_AT = 12;
const AUTHENTICATE_FIELDS_END = 52;
const AUTHENTICATE_FLAGS_AT = 60;

/** Tells an NTLM message by its first eight bytes, `NTLMSSP` and a zero byte. */
export function isMessage(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x4e &&
    bytes[1] === 0x54 &&
    bytes[2] === 0x4c &&
    bytes[3] === 0x4d &&
    bytes[4] === 0x53 &&
    bytes[5] === 0x53 &&
    bytes[6] === 0x50 &&
    bytes[7] === 0x00
  );
}

/** MessageType, also one that is none of the three. */
export function peekMessageType(bytes: Uint8Array): MessageType | undefined {
  if (!isMessage(bytes) || bytes.length < MESSAGE_TYPE_AT + 4) return undefined;
  return u32At(bytes, MESSAGE_TYPE_AT) as MessageType;
}

/** NegotiateFlags of any of the three messages; `undefined` also for an AUTHENTICATE whose layout has none. */
export function peekNegotiateFlags(bytes: Uint8Array): NegotiateFlags | undefined {
  switch (peekMessageType(bytes)) {
    case MessageType.NtLmNegotiate:
      return flagsAt(bytes, NEGOTIATE_FLAGS_AT);
    case MessageType.NtLmChallenge:
      return flagsAt(bytes, CHALLENGE_FLAGS_AT);
    case MessageType.NtLmAuthenticate:
      return hasAuthenticateFlags(bytes) ? flagsAt(bytes, AUTHENTICATE_FLAGS_AT) : undefined;
    default:
      return undefined;
  }
}

function flagsAt(bytes: Uint8Array, at: number): NegotiateFlags | undefined {
  return bytes.length < at + 4 ? undefined : (u32At(bytes, at) as NegotiateFlags);
}

/** Whether no payload of the five fields starts before the end of the flags. */
function hasAuthenticateFlags(bytes: Uint8Array): boolean {
  if (bytes.length < AUTHENTICATE_FLAGS_AT + 4) return false;
  for (let at = AUTHENTICATE_FIELDS_AT; at < AUTHENTICATE_FIELDS_END; at += 8) {
    const isEmpty = bytes[at] === 0 && bytes[at + 1] === 0;
    if (!isEmpty && u32At(bytes, at + 4) < AUTHENTICATE_FLAGS_AT + 4) return false;
  }
  return true;
}
