// The manual, from the commands themselves: what --help says, in the language of man(7).
import { type Argument, type Command, Help, type Option } from "commander";
import { notesOf } from "../../src/notes.js";

const help = new Help();

export function manPage(program: Command): string {
  const name = program.name();
  const commands = program.commands.flatMap((command) => [
    ...(command.commands.length === 0 ? [{ path: command.name(), command }] : []),
    ...command.commands.map((below) => ({ path: `${command.name()} ${below.name()}`, command: below })),
  ]);
  return `${[
    `.TH ${name.toUpperCase()} 1 "" "${name} ${program.version()}"`,
    ".SH NAME",
    `${name} \\- SMB and NTLM signing, read from the bytes`,
    ".SH SYNOPSIS",
    ...commands.flatMap(({ path, command }) => [
      `.B ${name} ${path}`,
      roff(command.usage()).replace("\\[options\\]", "[options]"),
      ".br",
    ]),
    ".SH DESCRIPTION",
    "Results go to standard output, diagnostics to standard error, a line each.",
    "Colours and widths are those of the terminal; into a pipe or a file goes plain text.",
    ".SH COMMANDS",
    ...commands.flatMap(({ path, command }) => commandPart(`${name} ${path}`, command)),
    ".SH EXIT STATUS",
    ...Object.entries(notesOf(program).exitCodes).flatMap(([code, meaning]) => entry(code, meaning)),
    ".SH ENVIRONMENT",
    ...entry("NO_COLOR", "where it is not empty: no colours"),
    ...entry("FORCE_COLOR", "where it is not empty and not 0: colours, also where no terminal is"),
    ".SH SEE ALSO",
    ".BR tshark (1),",
    ".BR tcpdump (8)",
  ].join("\n")}\n`;
}

function commandPart(name: string, command: Command): string[] {
  const { paragraphs = [], examples, exitCodes } = notesOf(command);
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `${code} ${meaning}`);
  return [
    `.SS ${name}`,
    roff(command.description()),
    ...command.registeredArguments.flatMap(argumentPart),
    ...command.options.flatMap(optionPart),
    ...paragraphs.flatMap((text) => [".PP", roff(text)]),
    ".PP",
    "Examples:",
    ".PP",
    ".nf",
    ...examples.map((example) => roff(`    ${example}`)),
    ".fi",
    ".PP",
    roff(`Exit status: ${codes.join("; ")}.`),
  ];
}

function argumentPart(argument: Argument): string[] {
  return entry(argument.name(), help.argumentDescription(argument));
}

function optionPart(option: Option): string[] {
  return entry(option.flags, help.optionDescription(option));
}

function entry(term: string, text: string): string[] {
  return [".TP", `.B ${roff(term)}`, roff(text)];
}

/** A hyphen stands for itself only with a backslash; a line must not begin like a request. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/, "\\&$&");
}
