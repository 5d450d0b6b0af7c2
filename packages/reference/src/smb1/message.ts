// [MS-CIFS] 2.2.3 SMB Message Structure.
import type { Message } from "@countersign/smb1";
import { concat } from "../bytes.js";
import { decodeBlocks, decodeWordCount, encodeBlocks } from "./blocks.js";
import { decodeHeader, encodeHeader, HEADER_SIZE, SMB_FLAGS_REPLY, SMB_FLAGS2_UNICODE } from "./header.js";
import { decodeNegotiateRequest, encodeNegotiateRequest } from "./negotiate-request.js";
import {
  decodeNegotiateResponse,
  encodeNegotiateResponse,
  NEGOTIATE_RESPONSE_WORD_COUNTS,
} from "./negotiate-response.js";
import {
  decodeSessionSetupRequest,
  encodeSessionSetupRequest,
  SESSION_SETUP_REQUEST_WORD_COUNTS,
} from "./session-setup-request.js";
import {
  decodeSessionSetupResponse,
  encodeSessionSetupResponse,
  SESSION_SETUP_RESPONSE_WORD_COUNTS,
} from "./session-setup-response.js";

const SMB_COM_NEGOTIATE = 0x72;
const SMB_COM_SESSION_SETUP_ANDX = 0x73;

/**
 * Decodes one message in the shape of `@countersign/smb1`; bytes behind it are left aside. Throws
 * `ReferenceDecodeError`.
 */
export function decodeSmb1(bytes: Uint8Array): Message {
  const header = decodeHeader(bytes);
  const isUnicode = (header.flags2 & SMB_FLAGS2_UNICODE) !== 0;
  const kind = kindOf(bytes);
  if (kind === "unknown") return { kind, header, body: bytes.subarray(HEADER_SIZE) };
  const blocks = decodeBlocks(bytes);
  switch (kind) {
    case "negotiateRequest":
      return { kind, header, body: decodeNegotiateRequest(blocks) };
    case "negotiateResponse":
      return { kind, header, body: decodeNegotiateResponse(blocks) };
    case "sessionSetupRequest":
      return { kind, header, body: decodeSessionSetupRequest(bytes, blocks, isUnicode) };
    case "sessionSetupResponse":
      return { kind, header, body: decodeSessionSetupResponse(bytes, blocks, isUnicode) };
    case "errorResponse":
      return { kind, header, body: { bytes: blocks.bytes } };
  }
}

/** The forms of the two commands are told apart by WordCount. */
function kindOf(bytes: Uint8Array): Message["kind"] {
  const { command, flags } = decodeHeader(bytes);
  if (command !== SMB_COM_NEGOTIATE && command !== SMB_COM_SESSION_SETUP_ANDX) return "unknown";
  const isNegotiate = command === SMB_COM_NEGOTIATE;
  const wordCount = decodeWordCount(bytes);
  if ((flags & SMB_FLAGS_REPLY) === 0) {
    if (isNegotiate) return wordCount === 0 ? "negotiateRequest" : "unknown";
    return SESSION_SETUP_REQUEST_WORD_COUNTS.includes(wordCount) ? "sessionSetupRequest" : "unknown";
  }
  if (wordCount === 0) return "errorResponse";
  if (isNegotiate)
    return NEGOTIATE_RESPONSE_WORD_COUNTS.includes(wordCount) ? "negotiateResponse" : "unknown";
  return SESSION_SETUP_RESPONSE_WORD_COUNTS.includes(wordCount) ? "sessionSetupResponse" : "unknown";
}

/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
export function encodeSmb1(m: Message): Uint8Array {
  return concat(encodeHeader(m.header), encodeBody(m));
}

function encodeBody(m: Message): Uint8Array {
  const isUnicode = (m.header.flags2 & SMB_FLAGS2_UNICODE) !== 0;
  switch (m.kind) {
    case "negotiateRequest":
      return encodeNegotiateRequest(m.body);
    case "negotiateResponse":
      return encodeNegotiateResponse(m.body);
    case "sessionSetupRequest":
      return encodeSessionSetupRequest(m.body, isUnicode);
    case "sessionSetupResponse":
      return encodeSessionSetupResponse(m.body, isUnicode);
    case "errorResponse":
      return encodeBlocks(new Uint8Array(), m.body.bytes);
    case "unknown":
      return m.body;
  }
}
