import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Difference } from "../src/compare.js";
import { explain, knownDifferences } from "../src/known-differences.js";
import { compareFolder, printable } from "../src/run.js";
import { findTshark } from "../src/tshark.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));
const reducer = fileURLToPath(new URL("../../../fixtures/recorder/reduce.py", import.meta.url));
const { COUNTERSIGN_CAPTURES: others, CI } = process.env;
/** tshark takes a second or two a capture, more on a busy machine; what it said is kept. */
const MADE_BY_TSHARK = 1_800_000;
const tshark = await findTshark(reducer);

function expectExplained(differences: readonly Difference[], captures: readonly string[]): void {
  const { unexplained, unused } = explain(differences, knownDifferences);
  expect(unexplained, printable(unexplained)).toEqual([]);
  // An entry about captures that are not in the folder is not put to the test there.
  expect(unused.filter((k) => captures.some((name) => k.capture.test(basename(name))))).toEqual([]);
}

describe("inspect says what tshark says of every capture", () => {
  it.each(others ? [fixtures, others] : [fixtures])("in %s", async (folder) => {
    const { captures, facts, differences } = await compareFolder(folder, tshark);
    expect(captures.length).toBeGreaterThanOrEqual(40);
    expect(facts).toBeGreaterThan(100 * captures.length);
    expectExplained(differences, captures);
  });
});

/** The fixtures in a folder inside another, without their expected values. */
async function withBareCaptures(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bare-captures-"));
  try {
    const isBare = (path: string): boolean => !path.endsWith(".expected.json");
    cpSync(fixtures, join(folder, "inside"), { recursive: true, filter: isBare });
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("captures without expected values beside them", () => {
  it("are left out by name where tshark is not installed", async () => {
    await withBareCaptures(async (folder) => {
      const { captures, leftOut, facts } = await compareFolder(folder);
      expect([captures, facts]).toEqual([[], 0]);
      expect(leftOut.length).toBeGreaterThanOrEqual(40);
      expect(leftOut[0]).toEqual({
        capture: join("inside", "d01-smb311-default.pcap"),
        why: "no expected values lie beside it, and tshark or python3 is not installed",
      });
    });
  });

  it(
    tshark ? "are held against tshark itself" : "are NOT TESTED: tshark is not installed",
    async () => {
      if (!tshark) {
        expect(CI, "tshark is missing, and .ci/run installs it").toBeUndefined();
        return;
      }
      await withBareCaptures(async (folder) => {
        const { captures, leftOut, facts, differences } = await compareFolder(folder, tshark);
        expect(leftOut).toEqual([]);
        expect(facts).toBeGreaterThan(100 * captures.length);
        expectExplained(differences, captures);
      });
    },
    MADE_BY_TSHARK,
  );
});
