import { fromHex } from "@countersign/bytes";

/** Bytes from hex digits, laid out with white space field by field. */
export function hex(digits: string): Uint8Array {
  return fromHex(digits.replace(/\s/g, ""));
}
