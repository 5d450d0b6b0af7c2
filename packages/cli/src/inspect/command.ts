import { Argument, Command, Option } from "commander";
import { choice } from "../choice.js";
import { withNotes } from "../notes.js";
import { parseFailOn } from "../reports/fail-on.js";
import { FORMATS } from "../reports/output.js";
import { wholeFrom } from "../whole-from.js";
import { inspect } from "./inspect.js";
import { POLICIES } from "./only.js";

export function inspectCommand(): Command {
  const command = new Command("inspect")
    .description("Reports the SMB handshakes and NTLM logons of captures, and what they say of signing.")
    .addArgument(new Argument("<file...>", "captures, folders of them, or - for standard input"))
    .addOption(choice("-f, --format <format>", "how to print", FORMATS).default("table"))
    .addOption(
      choice("--by <what>", "a report a conversation, or one a server address over all files", [
        "conversation",
        "host",
      ]).default("conversation"),
    )
    .addOption(choice("--only <policy>", "only servers whose SMB signing policy is this", POLICIES))
    .addOption(
      new Option(
        "--fail-on <code>",
        "exit with 1 if there is a finding of this code, or at least of this severity (repeatable)",
      ).argParser(parseFailOn),
    )
    .addOption(choice("--redact <what>", "replace names and addresses by stand-ins", ["names"]))
    .addOption(
      new Option(
        "--show-secrets",
        "json and ndjson: NTLM responses, MICs and keys, which can be used to find passwords out",
      ).conflicts("redact"),
    )
    .option(
      "--follow",
      "print conversations as they end; an interrupt ends the input, and what is open is printed",
    )
    .addOption(
      new Option(
        "-j, --jobs <n>",
        "captures to read at a time, each in a thread; all cores where they are large",
      )
        .argParser(wholeFrom(1, 1024))
        .conflicts("follow"),
    )
    .option("--stats", "table and markdown: what became of every packet (json and ndjson always tell)")
    .action(inspect);
  return withNotes(command, {
    examples: [
      "countersign inspect office.pcapng",
      "countersign inspect --by host --format csv captures/ > servers.csv",
      "countersign inspect --only not-required --fail-on medium captures/",
      "tcpdump -U -w - 'tcp port 445' | countersign inspect --follow -",
    ],
    exitCodes: {
      0: "done",
      1: "done and --fail-on found something",
      2: "wrong usage",
      3: "an input could not be opened or is no capture",
    },
  });
}
