// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { describe, expectTypeOf, it } from "vitest";
import { type decodeToken, type NegHints, NegState, type Token } from "../src/index.js";

describe("types", () => {
  it("tokens narrow on kind", () => {
    const read = (token: Token) => {
      switch (token.kind) {
        case "negTokenInit":
          expectTypeOf(token.mechTypes).toEqualTypeOf<string[] | undefined>();
          // @ts-expect-error only a server's opening has hints
          token.negHints;
          break;
        case "negTokenInit2":
          expectTypeOf(token.negHints).toEqualTypeOf<NegHints | undefined>();
          break;
        case "negTokenResp":
          expectTypeOf(token.negState).toEqualTypeOf<NegState | undefined>();
          break;
        case "gss":
          expectTypeOf(token.innerToken).toEqualTypeOf<Uint8Array>();
          break;
        default:
          expectTypeOf(token.kind).toEqualTypeOf<"ntlmssp" | "unknown">();
          expectTypeOf(token.bytes).toEqualTypeOf<Uint8Array>();
      }
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<Token>();
    expectTypeOf<typeof decodeToken>().toEqualTypeOf<(bytes: Uint8Array) => Token>();
  });

  it("states may be any number", () => {
    expectTypeOf<number>().toExtend<NegState>();
    expectTypeOf(NegState.REJECT).toEqualTypeOf<NegState>();
  });
});
