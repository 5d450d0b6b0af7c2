// Integers, bytes and texts as the wire has them. They favour nothing: bounds are fast-check's own business.
import fc from "fast-check";

export const u8: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xff });
export const u16: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff });
export const u32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffffffff });
export const u64: fc.Arbitrary<bigint> = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });

export function bytes(maxLength: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ maxLength, size: "max" });
}

export function exactly(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

/** UTF-16 code units, lone surrogates and NULs included. */
export function utf16Text(maxLength: number): fc.Arbitrary<string> {
  return textOf(u16, 0, maxLength);
}

/** One byte a character, NULs included. */
export function byteText(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return textOf(u8, minLength, maxLength);
}

export function textOf(
  unit: fc.Arbitrary<number>,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<string> {
  return fc.array(unit, { minLength, maxLength }).map((units) => String.fromCharCode(...units));
}

/** One of a table's codes, or any of 16 bits. */
export function code16(table: Readonly<Record<string, number>>): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(...Object.values(table)), u16);
}

export function optional<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined });
}

/** The same value each time: a `kind` keeps its literal type. */
export function always<const T>(value: T): fc.Arbitrary<T> {
  return fc.constant(value);
}
