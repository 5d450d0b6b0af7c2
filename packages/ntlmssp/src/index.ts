export type { Authenticate } from "./authenticate.js";
export {
  type AvChannelBindings,
  type AvFlagsPair,
  type AvPair,
  type AvSingleHost,
  type AvText,
  type AvTimestamp,
  type AvUnknown,
  avIdOf,
  avValueBytes,
  decodeAvPairs,
  encodeAvPairs,
} from "./av-pairs.js";
export type { Challenge } from "./challenge.js";
export { type DeviationCode, deviationMeanings } from "./deviations/codes.js";
export { deviations } from "./deviations/deviations.js";
export {
  AvFlags,
  AvId,
  avName,
  MessageType,
  NegotiateFlags,
  NtlmRevision,
  ProductMajorVersion,
  ProductMinorVersion,
} from "./enums.js";
export { decodeLmResponse, encodeLmResponse, type LmResponse } from "./lm-response.js";
export { decodeLmV2Response, encodeLmV2Response, type LmV2Response } from "./lmv2-response.js";
export { decodeMessage, encodeMessage, encodeMessageInto, type Message, readMessage } from "./message.js";
export {
  decodeExtendedMessageSignature,
  decodeMessageSignature,
  type ExtendedMessageSignature,
  encodeExtendedMessageSignature,
  encodeMessageSignature,
  type MessageSignature,
} from "./message-signature.js";
export type { Negotiate } from "./negotiate.js";
export { decodeNtlmResponse, encodeNtlmResponse, type NtlmResponse } from "./ntlm-response.js";
export {
  decodeNtlmV2Response,
  encodeNtlmV2Response,
  type NtlmV2Response,
  readNtlmV2Response,
} from "./ntlmv2-response.js";
export { isMessage, peekMessageType, peekNegotiateFlags } from "./peek.js";
export { decodeResponses, type ResponseKind, type Responses, responseKind } from "./responses.js";
export type { SingleHost } from "./single-host.js";
export { formatVersion, type Version } from "./version.js";
