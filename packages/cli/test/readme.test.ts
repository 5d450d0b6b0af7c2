import { readFileSync } from "node:fs";
import { csvColumns, formatNames } from "@countersign/inspect";
import { describe, expect, it } from "vitest";
import { ExitCode } from "../src/exit-code.js";
import { countersignProgram } from "../src/program.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The first cells of the table's rows that stand below this line. */
function firstCells(heading: RegExp): string[] {
  const below = readme.slice(heading.exec(readme)!.index).split("\n").slice(1);
  const begin = below.findIndex((line) => line.startsWith("| "));
  const end = below.findIndex((line, i) => i > begin && !line.startsWith("|"));
  return below.slice(begin + 2, end).map((row) => row.split("|")[1]!.trim());
}

describe("the README", () => {
  const commands = countersignProgram().commands.map((command) => [command.name(), command] as const);

  it("has a section for every command", () => {
    const sections = [...readme.matchAll(/^## countersign ([a-z]+)/gm)].map(([, name]) => name);
    expect(sections).toEqual(commands.map(([name]) => name));
  });

  it.each(commands.filter(([, { options }]) => options.length > 0))(
    "lists every option of %s, and no other",
    (name, command) => {
      const options = command.options.map(({ short, long }) =>
        [short, long].flatMap((flag) => (flag ? `\`${flag}\`` : [])).join(", "),
      );
      expect(firstCells(new RegExp(`^## countersign ${name}`, "m")).sort()).toEqual(options.sort());
    },
  );

  it("lists every column of csv, in their order", () => {
    expect(firstCells(/^- `csv`/m)).toEqual(csvColumns.map((column) => `\`${column}\``));
  });

  it("lists every format and every exit code", () => {
    for (const format of ["table", ...formatNames]) expect(readme).toContain(`\`${format}\``);
    expect(firstCells(/^## Exit codes/m)).toEqual(Object.values(ExitCode).map(String));
  });
});
