import { jsonLine } from "@countersign/inspect";
import { Argument, Command, Option } from "commander";
import { choice } from "../choice.js";
import { colorsFor } from "../colors.js";
import { withNotes } from "../notes.js";
import { suggestion } from "../similar.js";
import { describeEntry, describeList } from "./describe.js";
import { allEntries } from "./entry.js";

interface Flags {
  list?: boolean;
  role?: "site-system";
  format: "text" | "json";
}

export function explainCommand(): Command {
  const command = new Command("explain")
    .description("Says what a code in a report means, and what to do about a finding.")
    .addArgument(new Argument("[code]", "of a finding, of a reason, or from notObservable"))
    .addOption(new Option("--list", "every code there is").default(false))
    .addOption(
      choice(
        "--role <role>",
        "what the host is: for a Configuration Manager site system, the techniques that a finding opens",
        ["site-system"],
      ),
    )
    .addOption(choice("-f, --format <format>", "how to print", ["text", "json"]).default("text"))
    .action(explain);
  return withNotes(command, {
    examples: [
      "countersign explain smb2-signing-not-required",
      "countersign explain --role site-system smb2-signing-not-required",
      "countersign explain --list",
    ],
    exitCodes: {
      0: "done",
      2: "wrong usage, or there is no such code",
    },
  });
}

function explain(code: string | undefined, { list, role, format }: Flags, command: Command): void {
  if ((code === undefined) === !list) command.error("error: give one code, or --list");
  const all = allEntries(role);
  // A code can be a finding's and a reason's.
  const entries = list ? all : all.filter((entry) => entry.code === code);
  if (code !== undefined && entries.length === 0) {
    const hint = suggestion(code, [...new Set(all.map((entry) => entry.code))]);
    command.error(`error: there is no code '${code}'${hint || " (--list lists all)"}`);
  }
  const { stdout } = process;
  const describe = list ? describeList : describeEntry;
  stdout.write(
    format === "json" ? `${jsonLine(entries)}\n` : describe(entries, colorsFor(stdout), stdout.columns),
  );
}
