// [MS-NLMP] 2.2 Message Syntax: the signature and MessageType that all three messages start with.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";
import {
  type Authenticate,
  authenticateLayout,
  readAuthenticate,
  writeAuthenticate,
} from "./authenticate.js";
import { type Challenge, challengeLayout, readChallenge, writeChallenge } from "./challenge.js";
import { MessageType } from "./enums.js";
import { type Negotiate, negotiateLayout, readNegotiate, writeNegotiate } from "./negotiate.js";

/** [MS-NLMP] 2.2.1 one of the three NTLM messages. */
export type Message = Negotiate | Challenge | Authenticate;

/** `NTLMSSP` and a zero byte, as two little-endian integers. */
const SIGNATURE_LOW = 0x4d4c544e;
const SIGNATURE_HIGH = 0x00505353;

/** Reads a whole message; bytes past its last payload are accepted and kept by `like`. Throws a `DecodeError`. */
export function decodeMessage(bytes: Uint8Array): Message {
  return readMessage(new Reader(bytes, "NtlmMessage"));
}

/** As {@link decodeMessage}, leaving the cursor at the end of the fixed part. Throws only `DecodeError`. */
export function readMessage(r: Reader): Message {
  r.structure = "NtlmMessage";
  if (r.u32("signature") !== SIGNATURE_LOW || r.u32("signature") !== SIGNATURE_HIGH) {
    throw r.malformed("signature", "is not NTLMSSP and a zero byte", r.origin);
  }
  const messageType = r.u32("messageType");
  switch (messageType) {
    case MessageType.NtLmNegotiate:
      return readNegotiate(r);
    case MessageType.NtLmChallenge:
      return readChallenge(r);
    case MessageType.NtLmAuthenticate:
      return readAuthenticate(r);
    default:
      throw r.malformed("messageType", `is ${messageType}, not 1, 2 or 3`, r.position - 4);
  }
}

/**
 * Writes a whole message, payloads in the order of Windows and without gaps. A `like` of another kind or with other
 * slots is left aside; one whose payloads' places would make the result decode with other slots gives its fixed part
 * alone. Throws a `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
export function encodeMessage(m: Message, options?: EncodeOptions): Uint8Array {
  return written(m, options?.like).finish();
}

/**
 * As {@link encodeMessage}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`, and
 * stays as it was.
 */
export function encodeMessageInto(m: Message, target: Uint8Array, options?: EncodeOptions): number {
  return written(m, options?.like).finishInto(target);
}

function written(m: Message, like: Uint8Array | undefined): Writer {
  const likeEnd = like && layoutOf(like, m.kind);
  if (likeEnd !== undefined && likeEnd === layoutFor(m, likeEnd)) {
    for (const layout of [like, like?.subarray(0, likeEnd)]) {
      const w = new Writer(layout);
      if (writeMessage(w, m, likeEnd)) return w;
    }
  }
  const w = new Writer();
  writeMessage(w, m, layoutFor(m));
  return w;
}

/** Where the fixed part of an encoded message ends, if it is of that kind. */
function layoutOf(bytes: Uint8Array, kind: Message["kind"]): number | undefined {
  const r = new Reader(bytes, "NtlmMessage");
  return readMessage(r).kind === kind ? r.position : undefined;
}

/** Where the fixed part ends that `m` asks for. */
function layoutFor(m: Message, likeEnd?: number): number {
  switch (m.kind) {
    case "negotiate":
      return negotiateLayout(m);
    case "challenge":
      return challengeLayout(m, likeEnd);
    case "authenticate":
      return authenticateLayout(m);
  }
}

/** Answers whether a decoder finds the fixed part to end at `fixedEnd`. */
function writeMessage(w: Writer, m: Message, fixedEnd: number): boolean {
  w.u32(SIGNATURE_LOW, "signature");
  w.u32(SIGNATURE_HIGH, "signature");
  switch (m.kind) {
    case "negotiate":
      w.u32(MessageType.NtLmNegotiate, "messageType");
      return writeNegotiate(w, m, fixedEnd);
    case "challenge":
      w.u32(MessageType.NtLmChallenge, "messageType");
      return writeChallenge(w, m, fixedEnd);
    case "authenticate":
      w.u32(MessageType.NtLmAuthenticate, "messageType");
      return writeAuthenticate(w, m, fixedEnd);
  }
}
