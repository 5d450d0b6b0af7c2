// [MS-SMB2] 2.2.31.4 VALIDATE_NEGOTIATE_INFO Request and 2.2.32.6 Response, inside 2.2.31 SMB2 IOCTL Request and
// 2.2.32 SMB2 IOCTL Response: the second place where both ends say their SecurityMode, and the signed one.
import { encodePart, type Place, Reader, type Writer } from "@countersign/bytes";
import type { Capabilities, Dialect, SecurityMode } from "./enums.js";
import { HEADER_SIZE } from "./header.js";

/** The CtlCode of the exchange ([MS-SMB2] 2.2.31). */
export const FSCTL_VALIDATE_NEGOTIATE_INFO = 0x00140204;

const REQUEST_STRUCTURE_SIZE = 57;
const REQUEST_FIXED_END = HEADER_SIZE + 56;
const RESPONSE_STRUCTURE_SIZE = 49;
const RESPONSE_FIXED_END = HEADER_SIZE + 48;
const INPUT_AT = HEADER_SIZE + 24;
const OUTPUT_AT = HEADER_SIZE + 32;

/** [MS-SMB2] 2.2.31.4: what the client sent in its NEGOTIATE request, repeated. */
export interface ValidateNegotiateInfoRequest {
  /** 16 bytes, all 0xFF: the request is about no file. Shares the input's memory. */
  fileId: Uint8Array;
  /** Bytes. */
  maxInputResponse: number;
  /** Bytes. */
  maxOutputResponse: number;
  /** 1 for an FSCTL. */
  flags: number;
  capabilities: Capabilities;
  /** 16 bytes, in wire order. Shares the input's memory. */
  guid: Uint8Array;
  securityMode: SecurityMode;
  dialects: Dialect[];
}

/** [MS-SMB2] 2.2.32.6: what the server answered in its NEGOTIATE response, repeated. */
export interface ValidateNegotiateInfoResponse {
  /** 16 bytes, all 0xFF. Shares the input's memory. */
  fileId: Uint8Array;
  /** Reserved, 0. */
  flags: number;
  capabilities: Capabilities;
  /** 16 bytes, in wire order. Shares the input's memory. */
  guid: Uint8Array;
  securityMode: SecurityMode;
  dialect: Dialect;
}

/** Reads an IOCTL request whose CtlCode is FSCTL_VALIDATE_NEGOTIATE_INFO. */
export function readValidateNegotiateInfoRequest(r: Reader): ValidateNegotiateInfoRequest {
  r.structure = "Smb2IoctlRequest";
  if (r.u16("structureSize") !== REQUEST_STRUCTURE_SIZE) {
    throw r.malformed("structureSize", "is not 57", r.position - 2);
  }
  r.skip(2, "reserved");
  r.skip(4, "ctlCode");
  const fileId = r.slice(16, "fileId");
  const inputOffset = r.u32("inputOffset");
  const inputCount = r.u32("inputCount");
  const maxInputResponse = r.u32("maxInputResponse");
  r.skip(8, "outputOffset");
  const maxOutputResponse = r.u32("maxOutputResponse");
  const flags = r.u32("flags");
  r.skip(4, "reserved2");
  const info = readRequestInfo(infoWindow(r, inputOffset, inputCount, REQUEST_FIXED_END, "input"));
  return { fileId, maxInputResponse, maxOutputResponse, flags, ...info };
}

export function writeValidateNegotiateInfoRequest(w: Writer, m: ValidateNegotiateInfoRequest): void {
  w.u16(REQUEST_STRUCTURE_SIZE, "structureSize");
  w.skip(2);
  w.u32(FSCTL_VALIDATE_NEGOTIATE_INFO, "ctlCode");
  w.fixed(m.fileId, 16, "fileId");
  w.skip(8);
  w.u32(m.maxInputResponse, "maxInputResponse");
  w.skip(8);
  w.u32(m.maxOutputResponse, "maxOutputResponse");
  w.u32(m.flags, "flags");
  w.skip(4);
  placeInfo(w, INPUT_AT, readRequestInfo, (part) => writeRequestInfo(part, m));
}

/** Reads an IOCTL response whose CtlCode is FSCTL_VALIDATE_NEGOTIATE_INFO. */
export function readValidateNegotiateInfoResponse(r: Reader): ValidateNegotiateInfoResponse {
  r.structure = "Smb2IoctlResponse";
  if (r.u16("structureSize") !== RESPONSE_STRUCTURE_SIZE) {
    throw r.malformed("structureSize", "is not 49", r.position - 2);
  }
  r.skip(2, "reserved");
  r.skip(4, "ctlCode");
  const fileId = r.slice(16, "fileId");
  r.skip(8, "inputOffset");
  const outputOffset = r.u32("outputOffset");
  const outputCount = r.u32("outputCount");
  const flags = r.u32("flags");
  r.skip(4, "reserved2");
  const info = readResponseInfo(infoWindow(r, outputOffset, outputCount, RESPONSE_FIXED_END, "output"));
  return { fileId, flags, ...info };
}

export function writeValidateNegotiateInfoResponse(w: Writer, m: ValidateNegotiateInfoResponse): void {
  w.u16(RESPONSE_STRUCTURE_SIZE, "structureSize");
  w.skip(2);
  w.u32(FSCTL_VALIDATE_NEGOTIATE_INFO, "ctlCode");
  w.fixed(m.fileId, 16, "fileId");
  // There is no input, and yet its offset should be the buffer's (2.2.32).
  if (w.like === undefined) w.u32(RESPONSE_FIXED_END, "inputOffset");
  else w.skip(4);
  w.skip(12);
  w.u32(m.flags, "flags");
  w.skip(4);
  placeInfo(w, OUTPUT_AT, readResponseInfo, (part) => writeResponseInfo(part, m));
}

type RequestInfo = Pick<ValidateNegotiateInfoRequest, "capabilities" | "guid" | "securityMode" | "dialects">;
type ResponseInfo = Pick<ValidateNegotiateInfoResponse, "capabilities" | "guid" | "securityMode" | "dialect">;

function readRequestInfo(r: Reader): RequestInfo {
  r.structure = "Smb2ValidateNegotiateInfoRequest";
  const capabilities = r.u32("capabilities") as Capabilities;
  const guid = r.slice(16, "guid");
  const securityMode = r.u16("securityMode") as SecurityMode;
  const dialectCount = r.u16("dialectCount");
  const dialects = r.u16s(dialectCount, "dialects", "dialectCount") as Dialect[];
  return { capabilities, guid, securityMode, dialects };
}

function writeRequestInfo(w: Writer, m: RequestInfo): void {
  w.u32(m.capabilities, "capabilities");
  w.fixed(m.guid, 16, "guid");
  w.u16(m.securityMode, "securityMode");
  w.u16(m.dialects.length, "dialectCount");
  w.u16s(m.dialects, "dialects");
}

function readResponseInfo(r: Reader): ResponseInfo {
  r.structure = "Smb2ValidateNegotiateInfoResponse";
  const capabilities = r.u32("capabilities") as Capabilities;
  const guid = r.slice(16, "guid");
  const securityMode = r.u16("securityMode") as SecurityMode;
  const dialect = r.u16("dialect") as Dialect;
  return { capabilities, guid, securityMode, dialect };
}

function writeResponseInfo(w: Writer, m: ResponseInfo): void {
  w.u32(m.capabilities, "capabilities");
  w.fixed(m.guid, 16, "guid");
  w.u16(m.securityMode, "securityMode");
  w.u16(m.dialect, "dialect");
}

function infoWindow(
  r: Reader,
  offset: number,
  count: number,
  fixedEnd: number,
  field: "input" | "output",
): Reader {
  if (count > 0 && offset < fixedEnd) {
    throw r.malformed(field, "lies inside the fixed part", r.origin + offset, `${field}Offset`);
  }
  const blame = r.origin + offset <= r.end ? `${field}Count` : `${field}Offset`;
  return r.windowAt(offset, count, r.structure, field, blame);
}

/** Places the structure and writes its offset and count, 32 bits each, at `at`. */
function placeInfo(w: Writer, at: number, read: (r: Reader) => unknown, write: (part: Writer) => void): void {
  const was = w.like && placeOf(w.like, at);
  const bytes = encodePart(was && w.like?.subarray(was.offset, was.offset + was.length), read, write);
  const offset = w.place(bytes, was, 8);
  w.patchU32(at, offset, "offset");
  w.patchU32(at + 4, bytes.length, "count");
}

function placeOf(like: Uint8Array, at: number): Place {
  const r = new Reader(like, "Smb2Ioctl");
  r.position = at;
  return { offset: r.u32("offset"), length: r.u32("count") };
}
