import { Argument, Command, Option } from "commander";
import { parseFailOn } from "../reports/fail-on.js";
import { FORMATS } from "../reports/output.js";
import { wholeFrom } from "../whole-from.js";
import { inspect } from "./inspect.js";
import { POLICIES } from "./only.js";

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Reports the SMB handshakes and NTLM logons of captures, and what they say of signing.")
    .addArgument(new Argument("<file...>", "captures, folders of them, or - for standard input"))
    .addOption(new Option("-f, --format <format>", "how to print").choices(FORMATS).default("table"))
    .addOption(
      new Option("--by <what>", "a report a conversation, or one a server address over all files")
        .choices(["conversation", "host"])
        .default("conversation"),
    )
    .addOption(
      new Option("--only <policy>", "only servers whose SMB signing policy is this").choices(POLICIES),
    )
    .addOption(
      new Option(
        "--fail-on <code>",
        "exit with 1 if there is a finding of this code, or at least of this severity (repeatable)",
      ).argParser(parseFailOn),
    )
    .addOption(new Option("--redact <what>", "replace names and addresses by stand-ins").choices(["names"]))
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
    .addHelpText(
      "after",
      `
Examples:
  countersign inspect office.pcapng
  countersign inspect --by host --format csv captures/ > servers.csv
  countersign inspect --only not-required --fail-on medium captures/
  tcpdump -U -w - 'tcp port 445' | countersign inspect --follow -

Exit codes: 0 done, 1 done and --fail-on found something, 2 wrong usage, 3 an input could not be opened or is no capture.`,
    )
    .action(inspect);
}
