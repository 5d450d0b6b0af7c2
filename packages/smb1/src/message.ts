// One SMB1 message: the header, and the blocks of its first command by command, direction and WordCount.
import { type EncodeOptions, hasFlag, Reader, Writer } from "@countersign/bytes";
import { noteRest } from "./andx.js";
import { readBlock, writeData } from "./block.js";
import { Command, Flags, Flags2 } from "./enums.js";
import { HEADER_SIZE, type Header, readHeader, writeHeader } from "./header.js";
import { emptyLayout, type Layout } from "./layout.js";
import { type NegotiateRequest, readNegotiateRequest, writeNegotiateRequest } from "./negotiate-request.js";
import {
  isNegotiateResponseForm,
  type NegotiateResponse,
  readNegotiateResponse,
  writeNegotiateResponse,
} from "./negotiate-response.js";
import {
  isSessionSetupRequestForm,
  readSessionSetupRequest,
  type SessionSetupRequest,
  writeSessionSetupRequest,
} from "./session-setup-request.js";
import {
  isSessionSetupResponseForm,
  readSessionSetupResponse,
  type SessionSetupResponse,
  writeSessionSetupResponse,
} from "./session-setup-response.js";

/** [MS-CIFS] 2.2.4.52.2: a response without words. */
export interface ErrorResponse {
  /** The data block, usually empty. Shares the input's memory. */
  bytes: Uint8Array;
}

/** [MS-CIFS] 2.2.3: a message with its header; `kind` tells the body. */
export type Message =
  | { kind: "negotiateRequest"; header: Header; body: NegotiateRequest }
  | { kind: "negotiateResponse"; header: Header; body: NegotiateResponse }
  | { kind: "sessionSetupRequest"; header: Header; body: SessionSetupRequest }
  | { kind: "sessionSetupResponse"; header: Header; body: SessionSetupResponse }
  /** To one of these two commands; `header.status` says why. */
  | { kind: "errorResponse"; header: Header; body: ErrorResponse }
  /** Another command, or another form of one. All after the header, sharing the input's memory. */
  | { kind: "unknown"; header: Header; body: Uint8Array };

/**
 * Decodes one message, from the SMB header to the end of `bytes`. What follows the last block is passed over. Throws
 * only `DecodeError`.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  return readMessage(new Reader(bytes, "Smb1Header"));
}

/** As {@link decodeMessage}, for a reader whose origin is the SMB header. Throws only `DecodeError`. */
export function readMessage(r: Reader): Message {
  return readWithLayout(r, undefined);
}

/** As {@link readMessage}, noting in `layout` what the message does not carry. */
export function readWithLayout(r: Reader, layout: Layout | undefined): Message {
  const header = readHeader(r);
  const isUnicode = hasFlag(header.flags2, Flags2.UNICODE);
  const kind = kindOf(header, r.remaining > 0 ? r.bytes[r.position] : undefined);
  switch (kind) {
    case "negotiateRequest":
      return { kind, header, body: readNegotiateRequest(r, layout) };
    case "negotiateResponse":
      return { kind, header, body: readNegotiateResponse(r, layout) };
    case "sessionSetupRequest":
      return { kind, header, body: readSessionSetupRequest(r, isUnicode, layout) };
    case "sessionSetupResponse":
      return { kind, header, body: readSessionSetupResponse(r, isUnicode, layout) };
    case "errorResponse":
      return { kind, header, body: readErrorResponse(r, layout) };
    case "unknown":
      return { kind, header, body: r.rest("body") };
  }
}

/** By what the header says, and WordCount, which is missing where nothing follows the header. */
function kindOf(header: Header, wordCount: number | undefined): Message["kind"] {
  const isResponse = hasFlag(header.flags, Flags.REPLY);
  switch (header.command) {
    case Command.NEGOTIATE:
      return isResponse ? negotiateResponseKind(wordCount) : negotiateRequestKind(wordCount);
    case Command.SESSION_SETUP_ANDX:
      return isResponse ? sessionSetupResponseKind(wordCount) : sessionSetupRequestKind(wordCount);
    default:
      return "unknown";
  }
}

// A typed kind for a missing WordCount: reading it says what is missing.

function negotiateRequestKind(wordCount = 0): Message["kind"] {
  return wordCount === 0 ? "negotiateRequest" : "unknown";
}

function negotiateResponseKind(wordCount = 0): Message["kind"] {
  if (wordCount === 0) return "errorResponse";
  return isNegotiateResponseForm(wordCount) ? "negotiateResponse" : "unknown";
}

function sessionSetupRequestKind(wordCount: number | undefined): Message["kind"] {
  return wordCount === undefined || isSessionSetupRequestForm(wordCount) ? "sessionSetupRequest" : "unknown";
}

function sessionSetupResponseKind(wordCount = 0): Message["kind"] {
  if (wordCount === 0) return "errorResponse";
  return isSessionSetupResponseForm(wordCount) ? "sessionSetupResponse" : "unknown";
}

function readErrorResponse(r: Reader, layout: Layout | undefined): ErrorResponse {
  const { data } = readBlock(r, "Smb1ErrorResponse", layout);
  noteRest(r, r.end, false, layout);
  return { bytes: data.rest("bytes") };
}

/**
 * Encodes a message. Where `like` is of the same kind and form, it supplies reserved bytes, the padding before strings,
 * a last NUL that is not there, and the bytes after the blocks. A header and a body that would be read back as
 * another kind are a `RangeError`.
 */
export function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array {
  const like = options?.like;
  const layout = like && layoutFor(like, m);
  const w = new Writer(like?.subarray(0, layout?.fixedEnd ?? HEADER_SIZE));
  writeHeader(w, m.header);
  writeBody(w, m, layout);
  const bytes = w.finish();
  if (kindOf(m.header, bytes[HEADER_SIZE]) !== m.kind)
    throw new RangeError(`header and body are not of kind ${m.kind}`);
  return bytes;
}

/** The layout of `like`, if it is of the same kind and form. */
function layoutFor(like: Uint8Array, m: Message): Layout | undefined {
  const layout = emptyLayout();
  const original = readWithLayout(new Reader(like, "Smb1Header"), layout);
  return original.kind === m.kind && formOf(original) === formOf(m) && m.kind !== "unknown"
    ? layout
    : undefined;
}

function formOf(m: Message): string | undefined {
  return "kind" in m.body ? m.body.kind : undefined;
}

function writeBody(w: Writer, m: Message, layout: Layout | undefined): void {
  const isUnicode = hasFlag(m.header.flags2, Flags2.UNICODE);
  switch (m.kind) {
    case "negotiateRequest":
      writeNegotiateRequest(w, m.body, layout);
      break;
    case "negotiateResponse":
      writeNegotiateResponse(w, m.body, layout);
      break;
    case "sessionSetupRequest":
      writeSessionSetupRequest(w, m.body, isUnicode, layout);
      break;
    case "sessionSetupResponse":
      writeSessionSetupResponse(w, m.body, isUnicode, layout);
      break;
    case "errorResponse":
      writeErrorResponse(w, m.body, layout);
      break;
    case "unknown":
      w.bytes(m.body);
  }
}

function writeErrorResponse(w: Writer, m: ErrorResponse, layout: Layout | undefined): void {
  w.u8(0, "wordCount");
  writeData(w, () => w.bytes(m.bytes));
  if (layout) w.bytes(layout.rest);
}
