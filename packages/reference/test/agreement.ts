// Law 6: two codecs agree on every input, both ways.
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agrees, type Codec, isKnown, type KnownDifference, observe } from "./observe.js";

const USUAL = 300;

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
  if (agrees(theirs, own) || isKnown(differences, theirs, own, bytes)) return;
  expect(own).toStrictEqual(theirs);
}
