// [MS-DTYP] 2.3.4: the first three groups are little-endian integers, the rest bytes in order.
import { fromHex, toHex } from "./hex.js";

const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The usual lower-case text of 16 wire bytes; another length is a `RangeError`. */
export function formatGuid(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`a GUID has 16 bytes, not ${bytes.length}`);
  const hex = toHex(reorder(bytes));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 wire bytes of a GUID's usual text; anything else is a `RangeError`. */
export function parseGuid(text: string): Uint8Array {
  if (!TEXT.test(text)) throw new RangeError(`not a GUID: ${JSON.stringify(text)}`);
  return reorder(fromHex(text.replaceAll("-", "")));
}

/** The byte order of a GUID's text is its own inverse. */
function reorder(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(ORDER, (from) => bytes[from]!);
}
