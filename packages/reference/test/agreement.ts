// Law 6: two codecs agree on every input, both ways.
import { isDecodeError } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReferenceDecodeError } from "../src/index.js";

interface Codec<M> {
  decode: (bytes: Uint8Array) => M;
  encode: (m: M) => Uint8Array;
}

export interface Agreement<M> {
  name: string;
  shipped: Codec<M>;
  reference: Codec<M>;
  /** Any value that can be encoded. */
  values: fc.Arbitrary<M>;
  /** Encoded messages of the specifications and of real peers, by name. */
  samples: Record<string, Uint8Array>;
}

export function describeAgreement<M>(agreement: Agreement<M>): void {
  const { name, shipped, reference, values, samples } = agreement;
  const expectAgreement = (bytes: Uint8Array) => {
    const value = outcome(reference.decode, bytes);
    expect(value).toStrictEqual(outcome(shipped.decode, bytes));
    if (value !== REFUSED) expect(reference.encode(value)).toEqual(shipped.encode(value));
  };
  describe(`the reference agrees with ${name}`, () => {
    it.each(Object.entries(samples))("about %s", (_, bytes) => {
      expect(outcome(reference.decode, bytes)).not.toBe(REFUSED);
      expectAgreement(bytes);
    });

    it("about how generated values are encoded, and what that decodes to", () => {
      fc.assert(
        fc.property(values, (m) => {
          const bytes = reference.encode(m);
          expect(bytes).toEqual(shipped.encode(m));
          expect(reference.decode(bytes)).toStrictEqual(shipped.decode(bytes));
        }),
        { numRuns: runs() },
      );
    });

    const encoded = fc.oneof(
      values.map((m) => reference.encode(m)),
      fc.constantFrom(...Object.values(samples)),
    );
    it("about damaged messages", () => {
      fc.assert(fc.property(mutated(encoded), expectAgreement), { numRuns: runs() * 4 });
    });

    it("about prefixes", () => {
      const prefixes = fc
        .tuple(encoded, fc.nat())
        .map(([bytes, n]) => bytes.slice(0, n % (bytes.length + 1)));
      fc.assert(fc.property(prefixes, expectAgreement), { numRuns: runs() });
    });
  });
}

const REFUSED = "refused";

function outcome<M>(decode: (bytes: Uint8Array) => M, bytes: Uint8Array): M | typeof REFUSED {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof ReferenceDecodeError || isDecodeError(error)) return REFUSED;
    throw error;
  }
}
