import {
  type Dissection,
  dissect,
  type InputPart,
  type InputReading,
  parseInput,
} from "@countersign/dissect";
import { jsonLine } from "@countersign/inspect";
import { Argument, Command, Option } from "commander";
import { choice } from "../choice.js";
import { colorsFor } from "../colors.js";
import { detail, fail, warn } from "../diagnostics.js";
import { ExitCode } from "../exit-code.js";
import { withNotes } from "../notes.js";
import { describeRefusal, isCapture } from "./refusal.js";
import { readSources, type Source, Unreadable } from "./source.js";
import { drawTree } from "./tree.js";

interface Flags {
  file?: string[];
  format: "tree" | "json";
  hex?: boolean;
  showSecrets?: boolean;
}

export function decodeCommand(): Command {
  const command = new Command("decode")
    .description(
      "Takes an SMB, SPNEGO or NTLMSSP message apart: every field, its bytes, its section, its deviations.",
    )
    .addArgument(new Argument("[input...]", "hex, base64 or a header line; files; or - for standard input"))
    .addOption(
      new Option(
        "--file <path>",
        "a file, also one whose name could be something else (repeatable)",
      ).argParser((path: string, paths: string[] = []) => [...paths, path]),
    )
    .addOption(choice("-f, --format <format>", "how to print", ["tree", "json"]).default("tree"))
    .addOption(new Option("--hex", "tree: the bytes of each field beside it"))
    .addOption(
      new Option(
        "--show-secrets",
        "NTLM responses, MICs, keys and passwords, which can be used to find passwords out",
      ),
    )
    .action(decode);
  return withNotes(command, {
    paragraphs: [
      "Takes hex digits in any dress, dumps of xxd, hexdump and tshark -x, base64, string literals, the header lines Authorization, WWW-Authenticate and their Proxy- kin, and bytes as they are. What is in them is found by itself.",
    ],
    examples: [
      "countersign decode 'Authorization: NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw=='",
      "countersign decode --hex fe534d4240000000...",
      "countersign decode --format json message.bin",
      "curl -v --ntlm -u user: http://server/ 2>&1 | countersign decode -",
    ],
    exitCodes: {
      0: "done",
      2: "wrong usage or no message found",
      3: "an input could not be opened",
    },
  });
}

/** One message's bytes, taken apart, and where they came from. */
interface Decoded {
  source: Source;
  reading: InputReading;
  part: InputPart;
  dissection: Dissection;
}

async function decode(inputs: string[], flags: Flags, command: Command): Promise<void> {
  const decoded: Decoded[] = [];
  for await (const source of readSources(inputs, flags.file ?? [])) {
    if (source instanceof Unreadable) fail(source.message);
    else decoded.push(...decodeSource(source, flags.showSecrets ?? false));
  }
  if (decoded.length === 0 && process.exitCode === undefined) {
    command.error("error: give a message, a file, or - for standard input");
  }
  process.stdout.write(flags.format === "json" ? jsonOf(decoded) : textOf(decoded, flags));
}

function decodeSource(source: Source, showSecrets: boolean): Decoded[] {
  const parsed = parseInput(source.content);
  const [reading, ...others] = parsed.readings;
  if (!reading?.isRecognized || isCapture(source.content)) {
    notUnderstood(source, describeRefusal(source, parsed));
    return [];
  }
  for (const remark of reading.remarks) warn(`${source.name}: ${remark}`);
  const rivals = others.filter(({ isRecognized }) => isRecognized).map(({ form }) => form);
  if (rivals.length > 0)
    warn(`${source.name}: taken for ${reading.form}; it could be ${rivals.join(" or ")} too`);
  return reading.parts.map((part) => ({
    source,
    reading,
    part,
    dissection: dissect(part.bytes, { showSecrets }),
  }));
}

/** Wrong usage, unless something graver happened. */
function notUnderstood({ name }: Source, why: readonly string[]): void {
  const before = process.exitCode;
  fail(`${name}: no message was found`);
  for (const line of why) detail(line);
  process.exitCode = before ?? ExitCode.USAGE;
}

function textOf(decoded: readonly Decoded[], { hex = false, showSecrets = false }: Flags): string {
  const { stdout } = process;
  const options = { colors: colorsFor(stdout), columns: stdout.columns, hasHex: hex, showSecrets };
  return decoded
    .map(({ source, reading, part, dissection }) => {
      const title = [source.name, part.label, reading.form].filter(Boolean).join(", ");
      return drawTree(title, part.bytes, dissection, options);
    })
    .join("\n");
}

function jsonOf(decoded: readonly Decoded[]): string {
  const objects = decoded.map(({ source, reading, part, dissection }) => ({
    kind: "dissection",
    version: 1,
    input: { name: source.name, form: reading.form, ...(part.label !== undefined && { label: part.label }) },
    ...dissection,
  }));
  return objects.length === 0 ? "" : `${jsonLine(objects)}\n`;
}
