// The pair of offset and length, 16 bits each, by which SMB2 bodies point at their one buffer.
import { type Reader, u16At, type Writer } from "@countersign/bytes";

/** Follows SecurityBufferOffset and SecurityBufferLength. A buffer inside the fixed part, which ends at `fixedEnd`, is malformed. */
export function readSecurityBuffer(r: Reader, offset: number, length: number, fixedEnd: number): Uint8Array {
  if (length > 0 && offset < fixedEnd) {
    throw r.malformed(
      "securityBuffer",
      "lies inside the fixed part",
      r.origin + offset,
      "securityBufferOffset",
    );
  }
  const blame = r.origin + offset <= r.end ? "securityBufferLength" : "securityBufferOffset";
  return r.sliceAt(offset, length, "securityBuffer", blame);
}

/** Places the buffer and writes the pair, which stands at `at`, for it. Call it after the fixed part. */
export function writeSecurityBuffer(w: Writer, value: Uint8Array, at: number): void {
  const offset = w.place(value, placeOf(w.like, at));
  w.patchU16(at, offset, "securityBufferOffset");
  w.patchU16(at + 2, value.length, "securityBufferLength");
}

function placeOf(like: Uint8Array | undefined, at: number): { offset: number; length: number } | undefined {
  if (like === undefined || like.length < at + 4) return undefined;
  return { offset: u16At(like, at), length: u16At(like, at + 2) };
}
