import { Argument, Command } from "commander";
import { oneOf } from "../choice.js";
import { withNotes } from "../notes.js";
import { bashCompletion } from "./bash.js";
import { fishCompletion } from "./fish.js";
import { completionTable } from "./table.js";
import { zshCompletion } from "./zsh.js";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
type Shell = keyof typeof SHELLS;

export function completionCommand(): Command {
  const command = new Command("completion")
    .description("Prints what a shell needs to complete commands, options, their values and codes.")
    .addArgument(oneOf(new Argument("<shell>", "which shell"), Object.keys(SHELLS)))
    .action(complete);
  return withNotes(command, {
    examples: [
      'eval "$(countersign completion bash)"',
      "countersign completion zsh > ~/.zfunc/_countersign",
      "countersign completion fish > ~/.config/fish/completions/countersign.fish",
    ],
    exitCodes: { 0: "done", 2: "wrong usage" },
  });
}

function complete(shell: Shell, _flags: object, command: Command): void {
  process.stdout.write(SHELLS[shell](completionTable(command.parent!)));
}
