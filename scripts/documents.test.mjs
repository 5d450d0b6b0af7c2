// Every code block and every link of every committed Markdown file; CONTRIBUTING.md says what a block has to be.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { canTest, python3 } from "@countersign/interop/tools";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examplesByText, isImported, testsThatRun } from "./documents/examples.mjs";
import { blocksOf, brokenLinks, files, indentedBlocks, read, root } from "./documents/markdown.mjs";
import { commandsOf, Folder, isOurs, sessionOf, wrongWith } from "./documents/shell.mjs";

/** Blocks of commands that no test can run, by file. The block says why, and they are counted so that they stay few. */
const NOT_RUN = {
  "docs/fuzz-your-parser.md": 1,
  "docs/getting-started.md": 3,
  "docs/many-places.md": 10,
  "docs/recording-captures.md": 2,
  "fixtures/recorder/README.md": 1,
  "packages/fleet/README.md": 1,
};

const documents = files("*.md");
const blocks = documents.flatMap((path) =>
  blocksOf(read(path)).map((block, i, all) => ({ ...block, path, after: all[i - 1], before: all[i + 1] })),
);
const inLanguage = (...languages) =>
  blocks
    .filter(({ language, note }) => languages.includes(language) && note === "")
    .map((block) => [`${block.path}:${block.line}`, block]);

it("knows what each block is", () => {
  const known = ["ts", "js", "sh", "console", "py", "diff", "sql", "text"];
  const strange = blocks.filter(({ language, after, body }) =>
    // A block that says nothing is what the program above it prints.
    language === "" ? !["ts", "js"].includes(after?.language) || body === "" : !known.includes(language),
  );
  expect(strange.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
  expect(documents.flatMap((path) => indentedBlocks(read(path)).map((line) => `${path}:${line}`))).toEqual(
    [],
  );
});

it("runs or checks all but the blocks that say why not", () => {
  const marked = blocks.filter(({ note }) => note !== "");
  expect(marked.filter(({ note }) => !/^not-run: \S/.test(note))).toEqual([]);
  const counts = {};
  for (const { path } of marked) counts[path] = (counts[path] ?? 0) + 1;
  expect(counts).toEqual(NOT_RUN);
});

describe("programs", () => {
  const examples = examplesByText();
  let imports = 0;

  it.each(inLanguage("ts", "js"))("%s is an example that runs", async (_, { body, before }) => {
    const path = examples.get(body);
    expect(path, "is to the letter a file of test/examples or examples").toBeDefined();
    const output = before?.language === "" ? before.body : "";
    if (isImported(path)) expect(await printedBy(path)).toBe(output);
    else expect(testsThatRun(path)).not.toEqual([]);
  });

  async function printedBy(path) {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      // Two documents may show one program, and a module runs once.
      await import(`${pathToFileURL(join(root, path)).href}?${imports++}`);
      return log.mock.calls.map((call) => `${call.map(String).join(" ")}\n`).join("");
    } finally {
      log.mockRestore();
    }
  }
});

describe("commands", () => {
  const folder = new Folder();
  beforeAll(() => folder.prepare());
  afterAll(() => folder.remove());

  it.each(inLanguage("sh"))("%s runs, or is there", async (_, { body }) => {
    for (const command of commandsOf(body)) {
      if (isOurs(command)) expect(await folder.run(command), command).toMatchObject({ code: 0 });
      else expect(wrongWith(command), command).toBeUndefined();
    }
  });

  it.each(inLanguage("console"))("%s prints what it says", async (_, { body }) => {
    for (const { command, output } of sessionOf(body)) {
      expect(isOurs(command)).toBe(true);
      const { code, stdout } = await folder.run(command);
      expect({ code, stdout: stdout.trimEnd() }, command).toEqual({ code: 0, stdout: output.trimEnd() });
    }
  });
});

it.runIf(canTest("Python in documents", [python3])).each(inLanguage("py"))("%s is Python", (_, { body }) => {
  expect(() =>
    execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: body }),
  ).not.toThrow();
});

it("has changes that apply to the files as they are", () => {
  for (const path of new Set(inLanguage("diff").map(([, block]) => block.path))) {
    const input = blocksOf(read(path))
      .filter(({ language }) => language === "diff")
      .map(({ body }) => body)
      .join("");
    const check = () => execFileSync("git", ["apply", "--check", "-"], { cwd: root, input, stdio: "pipe" });
    expect(check, path).not.toThrow();
  }
});

describe("links", () => {
  it("lead somewhere", () => {
    const exists = (path) => existsSync(join(root, path));
    expect(documents.flatMap((path) => brokenLinks(path, read(path), exists, read))).toEqual([]);
  });

  it("are found broken", () => {
    const text =
      "# One `two` (three)\n\n[a](x.md) [b](y.md#gone) [c](#one-two-three) ![d](no.png) `[e](z.md)`\n";
    const textOf = () => text;
    expect(
      brokenLinks("docs/a.md", text, (path) => ["docs/y.md", "docs/a.md"].includes(path), textOf),
    ).toEqual([
      "docs/a.md:3: no docs/x.md",
      "docs/a.md:3: no heading #gone in docs/y.md",
      "docs/a.md:3: no docs/no.png",
    ]);
  });
});
