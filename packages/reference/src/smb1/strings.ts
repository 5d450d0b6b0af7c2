// [MS-CIFS] 2.2.1.1 SMB_STRING: null-terminated, in UTF-16LE or in the OEM character set. Peers leave out strings at the
// end, and the last NUL.
import { concat, decodeLatin1, decodeUtf16, encodeLatin1, encodeUtf16, zeros } from "../bytes.js";

/** Strings that start `at` so many bytes behind the start of the SMB header. */
export interface StringPlace {
  at: number;
  isUnicode: boolean;
  /** Whether Unicode strings start at a multiple of 2. */
  isAligned: boolean;
}

/** As many strings as there are, `undefined` for the rest of `count`. */
export function decodeStrings(bytes: Uint8Array, place: StringPlace, count: number): (string | undefined)[] {
  const unit = place.isUnicode ? 2 : 1;
  const start = bytes.subarray(padding(place));
  // A last odd byte is half of a NUL: Windows ends its strings so where it had to pad them (<105>).
  let remaining = start.subarray(0, start.length - (start.length % unit));
  return Array.from({ length: count }, () => {
    if (remaining.length === 0) return undefined;
    const end = findNul(remaining, unit);
    const text = remaining.subarray(0, end);
    remaining = remaining.subarray(end + unit);
    return place.isUnicode ? decodeUtf16(text, "SMB_STRING") : decodeLatin1(text);
  });
}

export function encodeStrings(strings: readonly (string | undefined)[], place: StringPlace): Uint8Array {
  const present = strings.filter((text) => text !== undefined);
  if (strings.slice(0, present.length).includes(undefined))
    throw new RangeError("a string is there, but not one before it");
  if (present.some((text) => text.includes("\0"))) throw new RangeError("a string contains a NUL");
  if (present.length === 0) return zeros(0);
  const encode = place.isUnicode ? encodeUtf16 : encodeLatin1;
  return concat(zeros(padding(place)), ...present.map((text) => encode(`${text}\0`)));
}

function padding({ at, isUnicode, isAligned }: StringPlace): number {
  return isUnicode && isAligned ? at % 2 : 0;
}

/** Where the terminating NUL is, or the end. */
function findNul(bytes: Uint8Array, unit: number): number {
  for (let at = 0; at < bytes.length; at += unit) {
    if (bytes.subarray(at, at + unit).every((byte) => byte === 0)) return at;
  }
  return bytes.length;
}
