import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { ExitCode } from "./exit-code.js";
import { inspectCommand } from "./inspect/command.js";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const program = new Command("countersign")
  .description("SMB and NTLM signing, read from the bytes.")
  .version(version)
  .exitOverride()
  .showHelpAfterError("(add --help for the options)");

program.addCommand(inspectCommand());

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
