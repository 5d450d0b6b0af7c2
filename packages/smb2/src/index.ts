export { decodeCompound, encodeCompound } from "./compound.js";
export type {
  ChainedCompression,
  CompressedMessage,
  CompressedPayload,
  UnchainedCompression,
} from "./compression-transform.js";
export type { CompressionContext } from "./contexts/compression.js";
export type { EncryptionContext } from "./contexts/encryption.js";
export type { NetnameContext } from "./contexts/netname.js";
export type { PosixContext } from "./contexts/posix.js";
export type { PreauthIntegrityContext } from "./contexts/preauth-integrity.js";
export type { RdmaTransformContext } from "./contexts/rdma-transform.js";
export type { SigningContext } from "./contexts/signing.js";
export type { TransportContext } from "./contexts/transport.js";
export { type DeviationCode, deviationMeanings, deviations } from "./deviations.js";
export * from "./enums.js";
export { decodeErrorContexts, type ErrorContext, ErrorId, encodeErrorContexts } from "./error-context.js";
export type { ErrorResponse } from "./error-response.js";
export { decodeHeader, HEADER_SIZE, type Header } from "./header.js";
export {
  decodeMessage,
  encodeMessage,
  encodeMessageInto,
  type Message,
  type PlainMessage,
  readMessage,
  readPlainMessage,
} from "./message.js";
export { contextTypeOf, type NegotiateContext, type UnknownContext } from "./negotiate-context.js";
export type { NegotiateRequest } from "./negotiate-request.js";
export type { NegotiateResponse } from "./negotiate-response.js";
export {
  peekCommand,
  peekDialect,
  peekFlags,
  peekIsResponse,
  peekIsSigned,
  peekNextCommand,
  peekProtocol,
  peekSecurityMode,
  peekSessionIdHigh,
  peekSessionIdLow,
  peekStatus,
} from "./peek.js";
export type { SessionSetupRequest } from "./session-setup-request.js";
export type { SessionSetupResponse } from "./session-setup-response.js";
export type { TransformHeader, TransformMessage } from "./transform.js";
export {
  FSCTL_VALIDATE_NEGOTIATE_INFO,
  type ValidateNegotiateInfoRequest,
  type ValidateNegotiateInfoResponse,
} from "./validate-negotiate-info.js";
