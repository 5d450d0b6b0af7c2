// A paste or a file, told what it is: every way of taking it is tried, and those in which a message is found win.
import { equalBytes, latin1Decode, utf16Decode } from "@countersign/bytes";
import { findMessage, recognize } from "../recognize.js";
import { parseBase64 } from "./base64.js";
import { parseEscaped } from "./escaped.js";
import { parseHeaders } from "./header.js";
import { parseHex } from "./hex.js";
import { parseHexdump, parseWordDump } from "./hexdump.js";
import type { FoundParts, InputForm, InputPart, InputReading, ParsedInput, TextForm } from "./input.js";

/** In the order in which they are believed where no message decides. */
const FORMS: readonly (readonly [InputForm, TextForm])[] = [
  ["header", parseHeaders],
  ["hexdump", parseHexdump],
  ["hexdump", parseWordDump],
  ["escaped", parseEscaped],
  ["hex", parseHex],
  ["base64", parseBase64],
];

/**
 * Takes an input for whatever it can be: header lines with logons, hex dumps, hex digits, base64, string literals; bytes
 * also for themselves. Answers every reading, the likeliest first, and why the other forms are out. Never throws, and
 * never chooses in silence: who wants one reading looks at the first, and at whether there is another.
 */
export function parseInput(input: string | Uint8Array): ParsedInput {
  if (typeof input === "string") return parseText(input);
  const binary = readingOf("binary", { parts: input.length > 0 ? [{ bytes: input }] : [] });
  if (binary.isRecognized && recognize(input) !== undefined) return { readings: [binary], refusals: [] };
  const text = textOf(input);
  const parsed: ParsedInput = text === undefined ? { readings: [], refusals: [] } : parseText(text);
  return sorted([...parsed.readings, ...(input.length > 0 ? [binary] : [])], parsed.refusals);
}

function parseText(input: string): ParsedInput {
  const text = input.replace(/^\uFEFF/, "");
  const parsed: ParsedInput = { readings: [], refusals: [] };
  for (const [form, parse] of FORMS) {
    const found = parse(text);
    if (typeof found === "string") parsed.refusals.push({ form, why: found });
    else parsed.readings.push(readingOf(form, found));
  }
  return sorted(parsed.readings, parsed.refusals);
}

function sorted(readings: readonly InputReading[], refusals: ParsedInput["refusals"]): ParsedInput {
  const distinct = readings.filter((one, i) => !readings.slice(0, i).some((other) => isSame(one, other)));
  return { readings: distinct.sort((a, b) => rank(a) - rank(b)), refusals };
}

/** A message that begins the input counts for more than one found behind other bytes. */
function rank({ parts, isRecognized }: InputReading): number {
  if (parts.some(({ bytes }) => recognize(bytes) !== undefined)) return 0;
  return isRecognized ? 1 : 2;
}

/** Two ways to the same bytes leave nothing to choose. */
function isSame(a: InputReading, b: InputReading): boolean {
  return (
    a.parts.length === b.parts.length && a.parts.every(({ bytes }, i) => equalBytes(bytes, b.parts[i]!.bytes))
  );
}

function readingOf(form: InputForm, { parts, remarks = [] }: FoundParts): InputReading {
  return { form, parts, isRecognized: parts.some(isRecognized), remarks };
}

function isRecognized({ bytes }: InputPart): boolean {
  return recognize(bytes) !== undefined || findMessage(bytes, 0, bytes.length) >= 0;
}

/** A file as text: UTF-16 where a mark says so, as PowerShell writes it, else by its bytes, of which ASCII alone counts. */
function textOf(bytes: Uint8Array): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16 ? utf16Decode(bytes, 2) : latin1Decode(bytes).replace(/^\xef\xbb\xbf/, "");
  return isText(text) ? text : undefined;
}

function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells binary from text.
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
