// What the program does for a terminal, which its output in the other tests is not.
import { stripVTControlCharacters } from "node:util";
import type { HandshakeReport } from "@countersign/inspect";
import { inspectFile } from "@countersign/node";
import { describe, expect, it } from "vitest";
import { colorsFor, isColored } from "../src/colors.js";
import { policyOf } from "../src/inspect/only.js";
import { tableWriter } from "../src/reports/table.js";
import { similar } from "../src/similar.js";
import { drawTable, fitWidths } from "../src/table.js";
import { paragraph, widthOf, wrap } from "../src/text.js";
import { d30 } from "./run.js";

const plain = colorsFor({ isTTY: false });

describe("colours", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [false, { CI: "true" }, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("terminal %j, environment %j: %j", (isTTY, env, colored) => {
    expect(isColored({ isTTY }, env)).toBe(colored);
  });
});

describe("tables", () => {
  it.each([200, 80, 72])("fit a terminal of %i columns, and lose nothing", async (columns) => {
    const writer = tableWriter({ isTTY: true, columns });
    let text = "";
    for await (const report of inspectFile(d30)) text += writer.add(report);
    text = stripVTControlCharacters(text + writer.end());
    const rows = text.split("\n").slice(1);
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(columns);
    // Read down its column, a name is whole.
    const names = rows.map((row) => row.slice(rows[0]!.indexOf("name"), rows[0]!.indexOf("dialect")).trim());
    expect(names.join("")).toContain("FS-KRAVFS-STANDARDFS-KRYPTFS-GJEST");
  });

  it("break what is too wide and keep it whole", () => {
    const table = drawTable(
      ["code", "meaning"],
      [["a-code", "words that do not fit in one line"]],
      plain,
      30,
    );
    expect(table).toBe("  code    meaning\n  a-code  words that do not\n          fit in one line");
  });

  it("take from the widest columns first, and break words where nothing else helps", () => {
    const widths = [10, 40, 30];
    const words = [10, 12, 20];
    expect(fitWidths(widths, words, 100)).toEqual([10, 40, 30]);
    expect(fitWidths(widths, words, 64)).toEqual([10, 25, 25]);
    expect(fitWidths(widths, words, 46)).toEqual([10, 12, 20]);
    expect(fitWidths(widths, words, 38)).toEqual([10, 12, 12]);
    expect(fitWidths(widths, words, 1)).toEqual([8, 8, 8]);
    expect(fitWidths([4, 40], [4, 40], 1)).toEqual([4, 8]);
  });

  it("have any number of rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => [`${i}`]);
    expect(drawTable(["number"], rows, plain).split("\n")).toHaveLength(200_001);
  });

  it("show what would steer a terminal", () => {
    expect(drawTable(["name"], [["\u001b]0;x\u0007"]], plain)).toContain("\\u{1b}]0;x\\u{7}");
  });
});

describe("text", () => {
  it("knows wide and combining characters", () => {
    expect(widthOf("abc")).toBe(3);
    expect(widthOf("日本")).toBe(4);
    expect(widthOf("e\u0301")).toBe(1);
  });

  it("is wrapped at spaces, and inside words where that is wanted", () => {
    expect(wrap("one two three", 7, false)).toEqual(["one two", "three"]);
    expect(wrap("abcdefgh", 3, true)).toEqual(["abc", "def", "gh"]);
    expect(wrap("abcdefgh", 3, false)).toEqual(["abcdefgh"]);
    expect(wrap("", 3, true)).toEqual([""]);
  });

  it("keeps paragraphs readable", () => {
    const lines = paragraph("word ".repeat(60).trim(), 2, 300).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.every((line) => line.startsWith("  word"))).toBe(true);
  });

  it("finds what was meant", () => {
    expect(similar("gest-session", ["guest-session", "smb1-answered"])).toEqual(["guest-session"]);
    expect(similar("xyz", ["guest-session", "smb1-answered"])).toEqual([]);
    expect(similar("tree-connect", ["smb311-signs-tree-connect"])).toEqual(["smb311-signs-tree-connect"]);
  });
});

describe("the policy that --only looks at", () => {
  const handshake = (
    advertised: HandshakeReport["signing"]["advertised"],
    because: HandshakeReport["signing"]["relayToSmb"]["because"] = [],
  ) =>
    policyOf({
      kind: "handshake",
      signing: { advertised, relayToSmb: { outcome: "unknown", because, notObservable: [] } },
    } as unknown as HandshakeReport);

  it.each([
    [{ smb2: "required" }, "required"],
    [{ smb2: "enabled" }, "not-required"],
    [{ smb1: "disabled", smb2: "required" }, "not-required"],
    [{ smb1: "required", smb2: "required" }, "required"],
    [{ smb1: "unknown", smb2: "required" }, "required"],
    [{ smb1: "unknown", smb2: "unknown" }, "unknown"],
    [{}, "unknown"],
  ] as const)("of %j is %s", (advertised, policy) => {
    expect(handshake(advertised)).toBe(policy);
  });

  it("is the weakest of answers that differ", () => {
    expect(handshake({ smb2: "required" }, [{ code: "server-offers-signing" }])).toBe("not-required");
    expect(handshake({ smb2: "required" }, [{ code: "server-requires-signing" }])).toBe("required");
  });
});
