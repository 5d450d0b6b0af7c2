import type { Reader } from "@countersign/bytes";

/** One of our parsers, and what must hold of it for any bytes. */
export interface Target {
  readonly name: string;
  /** The sources whose blocks are its feedback, as paths below `packages/`. */
  readonly sources: RegExp;
  /** Inputs to begin with. */
  seeds(): Uint8Array[];
  /** How many executions of a codec take as long as one of it; 1 unless given. It is executed so many times less often. */
  readonly weight?: number;
  /** Inputs are cut to so many bytes. */
  readonly maxLength: number;
  /** Tells where lengths, counts and offsets stand in an input that it reads. */
  readonly read?: (r: Reader) => unknown;
  /** Executes the parser once. What it throws is a finding. */
  run(bytes: Uint8Array): void;
  /** What costs too much to be done each time. What it throws is a finding. */
  runDeep?(bytes: Uint8Array): void;
  /** What becomes of an input, in words. */
  tell?(bytes: Uint8Array): string;
}

/** Something that must hold and does not. `law` says what, without the input's details, so that findings can be told apart. */
export class Broken extends Error {
  readonly law: string;

  constructor(law: string, details = "") {
    super(details === "" ? law : `${law}: ${details}`);
    this.name = "Broken";
    this.law = law;
  }
}

/** What was broken: the law, or the class and the place of an exception that nothing may throw. */
export function lawOf(thrown: unknown): string {
  if (thrown instanceof Broken) return thrown.law;
  return thrown instanceof Error ? `throws ${thrown.name}: ${thrown.message}` : `throws ${String(thrown)}`;
}
