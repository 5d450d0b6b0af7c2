// What there is to complete, read from the commands themselves, for any shell.
import type { Argument, Command, Option } from "commander";
import { allEntries } from "../explain/entry.js";
import { FAIL_ON } from "../reports/fail-on.js";

/** What can stand there: one of these words, the name of a file, or what nobody can guess. */
export type Values = readonly string[] | "files" | "any";

export interface CompletedOption {
  /** As typed: `--format`, `-f`. */
  flags: readonly string[];
  description: string;
  isRepeatable: boolean;
  /** `undefined`: the option takes nothing. */
  values: Values | undefined;
}

export interface CompletedCommand {
  name: string;
  description: string;
  options: readonly CompletedOption[];
  /** What each argument can be; all take the same. `undefined`: there is none. */
  argument: Values | undefined;
}

/** The program's commands, help among their options. */
export function completionTable(program: Command): CompletedCommand[] {
  return program.commands.map((command) => {
    const [argument] = command.registeredArguments;
    const below = command.commands.map((each) => each.name());
    return {
      name: command.name(),
      description: firstSentence(command.description()),
      options: [...optionsOf(command).map(completedOption), HELP],
      argument: below.length > 0 ? below : argument && valuesOf(argument.name(), argument, EXPLAINED),
    };
  });
}

/** Those of the commands below it too, each once: which of them is meant the shell is not told. */
function optionsOf({ options, commands }: Command): Option[] {
  const all = [...options, ...commands.flatMap(optionsOf)];
  return [...new Map(all.map((option) => [option.flags, option])).values()];
}

const HELP: CompletedOption = {
  flags: ["-h", "--help"],
  description: "display help for command",
  isRepeatable: false,
  values: undefined,
};

const EXPLAINED = [...new Set(allEntries().map(({ code }) => code))];

function completedOption(option: Option): CompletedOption {
  const { short, long, flags, description } = option;
  const placeholder = /[<[]([a-z]+)/.exec(flags)?.[1];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description: description.replace(" (repeatable)", ""),
    isRepeatable: description.includes("(repeatable)"),
    values: placeholder === undefined ? undefined : valuesOf(placeholder, option, FAIL_ON),
  };
}

const FILES = ["file", "path", "old", "input"];

/** By the placeholder that --help shows. */
function valuesOf(
  placeholder: string,
  { argChoices }: Pick<Option | Argument, "argChoices">,
  codes: readonly string[],
): Values {
  if (argChoices !== undefined) return argChoices;
  if (placeholder === "code") return codes;
  return FILES.includes(placeholder) ? "files" : "any";
}

function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/.exec(text)?.[0].slice(0, -1) ?? text;
}
