// Field names are part of the public face: errors and traces carry them, and so do an encoder's complaints.
import { type Reader, traceFields } from "@countersign/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

export interface NamedFields<M extends { kind: string }> {
  read: (r: Reader) => unknown;
  encode: (m: M) => Uint8Array;
  /** Any value that can be encoded. */
  values: fc.Arbitrary<M>;
  /** Fields of bytes that have one size alone. */
  fixed: readonly string[];
  /** Ends of paths of fields that tell an encoder which form to write: a wrong one is complained of as such. */
  deciding: readonly string[];
}

const SAMPLES = 500;
/** Above any size that a field here has. */
const WRONG_SIZE = 255;
/** More than 16 bits count. */
const TOO_MANY = 0x10000;

/** Holds a snapshot of the fields of each kind of message, and an encoder to naming the field that does not fit. */
export function describeFieldNames<M extends { kind: string }>(codec: NamedFields<M>): void {
  const messages = fc.sample(codec.values, { numRuns: SAMPLES, seed: 7 });
  const kinds = [...new Set(messages.map(({ kind }) => kind))].sort();
  const ofKind = (kind: string) => messages.filter((m) => m.kind === kind);

  describe("field names", () => {
    it.each(kinds)("of a %s are the specification's", (kind) => {
      const names = ofKind(kind).flatMap((m) => traceFields(codec.read, codec.encode(m)));
      expect([...new Set(names.map(({ field }) => field))].sort()).toMatchSnapshot();
    });

    it.each(kinds)("of a %s are what an encoder complains by", (kind) => {
      for (const { path, value, put } of placesOf(ofKind(kind))) {
        const wrong = misfit(value, codec.fixed.includes(path.at(-1)!));
        if (wrong === undefined || codec.deciding.some((ending) => path.join(".").endsWith(ending))) continue;
        // A part's only value is called as the part is.
        const complaint = new RegExp(`^(${path.slice(-2).join("|")}) (cannot hold|must be)`);
        expect(() => codec.encode(put(wrong)), path.join(".")).toThrow(complaint);
      }
    });

    it.each(kinds)("of a %s tell what counts too many", (kind) => {
      const complaints = placesOf(ofKind(kind)).map(({ path, value, put }) => {
        const many = tooMany(value);
        return many && `${path.join(".")}: ${complaintOf(() => codec.encode(put(many)))}`;
      });
      expect(complaints.filter(Boolean).sort()).toMatchSnapshot();
    });
  });
}

/** One field of a message: where it stands, what it holds, and the message with something else in it. */
interface FieldPlace<M> {
  path: string[];
  value: unknown;
  put: (value: unknown) => M;
}

/** The places of these messages, one of each path and type: a list is called as its items are. */
function placesOf<M extends { kind: string }>(messages: M[]): FieldPlace<M>[] {
  const found = new Map<string, FieldPlace<M>>();
  for (const m of messages) {
    for (const place of places<M>(m, [], (whole) => whole as M)) {
      const key = `${place.path.join(".")} ${typeof place.value}`;
      if (!isEmpty(place.value) || !found.has(key)) found.set(key, place);
    }
  }
  return [...found.values()];
}

function* places<M>(at: object, path: string[], rebuild: (part: object) => M): Generator<FieldPlace<M>> {
  const isList = Array.isArray(at);
  // Parts of a list are told apart by their kind alone.
  const prefix = path.length > 0 && "kind" in at ? [...path, String(at.kind)] : path;
  for (const [key, value] of Object.entries(at)) {
    const put = (other: unknown) => rebuild(isList ? at.with(Number(key), other) : { ...at, [key]: other });
    const name = isList ? path : [...prefix, key];
    const isItsOwn = key !== "kind" && !(isList && isPart(value));
    if (isItsOwn) yield { path: name, value, put };
    if (isPart(value)) yield* places(value, name, put);
  }
}

function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function misfit(value: unknown, isFixed: boolean): unknown {
  if (typeof value === "number") return 0.5;
  if (typeof value === "bigint") return -1n;
  return value instanceof Uint8Array && isFixed ? new Uint8Array(WRONG_SIZE) : undefined;
}

function tooMany(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(TOO_MANY);
  if (typeof value === "string") return "\0".repeat(TOO_MANY);
  return Array.isArray(value) && !isEmpty(value) ? Array(TOO_MANY).fill(value[0]) : undefined;
}

function complaintOf(encode: () => unknown): string {
  try {
    encode();
    return "fits";
  } catch (error) {
    return (error as Error).message;
  }
}
