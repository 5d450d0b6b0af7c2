import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { explain, knownDifferences } from "../src/known-differences.js";
import { compareFolder, printable } from "../src/run.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));
const { COUNTERSIGN_CAPTURES: others } = process.env;

describe("inspect says what tshark says of every capture", () => {
  it.each(others ? [fixtures, others] : [fixtures])("in %s", async (folder) => {
    const { captures, facts, differences } = await compareFolder(folder);
    expect(captures.length).toBeGreaterThanOrEqual(40);
    expect(facts).toBeGreaterThan(100 * captures.length);
    const { unexplained, unused } = explain(differences, knownDifferences);
    expect(unexplained, printable(unexplained)).toEqual([]);
    // An entry about captures that are not in the folder is not put to the test there.
    expect(unused.filter((k) => captures.some((name) => k.capture.test(name)))).toEqual([]);
  });
});
