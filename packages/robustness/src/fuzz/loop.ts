// Fuzzing one target: inputs made from those that reached something new, in batches; V8 says which batch reached more,
// and halving it finds the input that did.
import { Random } from "../random.js";
import { checkCost, SLOW_MILLISECONDS } from "./cost.js";
import type { Range } from "./coverage.js";
import { mutate, type Parent, parentOf } from "./mutate.js";
import { lawOf, type Target } from "./target.js";

/** One execution in so many is held to the costly oracles too. */
const DEEP = 1000;
/** Executions between two looks at the coverage, of a target without weight: few while there is much to find. */
const MIN_BATCH = 256;
const MAX_BATCH = 32_768;
/** Batches that have grown to so many are executed fast. */
const FAST_BATCH = 4096;
/** The same for inputs that are given: as long as each has news, one at a time. */
const MAX_GIVEN = 64;
/** Of three inputs two are made from the newest of the corpus. */
const NEWEST = 24;

export interface Finding {
  readonly law: string;
  readonly message: string;
  readonly bytes: Uint8Array;
  /** Of the execution; absent for an input of the corpus. */
  readonly index?: number;
}

/** What the loop wants of `Coverage`. */
export interface Feedback {
  count(how: "exactly" | "fast"): void;
  fresh(): Range[];
  add(ranges: readonly Range[]): void;
}

export interface FuzzOptions {
  readonly seed: number;
  /** Ends the loop when so many executions are done, or when it answers false before a batch. */
  readonly executions: number;
  readonly goesOn: () => boolean;
  /** Told of each finding, once for each law. */
  readonly found: (finding: Finding) => void;
}

/** A target, what is known of it, and what came of executing it. */
export class Fuzz {
  /** Inputs that reached something that those before did not. */
  readonly corpus: Uint8Array[] = [];
  executions = 0;
  deepExecutions = 0;
  readonly #parents: Parent[] = [];
  readonly #laws = new Set<string>();
  readonly #target: Target;
  readonly #coverage: Feedback;
  readonly #options: FuzzOptions;
  readonly #minBatch: number;
  #batch: number;
  #isFast = false;

  constructor(target: Target, coverage: Feedback, options: FuzzOptions) {
    this.#target = target;
    this.#coverage = coverage;
    this.#options = options;
    this.#minBatch = batchOf(target, MIN_BATCH);
    this.#batch = this.#minBatch;
  }

  /** Executes given inputs, under all oracles, and keeps those that reach something new. */
  begin(inputs: readonly Uint8Array[]): void {
    const cut = inputs.map((input) => input.subarray(0, this.#target.maxLength).slice());
    for (let at = 0, size = 1; at < cut.length; ) {
      const batch = cut.slice(at, at + size);
      const execute = (from: number, count: number) => {
        for (const bytes of batch.slice(from, from + count)) this.#execute(bytes, true, undefined);
      };
      at += batch.length;
      execute(0, batch.length);
      const fresh = this.#coverage.fresh();
      size = fresh.length > 0 ? 1 : Math.min(2 * size, MAX_GIVEN);
      if (fresh.length === 0) continue;
      const found = batch.length === 1 ? [0] : this.#search(0, batch.length, execute);
      for (const i of found) this.#keep(batch[i]!);
      this.#coverage.add(fresh);
    }
  }

  /** Mutates the corpus for as long as the options say. */
  run(): void {
    const { executions, goesOn } = this.#options;
    if (executions === 0) return;
    if (this.#parents.length === 0) this.#keep(new Uint8Array(1));
    // What this program itself has run meanwhile is none of an input's.
    this.#coverage.fresh();
    for (let at = 0; at < executions && goesOn(); ) {
      const count = Math.min(this.#batch, executions - at);
      this.#lookInto(at, count);
      at += count;
    }
  }

  #lookInto(first: number, count: number): void {
    this.#executeAll(first, count, true);
    const fresh = this.#coverage.fresh();
    if (fresh.length === 0) {
      this.#grow();
      return;
    }
    if (this.#isFast) this.#coverage.count("exactly");
    this.#isFast = false;
    const found = this.#search(first, count, (from, size) => this.#executeAll(from, size, false));
    // Not before all are found: what an index makes depends on the corpus.
    for (const bytes of found.map((index) => this.#input(index))) {
      this.#execute(bytes, true, undefined);
      this.#keep(bytes);
    }
    // Blocks that a second run does not reach again are no reason to search twice.
    this.#coverage.add(fresh);
    this.#batch = this.#minBatch;
  }

  #grow(): void {
    this.#batch = Math.min(2 * this.#batch, batchOf(this.#target, MAX_BATCH));
    if (this.#isFast || this.#batch < batchOf(this.#target, FAST_BATCH)) return;
    this.#isFast = true;
    this.#coverage.count("fast");
  }

  /** Halves a batch until those are alone that reach something new, and answers which they are. */
  #search(first: number, count: number, execute: (first: number, count: number) => void): number[] {
    const found: number[] = [];
    const search = (from: number, size: number): void => {
      execute(from, size);
      const fresh = this.#coverage.fresh();
      if (fresh.length === 0) return;
      if (size === 1) {
        this.#coverage.add(fresh);
        found.push(from);
        return;
      }
      const half = size >> 1;
      search(from, half);
      search(from + half, size - half);
    };
    search(first, count);
    return found;
  }

  #keep(bytes: Uint8Array): void {
    this.corpus.push(bytes);
    this.#parents.push(parentOf(bytes, this.#target.read));
  }

  /** `isFirst`: counted, and now and then under all oracles. */
  #executeAll(first: number, count: number, isFirst: boolean): void {
    for (let index = first; index < first + count; index++) {
      const isDeep = isFirst && index % DEEP === DEEP - 1;
      this.#execute(this.#input(index), isDeep, index);
    }
    if (!isFirst) return;
    this.executions += count;
    this.deepExecutions += Math.floor((first + count) / DEEP) - Math.floor(first / DEEP);
  }

  #input(index: number): Uint8Array {
    const random = new Random(this.#options.seed, index);
    const newest = Math.max(0, this.#parents.length - NEWEST);
    const from = random.oneIn(3) ? 0 : newest;
    const parent = this.#parents[random.between(from, this.#parents.length - 1)]!;
    return mutate(random, parent, random.pick(this.#parents), this.#target.maxLength);
  }

  #execute(bytes: Uint8Array, isDeep: boolean, index: number | undefined): void {
    const started = performance.now();
    try {
      this.#target.run(bytes);
      if (isDeep) this.#target.runDeep?.(bytes);
      if (isDeep || performance.now() - started > SLOW_MILLISECONDS) checkCost(this.#target, bytes);
    } catch (thrown) {
      this.#broken(thrown, bytes, index);
    }
  }

  #broken(thrown: unknown, bytes: Uint8Array, index: number | undefined): void {
    const law = lawOf(thrown);
    if (this.#laws.has(law)) return;
    this.#laws.add(law);
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    this.#options.found({ law, message, bytes, ...(index !== undefined && { index }) });
  }
}

function batchOf({ weight = 1 }: Target, executions: number): number {
  return Math.max(1, Math.floor(executions / weight));
}
