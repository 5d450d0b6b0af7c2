import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { choice } from "../choice.js";
import { withNotes } from "../notes.js";
import { parseFailOn } from "../reports/fail-on.js";
import { FORMATS } from "../reports/output.js";
import { wholeFrom } from "../whole-from.js";
import { probe } from "./probe.js";

export function probeCommand(): Command {
  const command = new Command("probe")
    .description(
      "Asks servers what they say of SMB signing. It opens connections and logs on to nothing. Probe only what you may probe.",
    )
    .addArgument(
      new Argument(
        "[target...]",
        "names, addresses, ranges (192.0.2.1-20) and networks (192.0.2.0/24), each with :PORT if need be",
      ),
    )
    .addOption(
      new Option(
        "-i, --input <file>",
        "more targets, a line each, or - for standard input (repeatable)",
      ).argParser((file: string, before: string[] = []) => [...before, file]),
    )
    .addOption(choice("-f, --format <format>", "how to print", FORMATS).default("table"))
    .addOption(
      new Option("-p, --port <port>", "of targets that name none; 139 speaks NetBIOS")
        .argParser(wholeFrom(1, 65_535))
        .default(445),
    )
    .addOption(new Option("--smb1", "ask for SMB1 too"))
    .addOption(new Option("--all-dialects", "ask for each dialect of SMB2 and SMB3 by itself"))
    .addOption(new Option("--challenge", "ask for an NTLM CHALLENGE, in which servers tell their names"))
    .addOption(
      new Option("--concurrency <n>", "hosts at a time").argParser(wholeFrom(1, 10_000)).default(100),
    )
    .addOption(new Option("--rate <n>", "hosts a second at most").argParser(wholeFrom(1, 1_000_000)))
    .addOption(
      new Option("--timeout <seconds>", "to wait for a connection, and for each answer")
        .argParser(seconds)
        .default(3),
    )
    .addOption(
      new Option("--retries <n>", "how often to ask again where no answer came")
        .argParser(wholeFrom(0, 10))
        .default(1),
    )
    .addOption(
      new Option("--max-range <n>", "the most addresses of one range or network")
        .argParser(wholeFrom(1, 2 ** 32))
        .default(65_536),
    )
    .addOption(new Option("--resume <file>", "leave out the targets that this earlier ndjson has reports of"))
    .addOption(
      new Option(
        "--fail-on <code>",
        "exit with 1 if there is a finding of this code, or at least of this severity (repeatable)",
      ).argParser(parseFailOn),
    )
    .action(probe);
  return withNotes(command, {
    examples: [
      "countersign probe files.example",
      "countersign probe --challenge --format csv 192.0.2.0/24 > servers.csv",
      "countersign probe --smb1 --all-dialects -i servers.txt --format ndjson > audit.ndjson",
      "countersign probe --resume audit.ndjson -i servers.txt --format ndjson >> audit.ndjson",
    ],
    exitCodes: {
      0: "done",
      1: "done and --fail-on found something",
      2: "wrong usage",
      3: "a list of targets could not be read",
      130: "stopped, and what was printed until then is whole",
    },
  });
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError("It is no number of seconds above 0, and 3600 at most.");
}
