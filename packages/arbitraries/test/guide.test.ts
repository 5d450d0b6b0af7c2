import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearValidNtlm } from "../src/index.js";

const example = (name: string) => new URL(`examples/${name}`, import.meta.url);
const text = readFileSync(new URL("../../../docs/fuzz-your-parser.md", import.meta.url), "utf8");

/** Jest's two globals, for an example that needs no more of them. */
const JEST = `
  globalThis.test = (_name, run) => run();
  globalThis.expect = (actual) => ({
    toEqual: (expected) => require("node:assert").deepEqual(actual, expected),
  });
`;

describe("the guide", () => {
  // These two run the built packages, as a user does; vitest.test.ts runs by itself.
  it("has an example for node:test that runs", () => {
    const output = execFileSync(process.execPath, ["--test", fileURLToPath(example("node-test.mjs"))], {
      encoding: "utf8",
      // A test runner that finds itself inside another one reports to that.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    expect(output).toMatch(/^# pass 1$/m);
    expect(output).toMatch(/^# fail 0$/m);
  });

  it("has an example for jest that runs", () => {
    const path = JSON.stringify(fileURLToPath(example("jest.test.cjs")));
    expect(() => execFileSync(process.execPath, ["-e", `${JEST} require(${path});`])).not.toThrow();
  });

  it("reports on labels that there are", () => {
    const samples = fc.sample(nearValidNtlm(), { numRuns: 1500, seed: 7 });
    const known = new Set(
      samples.map(({ label }) => `${label.kind.slice("ntlmssp/".length)} ${label.expect}`),
    );
    const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| ([a-z-]+) \|/gm)].map(
      ([, kind, expected]) => `${kind} ${expected}`,
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => !known.has(row))).toEqual([]);
  });
});
