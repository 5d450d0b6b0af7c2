// Frames that break one rule of RFC 1001, RFC 1002 or [MS-SMB2] 2.1 each.
import {
  encodeFrame,
  type Frame,
  type NetbiosName,
  readFrame,
  type SessionRequest,
} from "@countersign/framing";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, textOf, u8 } from "../valid/primitives.js";
import type { NearValid } from "./label.js";
import { breaking, cut, deviating, deviatingBytes, type Format, type Rule } from "./rule.js";

const FRAMING: Format<Frame> = { name: "framing", encode: encodeFrame, read: readFrame };
const HEADER_END = 4;
const LENGTH = "SessionPacket.length";
const CALLED = "SessionRequest.calledName";
const CALLING = "SessionRequest.callingName";

/** Frames that break one rule of [MS-SMB2] 2.1 or RFC 1001 and 1002, and say which. Never throws. */
export function nearValidFrames(sizes: Sizes = {}): fc.Arbitrary<NearValid> {
  const { maxBytes } = limitsOf(sizes);
  const message = fc.uint8Array({ minLength: 1, maxLength: Math.max(maxBytes, 1) });
  const messages: fc.Arbitrary<Frame> = fc.record({ kind: always("sessionMessage"), message });
  return breaking(FRAMING, [...lengthRules(messages), ...nameRules(), ...deviationRules()]);
}

const names: fc.Arbitrary<NetbiosName> = fc.record({
  name: textOf(fc.integer({ min: 0x21, max: 0xff }), 1, 15),
  suffix: u8,
  scope: fc.constant<string[]>([]),
});
const requests: fc.Arbitrary<SessionRequest> = fc.record({
  kind: always("sessionRequest"),
  calledName: names,
  callingName: names,
});

function lengthRules(messages: fc.Arbitrary<Frame>): Rule<Frame>[] {
  const refusals = fc.constant<Frame>({ kind: "negativeSessionResponse", errorCode: 0x82 });
  const retargets = fc.constant<Frame>({
    kind: "retargetSessionResponse",
    retargetIpAddress: Uint8Array.of(10, 0, 0, 1),
    port: 139,
  });
  return [
    cut("message-cut", messages),
    cut("request-cut", requests),
    {
      kind: "length-past-end",
      from: messages,
      spoil: (draft, amount) => draft.put(LENGTH, [0xff, amount >> 8, amount & 0xff]),
      expect: "truncated",
      field: "SessionPacket.payload",
    },
    {
      kind: "length-over-17-bits",
      from: requests,
      spoil: (draft, amount) => draft.put(LENGTH, [2 + (amount % 0xfd)]),
      expect: "malformed",
      field: LENGTH,
    },
    shortened("called-name-cut", requests, CALLED, (amount) => amount % 34),
    shortened("calling-name-missing", requests, CALLING, () => 34),
    shortened("error-code-missing", refusals, "NegativeSessionResponse.errorCode", () => 0),
    {
      ...shortened("retarget-address-short", retargets, "RetargetSessionResponse.retargetIpAddress", () => 3),
      at: () => HEADER_END,
    },
    {
      ...shortened("retarget-port-short", retargets, "RetargetSessionResponse.port", () => 5),
      at: () => HEADER_END + 4,
    },
  ];
}

/** A payload that ends before its fields do, though the frame's bytes go on. */
function shortened<M extends Frame>(
  kind: string,
  from: fc.Arbitrary<M>,
  field: string,
  length: (amount: number) => number,
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft, amount) => draft.put(LENGTH, [0, 0, length(amount)]),
    expect: "truncated",
    field,
    at: (draft) => HEADER_END + draft.bytes[HEADER_END - 1]!,
  };
}

/** Reads of a name: its label's length, 32 letters, the scope's first length. */
const FIRST_LETTER = 1;
const SCOPE = 33;

function nameRules(): Rule<Frame>[] {
  const put = (kind: string, nth: number, value: (amount: number) => number): Rule<Frame> => ({
    kind,
    from: requests,
    spoil: (draft, amount) => draft.put(CALLED, [value(amount)], nth),
    expect: "malformed",
    field: CALLED,
    nth,
  });
  return [
    put("name-label-not-32", 0, (amount) => amount % 32),
    put("name-letter-beyond-p", FIRST_LETTER, (amount) => 0x51 + (amount % 0xaf)),
    put("name-letter-before-a", FIRST_LETTER, (amount) => amount % 0x41),
    put("scope-label-over-63", SCOPE, (amount) => 64 + (amount % 128)),
    put("scope-pointer", SCOPE, (amount) => 0xc0 + (amount % 64)),
  ];
}

function deviationRules(): Rule<Frame>[] {
  const called = (change: Partial<NetbiosName>) => (m: SessionRequest) => ({
    ...m,
    calledName: { ...m.calledName, ...change },
  });
  const keepAlives = fc.constant<Frame>({ kind: "sessionKeepAlive" });
  const label = "x".repeat(63);
  return [
    deviating<Frame>("unknown-type", keepAlives, "SessionPacket.type", (_m, amount) => ({
      kind: "unknown",
      type: 1 + (amount % 0x80),
      payload: new Uint8Array(),
    })),
    deviatingBytes("payload-too-long", keepAlives, "SessionPacket.surplus", (draft, amount) => {
      const extra = 1 + (amount % 16);
      draft.put(LENGTH, [0, 0, extra]);
      draft.insert(new Array<number>(extra).fill(0));
    }),
    deviating<Frame>("unknown-error-code", keepAlives, "NegativeSessionResponse.errorCode", (_m, amount) => ({
      kind: "negativeSessionResponse",
      errorCode: amount % 0x80,
    })),
    deviating("nul-padded-name", requests, CALLED, called({ name: "FJORD01\0" })),
    deviating("name-too-long", requests, CALLED, called({ scope: [label, label, label, label] })),
  ];
}
