// What tshark tells of a report, in the report's own shape, and how it is held against a report.

/** A fact that more than one value bears out, such as a time printed with more digits or fewer. */
export class Check {
  constructor(
    /** A value that bears it out; a difference shows it as what was expected. */
    readonly example: unknown,
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
export function oneOf(...values: readonly [string, ...(string | undefined)[]]): Check {
  return new Check(values[0], (actual) => values.includes(actual as string | undefined));
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

interface FactDifference {
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
  if (told instanceof Check) {
    count(told.holds(actual), told.example, actual, path, tally);
  } else if (told === null) {
    count(actual === undefined, "absent", actual, path, tally);
  } else if (Array.isArray(told)) {
    holdArray(told, actual, path, tally);
  } else if (typeof told === "object") {
    holdObject(told as Record<string, Told<unknown>>, actual, path, tally);
  } else {
    count(told === actual, told, actual, path, tally);
  }
}

/** An empty list may as well be absent. */
function holdArray(told: readonly Told<unknown>[], actual: unknown, path: string, tally: Tally): void {
  const elements: unknown[] = Array.isArray(actual) ? actual : [];
  const isList = Array.isArray(actual) || actual === undefined;
  count(isList && elements.length === told.length, told.length, elements.length, `${path}.length`, tally);
  for (const [i, element] of told.slice(0, elements.length).entries()) {
    hold(element, elements[i], `${path}[${i}]`, tally);
  }
}

function holdObject(told: Record<string, Told<unknown>>, actual: unknown, path: string, tally: Tally): void {
  const isObject = typeof actual === "object" && actual !== null;
  count(isObject, "an object", actual, path, tally);
  if (!isObject) return;
  for (const [field, value] of Object.entries(told)) {
    hold(value, (actual as Record<string, unknown>)[field], `${path}.${field}`, tally);
  }
}

function count(holds: boolean, expected: unknown, actual: unknown, path: string, tally: Tally): void {
  tally.facts++;
  if (!holds) tally.differences.push({ path, expected, actual });
}
