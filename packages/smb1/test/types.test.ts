// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { hasFlag } from "@countersign/bytes";
import { describe, expectTypeOf, it } from "vitest";
import {
  Capabilities,
  type decodeMessage,
  type ExtendedSecurityNegotiateResponse,
  Flags2,
  type Header,
  type Message,
  type SecurityMode,
} from "../src/index.js";

describe("types", () => {
  it("messages narrow on kind, and their forms on theirs", () => {
    const read = (m: Message) => {
      expectTypeOf(m.header).toEqualTypeOf<Header>();
      if (m.kind === "unknown") expectTypeOf(m.body).toEqualTypeOf<Uint8Array>();
      if (m.kind !== "negotiateResponse") return;
      const { body } = m;
      if (body.kind === "extendedSecurity")
        expectTypeOf(body).toEqualTypeOf<ExtendedSecurityNegotiateResponse>();
      if (body.kind === "ntLanMan") expectTypeOf(body.challenge).toEqualTypeOf<Uint8Array>();
      if (body.kind === "refused") {
        // @ts-expect-error a refusal says nothing of security
        body.securityMode;
      }
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<Message>();
    expectTypeOf<typeof decodeMessage>().toEqualTypeOf<(bytes: Uint8Array) => Message>();
  });

  it("flags of two tables do not mix", () => {
    const check = ({ flags2 }: Header, mode: SecurityMode) => {
      hasFlag(flags2, Flags2.NT_STATUS);
      // @ts-expect-error a capability is no bit of Flags2
      hasFlag(flags2, Capabilities.EXTENDED_SECURITY);
      // @ts-expect-error Flags2 is no security mode
      hasFlag(mode, Flags2.NT_STATUS);
    };
    expectTypeOf(check).parameter(1).toEqualTypeOf<SecurityMode>();
  });
});
