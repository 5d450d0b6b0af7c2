import fc from "fast-check";

/** One change of an encoded message. Positions are taken modulo what there is, so that they fit any message. */
export type Mutation =
  | { kind: "set"; at: number; bytes: readonly number[] }
  | { kind: "cut"; at: number }
  | { kind: "remove"; at: number; length: number }
  | { kind: "insert"; at: number; bytes: Uint8Array }
  | { kind: "repeat"; at: number; length: number }
  /** The `at`-th length, count or offset. */
  | { kind: "layout"; at: number; to: LayoutChange; isBigEndian: boolean }
  /** Entries of a list: one twice, one gone, two in each other's place. */
  | { kind: "double"; at: number; list: number }
  | { kind: "drop"; at: number; list: number }
  | { kind: "swap"; at: number; list: number };

/** What is done to a length, a count or an offset: a little less or more, an extreme, or the value of another one. */
export type LayoutChange = "less" | "more" | "zero" | "top bit" | "all bits" | "message length" | "another's";

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

const at = fc.nat(0xffff);
const someBytes = fc.uint8Array({ minLength: 1, maxLength: 16 });

const set: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant("set" as const),
  at,
  bytes: fc.oneof(fc.constantFrom(...INTERESTING), fc.array(fc.nat(255), { minLength: 1, maxLength: 4 })),
});
const other: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at }),
  fc.record({ kind: fc.constant("remove" as const), at, length: fc.integer({ min: 1, max: 16 }) }),
  fc.record({ kind: fc.constant("insert" as const), at, bytes: someBytes }),
  fc.record({ kind: fc.constant("repeat" as const), at, length: fc.integer({ min: 1, max: 64 }) }),
);
const layout: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constant("layout" as const),
  at,
  to: fc.constantFrom<LayoutChange[]>(
    "less",
    "more",
    "zero",
    "top bit",
    "all bits",
    "message length",
    "another's",
  ),
  isBigEndian: fc.boolean(),
});
const entries: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("double" as const, "drop" as const, "swap" as const),
  at,
  list: fc.nat(3),
});

/** Changes that need to know nothing, most of them to single bytes and integers. */
export const blindMutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: set },
  { weight: 1, arbitrary: other },
);
/** Changes of what the structure hangs on, and blind ones. */
export const structuredMutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: layout },
  { weight: 2, arbitrary: entries },
  { weight: 2, arbitrary: blindMutations },
);
