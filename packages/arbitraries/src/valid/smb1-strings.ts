import fc from "fast-check";
import { textOf } from "./primitives.js";

/** Characters of one byte but NUL, which fit both encodings. */
export function narrowText(maxLength: number): fc.Arbitrary<string> {
  return textOf(fc.integer({ min: 1, max: 0xff }), 0, maxLength);
}

/** UTF-16 code units but NUL, lone surrogates too. */
function wideText(maxLength: number): fc.Arbitrary<string> {
  return textOf(fc.integer({ min: 1, max: 0xffff }), 0, maxLength);
}

/** As many strings as are there; once one is missing, so are those after it. */
export function strings(
  count: number,
  isUnicode: boolean,
  maxText: number,
): fc.Arbitrary<(string | undefined)[]> {
  return fc
    .array(isUnicode ? wideText(maxText) : narrowText(maxText), { maxLength: count })
    .map((list) => Array.from({ length: count }, (_, i) => list[i]));
}
