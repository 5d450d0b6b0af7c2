import { type Frame, FrameType, type NetbiosName, SessionErrorCode } from "@countersign/framing";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, byteText, exactly, u8, u16 } from "./primitives.js";

const KNOWN: readonly number[] = Object.values(FrameType);

/** Frames of every type of RFC 1002 4.3 and of unknown ones, the messages in them any bytes. */
export function frames(sizes: Sizes = {}): fc.Arbitrary<Frame> {
  const { maxBytes, maxItems } = limitsOf(sizes);
  const name = netbiosNames(Math.ceil(maxItems / 2));
  return fc.oneof(
    fc.record({ kind: always("sessionMessage"), message: bytes(maxBytes) }),
    fc.record({ kind: always("sessionRequest"), calledName: name, callingName: name }),
    fc.record({ kind: always("positiveSessionResponse") }),
    fc.record({
      kind: always("negativeSessionResponse"),
      errorCode: fc.oneof(fc.constantFrom<number>(...Object.values(SessionErrorCode)), u8),
    }),
    fc.record({ kind: always("retargetSessionResponse"), retargetIpAddress: exactly(4), port: u16 }),
    fc.record({ kind: always("sessionKeepAlive") }),
    fc.record({
      kind: always("unknown"),
      type: u8.filter((type) => !KNOWN.includes(type)),
      payload: bytes(maxBytes),
    }),
  );
}

function netbiosNames(maxLabels: number): fc.Arbitrary<NetbiosName> {
  return fc.record({
    name: byteText(15).map((name) => name.replace(/ +$/, "")),
    suffix: u8,
    scope: fc.array(byteText(63, 1), { maxLength: maxLabels }),
  });
}
