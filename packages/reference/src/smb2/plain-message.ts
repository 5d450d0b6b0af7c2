// [MS-SMB2] 2.2: which structure follows the SMB2 Packet Header.
import type { Header, PlainMessage } from "@countersign/smb2";
import { concat } from "../bytes.js";
import { reserved, structure, u16, u32 } from "../structure.js";
import { decodeErrorResponse, ERROR_STRUCTURE_SIZE, encodeErrorResponse } from "./error-response.js";
import { decodeHeader, encodeHeader, HEADER_SIZE, SMB2_FLAGS_SERVER_TO_REDIR } from "./header.js";
import { decodeLogoff, encodeLogoff } from "./logoff.js";
import { decodeNegotiateRequest, encodeNegotiateRequest } from "./negotiate-request.js";
import { decodeNegotiateResponse, encodeNegotiateResponse } from "./negotiate-response.js";
import * as sessionSetup from "./session-setup.js";
import * as vni from "./validate-negotiate-info.js";

// 2.2.1.1
const NEGOTIATE = 0x0000;
const SESSION_SETUP = 0x0001;
const LOGOFF = 0x0002;
const IOCTL = 0x000b;
const QUERY_DIRECTORY = 0x000e;
const CHANGE_NOTIFY = 0x000f;
const QUERY_INFO = 0x0010;

// [MS-ERREF] 2.3.1
const STATUS_SUCCESS = 0x00000000;
const STATUS_NOTIFY_CLEANUP = 0x0000010b;
const STATUS_NOTIFY_ENUM_DIR = 0x0000010c;
const STATUS_BUFFER_OVERFLOW = 0x80000005;
const STATUS_MORE_PROCESSING_REQUIRED = 0xc0000016;

/** 3.3.4.4, 3.2.5.15 (QUERY_DIRECTORY), 3.3.4.17 (CHANGE_NOTIFY): statuses of the command's own response, by command. */
const NO_FAILURES: Record<number, readonly number[]> = {
  [SESSION_SETUP]: [STATUS_MORE_PROCESSING_REQUIRED],
  [QUERY_DIRECTORY]: [STATUS_BUFFER_OVERFLOW],
  [CHANGE_NOTIFY]: [STATUS_NOTIFY_ENUM_DIR, STATUS_NOTIFY_CLEANUP],
  [QUERY_INFO]: [STATUS_BUFFER_OVERFLOW],
};

const anyBody = structure("SMB2 response", { structureSize: u16 });
const anyIoctl = structure("SMB2 IOCTL", { structureSize: u16, reserved: reserved(2), ctlCode: u32 });

/** A message with an SMB2 header, whatever its NextCommand. */
export function decodePlain(bytes: Uint8Array): PlainMessage {
  const { header } = decodeHeader(bytes);
  const kind = kindOf(header, bytes);
  switch (kind) {
    case "negotiateRequest":
      return { kind, header, body: decodeNegotiateRequest(bytes) };
    case "negotiateResponse":
      return { kind, header, body: decodeNegotiateResponse(bytes) };
    case "sessionSetupRequest":
      return { kind, header, body: sessionSetup.decodeSessionSetupRequest(bytes) };
    case "sessionSetupResponse":
      return { kind, header, body: sessionSetup.decodeSessionSetupResponse(bytes) };
    case "logoffRequest":
    case "logoffResponse":
      return { kind, header, body: decodeLogoff(bytes) };
    case "validateNegotiateInfoRequest":
      return { kind, header, body: vni.decodeValidateNegotiateInfoRequest(bytes) };
    case "validateNegotiateInfoResponse":
      return { kind, header, body: vni.decodeValidateNegotiateInfoResponse(bytes) };
    case "errorResponse":
      return { kind, header, body: decodeErrorResponse(bytes) };
    case "unknown":
      return { kind, header, body: bytes.subarray(HEADER_SIZE) };
  }
}

function kindOf(header: Header, bytes: Uint8Array): PlainMessage["kind"] {
  const { command, status } = header;
  if ((header.flags & SMB2_FLAGS_SERVER_TO_REDIR) === 0) return requestKind(command, bytes);
  // 3.3.4.4: after a failure SMB2 ERROR Response takes the place of the command's own response.
  const hasFailed = status !== STATUS_SUCCESS && !NO_FAILURES[command]?.includes(status);
  switch (command) {
    case NEGOTIATE:
      return hasFailed ? "errorResponse" : "negotiateResponse";
    case SESSION_SETUP:
      return hasFailed ? "errorResponse" : "sessionSetupResponse";
    case LOGOFF:
      return hasFailed ? "errorResponse" : "logoffResponse";
    default:
      if (hasFailed && isError(bytes)) return "errorResponse";
      return status === STATUS_SUCCESS && isValidateNegotiateInfo(command, bytes)
        ? "validateNegotiateInfoResponse"
        : "unknown";
  }
}

function requestKind(command: number, bytes: Uint8Array): PlainMessage["kind"] {
  switch (command) {
    case NEGOTIATE:
      return "negotiateRequest";
    case SESSION_SETUP:
      return "sessionSetupRequest";
    case LOGOFF:
      return "logoffRequest";
    default:
      return isValidateNegotiateInfo(command, bytes) ? "validateNegotiateInfoRequest" : "unknown";
  }
}

/** CtlCode stands in the same place in 2.2.31 and in 2.2.32. */
function isValidateNegotiateInfo(command: number, bytes: Uint8Array): boolean {
  const body = bytes.subarray(HEADER_SIZE);
  return (
    command === IOCTL &&
    body.length >= 8 &&
    anyIoctl.decode(body).ctlCode === vni.FSCTL_VALIDATE_NEGOTIATE_INFO
  );
}

/** A response of 3.3.4.4 that no table of this package describes is told by its StructureSize, as of READ and IOCTL. */
function isError(bytes: Uint8Array): boolean {
  const body = bytes.subarray(HEADER_SIZE);
  return body.length >= 2 && anyBody.decode(body).structureSize === ERROR_STRUCTURE_SIZE;
}

/** `nextCommand` counts from the header to the next one of a compound; 0 in the last. */
export function encodePlain(m: PlainMessage, nextCommand: number): Uint8Array {
  return concat(encodeHeader(m.header, nextCommand), encodeBody(m));
}

function encodeBody(m: PlainMessage): Uint8Array {
  switch (m.kind) {
    case "negotiateRequest":
      return encodeNegotiateRequest(m.body);
    case "negotiateResponse":
      return encodeNegotiateResponse(m.body);
    case "sessionSetupRequest":
      return sessionSetup.encodeSessionSetupRequest(m.body);
    case "sessionSetupResponse":
      return sessionSetup.encodeSessionSetupResponse(m.body);
    case "logoffRequest":
    case "logoffResponse":
      return encodeLogoff();
    case "validateNegotiateInfoRequest":
      return vni.encodeValidateNegotiateInfoRequest(m.body);
    case "validateNegotiateInfoResponse":
      return vni.encodeValidateNegotiateInfoResponse(m.body);
    case "errorResponse":
      return encodeErrorResponse(m.body);
    case "unknown":
      return m.body;
  }
}
