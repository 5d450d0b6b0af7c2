export { type DeviationCode, deviationMeanings, deviations } from "./deviations.js";
export { FrameType, SessionErrorCode } from "./enums.js";
export {
  decodeFrame,
  encodeFrame,
  type Frame,
  type NegativeSessionResponse,
  type PositiveSessionResponse,
  type RetargetSessionResponse,
  readFrame,
  type SessionKeepAlive,
  type SessionMessage,
  type SessionRequest,
  type UnknownFrame,
} from "./frame.js";
export { FrameDecoder, type FrameDecoderOptions } from "./frame-decoder.js";
export type { FrameSink } from "./frame-sink.js";
export type { NetbiosName } from "./netbios-name.js";
