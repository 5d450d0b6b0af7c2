import { jsonLine } from "@countersign/inspect";
import { Argument, Command, Option } from "commander";
import { choice } from "../choice.js";
import { colorsFor } from "../colors.js";
import { fail } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { withNotes } from "../notes.js";
import { type Audit, NotAnAudit, readAudit } from "./audit.js";
import { compareAudits } from "./compare.js";
import { describeDifference } from "./describe.js";

interface Flags {
  format: "text" | "json";
  failOnChange: boolean;
}

export function diffCommand(): Command {
  const command = new Command("diff")
    .description("Says what changed between two audits: hosts, policies, findings.")
    .addArgument(new Argument("<old>", "what inspect --format ndjson (or json) printed then"))
    .addArgument(new Argument("<new>", "and now"))
    .addOption(choice("-f, --format <format>", "how to print", ["text", "json"]).default("text"))
    .addOption(new Option("--fail-on-change", "exit with 1 if anything changed").default(false))
    .action(diff);
  return withNotes(command, {
    paragraphs: ["Make both audits the same way: by conversation or by host, and with the same --only."],
    examples: [
      "countersign diff old.ndjson new.ndjson",
      "countersign inspect --by host --format ndjson captures/ | countersign diff old.ndjson -",
      "countersign diff --fail-on-change old.ndjson new.ndjson",
    ],
    exitCodes: {
      0: "done",
      1: "done, something changed and --fail-on-change was given",
      2: "wrong usage",
      3: "an audit could not be read",
    },
  });
}

async function diff(oldPath: string, newPath: string, { format, failOnChange }: Flags): Promise<void> {
  const before = await auditOf(oldPath);
  const after = await auditOf(newPath);
  if (before === undefined || after === undefined) return;
  const difference = compareAudits(before, after);
  const { stdout } = process;
  stdout.write(
    format === "json" ? `${jsonLine(difference)}\n` : describeDifference(difference, colorsFor(stdout)),
  );
  const changes = difference.new.length + difference.gone.length + difference.changed.length;
  if (failOnChange && changes > 0) process.exitCode = ExitCode.FOUND;
}

async function auditOf(path: string): Promise<Audit | undefined> {
  try {
    return await readAudit(path);
  } catch (error) {
    if (!(error instanceof NotAnAudit)) throw error;
    fail(`${path}${error.message}`);
    return undefined;
  }
}
