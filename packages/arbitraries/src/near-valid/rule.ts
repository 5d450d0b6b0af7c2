// A rule of a format and how it is broken: a valid message, one edit of its value or of its bytes, and what must come
// of it. Where an error is to be noticed follows from the trace of the message before it was spoiled.
import type { FieldTrace, Reader } from "@countersign/bytes";
import fc from "fast-check";
import { Draft } from "./draft.js";
import type { Label, NearValid } from "./label.js";

export interface Format<M> {
  /** What the labels' kinds begin with. */
  name: string;
  encode: (m: M) => Uint8Array;
  read: (r: Reader) => unknown;
}

export interface Rule<M> {
  kind: string;
  /** Messages that keep all rules, and have what this one is about. */
  from: fc.Arbitrary<M>;
  /** Breaks the rule in the value, as a method, so that a rule of one kind of message is one of its format. `amount`: any number of 16 bits, for where it may be broken by more or by less. */
  edit?(m: M, amount: number): M;
  /** Breaks the rule in the bytes. */
  spoil?: (draft: Draft, amount: number) => void;
  expect: Label["expect"];
  deviation?: string;
  /** The field that the label names, and which of that name it is. */
  field: string | ((draft: Draft) => string);
  nth?: number;
  /** Where the label places it, if not where the field stood before. */
  at?: (draft: Draft) => number;
}

const AMOUNT = fc.nat(0xffff);

/** Messages that break one of the rules, each rule as often as the others. */
export function breaking<M>(format: Format<M>, rules: readonly Rule<M>[]): fc.Arbitrary<NearValid> {
  return fc.oneof(...rules.map((rule) => breakingOne(format, rule)));
}

function breakingOne<M>({ name, encode, read }: Format<M>, rule: Rule<M>): fc.Arbitrary<NearValid> {
  return fc.record({ m: rule.from, amount: AMOUNT }).map(({ m, amount }) => {
    const draft = new Draft(encode(rule.edit ? rule.edit(m, amount) : m), read);
    rule.spoil?.(draft, amount);
    return { bytes: draft.bytes, label: labelOf(name, rule, draft) };
  });
}

function labelOf<M>(format: string, rule: Rule<M>, draft: Draft): Label {
  const { expect, deviation } = rule;
  const kind = `${format}/${rule.kind}`;
  const field = typeof rule.field === "string" ? rule.field : rule.field(draft);
  const offset = rule.at ? rule.at(draft) : draft.place(field, rule.nth).offset;
  return { kind, field, offset, expect, ...(deviation !== undefined && { deviation }) };
}

/** A field with a value of its own choosing, at which the decoder stops. */
export function wrongValue<M>(kind: string, from: fc.Arbitrary<M>, field: string, value: number): Rule<M> {
  return { kind, from, spoil: (draft) => draft.set(field, value), expect: "malformed", field };
}

/** A length or a count that leads past the end of what holds its payload. */
export function tooLong<M>(
  kind: string,
  from: fc.Arbitrary<M>,
  field: string,
  payload: string,
  nth?: number,
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft, amount) => {
      const { length } = draft.place(field, nth);
      // The top bit is set: signed readers see a negative number.
      draft.set(field, 256 ** length / 2 + (amount % (256 ** length / 2)), nth);
    },
    expect: "truncated",
    field: payload,
    ...(nth !== undefined && { nth }),
  };
}

/** An offset into the message's fixed part. */
export function offsetInside<M>(
  kind: string,
  from: fc.Arbitrary<M>,
  field: string,
  payload: string,
  below: number,
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft, amount) => draft.set(field, amount % below),
    expect: "malformed",
    field: payload,
    at: (draft) => draft.get(field),
  };
}

/** An offset past the message's end. */
export function offsetBeyond<M>(
  kind: string,
  from: fc.Arbitrary<M>,
  field: string,
  payload: string,
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft, amount) =>
      draft.set(field, Math.min(draft.bytes.length + 1 + amount, maximum(draft, field))),
    expect: "truncated",
    field: payload,
    at: (draft) => draft.get(field),
  };
}

/** An offset that comes out small again where offset and length are added in the field's own width. */
export function offsetWraps<M>(kind: string, from: fc.Arbitrary<M>, field: string, payload: string): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft) => draft.set(field, maximum(draft, field)),
    expect: "truncated",
    field: payload,
    at: (draft) => draft.get(field),
  };
}

function maximum(draft: Draft, field: string): number {
  return 256 ** draft.place(field).length - 1;
}

/** How a decoder fares with a field that goes to the message's end: at least so many bytes of it must be there. */
export type Adaptive = Readonly<Record<string, number>>;

/**
 * A message that ends within a field. `lengths`: those that are another message, cut or not. Where several fields are
 * missing, the one that is read first is named.
 */
export function cut<M>(
  kind: string,
  from: fc.Arbitrary<M>,
  adaptive: Adaptive = {},
  lengths: readonly number[] = [],
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft, amount) => {
      const ends = draft.fields.map(({ field, offset, length }) => offset + (adaptive[field] ?? length));
      const length = amount % Math.max(...ends);
      draft.cut(lengths.includes(length) ? length + 1 : length);
    },
    expect: "truncated",
    field: (draft) => firstMissing(draft, adaptive).field,
    at: (draft) => firstMissing(draft, adaptive).offset,
  };
}

/** The first field, in the order of reading, that a cut draft has not all bytes of. */
export function firstMissing({ fields, bytes }: Draft, adaptive: Adaptive = {}): FieldTrace {
  return fields.find(({ field, offset, length }) => {
    const needed = adaptive[field] ?? length;
    return needed > 0 && offset + needed > bytes.length;
  })!;
}

/** Where a rule is noticed, if not at the first field of the name that its label carries. */
export type Where<M> = Partial<Pick<Rule<M>, "kind" | "nth" | "at">>;

/** What decodes though the specification forbids it, broken in the value. */
export function deviating<M>(
  deviation: string,
  from: fc.Arbitrary<M>,
  field: string,
  edit: (m: M, amount: number) => M,
  where: Where<M> = {},
): Rule<M> {
  return { kind: deviation, from, edit, expect: "decodes-with", deviation, field, ...where };
}

/** As {@link deviating}, broken in the bytes. */
export function deviatingBytes<M>(
  deviation: string,
  from: fc.Arbitrary<M>,
  field: string,
  spoil: (draft: Draft, amount: number) => void,
  where: Where<M> = {},
): Rule<M> {
  return { kind: deviation, from, spoil, expect: "decodes-with", deviation, field, ...where };
}
