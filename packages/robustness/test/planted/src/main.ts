// A parser with a fault that only somebody finds who is told of each step towards it; prints what the loop found.
import { toHex } from "@countersign/bytes";
import { Coverage } from "../../../src/fuzz/coverage.js";
import { Fuzz } from "../../../src/fuzz/loop.js";
import type { Target } from "../../../src/fuzz/target.js";

const target: Target = {
  name: "planted",
  sources: /test\/planted\/src/,
  maxLength: 16,
  seeds: () => [new Uint8Array(8)],
  run: parse,
};

function parse(bytes: Uint8Array): void {
  if (bytes[0] !== 0x46) return;
  if (bytes[1] !== 0x55) return;
  if (bytes[2] !== 0x5a) return;
  throw new TypeError("planted");
}

export function main(): number {
  const findings: object[] = [];
  const fuzz = new Fuzz(target, new Coverage(import.meta.url, target.sources), {
    seed: 5,
    executions: 200_000,
    goesOn: () => true,
    found: ({ law, index, bytes }) => findings.push({ law, index, bytes: toHex(bytes.subarray(0, 4)) }),
  });
  fuzz.begin(target.seeds());
  fuzz.run();
  console.log(
    JSON.stringify({ executions: fuzz.executions, corpus: fuzz.corpus.map((one) => toHex(one)), findings }),
  );
  return 0;
}
