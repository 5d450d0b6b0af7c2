import fc from "fast-check";

/** One change of an encoded message. Positions and lengths are fractions, so that they fit any message. */
type Mutation =
  | { kind: "set"; at: number; bytes: readonly number[] }
  | { kind: "cut"; at: number }
  | { kind: "remove"; at: number; length: number }
  | { kind: "insert"; at: number; bytes: Uint8Array }
  | { kind: "repeat"; at: number; length: number };

/** What breaks decoders: bounds of 8, 16 and 32 bits, and small numbers. */
const INTERESTING: readonly (readonly number[])[] = [
  [0],
  [1],
  [0x7f],
  [0x80],
  [0xff],
  [0, 0],
  [0xff, 0xff],
  [0, 0x80],
  [0xff, 0x7f],
  [0, 0, 0, 0],
  [0xff, 0xff, 0xff, 0xff],
  [0, 0, 0, 0x80],
  [0xd0, 0xff, 0xff, 0xff],
];

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const set: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant("set" as const),
  at: fraction,
  bytes: fc.oneof(fc.constantFrom(...INTERESTING), fc.array(fc.nat(255), { minLength: 1, maxLength: 4 })),
});
const other: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fraction }),
  fc.record({ kind: fc.constant("remove" as const), at: fraction, length: fc.integer({ min: 1, max: 16 }) }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: fraction,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
  }),
  fc.record({ kind: fc.constant("repeat" as const), at: fraction, length: fc.integer({ min: 1, max: 64 }) }),
);

/** Encoded messages with one to four changes, most of them to single bytes and integers. */
export function mutated(encoded: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const mutations = fc.array(fc.oneof({ weight: 4, arbitrary: set }, { weight: 1, arbitrary: other }), {
    minLength: 1,
    maxLength: 4,
  });
  return fc.tuple(encoded, mutations).map(([bytes, list]) => list.reduce(apply, bytes));
}

function apply(bytes: Uint8Array, m: Mutation): Uint8Array {
  const at = Math.floor(m.at * bytes.length);
  switch (m.kind) {
    case "set": {
      const changed = bytes.slice();
      changed.set(m.bytes.slice(0, bytes.length - at), at);
      return changed;
    }
    case "cut":
      return bytes.slice(0, at);
    case "remove":
      return join(bytes.subarray(0, at), bytes.subarray(at + m.length));
    case "insert":
      return join(bytes.subarray(0, at), m.bytes, bytes.subarray(at));
    case "repeat":
      return join(bytes.subarray(0, at + m.length), bytes.subarray(at));
  }
}

function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
