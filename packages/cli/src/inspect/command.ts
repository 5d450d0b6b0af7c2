import { Argument, Command, Option } from "commander";
import { inspect } from "./inspect.js";
import { FORMATS } from "./output.js";

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Reports the SMB handshakes and NTLM logons of captures, and what they say of signing.")
    .addArgument(new Argument("<file...>", "pcap or pcapng files, folders of them, or - for standard input"))
    .addOption(new Option("-f, --format <format>", "how to print").choices(FORMATS).default("table"))
    .addHelpText(
      "after",
      `
Examples:
  countersign inspect office.pcapng
  countersign inspect --format ndjson captures/ > audit.ndjson
  tcpdump -w - 'tcp port 445' | countersign inspect -

Exit codes: 0 done, 2 wrong usage, 3 an input could not be opened or is no capture.`,
    )
    .exitOverride()
    .action(inspect);
}
