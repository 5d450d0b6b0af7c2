// Law 6: two codecs agree on every input, both ways.
import { isDecodeError } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReferenceDecodeError } from "../src/index.js";

const USUAL = 300;

interface Codec<M> {
  decode: (bytes: Uint8Array) => M;
  encode: (m: M) => Uint8Array;
}

/** What a codec makes of bytes: why it refuses them, or the value and that value's canonical encoding. */
type Observation<M> = { refused: string } | { value: M; encoded: Uint8Array };

/** An input that the codecs differ about, for good. It fails the test when they agree. */
export interface KnownDifference<M> {
  name: string;
  /** Why neither is mended, with the section. */
  reason: string;
  example: Uint8Array;
  /** Tells such inputs by what the codecs made of them. */
  isOf: (shipped: Observation<M>, reference: Observation<M>, bytes: Uint8Array) => boolean;
}

export interface Agreement<M> {
  name: string;
  shipped: Codec<M>;
  reference: Codec<M>;
  /** Any value that can be encoded. */
  values: fc.Arbitrary<M>;
  /** Messages of the specifications and of real peers, by name. */
  samples: Record<string, Uint8Array>;
  /** Bytes with wrong structures. */
  crafted?: fc.Arbitrary<Uint8Array>;
  differences?: KnownDifference<M>[];
}

export function describeAgreement<M>(agreement: Agreement<M>): void {
  const { reference, values, samples, differences = [] } = agreement;

  describe(`the reference and ${agreement.name} agree`, () => {
    it("about messages of the specifications and of real peers", () => {
      expect(Object.keys(samples)).not.toHaveLength(0);
      for (const [name, bytes] of Object.entries(samples)) {
        expect(observe(reference, bytes), name).not.toHaveProperty("refused");
        expectAgreement(agreement, bytes);
      }
    });

    it("about generated values", () => {
      fc.assert(
        fc.property(values, (m) => {
          const bytes = reference.encode(m);
          expect(reference.decode(bytes)).toEqual(m);
          expectAgreement(agreement, bytes);
        }),
        { numRuns: runs(USUAL) },
      );
    });

    const encoded = fc.oneof(
      values.map((m) => reference.encode(m)),
      fc.constantFrom(...Object.values(samples)),
    );

    it("about damaged messages", () => {
      fc.assert(
        fc.property(mutated(encoded), (bytes) => expectAgreement(agreement, bytes)),
        { numRuns: 2 * runs(USUAL) },
      );
    });

    const { crafted } = agreement;
    if (crafted) {
      it("about crafted messages", () => {
        fc.assert(
          fc.property(crafted, (bytes) => expectAgreement(agreement, bytes)),
          { numRuns: 5 * runs(USUAL) },
        );
      });
    }

    it("about prefixes of messages", () => {
      const prefixes = fc
        .tuple(encoded, fc.nat())
        .map(([bytes, length]) => bytes.slice(0, length % bytes.length));
      fc.assert(
        fc.property(prefixes, (bytes) => expectAgreement(agreement, bytes)),
        { numRuns: runs(USUAL) },
      );
    });

    it.each(differences)("but not about $name", ({ example, isOf }) => {
      const [shipped, own] = [observe(agreement.shipped, example), observe(reference, example)];
      expect(agrees(shipped, own), "listed as a difference, but they agree").toBe(false);
      expect(isOf(shipped, own, example)).toBe(true);
    });
  });
}

function expectAgreement<M>({ shipped, reference, differences = [] }: Agreement<M>, bytes: Uint8Array): void {
  const [theirs, own] = [observe(shipped, bytes), observe(reference, bytes)];
  if (agrees(theirs, own) || differences.some(({ isOf }) => isOf(theirs, own, bytes))) return;
  expect(own).toStrictEqual(theirs);
}

function agrees<M>(a: Observation<M>, b: Observation<M>): boolean {
  if ("refused" in a || "refused" in b) return "refused" in a && "refused" in b;
  return isSame(a.value, b.value) && isSame(a.encoded, b.encoded);
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    expect(a).toStrictEqual(b);
    return true;
  } catch {
    return false;
  }
}

function observe<M>({ decode, encode }: Codec<M>, bytes: Uint8Array): Observation<M> {
  let value: M;
  try {
    value = decode(bytes);
  } catch (error) {
    if (error instanceof ReferenceDecodeError || isDecodeError(error)) return { refused: error.message };
    throw error;
  }
  return { value, encoded: encode(value) };
}
