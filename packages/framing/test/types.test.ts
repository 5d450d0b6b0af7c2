// What has to compile and what must not: checked by `npm run typecheck`, which reads every test.
import { describe, expectTypeOf, it } from "vitest";
import { type Frame, FrameDecoder, type FrameType, type SessionErrorCode } from "../src/index.js";

describe("types", () => {
  it("frames narrow on kind", () => {
    const read = (frame: Frame) => {
      if (frame.kind === "sessionMessage") expectTypeOf(frame.message).toEqualTypeOf<Uint8Array>();
      if (frame.kind === "negativeSessionResponse")
        expectTypeOf(frame.errorCode).toEqualTypeOf<SessionErrorCode>();
      if (frame.kind === "unknown") expectTypeOf(frame.type).toEqualTypeOf<FrameType>();
      if (frame.kind === "sessionKeepAlive") {
        // @ts-expect-error a keep-alive carries nothing
        frame.message;
      }
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<Frame>();
    expectTypeOf(new FrameDecoder().next()).toEqualTypeOf<Frame | undefined>();
  });
});
