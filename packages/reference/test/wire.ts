// What messages that no encoder writes are put together from.
import fc from "fast-check";

export const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ maxLength, size: "max" });
export const zeros = (length: number): Uint8Array => new Uint8Array(length);
/** What a length or a count differs from the right one by. */
export const offByOne: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  fc.constantFrom(-1, 1),
);

/** Little-endian. */
export function le(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.floor(value / 2 ** (8 * i)) % 256);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
