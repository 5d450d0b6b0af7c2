import { concat } from "@countersign/bytes";
import { encodeFrame } from "@countersign/framing";
import fc from "fast-check";
import { splits } from "./splits.js";

/** Which end of a connection: the client opened it. */
export type Side = "client" | "server";

/** Bytes that one side of a connection sends at once. */
export interface StreamPiece {
  side: Side;
  /** Whole frames or parts of them. Nobody else holds the memory. */
  bytes: Uint8Array;
}

/** An SMB message in its frame. */
export function framed(side: Side, message: Uint8Array): StreamPiece {
  return { side, bytes: encodeFrame({ kind: "sessionMessage", message }) };
}

/** The same bytes in other pieces: what one side sends in a row is cut anywhere, as TCP may. */
export function resplit(pieces: readonly StreamPiece[], maxPieces?: number): fc.Arbitrary<StreamPiece[]> {
  const turns = inTurns(pieces).map(({ side, bytes }) =>
    splits(bytes, maxPieces).map((parts) => parts.map((part) => ({ side, bytes: part }))),
  );
  return fc.tuple(...turns).map((parts) => parts.flat());
}

function inTurns(pieces: readonly StreamPiece[]): StreamPiece[] {
  const turns: StreamPiece[] = [];
  for (const { side, bytes } of pieces) {
    const last = turns.at(-1);
    if (last?.side === side) last.bytes = concat(last.bytes, bytes);
    else turns.push({ side, bytes });
  }
  return turns;
}
