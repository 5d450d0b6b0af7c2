// One frame: a byte of type and the payload's length in 24 bits, big-endian, then the payload. [MS-SMB2] 2.1 has it so
// for Direct TCP. RFC 1002 4.3.1 has 7 bits that must be 0 and a length of 17 bits, so that one rule reads both; only
// beyond 128 KiB do they differ, and there no NetBIOS sender can go.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";
import { FrameType, type SessionErrorCode } from "./enums.js";
import { type NetbiosName, readNetbiosName, writeNetbiosName } from "./netbios-name.js";

export const FRAME_HEADER_SIZE = 4;

/** [MS-SMB2] 2.1 and RFC 1002 4.3.6: what carries an SMB message. */
export interface SessionMessage {
  kind: "sessionMessage";
  /** From the SMB header on; at most 16 MiB less a byte. Shares the input's memory. */
  message: Uint8Array;
}

/** RFC 1002 4.3.2: the first frame on port 139. */
export interface SessionRequest {
  kind: "sessionRequest";
  calledName: NetbiosName;
  callingName: NetbiosName;
}

/** RFC 1002 4.3.3. */
export interface PositiveSessionResponse {
  kind: "positiveSessionResponse";
}

/** RFC 1002 4.3.4. */
export interface NegativeSessionResponse {
  kind: "negativeSessionResponse";
  errorCode: SessionErrorCode;
}

/** RFC 1002 4.3.5: where to try instead. */
export interface RetargetSessionResponse {
  kind: "retargetSessionResponse";
  /** 4 bytes, IPv4 in network order. Shares the input's memory. */
  retargetIpAddress: Uint8Array;
  /** TCP port, from 0 to 65535. */
  port: number;
}

/** RFC 1002 4.3.7. */
export interface SessionKeepAlive {
  kind: "sessionKeepAlive";
}

/** A frame of a type that is neither in [MS-SMB2] 2.1 nor in RFC 1002 4.3.1. */
export interface UnknownFrame {
  kind: "unknown";
  type: FrameType;
  /** Shares the input's memory. */
  payload: Uint8Array;
}

/** A frame of [MS-SMB2] 2.1 or RFC 1002 4.3, told by its `kind`. */
export type Frame =
  | SessionMessage
  | SessionRequest
  | PositiveSessionResponse
  | NegativeSessionResponse
  | RetargetSessionResponse
  | SessionKeepAlive
  | UnknownFrame;

/** Decodes the first frame of `bytes`; what follows it is passed over. Throws only `DecodeError`. */
export function decodeFrame(bytes: Uint8Array): Frame {
  return readFrame(new Reader(bytes, "SessionPacket"));
}

/** As {@link decodeFrame}, leaving the cursor after the frame. Throws only `DecodeError`. */
export function readFrame(r: Reader): Frame {
  return readOpenFrame(r).frame;
}

/** A frame, and what of its payload its type gives no meaning. */
interface OpenFrame {
  type: FrameType;
  frame: Frame;
  surplus: Uint8Array;
}

function readOpenFrame(r: Reader): OpenFrame {
  r.structure = "SessionPacket";
  const start = r.position;
  const type = r.u8("type") as FrameType;
  const length = r.u24be("length");
  if (length > maxLength(type)) throw r.malformed("length", "does not fit 17 bits", start + 1);
  const payload = r.window(length, "SessionPacket", "payload", "length");
  return { type, frame: readPayload(type, payload), surplus: payload.rest("surplus") };
}

/** The payload's length in the header at `at`. */
export function lengthAt(bytes: Uint8Array, at: number): number {
  return (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Whether RFC 1002 knows the type. */
export function isSessionType(type: FrameType): boolean {
  return (
    type === FrameType.SESSION_MESSAGE ||
    (type >= FrameType.SESSION_REQUEST && type <= FrameType.SESSION_KEEP_ALIVE)
  );
}

/** The longest payload of a type: RFC 1002 4.3.1 has 17 bits, [MS-SMB2] 2.1 has 24. */
function maxLength(type: FrameType): number {
  return type !== FrameType.SESSION_MESSAGE && isSessionType(type) ? 0x1ffff : 0xffffff;
}

/** Reads a payload, leaving the cursor after what the type gives a meaning. */
export function readPayload(type: FrameType, r: Reader): Frame {
  switch (type) {
    case FrameType.SESSION_MESSAGE:
      return { kind: "sessionMessage", message: r.rest("message") };
    case FrameType.SESSION_REQUEST:
      return readSessionRequest(r);
    case FrameType.POSITIVE_SESSION_RESPONSE:
      return { kind: "positiveSessionResponse" };
    case FrameType.NEGATIVE_SESSION_RESPONSE:
      r.structure = "NegativeSessionResponse";
      return { kind: "negativeSessionResponse", errorCode: r.u8("errorCode") as SessionErrorCode };
    case FrameType.RETARGET_SESSION_RESPONSE:
      return readRetargetSessionResponse(r);
    case FrameType.SESSION_KEEP_ALIVE:
      return { kind: "sessionKeepAlive" };
    default:
      return { kind: "unknown", type, payload: r.rest("payload") };
  }
}

function readSessionRequest(r: Reader): SessionRequest {
  r.structure = "SessionRequest";
  const calledName = readNetbiosName(r, "calledName");
  const callingName = readNetbiosName(r, "callingName");
  return { kind: "sessionRequest", calledName, callingName };
}

function readRetargetSessionResponse(r: Reader): RetargetSessionResponse {
  r.structure = "RetargetSessionResponse";
  const retargetIpAddress = r.slice(4, "retargetIpAddress");
  return { kind: "retargetSessionResponse", retargetIpAddress, port: r.u16be("port") };
}

/**
 * Encodes a frame; there is one encoding. `like` supplies the bytes after its frame and, where it is of the same type,
 * those of its payload that mean nothing. A message of 16 MiB or more is a `RangeError`.
 */
export function encodeFrame(m: Frame, options?: EncodeOptions): Uint8Array {
  const type = typeOf(m);
  const w = new Writer();
  w.skip(FRAME_HEADER_SIZE);
  writePayload(w, m);
  const tail = options?.like && writeSurplus(w, type, options.like);
  const length = w.position - FRAME_HEADER_SIZE;
  if (length > maxLength(type)) throw new RangeError(`${m.kind} cannot have a payload of ${length} bytes`);
  w.position = 0;
  w.u8(type, "type");
  w.u24be(length, "length");
  w.position += length;
  if (tail) w.bytes(tail);
  return w.finish();
}

/** Answers the bytes after the frame of `like`. */
function writeSurplus(w: Writer, type: FrameType, like: Uint8Array): Uint8Array {
  const r = new Reader(like, "SessionPacket");
  const original = readOpenFrame(r);
  const fits = w.position - FRAME_HEADER_SIZE + original.surplus.length <= maxLength(type);
  if (original.type === type && fits) w.bytes(original.surplus);
  return r.rest("tail");
}

const TYPES = {
  sessionMessage: FrameType.SESSION_MESSAGE,
  sessionRequest: FrameType.SESSION_REQUEST,
  positiveSessionResponse: FrameType.POSITIVE_SESSION_RESPONSE,
  negativeSessionResponse: FrameType.NEGATIVE_SESSION_RESPONSE,
  retargetSessionResponse: FrameType.RETARGET_SESSION_RESPONSE,
  sessionKeepAlive: FrameType.SESSION_KEEP_ALIVE,
} as const;

function typeOf(m: Frame): FrameType {
  if (m.kind !== "unknown") return TYPES[m.kind];
  if (isSessionType(m.type)) throw new RangeError(`type 0x${m.type.toString(16)} is not unknown`);
  return m.type;
}

function writePayload(w: Writer, m: Frame): void {
  switch (m.kind) {
    case "sessionMessage":
      w.bytes(m.message);
      break;
    case "sessionRequest":
      writeNetbiosName(w, m.calledName, "calledName");
      writeNetbiosName(w, m.callingName, "callingName");
      break;
    case "negativeSessionResponse":
      w.u8(m.errorCode, "errorCode");
      break;
    case "retargetSessionResponse":
      w.fixed(m.retargetIpAddress, 4, "retargetIpAddress");
      w.u16be(m.port, "port");
      break;
    case "unknown":
      w.bytes(m.payload);
  }
}
