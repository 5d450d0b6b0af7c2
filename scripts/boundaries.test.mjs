import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { breaches } from "./boundaries.mjs";

const roots = [];

function tree(files) {
  const root = mkdtempSync(join(tmpdir(), "boundaries-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

const manifest = JSON.stringify({ name: "x" });

describe("boundaries", () => {
  it("holds for this repository", () => {
    expect(breaches(join(dirname(fileURLToPath(import.meta.url)), ".."))).toEqual([]);
  });

  it.each([
    ["a wire format that imports another", "smb2", 'import { decodeToken } from "@countersign/spnego";'],
    ["an import against the arrows", "bytes", 'export * from "@countersign/smb2";'],
    ["an import over several lines", "smb2", 'import {\n  decodeToken,\n} from "@countersign/spnego";'],
    ["a dynamic import", "smb2", 'const { x } = await import("@countersign/spnego");'],
    ["node: where code runs anywhere", "capture", 'import { open } from "node:fs";'],
    ["Buffer where code runs anywhere", "smb2", "export const empty = Buffer.alloc(0);"],
    ["a third-party dependency", "ntlmssp", 'import { Parser } from "binary-parser";'],
    ["testkit in shipped code", "smb1", 'import { runs } from "@countersign/testkit";'],
    ["the page in another package", "cli", 'import { App } from "@countersign/explorer";'],
    ["an optional package that is always loaded", "cli", 'import { submit } from "@countersign/fleet";'],
    ["its own index", "smb2", 'import { x } from "../index.js";'],
    [
      "code of ours in the reference codec",
      "reference",
      'import { decodeMessage } from "@countersign/smb2";',
    ],
  ])("finds %s", (_what, name, text) => {
    const root = tree({ [`packages/${name}/package.json`]: manifest, [`packages/${name}/src/a/b.ts`]: text });
    expect(breaches(root)).toHaveLength(1);
  });

  it("reads files with markup too", () => {
    const files = {
      "packages/explorer/package.json": manifest,
      "packages/explorer/src/a.tsx": 'import { decodeToken } from "@countersign/spnego";',
    };
    expect(breaches(tree(files))).toEqual([
      "packages/explorer/src/a.tsx: may not import @countersign/spnego",
    ]);
  });

  it("finds a dependency that only the manifest has", () => {
    const dependencies = { "smart-buffer": "4.2.0" };
    const root = tree({ "packages/smb2/package.json": JSON.stringify({ dependencies }) });
    expect(breaches(root)).toHaveLength(1);
  });

  it("finds files that import one another, types too", () => {
    const files = {
      "packages/smb2/package.json": manifest,
      "packages/smb2/src/a.ts": 'import { b } from "./parts/b.js";',
      "packages/smb2/src/parts/b.ts": 'import type { C } from "./c.js";',
      "packages/smb2/src/parts/c.ts": 'import type { A } from "../a.js";',
    };
    expect(breaches(tree(files))).toEqual([
      "packages/smb2: src/a.ts imports src/parts/b.ts imports src/parts/c.ts imports src/a.ts",
    ]);
  });

  it("finds an optional package among dependencies", () => {
    const dependencies = { "@countersign/fleet": "0.1.0" };
    const root = tree({ "packages/cli/package.json": JSON.stringify({ dependencies }) });
    expect(breaches(root)).toHaveLength(1);
  });

  it("lets an optional package be loaded, and its types be imported", () => {
    const text = 'import type { Queues } from "@countersign/fleet";\nawait import("@countersign/fleet");';
    const root = tree({ "packages/cli/package.json": manifest, "packages/cli/src/a.ts": text });
    expect(breaches(root)).toEqual([]);
  });

  it("finds a package without rules", () => {
    expect(breaches(tree({ "packages/new/package.json": manifest }))).toHaveLength(1);
  });

  it("lets comments and allowed imports pass", () => {
    const text =
      '// Buffer\n/* import "node:fs" */\nimport { Reader } from "@countersign/bytes";\nimport type { A } from "./a.js";';
    expect(
      breaches(tree({ "packages/smb2/package.json": manifest, "packages/smb2/src/b.ts": text })),
    ).toEqual([]);
  });
});
