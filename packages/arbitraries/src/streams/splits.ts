import fc from "fast-check";

/** The bytes in one to `maxPieces` pieces, cut anywhere; some of them may be empty. The pieces share their memory. */
export function splits(bytes: Uint8Array, maxPieces = 8): fc.Arbitrary<Uint8Array[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: Math.max(maxPieces - 1, 0) }).map((cuts) => {
    const bounds = [0, ...cuts.sort((a, b) => a - b), bytes.length];
    return bounds.slice(1).map((end, i) => bytes.subarray(bounds[i], end));
  });
}
