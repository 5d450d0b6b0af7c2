import { fromHex, isDecodeError, Reader } from "@countersign/bytes";

/** A length in 16 bits, and as many bytes. */
function readName(bytes: Uint8Array): Uint8Array {
  const r = new Reader(bytes, "Header");
  const length = r.u16("length");
  return r.slice(length, "name", "length");
}

console.log(readName(fromHex("0300736d62")).join());
try {
  readName(fromHex("0400736d62"));
} catch (error) {
  if (!isDecodeError(error)) throw error;
  const { code, field, offset, blame, needed } = error;
  console.log(code, field, `at ${offset}, for ${blame}: ${needed} byte missing`);
}
