import { Command } from "commander";
import { completionCommand } from "./completion/command.js";
import { decodeCommand } from "./decode/command.js";
import { diffCommand } from "./diff/command.js";
import { explainCommand } from "./explain/command.js";
import { fleetCommand } from "./fleet/command.js";
import { inspectCommand } from "./inspect/command.js";
import { matrixCommand } from "./matrix/command.js";
import { notesOf, withNotes } from "./notes.js";
import { probeCommand } from "./probe/command.js";
import { version } from "./version.js";

/** The whole command line: what is parsed, what --help, the manual and the shells' completions say. */
export function countersignProgram(): Command {
  const program = new Command("countersign")
    .description("SMB and NTLM signing, read from the bytes.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(countersign --help lists the commands)");
  withNotes(program, {
    examples: [
      "countersign inspect office.pcapng",
      "countersign decode 'Authorization: NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw=='",
      "countersign explain smb2-signing-not-required",
      "countersign inspect --help",
    ],
    exitCodes: {
      0: "done",
      1: "done, and what --fail-on or --fail-on-change names was found",
      2: "wrong usage",
      3: "an input could not be read",
      130: "probe was stopped",
    },
  });
  for (const command of [
    inspectCommand(),
    probeCommand(),
    decodeCommand(),
    explainCommand(),
    matrixCommand(),
    diffCommand(),
    completionCommand(),
    fleetCommand(),
  ]) {
    program.addCommand(command);
    inherit(command, program, program.name());
  }
  return program;
}

function inherit(command: Command, from: Command, before: string): void {
  const name = `${before} ${command.name()}`;
  command.copyInheritedSettings(from).showHelpAfterError(whatToDo(command, name));
  for (const below of command.commands) inherit(below, command, name);
}

/** Below an error of usage. */
function whatToDo(command: Command, name: string): string {
  const help = `${name} --help`;
  return `(for example: ${notesOf(command).examples[0]}; ${help} tells the rest)`;
}
