// One SMB2 message: header and body by command, direction and status; an encrypted or compressed one by its own header.
import { type EncodeOptions, hasFlag, Reader, Writer } from "@countersign/bytes";
import {
  COMPRESSION_PROTOCOL_ID,
  type CompressedMessage,
  readCompressedMessage,
  writeCompressedMessage,
} from "./compression-transform.js";
import { Command, HeaderFlags, Status } from "./enums.js";
import {
  STRUCTURE_SIZE as ERROR_STRUCTURE_SIZE,
  type ErrorResponse,
  readErrorResponse,
  writeErrorResponse,
} from "./error-response.js";
import { type Header, NEXT_COMMAND_AT, readHeader, writeHeader } from "./header.js";
import { readLogoff, writeLogoff } from "./logoff.js";
import { type NegotiateRequest, readNegotiateRequest, writeNegotiateRequest } from "./negotiate-request.js";
import {
  type NegotiateResponse,
  readNegotiateResponse,
  writeNegotiateResponse,
} from "./negotiate-response.js";
import { nextCommandAt } from "./peek.js";
import {
  readSessionSetupRequest,
  type SessionSetupRequest,
  writeSessionSetupRequest,
} from "./session-setup-request.js";
import {
  readSessionSetupResponse,
  type SessionSetupResponse,
  writeSessionSetupResponse,
} from "./session-setup-response.js";
import {
  readTransformMessage,
  TRANSFORM_PROTOCOL_ID,
  type TransformMessage,
  writeTransformMessage,
} from "./transform.js";
import {
  FSCTL_VALIDATE_NEGOTIATE_INFO,
  readValidateNegotiateInfoRequest,
  readValidateNegotiateInfoResponse,
  type ValidateNegotiateInfoRequest,
  type ValidateNegotiateInfoResponse,
  writeValidateNegotiateInfoRequest,
  writeValidateNegotiateInfoResponse,
} from "./validate-negotiate-info.js";

/** A message with an SMB2 header ([MS-SMB2] 2.2.1), which `kind` tells the body of. */
export type PlainMessage =
  | { kind: "negotiateRequest"; header: Header; body: NegotiateRequest }
  | { kind: "negotiateResponse"; header: Header; body: NegotiateResponse }
  | { kind: "sessionSetupRequest"; header: Header; body: SessionSetupRequest }
  | { kind: "sessionSetupResponse"; header: Header; body: SessionSetupResponse }
  | { kind: "logoffRequest"; header: Header; body: undefined }
  | { kind: "logoffResponse"; header: Header; body: undefined }
  | { kind: "validateNegotiateInfoRequest"; header: Header; body: ValidateNegotiateInfoRequest }
  | { kind: "validateNegotiateInfoResponse"; header: Header; body: ValidateNegotiateInfoResponse }
  | { kind: "errorResponse"; header: Header; body: ErrorResponse }
  /** What else a command is asked or answered with. `body` shares the input's memory. */
  | { kind: "unknown"; header: Header; body: Uint8Array };

/** One message of [MS-SMB2] 2.2: with an SMB2 header, encrypted, or compressed. */
export type Message = PlainMessage | TransformMessage | CompressedMessage;

/**
 * Decodes exactly one message; bytes behind its content are kept by `like` alone. Throws `DecodeError`, also for a
 * compound, which is `decodeCompound`'s.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  return readMessage(new Reader(bytes, "Smb2Header"));
}

/** Reads the one message that the reader covers. Throws only `DecodeError`. */
export function readMessage(r: Reader): Message {
  r.structure = "Smb2Header";
  const protocolId = r.u32("protocolId");
  r.position -= 4;
  switch (protocolId) {
    case TRANSFORM_PROTOCOL_ID:
      return readTransformMessage(r);
    case COMPRESSION_PROTOCOL_ID:
      return readCompressedMessage(r);
    default:
      return readLoneMessage(r);
  }
}

function readLoneMessage(r: Reader): PlainMessage {
  if (nextCommandAt(r.bytes, r.position) !== 0) {
    throw r.malformed(
      "nextCommand",
      "is not 0: a compound, to be read by decodeCompound",
      r.position + NEXT_COMMAND_AT,
    );
  }
  return readPlainMessage(r);
}

/**
 * Encodes one message. `options.like` supplies the layout where it holds a message of the same kind. Throws a
 * `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
export function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array {
  return writeMessage(m, options?.like).finish();
}

/**
 * As {@link encodeMessage}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`, and
 * stays as it was.
 */
export function encodeMessageInto(m: Message, target: Uint8Array, options?: EncodeOptions): number {
  return writeMessage(m, options?.like).finishInto(target);
}

function writeMessage(m: Message, like: Uint8Array | undefined): Writer {
  const w = new Writer(like && decodeMessage(like).kind === m.kind ? like : undefined);
  switch (m.kind) {
    case "transform":
      writeTransformMessage(w, m);
      break;
    case "compressedUnchained":
    case "compressedChained":
      writeCompressedMessage(w, m);
      break;
    default:
      writePlainMessage(w, m);
  }
  return w;
}

/** Reads a message with an SMB2 header, whatever its NextCommand. Throws only `DecodeError`. */
export function readPlainMessage(r: Reader): PlainMessage {
  const header = readHeader(r);
  const kind = kindOf(header, r);
  switch (kind) {
    case "negotiateRequest":
      return { kind, header, body: readNegotiateRequest(r) };
    case "negotiateResponse":
      return { kind, header, body: readNegotiateResponse(r) };
    case "sessionSetupRequest":
      return { kind, header, body: readSessionSetupRequest(r) };
    case "sessionSetupResponse":
      return { kind, header, body: readSessionSetupResponse(r) };
    case "validateNegotiateInfoRequest":
      return { kind, header, body: readValidateNegotiateInfoRequest(r) };
    case "validateNegotiateInfoResponse":
      return { kind, header, body: readValidateNegotiateInfoResponse(r) };
    case "errorResponse":
      return { kind, header, body: readErrorResponse(r) };
    case "logoffRequest":
    case "logoffResponse":
      readLogoff(r);
      return { kind, header, body: undefined };
    case "unknown":
      return { kind, header, body: r.rest("body") };
  }
}

export function writePlainMessage(w: Writer, m: PlainMessage): void {
  writeHeader(w, m.header);
  switch (m.kind) {
    case "negotiateRequest":
      writeNegotiateRequest(w, m.body);
      break;
    case "negotiateResponse":
      writeNegotiateResponse(w, m.body);
      break;
    case "sessionSetupRequest":
      writeSessionSetupRequest(w, m.body);
      break;
    case "sessionSetupResponse":
      writeSessionSetupResponse(w, m.body);
      break;
    case "validateNegotiateInfoRequest":
      writeValidateNegotiateInfoRequest(w, m.body);
      break;
    case "validateNegotiateInfoResponse":
      writeValidateNegotiateInfoResponse(w, m.body);
      break;
    case "errorResponse":
      writeErrorResponse(w, m.body);
      break;
    case "logoffRequest":
    case "logoffResponse":
      writeLogoff(w);
      break;
    case "unknown":
      w.bytes(m.body);
      w.truncate();
  }
}

function kindOf(header: Header, body: Reader): PlainMessage["kind"] {
  if (!hasFlag(header.flags, HeaderFlags.SERVER_TO_REDIR)) return requestKind(header.command, body);
  return responseKind(header.command, header.status, body);
}

function requestKind(command: Command, body: Reader): PlainMessage["kind"] {
  switch (command) {
    case Command.NEGOTIATE:
      return "negotiateRequest";
    case Command.SESSION_SETUP:
      return "sessionSetupRequest";
    case Command.LOGOFF:
      return "logoffRequest";
    default:
      return isValidateNegotiateInfo(command, body) ? "validateNegotiateInfoRequest" : "unknown";
  }
}

function responseKind(command: Command, status: Status, body: Reader): PlainMessage["kind"] {
  const isOwn = status === Status.SUCCESS || isOwnStatus(command, status);
  switch (command) {
    case Command.NEGOTIATE:
      return isOwn ? "negotiateResponse" : "errorResponse";
    case Command.SESSION_SETUP:
      return isOwn ? "sessionSetupResponse" : "errorResponse";
    case Command.LOGOFF:
      return isOwn ? "logoffResponse" : "errorResponse";
    default:
      if (!isOwn && isErrorResponse(body)) return "errorResponse";
      return status === Status.SUCCESS && isValidateNegotiateInfo(command, body)
        ? "validateNegotiateInfoResponse"
        : "unknown";
  }
}

/**
 * Whether a command's own response comes with this status, though it is not success. Only those that have the
 * StructureSize of an ERROR Response are asked for; it tells READ and IOCTL ones.
 */
function isOwnStatus(command: Command, status: Status): boolean {
  switch (command) {
    case Command.SESSION_SETUP:
      return status === Status.MORE_PROCESSING_REQUIRED; // 3.3.4.4
    case Command.QUERY_INFO: // 3.3.4.4
    case Command.QUERY_DIRECTORY: // 3.2.5.15
      return status === Status.BUFFER_OVERFLOW;
    case Command.CHANGE_NOTIFY: // 3.3.4.4; 3.3.4.17
      return status === Status.NOTIFY_ENUM_DIR || status === Status.NOTIFY_CLEANUP;
    default:
      return false;
  }
}

/** Looks at CtlCode, which IOCTL requests and responses have at the same place. */
function isValidateNegotiateInfo(command: Command, body: Reader): boolean {
  if (command !== Command.IOCTL || body.remaining < 8) return false;
  const r = new Reader(body.bytes, "Smb2Ioctl", body.position + 4, body.end);
  return r.u32("ctlCode") === FSCTL_VALIDATE_NEGOTIATE_INFO;
}

/** Looks at StructureSize. */
function isErrorResponse(body: Reader): boolean {
  if (body.remaining < 2) return false;
  const r = new Reader(body.bytes, "Smb2ErrorResponse", body.position, body.end);
  return r.u16("structureSize") === ERROR_STRUCTURE_SIZE;
}
