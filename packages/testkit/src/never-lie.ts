// Never-lie tests: a decoder that is given a damaged message answers what the bytes say, or names the damage. Damage
// is every prefix, and every byte of every length, count and offset field, changed.
import {
  type DecodeError,
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

export interface DecoderUnderTest<M> {
  name: string;
  decode: (bytes: Uint8Array) => M;
  encode: (m: M, options?: EncodeOptions) => Uint8Array;
  /** What `decode` reads with, to find the fields. */
  read: (r: Reader) => unknown;
  /** Encoded messages of real peers and of the specifications, by name. */
  samples: Record<string, Uint8Array>;
  /** Any value that can be encoded. */
  values: fc.Arbitrary<M>;
  /** The fields to damage: by default those whose names end as lengths, counts and offsets do. */
  layout?: (trace: FieldTrace[], bytes: Uint8Array) => FieldTrace[];
  /**
   * What an error may name besides the changed field (the key, as `Structure.field`) and the payload it is named
   * after: the fields whose bytes it decides.
   */
  governs?: Record<string, RegExp>;
  /** What an error may name in a prefix too short to tell what it is the prefix of. */
  undecided?: RegExp;
}

const LAYOUT = /(Offset|Length|Len|Count|Size)$/i;
/** As LAYOUT, and as [MS-NLMP] names offsets: userNameBufferOffset leads to userName. */
const SUFFIX = /(Buffer)?(Offset|Length|Len|Count|Size)$/;
const MAX_INTEGER = 4;

export function describeNeverLie<M>(codec: DecoderUnderTest<M>): void {
  describe(`${codec.name} never lies`, () => {
    it.each(Object.entries(codec.samples))("of %s, cut and changed", (_name, bytes) => {
      expect(lies(codec, bytes)).toEqual([]);
    });

    it("of generated messages, cut and changed", () => {
      fc.assert(
        fc.property(codec.values, (m) => {
          expect(lies(codec, codec.encode(m))).toEqual([]);
        }),
        { numRuns: Math.ceil(runs() / 50) },
      );
    });
  });
}

/** What was said of a damaged message that is not so, each with the damage. */
function lies<M>(codec: DecoderUnderTest<M>, bytes: Uint8Array): string[] {
  const trace = traceFields(codec.read, bytes);
  return [...liesOfPrefixes(codec, bytes, trace), ...liesOfChanges(codec, bytes, trace)];
}

function liesOfPrefixes<M>(codec: DecoderUnderTest<M>, bytes: Uint8Array, trace: FieldTrace[]): string[] {
  const found: string[] = [];
  for (let length = 0; length < bytes.length; length++) {
    const error = refusal(codec, bytes.slice(0, length));
    if (error === undefined) continue;
    const isCut = trace.some((entry) => entry.field === error.field && entry.offset + entry.length > length);
    const isRight = isCut || codec.undecided?.test(error.field);
    if (!isRight || error.code !== "truncated") found.push(`cut to ${length}: ${told(error)}`);
  }
  return found;
}

function liesOfChanges<M>(codec: DecoderUnderTest<M>, bytes: Uint8Array, trace: FieldTrace[]): string[] {
  const found: string[] = [];
  for (const { field, offset, length } of (codec.layout ?? byName)(trace, bytes)) {
    for (const changed of changes(bytes.subarray(offset, offset + length))) {
      const damaged = bytes.slice();
      damaged.set(changed, offset);
      const error = refusal(codec, damaged);
      if (error && !isAbout(error, field, codec.governs)) found.push(`${field} ${changed}: ${told(error)}`);
    }
  }
  return found;
}

function byName(trace: FieldTrace[]): FieldTrace[] {
  return trace.filter(({ field, length }) => LAYOUT.test(field) && length <= MAX_INTEGER);
}

/** One byte changed, to every other value in a field of one byte; and all bits set, or none. */
function* changes(field: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < field.length; at++) {
    for (const value of field.length === 1 ? ANY : likely(field[at]!)) {
      if (value !== field[at]) yield field.with(at, value);
    }
  }
  if (field.length > 1) {
    yield field.slice().fill(0);
    yield field.slice().fill(0xff);
  }
}

const ANY = Array.from({ length: 256 }, (_, value) => value);

/** Each bit turned, one more, one less, and the ends of signed and unsigned numbers. */
function likely(value: number): Set<number> {
  const turned = [1, 2, 4, 8, 16, 32, 64, 128].map((bit) => value ^ bit);
  return new Set([...turned, (value + 1) & 0xff, (value - 1) & 0xff, 0, 0x7f, 0x80, 0xff]);
}

/** Whether the error names the changed field, blames it, or names what it governs. */
function isAbout(error: DecodeError, field: string, governs: Record<string, RegExp> = {}): boolean {
  if (error.field === field || error.blame === field) return true;
  return isOfSamePayload(error, field) || governs[field]?.test(error.field) === true;
}

/** An offset and a length lead to one payload, and either of them may be the one that is wrong. */
function isOfSamePayload({ field: payload, blame }: DecodeError, field: string): boolean {
  return (
    blame?.startsWith(payload) === true && [LAYOUT, SUFFIX].some((s) => field.replace(s, "") === payload)
  );
}

/** Why it was refused; what decodes must come back byte for byte. */
function refusal<M>({ decode, encode }: DecoderUnderTest<M>, bytes: Uint8Array): DecodeError | undefined {
  let m: M;
  try {
    m = decode(bytes);
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    return error;
  }
  const again = encode(m, { like: bytes });
  if (!equalBytes(again, bytes)) expect(again).toEqual(bytes);
  return undefined;
}

function told({ code, field, blame }: DecodeError): string {
  return `${code} ${field}, see ${blame}`;
}
