// What tshark tells of a report, in the report's own shape, and how it is held against a report.

/** A value that tshark fixes only up to a choice, such as a time printed with more digits. */
export class Check {
  constructor(
    /** What a difference shows as expected. */
    readonly wanted: string,
    readonly holds: (actual: unknown) => boolean,
  ) {}
}

/**
 * What tshark tells of a `T`: a value is a fact, `null` says that the field is absent, an array fixes its length too;
 * of `undefined` and of fields left out tshark tells nothing.
 */
export type Told<T> =
  | undefined
  | null
  | Check
  | (T extends readonly (infer E)[] ? readonly Told<E>[] : T extends object ? ToldObject<T> : T);

export type ToldObject<T> = { readonly [K in keyof T]?: Told<T[K]> };

/** One of these values; `undefined` among them lets the field be absent. */
export function oneOf(...values: readonly (string | undefined)[]): Check {
  return new Check(values.map((v) => v ?? "absent").join(" or "), (actual) =>
    values.includes(actual as string | undefined),
  );
}

/** A string whose letter case is the printer's own. */
export function caseless(text: string): Check {
  return new Check(
    text,
    (actual) => typeof actual === "string" && actual.toLowerCase() === text.toLowerCase(),
  );
}

/** A text that tshark shows; where it is empty the field may as well be absent. */
export function text(value: string | undefined): string | Check | undefined {
  return value === "" ? oneOf("", undefined) : value;
}

export interface FactDifference {
  path: string;
  expected: unknown;
  actual: unknown;
}

/** Every fact that was looked at, and those that do not hold. */
export interface Tally {
  facts: number;
  differences: FactDifference[];
}

/** Holds what was told against a value, and counts each fact once. */
export function hold(told: Told<unknown>, actual: unknown, path: string, tally: Tally): void {
  if (told === undefined) return;
  if (told instanceof Check) return fact(told.holds(actual), told.wanted, actual, path, tally);
  if (told === null) return fact(actual === undefined, "absent", actual, path, tally);
  if (typeof told !== "object") return fact(told === actual, told, actual, path, tally);
  if (Array.isArray(told)) return holdArray(told, actual, path, tally);
  if (typeof actual !== "object" || actual === null) return fact(false, told, actual, path, tally);
  for (const [field, value] of Object.entries(told)) {
    hold(value as Told<unknown>, (actual as Record<string, unknown>)[field], `${path}.${field}`, tally);
  }
}

function holdArray(told: readonly Told<unknown>[], actual: unknown, path: string, tally: Tally): void {
  if (!Array.isArray(actual)) {
    // An empty list and an absent one are the same to a reader of the report.
    return fact(actual === undefined && told.length === 0, told, actual, path, tally);
  }
  fact(actual.length === told.length, told.length, actual.length, `${path}.length`, tally);
  for (const [i, element] of told.entries()) {
    if (i < actual.length) hold(element, actual[i], `${path}[${i}]`, tally);
  }
}

function fact(holds: boolean, expected: unknown, actual: unknown, path: string, tally: Tally): void {
  tally.facts++;
  if (!holds) tally.differences.push({ path, expected, actual });
}
