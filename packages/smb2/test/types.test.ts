// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { hasFlag } from "@countersign/bytes";
import { describe, expectTypeOf, it } from "vitest";
import {
  Capabilities,
  type ChainedCompression,
  type Cipher,
  type Dialect,
  type decodeMessage,
  type Header,
  type Message,
  type NegotiateContext,
  type NegotiateResponse,
  type peekSecurityMode,
  SecurityMode,
  type SigningAlgorithm,
} from "../src/index.js";

describe("types", () => {
  it("messages narrow on kind", () => {
    const read = (m: Message) => {
      switch (m.kind) {
        case "negotiateResponse":
          expectTypeOf(m.header).toEqualTypeOf<Header>();
          expectTypeOf(m.body).toEqualTypeOf<NegotiateResponse>();
          return m.body.securityMode;
        case "compressedChained":
          expectTypeOf(m).toEqualTypeOf<ChainedCompression>();
          return undefined;
        case "unknown":
          expectTypeOf(m.body).toEqualTypeOf<Uint8Array>();
          return undefined;
        default:
          return undefined;
      }
    };
    expectTypeOf(read).returns.toEqualTypeOf<SecurityMode | undefined>();
    expectTypeOf<typeof decodeMessage>().toEqualTypeOf<(bytes: Uint8Array) => Message>();
  });

  it("contexts narrow on kind", () => {
    const read = (c: NegotiateContext) => {
      if (c.kind === "encryption") expectTypeOf(c.ciphers).toEqualTypeOf<Cipher[]>();
      if (c.kind === "signing") expectTypeOf(c.signingAlgorithms).toEqualTypeOf<SigningAlgorithm[]>();
      if (c.kind === "unknown") expectTypeOf(c.data).toEqualTypeOf<Uint8Array>();
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<NegotiateContext>();
  });

  it("flags of two tables do not mix", () => {
    const check = (m: NegotiateResponse) => {
      hasFlag(m.securityMode, SecurityMode.SIGNING_REQUIRED);
      // @ts-expect-error a capability is no security mode
      hasFlag(m.securityMode, Capabilities.DFS);
      // @ts-expect-error a dialect is no cipher
      const cipher: Cipher = m.dialectRevision;
      return cipher;
    };
    expectTypeOf(check).parameter(0).toEqualTypeOf<NegotiateResponse>();
  });

  it("values may be any number, so unknown codes need no cast", () => {
    expectTypeOf<number>().toExtend<Dialect>();
    expectTypeOf<typeof peekSecurityMode>().returns.toEqualTypeOf<SecurityMode | undefined>();
  });
});
