import { Command, CommanderError } from "commander";
import { decodeCommand } from "./decode/command.js";
import { diffCommand } from "./diff/command.js";
import { ExitCode } from "./exit-code.js";
import { explainCommand } from "./explain/command.js";
import { inspectCommand } from "./inspect/command.js";
import { matrixCommand } from "./matrix/command.js";
import { probeCommand } from "./probe/command.js";
import { version } from "./version.js";

const program = new Command("countersign")
  .description("SMB and NTLM signing, read from the bytes.")
  .version(version)
  .exitOverride()
  .showHelpAfterError("(add --help for the options)");

for (const command of [
  inspectCommand(),
  probeCommand(),
  decodeCommand(),
  explainCommand(),
  matrixCommand(),
  diffCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

// Whoever reads our output may stop early, as `head` does: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? ExitCode.DONE : ExitCode.INPUT);
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE;
}
