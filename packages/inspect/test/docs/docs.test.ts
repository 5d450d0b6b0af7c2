// The guides' tables are what the code says. `npx vitest run packages/inspect/test/docs -u` writes them anew.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { captureNames } from "../captures.js";
import { capturesDocument, publicCapturesDocument } from "./captures-document.js";
import { partsOf, withParts } from "./markdown.js";
import { knownCodes, verdictTables } from "./verdict-tables.js";

const path = (name: string) => fileURLToPath(new URL(`../../../../docs/${name}`, import.meta.url));
const read = (name: string) => readFileSync(path(name), "utf8");

describe("verdicts.md", () => {
  it("has the tables that the exported data draws", async () => {
    const text = read("verdicts.md");
    const tables = verdictTables();
    expect(partsOf(text)).toEqual(Object.keys(tables));
    await expect(withParts(text, tables)).toMatchFileSnapshot(path("verdicts.md"));
  });

  it("names codes that there are", () => {
    const codes = [...read("verdicts.md").matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !knownCodes.includes(code ?? ""))).toEqual([]);
  });
});

describe("captures.md", () => {
  it("says what inspect says", async () => {
    await expect(capturesDocument()).toMatchFileSnapshot(path("captures.md"));
  });

  it("has every capture", () => {
    const text = read("captures.md");
    for (const name of captureNames) expect(text).toContain(name.replace(/\.pcap(ng)?$/, ""));
  });
});

const { COUNTERSIGN_CAPTURES: publicCaptures } = process.env;

if (publicCaptures !== undefined) {
  describe("public-captures.md", () => {
    it("says what inspect says", async () => {
      await expect(publicCapturesDocument(publicCaptures)).toMatchFileSnapshot(path("public-captures.md"));
    });
  });
}
