import { describeMalformed } from "@countersign/testkit";
import { decodeFrame, encodeFrame, FrameDecoder } from "../src/index.js";

describeMalformed("framing", {
  decodeFrame: { decode: decodeFrame, encode: encodeFrame },
  FrameDecoder: { decode: firstOfStream },
});

function firstOfStream(bytes: Uint8Array): unknown {
  const decoder = new FrameDecoder();
  decoder.push(bytes);
  return { frame: decoder.next(), heldBytes: decoder.heldBytes };
}
