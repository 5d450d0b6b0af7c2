// The targets for Jazzer.js: the environment's FUZZ_TARGET says which one.

import { readCorpus } from "./fuzz/corpus.js";
import { dictionary } from "./fuzz/dictionary.js";
import type { Target } from "./fuzz/target.js";
import { targets } from "./fuzz/targets.js";

/** What Jazzer.js calls: what it throws is a finding. */
export function fuzz(bytes: Uint8Array): void {
  target().run(new Uint8Array(bytes));
}

/** What it begins with, and words of libFuzzer's dictionary. */
export function beginning(): { maxLength: number; inputs: Uint8Array[]; words: string[] } {
  const { name, maxLength } = target();
  const words = dictionary.map(
    (word) => `"${[...word].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`,
  );
  return { maxLength, inputs: readCorpus(name), words };
}

let found: Target | undefined;

function target(): Target {
  found ??= targets.find(({ name }) => name === process.env["FUZZ_TARGET"]);
  if (found === undefined) throw new RangeError("FUZZ_TARGET is no target");
  // The stack of an error that is part of the work costs more than the work.
  Error.stackTraceLimit = 0;
  return found;
}
