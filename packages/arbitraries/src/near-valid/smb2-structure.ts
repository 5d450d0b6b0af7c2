// SMB2 messages whose structure is wrong: cut, or with a length, count or offset that does not fit.
import type { Message } from "@countersign/smb2";
import {
  errorResponse,
  logoffRequest,
  negotiateRequest311,
  negotiateRequestOld,
  negotiateResponse311,
  negotiateResponseOld,
  sessionSetupRequest,
  sessionSetupResponse,
  transform,
  validateRequest,
  validateResponse,
} from "../conforming/smb2.js";
import type { Sizes } from "../sizes.js";
import { chainedCompressions, unchainedCompressions } from "../valid/smb2-transforms.js";
import { cut, offsetBeyond, offsetInside, offsetWraps, type Rule, tooLong, wrongValue } from "./rule.js";

const HEADER_END = 64;

export function smb2StructureRules(sizes: Sizes): Rule<Message>[] {
  return [...headerRules(sizes), ...negotiateRules(sizes), ...sessionRules(sizes), ...transformRules(sizes)];
}

function headerRules(sizes: Sizes): Rule<Message>[] {
  const any = sessionSetupRequest(sizes);
  return [
    wrongValue("protocol-id", any, "Smb2Header.protocolId", 0x424d53fb),
    wrongValue("header-structure-size", any, "Smb2Header.structureSize", 63),
    wrongValue("next-command-in-lone-message", any, "Smb2Header.nextCommand", 0x48),
    wrongValue("error-response-structure-size", errorResponse(sizes), "Smb2ErrorResponse.structureSize", 8),
    tooLong(
      "error-data-length",
      errorResponse(sizes),
      "Smb2ErrorResponse.byteCount",
      "Smb2ErrorResponse.errorData",
    ),
    cut("error-response-cut", errorResponse(sizes)),
    wrongValue("logoff-structure-size", logoffRequest(), "Smb2Logoff.structureSize", 5),
    cut("logoff-cut", logoffRequest()),
  ];
}

function negotiateRules(sizes: Sizes): Rule<Message>[] {
  const request = negotiateRequest311(sizes);
  const response = negotiateResponse311(sizes);
  const dialects = "Smb2NegotiateRequest.dialects";
  const dialectCount = "Smb2NegotiateRequest.dialectCount";
  return [
    wrongValue("negotiate-request-structure-size", request, "Smb2NegotiateRequest.structureSize", 37),
    tooLong("dialect-count", request, dialectCount, dialects),
    {
      kind: "dialect-count-times-two-wraps",
      from: negotiateRequestOld(),
      spoil: (draft) => draft.set(dialectCount, 0x8000 + draft.get(dialectCount)),
      expect: "truncated",
      field: dialects,
    },
    cut("negotiate-request-cut", request, { "Smb2NegotiateRequest.negotiateContextList": 1 }),
    wrongValue("negotiate-response-structure-size", response, "Smb2NegotiateResponse.structureSize", 64),
    ...bufferRules(
      "negotiate-response",
      negotiateResponseOld(sizes),
      "Smb2NegotiateResponse",
      HEADER_END + 64,
    ),
    cut("negotiate-response-cut", response, { "Smb2NegotiateResponse.negotiateContextList": 1 }),
    ...validateRules(),
  ];
}

function validateRules(): Rule<Message>[] {
  const request = validateRequest();
  const response = validateResponse();
  const [input, output] = ["Smb2IoctlRequest.input", "Smb2IoctlResponse.output"];
  const count = "Smb2ValidateNegotiateInfoRequest.dialectCount";
  return [
    wrongValue("ioctl-request-structure-size", request, "Smb2IoctlRequest.structureSize", 56),
    offsetInside("ioctl-input-offset-inside", request, `${input}Offset`, input, HEADER_END + 56),
    offsetBeyond("ioctl-input-offset-beyond", request, `${input}Offset`, input),
    offsetWraps("ioctl-input-offset-wraps", request, `${input}Offset`, input),
    tooLong("ioctl-input-count", request, `${input}Count`, input),
    tooLong("validated-dialect-count", request, count, "Smb2ValidateNegotiateInfoRequest.dialects"),
    wrongValue("ioctl-response-structure-size", response, "Smb2IoctlResponse.structureSize", 48),
    offsetInside("ioctl-output-offset-inside", response, `${output}Offset`, output, HEADER_END + 48),
    offsetWraps("ioctl-output-offset-wraps", response, `${output}Offset`, output),
    tooLong("ioctl-output-count", response, `${output}Count`, output),
  ];
}

function sessionRules(sizes: Sizes): Rule<Message>[] {
  const request = sessionSetupRequest(sizes);
  const response = sessionSetupResponse(sizes);
  return [
    wrongValue("session-setup-request-structure-size", request, "Smb2SessionSetupRequest.structureSize", 24),
    ...bufferRules("session-setup-request", request, "Smb2SessionSetupRequest", HEADER_END + 24),
    cut("session-setup-request-cut", request),
    wrongValue(
      "session-setup-response-structure-size",
      response,
      "Smb2SessionSetupResponse.structureSize",
      8,
    ),
    ...bufferRules("session-setup-response", response, "Smb2SessionSetupResponse", HEADER_END + 8),
    cut("session-setup-response-cut", response),
  ];
}

/** `fixedEnd`: the offset of the first byte that a buffer may have. */
function bufferRules<M extends Message>(
  prefix: string,
  from: Rule<M>["from"],
  structure: string,
  fixedEnd: number,
): Rule<M>[] {
  const buffer = `${structure}.securityBuffer`;
  return [
    offsetInside(`${prefix}-buffer-offset-inside`, from, `${buffer}Offset`, buffer, fixedEnd),
    offsetBeyond(`${prefix}-buffer-offset-beyond`, from, `${buffer}Offset`, buffer),
    offsetWraps(`${prefix}-buffer-offset-wraps`, from, `${buffer}Offset`, buffer),
    tooLong(`${prefix}-buffer-length`, from, `${buffer}Length`, buffer),
  ];
}

function transformRules(sizes: Sizes): Rule<Message>[] {
  const chained = chainedCompressions(sizes);
  const header = "Smb2CompressionChainedPayloadHeader";
  return [
    cut("transform-cut", transform(sizes), { "Smb2TransformHeader.body": 0 }),
    cut("compression-cut", unchainedCompressions(sizes), { "Smb2CompressionTransformHeader.body": 0 }),
    tooLong("compressed-payload-length", chained, `${header}.length`, `${header}.payload`),
  ];
}
