import { readFileSync } from "node:fs";
import { isDecodeError } from "@countersign/bytes";
import { ReferenceDecodeError } from "@countersign/reference";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS, type Format, outcomesOf } from "./formats.js";
import { IMPLIED, REFERENCE_DIFFERS } from "./known-differences.js";

/** Enough for every kind of the largest format to come up. */
const SAMPLES = 1500;
const kindsOf = (format: Format) =>
  new Set(fc.sample(format.nearValid(), { numRuns: SAMPLES, seed: 7 }).map(({ label }) => label.kind));

describe.each(FORMATS)("near-valid $name", (format) => {
  it("comes out as its label says, and breaks no other rule", () => {
    fc.assert(
      fc.property(format.nearValid(), ({ bytes, label: { kind, ...expected } }) => {
        const implied = IMPLIED[kind] ?? [];
        const outcomes = outcomesOf(format, bytes).filter(
          ({ deviation }) => deviation === undefined || !implied.includes(deviation),
        );
        expect({ kind, outcomes }).toEqual({ kind, outcomes: [expected] });
      }),
      { numRuns: runs(SAMPLES) },
    );
  });

  it("does so at other sizes", () => {
    const sizes = fc.constantFrom(
      { maxBytes: 1, maxItemBytes: 1, maxItems: 1, maxText: 1 },
      { maxBytes: 3000, maxItemBytes: 90, maxItems: 9, maxText: 60 },
    );
    fc.assert(
      fc.property(sizes.chain(format.nearValid), ({ bytes, label: { kind, ...expected } }) => {
        expect({ kind, outcomes: outcomesOf(format, bytes) }).toMatchObject({
          kind,
          outcomes: expect.arrayContaining([expected]) as unknown,
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it("comes to the same with the reference codec", () => {
    fc.assert(
      fc.property(format.nearValid(), ({ bytes, label: { kind } }) => {
        const [own, other] = [answerOf(format.decode, bytes), answerOf(format.reference, bytes)];
        if (kind in REFERENCE_DIFFERS) expect({ kind, other }).not.toEqual({ kind, other: own });
        else expect({ kind, other }).toEqual({ kind, other: own });
      }),
      { numRuns: runs(1000) },
    );
  });

  it("has a label for every deviation", () => {
    const codes = Object.keys(format.meanings).map((code) => `${format.name}/${code}`);
    const kinds = kindsOf(format);
    expect(codes.filter((code) => !kinds.has(code))).toEqual([]);
  });
});

/** The value, or that it is refused. */
function answerOf(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof ReferenceDecodeError || isDecodeError(error)) return "refused";
    throw error;
  }
}

describe("labels", () => {
  const all = FORMATS.flatMap((format) => [...kindsOf(format)]);

  it("are as many as the guide says", () => {
    const guide = readFileSync(new URL("../../../docs/fuzz-your-parser.md", import.meta.url), "utf8");
    const said = [...guide.matchAll(/`nearValid\w+` \((\d+)(?: labels)?\)/g)].map(([, count]) =>
      Number(count),
    );
    expect(said).toEqual(FORMATS.map((format) => kindsOf(format).size));
    expect(guide).toContain(`there are ${new Set(all).size} `);
  });

  it("are those that the lists of exceptions speak of", () => {
    const exceptions = [...Object.keys(REFERENCE_DIFFERS), ...Object.keys(IMPLIED)];
    expect(exceptions.filter((kind) => !all.includes(kind))).toEqual([]);
  });
});
