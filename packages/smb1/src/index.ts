export type { AndX } from "./andx.js";
export { type DeviationCode, deviationMeanings, deviations } from "./deviations.js";
export {
  Action,
  Capabilities,
  Command,
  ErrorClass,
  Flags,
  Flags2,
  SecurityMode,
  Status,
} from "./enums.js";
export { decodeHeader, dosError, HEADER_SIZE, type Header } from "./header.js";
export type { LanManNegotiateResponse } from "./lanman-negotiate-response.js";
export { decodeMessage, type ErrorResponse, encodeMessage, type Message, readMessage } from "./message.js";
export { DialectName, type NegotiateRequest } from "./negotiate-request.js";
export type {
  CoreNegotiateResponse,
  NegotiateResponse,
  RefusedNegotiateResponse,
} from "./negotiate-response.js";
export type {
  ExtendedSecurityNegotiateResponse,
  NtLanManNegotiateResponse,
  NtNegotiateResponse,
} from "./nt-negotiate-response.js";
export {
  peekCommand,
  peekDialectIndex,
  peekFlags2,
  peekHasSignature,
  peekIsResponse,
  peekSecurityMode,
  peekStatus,
  peekUid,
} from "./peek.js";
export type {
  ExtendedSecuritySessionSetupRequest,
  LanManSessionSetupRequest,
  NtLanManSessionSetupRequest,
  SessionSetupRequest,
} from "./session-setup-request.js";
export type {
  ExtendedSecuritySessionSetupResponse,
  LanManSessionSetupResponse,
  SessionSetupResponse,
} from "./session-setup-response.js";
