// Integers at fixed offsets, for who has made sure that they are there: no bounds are checked.

/** 16 bits at `at`, little-endian. What lies past the end counts as 0. */
export function u16At(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

/** 32 bits at `at`, little-endian, unsigned. What lies past the end counts as 0. */
export function u32At(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
