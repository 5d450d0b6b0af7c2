// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { describe, expectTypeOf, it } from "vitest";
import {
  type Code,
  codeName,
  type DecodeError,
  type DecodeErrorCode,
  type Flags,
  hasFlag,
  isDecodeError,
} from "../src/index.js";

type Fruit = Flags<"Fruit">;
const Fruit = { APPLE: 1 as Fruit } as const;
type Tool = Flags<"Tool">;
const Tool = { SAW: 1 as Tool } as const;
type Colour = Code<"Colour">;

describe("types", () => {
  it("flags take any number and keep tables apart", () => {
    const basket: Fruit = 0x80000000;
    hasFlag(basket, Fruit.APPLE);
    hasFlag(3, Fruit.APPLE);
    // @ts-expect-error a flag of another table
    hasFlag(basket, Tool.SAW);
    // @ts-expect-error a set of another table
    const wrong: Tool = basket;
    // @ts-expect-error a code is no set of flags
    const code: Colour = basket;
    expectTypeOf([wrong, code]).toEqualTypeOf<number[]>;
    expectTypeOf(codeName(1, Fruit)).toEqualTypeOf<string | undefined>();
  });

  it("errors are narrowed by their guard", () => {
    const error: unknown = undefined;
    if (isDecodeError(error)) {
      expectTypeOf(error).toEqualTypeOf<DecodeError>();
      expectTypeOf(error.code).toEqualTypeOf<DecodeErrorCode>();
      expectTypeOf(error.needed).toEqualTypeOf<number | undefined>();
    }
  });
});
