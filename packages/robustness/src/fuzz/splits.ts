/** An input in pieces whose sizes depend on its bytes alone, so that an input is all that a finding needs. */
export function splitsOf(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let state = bytes.length + 1;
  for (let at = 0; at < bytes.length; ) {
    state = Math.imul(state ^ bytes[at]!, 0x9e3779b1) >>> 0;
    const size = 1 + ((state >>> 8) % (state & 1 ? 4 : 90));
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
