// RFC 1002 4.3 Session Service Packets; [MS-SMB2] 2.1 Direct TCP, which has the first of them alone.
import type { Frame } from "@countersign/framing";
import { concat } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { bytes, bytesOf, structure, u8, u16be, u24be } from "../structure.js";
import { decodeNetbiosName, encodeNetbiosName } from "./netbios-name.js";

// 4.3.1
const SESSION_MESSAGE = 0x00;
const SESSION_REQUEST = 0x81;
const POSITIVE_SESSION_RESPONSE = 0x82;
const NEGATIVE_SESSION_RESPONSE = 0x83;
const RETARGET_SESSION_RESPONSE = 0x84;
const SESSION_KEEP_ALIVE = 0x85;

// The length has 24 bits in [MS-SMB2] 2.1, 17 behind 7 that must be zero in RFC 1002.
const MAX_SESSION_PACKET_LENGTH = 0x1ffff;
const frame = structure("session packet", { type: u8, length: u24be, payload: bytesOf("length") });

// 4.3.4
const negativeResponse = structure("NEGATIVE SESSION RESPONSE", { errorCode: u8 });

// 4.3.5
const retargetResponse = structure("SESSION RETARGET RESPONSE", { retargetIpAddress: bytes(4), port: u16be });

/**
 * Decodes the first frame in the shape of `@countersign/framing`; bytes behind it are left aside. Throws
 * `ReferenceDecodeError`.
 */
export function decodeFrame(input: Uint8Array): Frame {
  const { type, length, payload } = frame.decode(input);
  const isSessionPacket = type >= SESSION_REQUEST && type <= SESSION_KEEP_ALIVE;
  if (isSessionPacket && length > MAX_SESSION_PACKET_LENGTH)
    throw new ReferenceDecodeError("session packet", "has a length of more than 17 bits");
  switch (type) {
    case SESSION_MESSAGE:
      return { kind: "sessionMessage", message: payload };
    case SESSION_REQUEST: {
      const called = decodeNetbiosName(payload);
      const calling = decodeNetbiosName(called.remaining);
      return { kind: "sessionRequest", calledName: called.name, callingName: calling.name };
    }
    case POSITIVE_SESSION_RESPONSE:
      return { kind: "positiveSessionResponse" };
    case NEGATIVE_SESSION_RESPONSE:
      return { kind: "negativeSessionResponse", errorCode: negativeResponse.decode(payload).errorCode };
    case RETARGET_SESSION_RESPONSE: {
      const { retargetIpAddress, port } = retargetResponse.decode(payload);
      return { kind: "retargetSessionResponse", retargetIpAddress, port };
    }
    case SESSION_KEEP_ALIVE:
      return { kind: "sessionKeepAlive" };
    default:
      return { kind: "unknown", type, payload };
  }
}

/** Encodes one frame. Throws `RangeError` for a value that does not fit. */
export function encodeFrame(m: Frame): Uint8Array {
  switch (m.kind) {
    case "sessionMessage":
      return frameOf(SESSION_MESSAGE, m.message);
    case "sessionRequest":
      return frameOf(
        SESSION_REQUEST,
        concat(encodeNetbiosName(m.calledName), encodeNetbiosName(m.callingName)),
      );
    case "positiveSessionResponse":
      return frameOf(POSITIVE_SESSION_RESPONSE, new Uint8Array());
    case "negativeSessionResponse":
      return frameOf(NEGATIVE_SESSION_RESPONSE, negativeResponse.encode(m));
    case "retargetSessionResponse":
      return frameOf(RETARGET_SESSION_RESPONSE, retargetResponse.encode(m));
    case "sessionKeepAlive":
      return frameOf(SESSION_KEEP_ALIVE, new Uint8Array());
    case "unknown":
      return frameOf(m.type, m.payload);
  }
}

function frameOf(type: number, payload: Uint8Array): Uint8Array {
  return frame.encode({ type, length: payload.length, payload });
}
