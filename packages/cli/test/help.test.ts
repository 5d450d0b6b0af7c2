import { describe, expect, it } from "vitest";
import { notesOf } from "../src/notes.js";
import { countersignProgram } from "../src/program.js";
import { countersign } from "./run.js";

const commands = countersignProgram().commands;
const allOptions = commands.flatMap(({ options, commands }) => [
  ...options,
  ...commands.flatMap((below) => below.options),
]);

describe("--help", () => {
  it.each(commands.map((command) => [command.name(), command] as const))(
    "of %s has examples that are no wrong usage, and says what exit codes mean",
    async (name, command) => {
      const { code, stdout, stderr } = await countersign([name, "--help"]);
      expect([code, stderr]).toEqual([0, ""]);
      const { examples, exitCodes } = notesOf(command);
      expect(stdout).toContain(`\nExamples:\n${examples.map((example) => `  ${example}\n`).join("")}`);
      expect(stdout.replace(/\s+/g, " ")).toContain("Exit codes: 0 done; ");
      expect(Object.keys(exitCodes)).toContain("2");
      const options = examples.flatMap((example) => example.match(/(?<= )--?[a-z][\w-]*/g) ?? []);
      const known = allOptions.flatMap(({ short, long }) => [short, long]);
      const ofOthers = ["-U", "-w", "-v", "--ntlm", "-u"];
      expect(options.filter((option) => !known.includes(option) && !ofOthers.includes(option))).toEqual([]);
    },
  );

  it("keeps to the width that pipes have, but for command lines", async () => {
    for (const { name } of commands.map((command) => ({ name: command.name() }))) {
      const { stdout } = await countersign([name, "--help"]);
      const [before, after] = stdout.split(/Examples:\n(?: {2}.*\n)+/);
      for (const line of `${before}${after}`.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it("of the program lists every command", async () => {
    const { code, stdout } = await countersign(["--help"]);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command.name()} `, "m"));
  });
});

describe("wrong usage", () => {
  it.each([
    [["inspekt", "x"], "Did you mean inspect?"],
    [["inspect", "--formt", "json", "x"], "Did you mean --format?"],
    [["inspect", "--format", "jsn", "x"], "Did you mean json or"],
    [["probe", "--format", "serif", "x"], "Did you mean sarif?"],
    [["matrix", "--client", "enabeld", "--server", "required"], "Did you mean enabled"],
    [["--versoin"], "Did you mean --version?"],
    [["completion", "fsh"], "Did you mean zsh or fish"],
  ])("%j is asked what it meant, with exit code 2", async (args, question) => {
    const { code, stdout, stderr } = await countersign(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(question);
  });

  it.each([
    [["inspect"], "for example: countersign inspect office.pcapng; countersign inspect --help"],
    [["diff", "a"], "for example: countersign diff old.ndjson new.ndjson"],
    [["probe"], "for example: countersign probe files.example"],
    [["explain", "quite-another"], "--list lists all"],
    [["bogus"], "countersign --help lists the commands"],
  ])("%j is told what to do", async (args, told) => {
    const { code, stderr } = await countersign(args);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
  });

  it("of a file that is no capture is told what is one, and who reads messages", async () => {
    const { code, stderr } = await countersign(["inspect", "package.json"]);
    expect(code).toBe(3);
    expect(stderr).toContain("pcap, pcapng, snoop and Network Monitor 2 files are captures");
    expect(stderr).toContain("countersign decode");
  });
});

it.each(["--version", "-V"])("%s is a version", async (flag) => {
  const { code, stdout } = await countersign([flag]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
