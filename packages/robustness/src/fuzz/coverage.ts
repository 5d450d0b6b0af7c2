// Which blocks of the bundled sources have run, as V8 counts them.
import { readFileSync } from "node:fs";
import { type Profiler, Session } from "node:inspector";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

/** From a character of the program to another one, without it. */
export type Range = readonly [number, number];

/** Coverage of the files of this program whose path below `packages/` matches. */
export class Coverage {
  readonly #session = new Session();
  readonly #url: string;
  /** Of each character whether its file matches. */
  readonly #isWanted: Uint8Array;
  readonly #functions = new Map<number, { name: string; start: number; end: number }>();
  /** Of each character the start of the innermost function around it, -1 outside of all. */
  readonly #owner: Int32Array;
  /** Of each character whether it has run. */
  readonly #ran: Uint8Array;

  /** `url` is that of the bundle: `import.meta.url` in it. */
  constructor(url: string, sources: RegExp) {
    this.#url = url;
    const text = readFileSync(fileURLToPath(url), "utf8");
    this.#isWanted = wanted(text, sources);
    this.#owner = new Int32Array(text.length).fill(-1);
    this.#ran = new Uint8Array(text.length);
    this.#session.connect();
    this.#post("Profiler.enable");
    this.count("exactly");
  }

  /**
   * From now on. Code that V8 optimised counts nothing, but it is thrown away where it comes to a block that it never
   * saw: so the fast way tells that there is news, and the exact one, without optimisation, what the news is.
   */
  count(how: "exactly" | "fast"): void {
    setFlagsFromString(how === "exactly" ? "--no-opt" : "--opt");
    if (how === "fast") return;
    // To be told to count otherwise makes V8 throw away what it optimised. To be told to stop would make it forget blocks.
    for (const callCount of [false, true])
      this.#post("Profiler.startPreciseCoverage", { callCount, detailed: true });
  }

  /** What has run since it was asked last, and never before that `add` was told of. */
  fresh(): Range[] {
    return this.since().flatMap((range) => this.#unseenIn(range));
  }

  /** What has run since it was asked last. */
  since(): Range[] {
    return this.#take().flatMap(({ ranges }) =>
      rangesRan(ranges).flatMap((range) => this.#ownOf(range, ranges[0]!)),
    );
  }

  /** From here on everything is new again. */
  forget(): void {
    this.#ran.fill(0);
  }

  add(ranges: readonly Range[]): void {
    for (const [start, end] of ranges) this.#ran.fill(1, start, end);
  }

  /** Names of the functions in which `ranges` lie, in the order of the program. */
  namesOf(ranges: readonly Range[]): string[] {
    const names = ranges.map(([start]) => this.#functions.get(this.#owner[start]!)?.name ?? "");
    // V8's own names, of initialisers, say nothing.
    return [...new Set(names)].filter((name) => /^\w/.test(name));
  }

  /** Of the functions that are known, how many characters there are and how many have run. */
  figures(): { total: number; ran: number } {
    let total = 0;
    let ran = 0;
    for (let i = 0; i < this.#owner.length; i++) {
      if (this.#owner[i] === -1) continue;
      total++;
      ran += this.#ran[i]!;
    }
    return { total, ran };
  }

  #unseenIn([start, end]: Range): Range[] {
    return runs(start, end, (at) => this.#ran[at] === 0);
  }

  /** Without the functions inside the one whose whole range is given. */
  #ownOf([start, end]: Range, { startOffset }: Profiler.CoverageRange): Range[] {
    return runs(start, end, (at) => this.#owner[at] === startOffset);
  }

  #take(): Profiler.FunctionCoverage[] {
    const { result } = this.#post<{ result: Profiler.ScriptCoverage[] }>("Profiler.takePreciseCoverage");
    const functions = result.find(({ url }) => url === this.#url)?.functions ?? [];
    const found = functions.filter(({ ranges }) => this.#isWanted[ranges[0]!.startOffset] === 1);
    this.#learn(found);
    return found;
  }

  #learn(functions: readonly Profiler.FunctionCoverage[]): void {
    const known = this.#functions.size;
    for (const { functionName: name, ranges } of functions) {
      const { startOffset: start, endOffset: end } = ranges[0]!;
      this.#functions.set(start, { name, start, end });
    }
    if (this.#functions.size === known) return;
    // Inner ones begin later.
    for (const { start, end } of [...this.#functions.values()].sort((a, b) => a.start - b.start))
      this.#owner.fill(start, start, end);
  }

  /** The session of the own thread answers before `post` returns. */
  #post<T = unknown>(method: string, parameters: object = {}): T {
    let answer: unknown;
    this.#session.post(method, parameters, (error, result) => {
      if (error !== null) throw error;
      answer = result;
    });
    return answer as T;
  }
}

/** The parts of one function that ran: its ranges nest, and each one's count holds where no inner one says otherwise. */
function rangesRan(ranges: readonly Profiler.CoverageRange[]): Range[] {
  const found: Range[] = [];
  const open: Profiler.CoverageRange[] = [];
  let at = 0;
  const goTo = (offset: number) => {
    const top = open.at(-1);
    if (top !== undefined && top.count > 0 && at < offset) found.push([at, offset]);
    at = offset;
  };
  const closeTo = (offset: number) => {
    for (let top = open.at(-1); top !== undefined && top.endOffset <= offset; top = open.at(-1)) {
      goTo(top.endOffset);
      open.pop();
    }
  };
  for (const range of ranges) {
    closeTo(range.startOffset);
    goTo(range.startOffset);
    open.push(range);
  }
  closeTo(Number.POSITIVE_INFINITY);
  return found;
}

/** The runs of positions, from `start` up to `end`, for which `is` holds. */
function runs(start: number, end: number, is: (at: number) => boolean): Range[] {
  const found: Range[] = [];
  for (let at = start; at < end; at++) {
    if (!is(at)) continue;
    const from = at;
    while (at < end && is(at)) at++;
    found.push([from, at]);
  }
  return found;
}

/** esbuild writes a comment with its path before each file. */
function wanted(text: string, sources: RegExp): Uint8Array {
  const marks = new Uint8Array(text.length);
  const files = [...text.matchAll(/^\/\/ (?:.*\/)?packages\/(\S+\.ts)$/gm)];
  if (!files.some((file) => sources.test(file[1]!)))
    throw new Error("no sources: run at the root of the repository");
  files.forEach((file, i) => {
    const isWanted = sources.test(file[1]!);
    marks.fill(isWanted ? 1 : 0, file.index, files[i + 1]?.index ?? text.length);
  });
  return marks;
}
