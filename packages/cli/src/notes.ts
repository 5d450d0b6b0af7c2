// What stands below a command's options: in --help, and in the manual, which is made of the same.
import type { Command } from "commander";
import { paragraph } from "./text.js";

export interface Notes {
  /** Each with no line breaks of its own. */
  paragraphs?: readonly string[];
  /** Command lines; the first one is shown where the command was used wrongly. */
  examples: readonly string[];
  /** What each exit code means, by number. */
  exitCodes: Readonly<Record<number, string>>;
}

const known = new WeakMap<Command, Notes>();

export function notesOf(command: Command): Notes {
  return known.get(command) ?? { examples: [], exitCodes: {} };
}

/** Gives a command its notes; returns it. */
export function withNotes(command: Command, notes: Notes): Command {
  known.set(command, notes);
  return command.addHelpText("after", () => helpText(notes, process.stdout.columns ?? 80));
}

function helpText({ paragraphs = [], examples, exitCodes }: Notes, columns: number): string {
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `${code} ${meaning}`);
  const blocks = [
    ...paragraphs.map((text) => paragraph(text, 0, columns)),
    `Examples:\n${examples.map((example) => `  ${example}`).join("\n")}`,
    paragraph(`Exit codes: ${codes.join("; ")}.`, 0, columns),
  ];
  return `\n${blocks.join("\n\n")}`;
}
