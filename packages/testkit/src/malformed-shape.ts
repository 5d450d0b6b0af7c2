// The entries of `fixtures/malformed`.
import { fromHex } from "@countersign/bytes";

/** One shape, as `FORMAT.json` has it. */
export interface MalformedShape {
  name: string;
  /** Where it was met, or the section that it breaks. */
  source: string;
  /** Hex in pieces; `00*40` is forty of them. */
  bytes: string;
  /** Which of the package's decoders is to be given them. */
  decoder: string;
  expect: {
    /** All that the error must say; without `blame` it must blame nothing. */
    throws?: { code: string; field: string; blame?: string };
    /** Part of the value; bytes as hex, 64-bit integers as decimal text, `null` for `undefined`. */
    decodes?: unknown;
  };
}

/** A shape's bytes. */
export function malformedBytes({ bytes }: MalformedShape): Uint8Array {
  const pieces = bytes.split(" ").map((piece) => piece.split("*"));
  return fromHex(pieces.map(([hex, times]) => hex!.repeat(Number(times ?? 1))).join(""));
}
