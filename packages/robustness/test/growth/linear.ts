import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Growth,
  MAX_EXPONENT,
  type Measure,
  measureGrowth,
  type Prepare,
} from "../../src/growth/measure.js";
import { allocationMeasure, timeMeasure } from "../../src/growth/measures.js";

/** Something else on the machine may have got in the way. */
const TRIES = 3;

/** The longest message of a frame. */
const LARGEST = 16 * 2 ** 20;
/** With `GROWTH=full` every input grows so far, without it until it is large enough or a run costs enough. */
const IS_FULL = process.env.GROWTH === "full";
const NEVER = { enough: Number.POSITIVE_INFINITY, enoughBytes: Number.POSITIVE_INFINITY };

/** What takes inputs, by what they are; the number is the size beyond which the format has no larger ones. */
export type Cases = Readonly<Record<string, Prepare | readonly [Prepare, largest: number]>>;

/** Holds each case to a time that grows with the size of the input and not faster. */
export function describeTime(what: string, cases: Cases): void {
  describeGrowth(`the time of ${what} grows with its length:`, cases, timeMeasure);
}

/** Holds each case to memory that grows with the size of the input and not faster. */
export function describeAllocation(what: string, cases: Cases): void {
  describeGrowth(`what ${what} allocates grows with its length:`, cases, allocationMeasure);
}

function describeGrowth(title: string, cases: Cases, usual: Measure): void {
  const measure = IS_FULL ? { ...usual, ...NEVER, hopeless: 10 * usual.hopeless } : usual;
  describe(title, () => {
    it.each(Object.entries(cases))("%s", (name, one) => {
      const [prepare, largest] = typeof one === "function" ? [one, LARGEST] : one;
      let best = measureGrowth(prepare, largest, measure);
      for (let i = 1; i < TRIES && best.exponent > MAX_EXPONENT; i++) {
        const again = measureGrowth(prepare, largest, measure);
        if (again.exponent < best.exponent) best = again;
      }
      if (process.env.GROWTH_LOG) appendFileSync(process.env.GROWTH_LOG, `${title} ${name}: ${tell(best)}\n`);
      expect(best.exponent, tell(best)).toBeLessThanOrEqual(MAX_EXPONENT);
    });
  });
}

function tell({ exponent, points }: Growth): string {
  const each = points.map(
    ({ size, cost }) => `${size / 1024} KiB ${cost < 100 ? cost.toFixed(1) : Math.round(cost)}`,
  );
  return `exponent ${exponent.toFixed(2)}: ${each.join(", ")}`;
}
