// Hex dumps: xxd, hexdump -C, hexdump, od, tshark -x and its "follow" output, Format-Hex. What tells a dump's line is an
// offset that goes on where the line before it ended.
import { fromHex } from "@countersign/bytes";
import type { FoundParts, InputPart } from "./input.js";

/** Indentation, offset, and what stands behind it. */
const LINE = /^([ \t]*)(?:0x)?([0-9a-f]{4,16})(:?)(?:[ \t]+(.*)|)$/i;
/** One to four bytes, and not the beginning of a longer word. */
const GROUP = /^((?:[0-9a-f]{2}){1,4})(?![^ \t-])([ \t-]?[ \t]?)/i;
const BYTES_A_LINE = 16;
/** What the `*` of an input may stand for, in bytes and all together: each is one character. */
const MAX_REPEATED = 1 << 20;

interface Line {
  /** It tells the sides of a conversation apart, in tshark's "follow". */
  indent: string;
  offset: number;
  hasColon: boolean;
  /** Hex digits and, behind them, perhaps what they are as text. */
  rest: string;
}

/** Lines whose offsets go on: a dump, a packet, or a side of a conversation. */
interface Run {
  indent: string;
  start: number;
  bytes: number[];
  /** As the last offset tells it, which stands alone. */
  length?: number;
  /** Bytes of its last line. */
  line: number[];
  /** A `*` came: more lines like the last one. */
  isRepeated: boolean;
  /** Words of 16 bits behind an offset without a colon: hexdump and od print them in the machine's order. */
  hasWords: boolean;
}

/** All runs of an input. */
interface Runs {
  found: Run[];
  /** The last one of each indentation, which is the one that may go on. */
  last: Map<string, Run>;
  /** Bytes that a `*` may still stand for. */
  repeatable: number;
}

/** Every run of lines is a part. */
export function parseHexdump(text: string): FoundParts | string {
  const { runs, passedOver } = readRuns(text);
  if (runs.length === 0) return "No line begins with an offset and goes on with hex bytes.";
  return { parts: partsOf(runs), remarks: remarkOf(passedOver) };
}

/** The same, for words that were printed in a little-endian machine's order. */
export function parseWordDump(text: string): FoundParts | string {
  const { runs, passedOver } = readRuns(text);
  if (!runs.some(({ hasWords }) => hasWords)) return "No line has words of 16 bits behind an offset.";
  const swapped = runs.map((run) => ({ ...run, bytes: run.bytes.map((_, i) => run.bytes[i ^ 1] ?? 0) }));
  return {
    parts: partsOf(swapped),
    remarks: ["The bytes of each word were swapped.", ...remarkOf(passedOver)],
  };
}

function remarkOf(passedOver: number): string[] {
  return passedOver > 0 ? [`Other lines were passed over: ${passedOver}.`] : [];
}

function partsOf(runs: readonly Run[]): InputPart[] {
  const first = runs[0]!.indent;
  const hasSides = runs.some(({ indent }) => indent !== first);
  return runs.map(({ bytes, length, indent }, i) => {
    const part: InputPart = { bytes: Uint8Array.from(bytes.slice(0, length)) };
    if (runs.length === 1) return part;
    const side = indent === first ? "first side" : "other side";
    return { ...part, label: hasSides ? side : `dump ${i + 1}` };
  });
}

function readRuns(text: string): { runs: Run[]; passedOver: number } {
  const runs: Runs = { found: [], last: new Map(), repeatable: MAX_REPEATED };
  let passedOver = 0;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const parsed = lines.map(parseLine);
  for (const [i, line] of parsed.entries()) {
    if (lines[i]!.trim() === "*" && runs.found.length > 0) runs.found.at(-1)!.isRepeated = true;
    else if (line === undefined || !takeLine(runs, line, parsed[i + 1])) passedOver++;
  }
  return { runs: runs.found.filter(({ bytes }) => bytes.length > 0), passedOver };
}

function parseLine(line: string): Line | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, indent = "", offset = "", colon, rest = ""] = match;
  return { indent, offset: Number.parseInt(offset, 16), hasColon: colon === ":", rest };
}

/** Answers whether the line is one of a dump. */
function takeLine(runs: Runs, line: Line, next: Line | undefined): boolean {
  const run = runFor(runs, line);
  const step = next !== undefined && next.indent === line.indent ? next.offset - line.offset : 0;
  const width = step > 0 && step <= 64 ? step : (run?.line.length ?? BYTES_A_LINE);
  const { bytes, hasWords } = bytesOf(line, Math.max(width, run?.line.length ?? 0));
  if (run !== undefined) {
    // The last offset alone says where the dump ends: a word may have gone beyond.
    if (bytes.length === 0) run.length = line.offset - run.start;
    run.bytes.push(...bytes);
    if (bytes.length > 0) run.line = bytes;
    return true;
  }
  if (bytes.length === 0 || !(line.offset === 0 || line.hasColon || step === bytes.length)) return false;
  const opened: Run = {
    indent: line.indent,
    start: line.offset,
    bytes: [...bytes],
    line: bytes,
    isRepeated: false,
    hasWords: hasWords && !line.hasColon,
  };
  runs.found.push(opened);
  runs.last.set(line.indent, opened);
  return true;
}

/** The run that goes on at the line's offset. */
function runFor(runs: Runs, { indent, offset, rest }: Line): Run | undefined {
  const run = runs.last.get(indent);
  if (run === undefined) return undefined;
  const missing = offset - run.start - run.bytes.length;
  if (run.isRepeated && missing > 0 && missing <= runs.repeatable) {
    run.isRepeated = false;
    runs.repeatable -= missing;
    for (let i = 0; i < missing; i++) run.bytes.push(run.line[i % run.line.length]!);
    return run;
  }
  if (missing === 0) return run;
  return missing === -1 && rest === "" && run.hasWords ? run : undefined;
}

function bytesOf({ rest }: Line, width: number): { bytes: number[]; hasWords: boolean } {
  const bytes: number[] = [];
  let hasWords = false;
  let at = 0;
  while (bytes.length < width) {
    const group = GROUP.exec(rest.slice(at));
    if (group === null) break;
    const [whole, digits = ""] = group;
    bytes.push(...fromHex(digits));
    hasWords ||= digits.length === 4;
    at += whole.length;
    // A wider gap stands before the text.
    if (/[ \t]/.test(rest[at] ?? "")) break;
  }
  // The last word of an odd number of bytes is filled up.
  return { bytes: bytes.slice(0, hasWords ? width + (width % 2) : width), hasWords };
}
