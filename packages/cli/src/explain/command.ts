import { jsonLine } from "@countersign/inspect";
import { Argument, Command, Option } from "commander";
import { colorsFor } from "../colors.js";
import { suggestion } from "../similar.js";
import { describeEntry, describeList } from "./describe.js";
import { allEntries } from "./entry.js";

interface Flags {
  list?: boolean;
  role?: "site-system";
  format: "text" | "json";
}

export function explainCommand(): Command {
  return new Command("explain")
    .description("Says what a code in a report means, and what to do about a finding.")
    .addArgument(new Argument("[code]", "of a finding, of a reason, or from notObservable"))
    .addOption(new Option("--list", "every code there is").default(false))
    .addOption(
      new Option(
        "--role <role>",
        "what the host is: for a Configuration Manager site system, the techniques that a finding opens",
      ).choices(["site-system"]),
    )
    .addOption(new Option("-f, --format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Examples:
  countersign explain smb2-signing-not-required
  countersign explain --role site-system smb2-signing-not-required
  countersign explain --list`,
    )
    .action(explain);
}

function explain(code: string | undefined, { list, role, format }: Flags, command: Command): void {
  if ((code === undefined) === !list) command.error("error: give one code, or --list");
  const all = allEntries(role);
  // A code can be a finding's and a reason's.
  const entries = list ? all : all.filter((entry) => entry.code === code);
  if (code !== undefined && entries.length === 0) {
    const hint = suggestion(code, [...new Set(all.map((entry) => entry.code))]);
    command.error(`error: there is no code '${code}'${hint}`);
  }
  const { stdout } = process;
  const describe = list ? describeList : describeEntry;
  stdout.write(
    format === "json" ? `${jsonLine(entries)}\n` : describe(entries, colorsFor(stdout), stdout.columns),
  );
}
