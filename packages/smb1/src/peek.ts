// Single fields at fixed offsets, for who asks a million times: no allocation, no exception. Each answers `undefined`
// where the bytes are too short or are no such message, else what decoding would.
import { u16At, u32At } from "@countersign/bytes";
import { Command, Flags, type Flags2, type SecurityMode, type Status } from "./enums.js";
import { HEADER_SIZE, PROTOCOL } from "./header.js";
import { LANMAN_WORD_COUNT } from "./lanman-negotiate-response.js";
import { NT_WORD_COUNT } from "./nt-negotiate-response.js";

const WORDS_AT = HEADER_SIZE + 1;

/** Command of any message with an SMB1 header; else `undefined`. */
export function peekCommand(bytes: Uint8Array): Command | undefined {
  return hasHeader(bytes) ? (bytes[4] as Command) : undefined;
}

/** Status of any message with an SMB1 header, an NTSTATUS where Flags2 has NT_STATUS; else `undefined`. */
export function peekStatus(bytes: Uint8Array): Status | undefined {
  return hasHeader(bytes) ? (u32At(bytes, 5) as Status) : undefined;
}

/** The REPLY flag of any message with an SMB1 header; else `undefined`. */
export function peekIsResponse(bytes: Uint8Array): boolean | undefined {
  return hasHeader(bytes) ? (bytes[9]! & Flags.REPLY) !== 0 : undefined;
}

/** Flags2 of any message with an SMB1 header; else `undefined`. */
export function peekFlags2(bytes: Uint8Array): Flags2 | undefined {
  return hasHeader(bytes) ? (u16At(bytes, 10) as Flags2) : undefined;
}

/** UID of any message with an SMB1 header; else `undefined`. */
export function peekUid(bytes: Uint8Array): number | undefined {
  return hasHeader(bytes) ? u16At(bytes, 28) : undefined;
}

/** Whether any bit of SecurityFeatures is set: a signature, a placeholder of one, or Key, CID and SequenceNumber. */
export function peekHasSignature(bytes: Uint8Array): boolean | undefined {
  return hasHeader(bytes) ? (u32At(bytes, 14) | u32At(bytes, 18)) !== 0 : undefined;
}

/** Of a NEGOTIATE response that has one: NT LM 0.12 or LAN Manager. */
export function peekSecurityMode(bytes: Uint8Array): SecurityMode | undefined {
  switch (negotiateWordCount(bytes)) {
    case NT_WORD_COUNT:
      return bytes.length > WORDS_AT + 2 ? (bytes[WORDS_AT + 2] as SecurityMode) : undefined;
    case LANMAN_WORD_COUNT:
      return bytes.length > WORDS_AT + 3 ? (u16At(bytes, WORDS_AT + 2) as SecurityMode) : undefined;
    default:
      return undefined;
  }
}

/** Of a NEGOTIATE response, 0xFFFF where the server takes none of the dialects. */
export function peekDialectIndex(bytes: Uint8Array): number | undefined {
  const wordCount = negotiateWordCount(bytes);
  const isForm = wordCount === NT_WORD_COUNT || wordCount === LANMAN_WORD_COUNT || wordCount === 1;
  return isForm && bytes.length > WORDS_AT + 1 ? u16At(bytes, WORDS_AT) : undefined;
}

/** -1 where it is no NEGOTIATE response. */
function negotiateWordCount(bytes: Uint8Array): number {
  const isAnswer = peekCommand(bytes) === Command.NEGOTIATE && peekIsResponse(bytes) === true;
  return isAnswer && bytes.length > HEADER_SIZE ? bytes[HEADER_SIZE]! : -1;
}

function hasHeader(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_SIZE && u32At(bytes, 0) === PROTOCOL;
}
