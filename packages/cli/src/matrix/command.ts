import { Command } from "commander";
import { choice } from "../choice.js";
import { colorsFor } from "../colors.js";
import { withNotes } from "../notes.js";
import { drawMatrices, type Protocol, whyCell } from "./matrix.js";

const PROTOCOLS = ["smb1", "smb2"] as const;
const POLICIES = ["disabled", "declined", "enabled", "required"] as const;

interface Flags {
  protocol?: Protocol;
  client?: (typeof POLICIES)[number];
  server?: (typeof POLICIES)[number];
}

export function matrixCommand(): Command {
  const command = new Command("matrix")
    .description("Draws what a client's and a server's signing policies lead to.")
    .addOption(
      choice(
        "--protocol <protocol>",
        "this matrix alone; smb2, which is SMB3's too, where policies are given",
        PROTOCOLS,
      ),
    )
    .addOption(choice("--client <policy>", "marks the cell of this client's policy", POLICIES))
    .addOption(choice("--server <policy>", "and of this server's", POLICIES))
    .action(matrix);
  return withNotes(command, {
    paragraphs: [
      "SMB2 has two policies, enabled and required. An SMB1 side can also have signing disabled, or declined: it signs if the other side requires it, and shows as disabled on the wire.",
    ],
    examples: [
      "countersign matrix",
      "countersign matrix --client enabled --server required",
      "countersign matrix --protocol smb1 --client required --server disabled",
    ],
    exitCodes: {
      0: "done",
      2: "wrong usage",
    },
  });
}

function matrix(flags: Flags, command: Command): void {
  const { client, server } = flags;
  if ((client === undefined) !== (server === undefined)) {
    command.error("error: --client and --server go together");
  }
  const colors = colorsFor(process.stdout);
  if (client === undefined || server === undefined) {
    const protocols = flags.protocol === undefined ? PROTOCOLS : [flags.protocol];
    process.stdout.write(drawMatrices(protocols, undefined, colors));
    return;
  }
  const protocol = flags.protocol ?? "smb2";
  if (
    protocol === "smb2" &&
    [client, server].some((policy) => policy === "disabled" || policy === "declined")
  ) {
    command.error(
      "error: SMB2 signing is enabled or required, never disabled or declined (--protocol smb1 has those)",
    );
  }
  process.stdout.write(drawMatrices([protocol], { client, server }, colors));
  process.stdout.write(`\n${whyCell(protocol, { client, server }, colors, process.stdout.columns)}`);
}
