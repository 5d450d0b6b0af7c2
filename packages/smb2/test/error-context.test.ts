import { fromHex } from "@countersign/bytes";
import { describeLaws } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeErrorContexts, type ErrorContext, ErrorId, encodeErrorContexts } from "../src/index.js";

const context = fc.record({
  errorId: fc.integer({ min: 0, max: 0xffffffff }),
  errorContextData: fc.uint8Array({ maxLength: 30 }),
});

describeLaws<ErrorContext[]>({
  name: "smb2.decodeErrorContexts",
  decode: (bytes) => decodeErrorContexts(bytes, 2),
  encode: encodeErrorContexts,
  values: fc.tuple(context, context),
});

describe("error contexts", () => {
  it("are 8-byte aligned from the first ([MS-SMB2] 2.2.2.1)", () => {
    const data = fromHex("0200000000000000aabb000000000000" + "0100000053526472cc");
    expect(decodeErrorContexts(data, 2)).toEqual([
      { errorId: ErrorId.DEFAULT, errorContextData: fromHex("aabb") },
      { errorId: ErrorId.SHARE_REDIRECT, errorContextData: fromHex("cc") },
    ]);
    expect(decodeErrorContexts(data, 0)).toEqual([]);
  });
});
