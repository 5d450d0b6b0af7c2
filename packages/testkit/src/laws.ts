// The laws of the codecs, one function for all of them. A codec's test is a call with its table entry.
import { mutated } from "@countersign/arbitraries";
import {
  type EncodeOptions,
  equalBytes,
  type FieldTrace,
  isDecodeError,
  type Reader,
  traceFields,
} from "@countersign/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "./runs.js";

export interface CodecUnderTest<M> {
  name: string;
  decode: (bytes: Uint8Array) => M;
  encode: (m: M, options?: EncodeOptions) => Uint8Array;
  /** Any value that can be encoded, unknown codes and bits included. */
  values: fc.Arbitrary<M>;
  /** Encoded messages of real peers and of the specifications, by name. */
  samples?: Record<string, Uint8Array>;
  /** Samples whose canonical encoding differs, each with the reason; one that stops differing fails the test. */
  notCanonical?: Record<string, string>;
  peeks?: Peek<M>[];
  /** Law 2c. */
  edits?: Edits<M>;
}

/** Law 5: a peek and the field it stands for; `field` answers `undefined` for a message that has none. */
export interface Peek<M> {
  name: string;
  peek: (bytes: Uint8Array) => unknown;
  field: (m: M) => unknown;
}

export interface Edits<M> {
  read: (r: Reader) => unknown;
  /** Edits of `m`, a single field each, with what `other` has there. */
  of: (m: M, other: M) => Edit<M>[];
}

export interface Edit<M> {
  /** What the edited field's bytes are called in a trace. */
  fields: RegExp;
  value: M;
}

/** Names of the fields that follow from a payload's size and place. */
const LAYOUT = /(Offset|Length|Len|Count|Size)$/;

export function describeLaws<M>(codec: CodecUnderTest<M>): void {
  describe(`laws of ${codec.name}`, () => {
    describeRoundTrips(codec);
    describeRobustness(codec);
    if (codec.peeks) describePeeks(codec, codec.peeks);
    if (codec.edits) describeEdits(codec, codec.edits);
    if (codec.samples) describeSamples(codec, codec.samples);
  });
}

function describeRoundTrips<M>({ decode, encode, values }: CodecUnderTest<M>): void {
  it("1: decodes what it encoded to the same value", () => {
    fc.assert(
      fc.property(values, (m) => {
        expect(decode(encode(m))).toEqual(m);
      }),
      { numRuns: runs() },
    );
  });

  it("2b: takes from `like` no value", () => {
    fc.assert(
      fc.property(values, values, (m, x) => {
        expect(decode(encode(m, { like: encode(x) }))).toEqual(m);
      }),
      { numRuns: runs() },
    );
  });
}

function describeRobustness<M>(codec: CodecUnderTest<M>): void {
  const { decode, encode } = codec;
  const encoded = encodedOf(codec);

  it("2a, 4: any bytes decode losslessly or throw DecodeError", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ size: "max", maxLength: 4096 }),
      mutated(encoded, codec.edits?.read),
    );
    fc.assert(
      fc.property(bytes, (b) => {
        const m = decodeOrRefuse(decode, b);
        if (m) expectSameBytes(encode(m.value, { like: b }), b);
      }),
      { numRuns: runs() * 2 },
    );
  });

  it("2b: takes from a damaged `like` no value", () => {
    fc.assert(
      fc.property(codec.values, mutated(encoded, codec.edits?.read), (m, like) => {
        if (decodeOrRefuse(decode, like)) expect(decode(encode(m, { like }))).toEqual(m);
      }),
      { numRuns: runs() },
    );
  });

  it("3: a prefix is truncated, or decodes to what it holds", () => {
    fc.assert(
      fc.property(encoded, (b) => {
        for (let length = 0; length < b.length; length++) {
          const prefix = b.slice(0, length);
          const m = decodeOrRefuse(decode, prefix, "truncated");
          // An encoder writes every field, so a default in place of a missing one would lengthen the message.
          if (m) expectSameBytes(encode(m.value, { like: prefix }), prefix);
        }
      }),
      { numRuns: Math.ceil(runs() / 20) },
    );
  });
}

function describePeeks<M>(codec: CodecUnderTest<M>, peeks: Peek<M>[]): void {
  const bytes = fc.oneof(
    encodedOf(codec),
    mutated(encodedOf(codec), codec.edits?.read),
    fc.uint8Array({ size: "max", maxLength: 256 }),
  );
  it.each(peeks)("5: $name equals what decoding answers", ({ peek, field }) => {
    fc.assert(
      fc.property(bytes, (b) => {
        const peeked = peek(b);
        const m = decodeOrRefuse(codec.decode, b);
        if (m) expect(peeked).toEqual(field(m.value));
      }),
      { numRuns: runs() },
    );
  });
}

function describeEdits<M>({ decode, encode, values }: CodecUnderTest<M>, edits: Edits<M>): void {
  it("2c: an edited field changes its own bytes and what follows from its size, nothing else", () => {
    fc.assert(
      fc.property(values, values, (m, other) => {
        const like = encode(m);
        for (const { fields, value } of edits.of(m, other)) {
          const edited = encode(value, { like });
          expect(decode(edited)).toEqual(value);
          const traces = [...traceFields(edits.read, like), ...traceFields(edits.read, edited)];
          expect(strayChanges(like, edited, traces, fields)).toEqual([]);
        }
      }),
      { numRuns: Math.ceil(runs() / 4) },
    );
  });
}

function describeSamples<M>(codec: CodecUnderTest<M>, samples: Record<string, Uint8Array>): void {
  const { decode, encode } = codec;
  it.each(Object.entries(samples))("2: %s comes back byte for byte", (name, b) => {
    const m = decode(b);
    expect(encode(m, { like: b })).toEqual(b);
    expect(decode(encode(m))).toEqual(m);
    if (codec.notCanonical?.[name] === undefined) expect(encode(m)).toEqual(b);
    else expect(encode(m), "listed as not canonical, but it is").not.toEqual(b);
  });
}

/** A deep comparison of arrays costs milliseconds: it is for those that differ. */
function expectSameBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (!equalBytes(actual, expected)) expect(actual).toEqual(expected);
}

function encodedOf<M>({ encode, values, samples = {} }: CodecUnderTest<M>): fc.Arbitrary<Uint8Array> {
  const generated = values.map((m) => encode(m));
  const recorded = Object.values(samples);
  return recorded.length > 0 ? fc.oneof(generated, fc.constantFrom(...recorded)) : generated;
}

/** The value, or `undefined` for a `DecodeError` (of the given code); anything else that is thrown passes. */
function decodeOrRefuse<M>(
  decode: (b: Uint8Array) => M,
  bytes: Uint8Array,
  code?: string,
): { value: M } | undefined {
  try {
    return { value: decode(bytes) };
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    if (code !== undefined) expect(error).toMatchObject({ code });
    expect(error.offset).toBeGreaterThanOrEqual(0);
    return undefined;
  }
}

/** Positions that differ though no field at them is named by `fields`, is layout, or is new room at the end. */
function strayChanges(before: Uint8Array, after: Uint8Array, traces: FieldTrace[], fields: RegExp): number[] {
  const allowed = new Set<number>();
  for (const { field, offset, length } of traces) {
    if (!fields.test(field) && !LAYOUT.test(field)) continue;
    for (let p = offset; p < offset + length; p++) allowed.add(p);
  }
  const stray: number[] = [];
  for (let p = 0; p < before.length; p++) if (before[p] !== after[p] && !allowed.has(p)) stray.push(p);
  return stray;
}
