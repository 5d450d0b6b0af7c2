// The committed corpus under all oracles, the reference among them.
import { readdirSync } from "node:fs";
import { fromHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import { readEntries } from "../src/fuzz/corpus.js";
import { checkCost } from "../src/fuzz/cost.js";
import { FIXTURES } from "../src/fuzz/fixtures.js";
import { targets } from "../src/fuzz/targets.js";

const FOLDER = new URL("corpus/", FIXTURES);

describe.each(targets)("the corpus of $name", (target) => {
  const entries = readEntries(target.name);

  it.each(entries)("$exercises", ({ exercises, bytes: hex }) => {
    const bytes = fromHex(hex);
    target.run(bytes);
    target.runDeep?.(bytes);
    checkCost(target, bytes);
    // Where a mend makes something else of it: `fuzz.mjs --executions 0 --save`.
    if (target.tell) expect(exercises.split("; ")[0]).toBe(target.tell(bytes));
  });

  it("has inputs, each once", () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ bytes }) => bytes)).size).toBe(entries.length);
  });
});

it("there is a corpus for every target, and for nothing else", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  expect(files.sort()).toEqual(targets.map(({ name }) => `${name}.json`).sort());
});
