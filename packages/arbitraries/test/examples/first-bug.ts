import { nearValidNtlm } from "@countersign/arbitraries";
import fc from "fast-check";

/** Reads the TargetName of a CHALLENGE, as many do. */
function targetNameOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [length, offset] = [view.getUint16(12, true), view.getUint32(16, true)];
  return new TextDecoder("utf-16le").decode(bytes.subarray(offset, offset + length));
}

const broken = nearValidNtlm().filter(({ label }) => label.kind.includes("challenge-target-name"));
const isRefused = fc.property(broken, ({ bytes }) => {
  try {
    targetNameOf(bytes);
    return false;
  } catch {
    return true;
  }
});

const { counterexample } = fc.check(isRefused, { seed: 1 });
const [{ bytes, label }] = counterexample!;
console.log(`accepted: ${label.kind}, which is ${label.expect} at byte ${label.offset} (${label.field})`);
console.log(`${bytes.length} bytes, read as a name of ${targetNameOf(bytes).length} characters`);
