import assert from "node:assert/strict";
import { test } from "node:test";
import { handshakes, resplit } from "@countersign/arbitraries";
import { FrameDecoder } from "@countersign/framing";
import fc from "fast-check";

/** Your reader of TCP streams: how many messages does this side send? */
function countMessages(pieces, side) {
  const decoder = new FrameDecoder();
  let count = 0;
  for (const { bytes } of pieces.filter((piece) => piece.side === side)) {
    decoder.push(bytes);
    while (decoder.next() !== undefined) count++;
  }
  return count;
}

test("finds the same messages however TCP splits the stream", () => {
  const both = handshakes().chain((pieces) => fc.tuple(fc.constant(pieces), resplit(pieces)));
  fc.assert(
    fc.property(both, ([pieces, split]) => {
      for (const side of ["client", "server"]) {
        assert.equal(countMessages(split, side), countMessages(pieces, side));
      }
    }),
  );
});
