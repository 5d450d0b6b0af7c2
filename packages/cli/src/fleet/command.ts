import { Argument, Command, Option } from "commander";
import { choice } from "../choice.js";
import { notesOf, withNotes } from "../notes.js";
import { probeCommand } from "../probe/command.js";
import { FORMATS } from "../reports/output.js";
import { wholeFrom } from "../whole-from.js";
import { cancelScan } from "./cancel.js";
import { REDIS_ENVIRONMENT, redisOption } from "./redis.js";
import { printResults } from "./results.js";
import { status } from "./status.js";
import { name, several, submitScan } from "./submit.js";
import { work } from "./work.js";

const aMillionAtMost = wholeFrom(1, 1_000_000);

const EXIT_CODES = {
  0: "done",
  2: "wrong usage",
  3: "Redis could not be reached, or @countersign/fleet is not installed",
};

export function fleetCommand(): Command {
  const fleet = new Command("fleet").description(
    "Scans from several places, with workers that take their jobs from Redis. Needs @countersign/fleet.",
  );
  for (const [command, example, exitCodes] of [
    [submitCommand(), "countersign fleet submit --vantage office --vantage dmz 192.0.2.0/24", EXIT_CODES],
    [workCommand(), "countersign fleet work --vantage dmz --redis rediss://queue.example:6379", EXIT_CODES],
    [statusCommand(), "countersign fleet status --watch", EXIT_CODES],
    [
      resultsCommand(),
      "countersign fleet results --by host --format csv spring > hosts.csv",
      { ...EXIT_CODES, 130: "stopped" },
    ],
    [cancelCommand(), "countersign fleet cancel spring", EXIT_CODES],
  ] as const) {
    command.addOption(redisOption());
    fleet.addCommand(withNotes(command, { paragraphs: [REDIS_ENVIRONMENT], examples: [example], exitCodes }));
  }
  return withNotes(fleet, {
    paragraphs: [REDIS_ENVIRONMENT],
    examples: fleet.commands.flatMap((command) => notesOf(command).examples),
    exitCodes: { ...EXIT_CODES, 130: "stopped" },
  });
}

/** Of `countersign probe`: those that say what is asked, and how. */
const PROBE_OPTIONS = [
  "input",
  "port",
  "smb1",
  "allDialects",
  "challenge",
  "concurrency",
  "rate",
  "timeout",
  "retries",
  "maxRange",
];

function submitCommand(): Command {
  const probe = probeCommand();
  const command = new Command("submit")
    .description("Puts a scan into the queues of its vantage points, and prints its name.")
    .addArgument(new Argument("[target...]", probe.registeredArguments[0]!.description))
    .addOption(
      new Option("--vantage <name>", "where to scan from (repeatable: all of it, from each)")
        .argParser((text: string, before?: string[]) => several(name(text), before))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        "--scan <name>",
        "of the scan; with the name of an earlier one, what is not in it is added",
      ).argParser(name),
    )
    .addOption(
      new Option(
        "--capture <path>",
        "a capture, a folder of them, or a URL, as the workers can read it (repeatable)",
      ).argParser(several),
    )
    .addOption(new Option("--shard <n>", "targets of a job").argParser(aMillionAtMost).default(256));
  for (const option of probe.options) {
    if (PROBE_OPTIONS.includes(option.attributeName())) command.addOption(option);
  }
  return command.action(submitScan);
}

function workCommand(): Command {
  return new Command("work")
    .description("Takes jobs of one vantage point and runs them here, until it is stopped.")
    .addOption(new Option("--vantage <name>", "the place that this is").argParser(name).makeOptionMandatory())
    .addOption(new Option("--jobs <n>", "jobs at a time").argParser(aMillionAtMost).default(1))
    .addOption(
      new Option("--jobs-per-second <n>", "of all workers of the vantage point together").argParser(
        aMillionAtMost,
      ),
    )
    .addOption(
      new Option(
        "--life-time <seconds>",
        "without a sign of life, after which a worker's job goes to another",
      )
        .argParser(aMillionAtMost)
        .default(30),
    )
    .addOption(
      new Option(
        "--opener <file>",
        "a module whose default export gives the bytes of captures named by URLs",
      ),
    )
    .action(work);
}

function statusCommand(): Command {
  return new Command("status")
    .description("How far scans are, at each of their vantage points; all of them unless some are named.")
    .addArgument(new Argument("[scan...]", "names of scans"))
    .addOption(new Option("--watch", "until nothing more will come"))
    .addOption(new Option("--json", "one object a line"))
    .action(status);
}

function resultsCommand(): Command {
  return new Command("results")
    .description("Prints the reports of a scan, each with its vantage point and time.")
    .addArgument(new Argument("<scan>", "its name").argParser(name))
    .addOption(
      choice("--by <what>", "reports as they came, or hosts, each once, joined over vantage points", [
        "report",
        "host",
      ]).default("report"),
    )
    .addOption(choice("-f, --format <format>", "how to print", FORMATS).default("ndjson"))
    .addOption(new Option("--follow", "wait for what is still to come, until nothing is"))
    .addOption(
      new Option("--cursor <file>", "go on where this file says, and note there what was printed").conflicts(
        "by",
      ),
    )
    .addOption(new Option("--trim", "take out of Redis, for good, what was printed").conflicts("by"))
    .action(printResults);
}

function cancelCommand(): Command {
  return new Command("cancel")
    .description("Ends a scan: what runs is broken off, what waits is not begun.")
    .addArgument(new Argument("<scan>", "its name").argParser(name))
    .action(cancelScan);
}
