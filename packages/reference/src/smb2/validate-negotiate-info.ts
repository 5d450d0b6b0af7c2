// [MS-SMB2] 2.2.31 SMB2 IOCTL Request with 2.2.31.4 VALIDATE_NEGOTIATE_INFO Request, 2.2.32 SMB2 IOCTL Response with
// 2.2.32.6 VALIDATE_NEGOTIATE_INFO Response.
import type { ValidateNegotiateInfoRequest, ValidateNegotiateInfoResponse } from "@countersign/smb2";
import { concat, payload } from "../bytes.js";
import { bytes, isU16, isU32, reserved, structure, u16, u16sOf, u32 } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

export const FSCTL_VALIDATE_NEGOTIATE_INFO = 0x00140204;
const REQUEST_END = HEADER_SIZE + 56;
const RESPONSE_END = HEADER_SIZE + 48;

// 2.2.31
const ioctlRequest = structure("SMB2 IOCTL Request", {
  structureSize: isU16(57),
  reserved: reserved(2),
  ctlCode: isU32(FSCTL_VALIDATE_NEGOTIATE_INFO),
  fileId: bytes(16),
  inputOffset: u32,
  inputCount: u32,
  maxInputResponse: u32,
  outputOffset: u32,
  outputCount: u32,
  maxOutputResponse: u32,
  flags: u32,
  reserved2: reserved(4),
});

// 2.2.31.4
const infoRequest = structure("VALIDATE_NEGOTIATE_INFO Request", {
  capabilities: u32,
  guid: bytes(16),
  securityMode: u16,
  dialectCount: u16,
  dialects: u16sOf("dialectCount"),
});

// 2.2.32
const ioctlResponse = structure("SMB2 IOCTL Response", {
  structureSize: isU16(49),
  reserved: reserved(2),
  ctlCode: isU32(FSCTL_VALIDATE_NEGOTIATE_INFO),
  fileId: bytes(16),
  inputOffset: u32,
  inputCount: u32,
  outputOffset: u32,
  outputCount: u32,
  flags: u32,
  reserved2: reserved(4),
});

// 2.2.32.6
const infoResponse = structure("VALIDATE_NEGOTIATE_INFO Response", {
  capabilities: u32,
  guid: bytes(16),
  securityMode: u16,
  dialect: u16,
});

export function decodeValidateNegotiateInfoRequest(message: Uint8Array): ValidateNegotiateInfoRequest {
  const ioctl = ioctlRequest.decode(message.subarray(HEADER_SIZE));
  const info = infoRequest.decode(
    payload(message, ioctl.inputOffset, ioctl.inputCount, REQUEST_END, "IOCTL input"),
  );
  return {
    fileId: ioctl.fileId,
    maxInputResponse: ioctl.maxInputResponse,
    maxOutputResponse: ioctl.maxOutputResponse,
    flags: ioctl.flags,
    capabilities: info.capabilities,
    guid: info.guid,
    securityMode: info.securityMode,
    dialects: [...info.dialects],
  };
}

export function encodeValidateNegotiateInfoRequest(m: ValidateNegotiateInfoRequest): Uint8Array {
  const input = infoRequest.encode({ ...m, dialectCount: m.dialects.length });
  const place = { inputOffset: REQUEST_END, inputCount: input.length, outputOffset: 0, outputCount: 0 };
  return concat(ioctlRequest.encode({ ...m, ...place }), input);
}

export function decodeValidateNegotiateInfoResponse(message: Uint8Array): ValidateNegotiateInfoResponse {
  const ioctl = ioctlResponse.decode(message.subarray(HEADER_SIZE));
  const info = infoResponse.decode(
    payload(message, ioctl.outputOffset, ioctl.outputCount, RESPONSE_END, "IOCTL output"),
  );
  return {
    fileId: ioctl.fileId,
    flags: ioctl.flags,
    capabilities: info.capabilities,
    guid: info.guid,
    securityMode: info.securityMode,
    dialect: info.dialect,
  };
}

export function encodeValidateNegotiateInfoResponse(m: ValidateNegotiateInfoResponse): Uint8Array {
  const output = infoResponse.encode(m);
  const place = {
    inputOffset: RESPONSE_END,
    inputCount: 0,
    outputOffset: RESPONSE_END,
    outputCount: output.length,
  };
  return concat(ioctlResponse.encode({ ...m, ...place }), output);
}
