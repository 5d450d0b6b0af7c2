// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { hasFlag } from "@countersign/bytes";
import { describe, expectTypeOf, it } from "vitest";
import {
  type Authenticate,
  AvFlags,
  type AvPair,
  type Challenge,
  type decodeMessage,
  type Message,
  NegotiateFlags,
  type SingleHost,
  type Version,
} from "../src/index.js";

describe("types", () => {
  it("messages narrow on kind", () => {
    const read = (m: Message) => {
      if (m.kind === "challenge") expectTypeOf(m).toEqualTypeOf<Challenge>();
      if (m.kind === "authenticate") expectTypeOf(m.mic).toEqualTypeOf<Uint8Array | undefined>();
      expectTypeOf(m.kind).toEqualTypeOf<"negotiate" | "challenge" | "authenticate">();
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<Message>();
    expectTypeOf<typeof decodeMessage>().toEqualTypeOf<(bytes: Uint8Array) => Message>();
    expectTypeOf<Authenticate["version"]>().toEqualTypeOf<Version | undefined>();
  });

  it("AV pairs narrow on kind", () => {
    const read = (pair: AvPair) => {
      if (pair.kind === "timestamp") expectTypeOf(pair.value).toEqualTypeOf<bigint>();
      if (pair.kind === "flags") expectTypeOf(pair.value).toEqualTypeOf<AvFlags>();
      if (pair.kind === "singleHost") expectTypeOf(pair.value).toEqualTypeOf<SingleHost>();
      if (pair.kind === "unknown") expectTypeOf(pair.value).toEqualTypeOf<Uint8Array>();
      if (pair.kind === "targetName") expectTypeOf(pair.value).toEqualTypeOf<string>();
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<AvPair>();
  });

  it("flags of two tables do not mix", () => {
    const check = (m: Challenge) => {
      hasFlag(m.negotiateFlags, NegotiateFlags.NEGOTIATE_SIGN);
      // @ts-expect-error a bit of MsvAvFlags is no NegotiateFlag
      hasFlag(m.negotiateFlags, Object.values(AvFlags)[0]);
    };
    expectTypeOf(check).parameter(0).toEqualTypeOf<Challenge>();
  });
});
