import { fromHex } from "@countersign/bytes";
import fc from "fast-check";
import { type Frame, FrameType, type NetbiosName } from "../src/index.js";

/** A client FJORD01 asks for *SMBSERVER<20>. */
export const FILE_SERVER_REQUEST: Uint8Array = fromHex(
  "81000044" +
    "20434b4644454e454346444546464346474546464343414341434143414341434100" +
    "204547454b4550464345454441444243414341434143414341434143414341414100",
);

const latin1 = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength, maxLength }).map((codes) => String.fromCharCode(...codes));

const names: fc.Arbitrary<NetbiosName> = fc.record({
  name: latin1(15).map((name) => name.replace(/ +$/, "")),
  suffix: fc.nat(255),
  scope: fc.array(latin1(63, 1), { maxLength: 3 }),
});

const known = new Set<number>(Object.values(FrameType));

export const frames: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ kind: fc.constant("sessionMessage" as const), message: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({ kind: fc.constant("sessionRequest" as const), calledName: names, callingName: names }),
  fc.record({ kind: fc.constant("positiveSessionResponse" as const) }),
  fc.record({ kind: fc.constant("negativeSessionResponse" as const), errorCode: fc.nat(255) }),
  fc.record({
    kind: fc.constant("retargetSessionResponse" as const),
    retargetIpAddress: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    port: fc.nat(0xffff),
  }),
  fc.record({ kind: fc.constant("sessionKeepAlive" as const) }),
  fc.record({
    kind: fc.constant("unknown" as const),
    type: fc.nat(255).filter((type) => !known.has(type)),
    payload: fc.uint8Array({ maxLength: 50 }),
  }),
);
