// The committed corpus: of everything that a target was given, the fewest and shortest inputs that reach as much.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fromHex, toHex } from "@countersign/bytes";
import { fewest } from "../minimise.js";
import type { Coverage, Range } from "./coverage.js";
import { FIXTURES } from "./fixtures.js";
import type { Target } from "./target.js";

export interface CorpusEntry {
  /** What becomes of it, and the functions that it is the first to reach, or to reach some part of. */
  exercises: string;
  /** Hex. */
  bytes: string;
  /** What it once broke: it is kept, whatever it reaches. */
  broke?: string;
}

/** How often an input is tried with something left out. */
const TRIES = 60;
const MAX_NAMES = 5;

/** What is committed for a target; nothing for one that has no file yet. */
export function readEntries(name: string): CorpusEntry[] {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CorpusEntry[]) : [];
}

export function readCorpus(name: string): Uint8Array[] {
  return readEntries(name).map(({ bytes }) => fromHex(bytes));
}

export function writeCorpus(name: string, entries: readonly CorpusEntry[]): void {
  mkdirSync(new URL("corpus/", FIXTURES), { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(entries, undefined, 1)}\n`);
}

function fileOf(name: string): URL {
  return new URL(`corpus/${name}.json`, FIXTURES);
}

/** Past findings first; of the other inputs it chooses, and shortens. `coverage` forgets what it was told of. */
export function reduce(target: Target, coverage: Coverage, inputs: readonly Uint8Array[]): CorpusEntry[] {
  const ranges = (bytes: Uint8Array): Range[] => {
    coverage.since();
    executeQuietly(target, bytes);
    return coverage.since();
  };
  const shortestFirst = [...inputs].sort((a, b) => a.length - b.length);
  coverage.forget();
  const kept: CorpusEntry[] = readEntries(target.name).filter(({ broke }) => broke !== undefined);
  for (const entry of kept) {
    coverage.since();
    const bytes = fromHex(entry.bytes);
    executeQuietly(target, bytes);
    const fresh = coverage.fresh();
    coverage.add(fresh);
    entry.exercises = describe(target, bytes, coverage.namesOf(fresh));
  }
  for (const bytes of shortestFirst) {
    // What this program itself has run meanwhile is none of the input's.
    coverage.since();
    executeQuietly(target, bytes);
    const fresh = coverage.fresh();
    if (fresh.length === 0) continue;
    const short = shortened(bytes, (some) => contain(ranges(some), fresh));
    coverage.add(ranges(short));
    kept.push({ exercises: describe(target, short, coverage.namesOf(fresh)), bytes: toHex(short) });
  }
  return kept;
}

function executeQuietly(target: Target, bytes: Uint8Array): void {
  try {
    target.run(bytes);
    target.runDeep?.(bytes);
  } catch {
    // A finding, of which the loop has told.
  }
}

function shortened(bytes: Uint8Array, stillDoes: (some: Uint8Array) => boolean): Uint8Array {
  let tries = TRIES;
  return Uint8Array.from(fewest([...bytes], (some) => tries-- > 0 && stillDoes(Uint8Array.from(some))));
}

function contain(ranges: readonly Range[], wanted: readonly Range[]): boolean {
  return wanted.every(([start, end]) => {
    let at = start;
    for (const [from, to] of ranges) if (from <= at && at < to) at = to;
    return at >= end;
  });
}

function describe(target: Target, bytes: Uint8Array, names: readonly string[]): string {
  const some = names.slice(0, MAX_NAMES).join(", ");
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return `${target.tell ? `${target.tell(bytes)}; ` : ""}reaches ${some || "a module"}${more}`;
}
