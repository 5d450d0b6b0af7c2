// What was measured: one list, in which each figure has what was done, by whom, and a unit.
import { median } from "./measure-cpu.mjs";

export class Results {
  /** `{ what, by, unit, value, runs, note?, refused? }` */
  figures = [];
  #samples = new Map();

  /** One of several measurements of a figure. */
  sample(what, by, unit, value) {
    const key = `${what}|${by}|${unit}`;
    const samples = this.#samples.get(key) ?? { what, by, unit, values: [] };
    samples.values.push(value);
    this.#samples.set(key, samples);
  }

  /** A figure that does not count, since other facts came out of what was measured. */
  refuse(what, by, why) {
    this.figures.push({ what, by, refused: why });
  }

  /** Turns the samples taken until now into figures, their medians. */
  settle(note) {
    for (const { what, by, unit, values } of this.#samples.values()) {
      this.figures.push({
        what,
        by,
        unit,
        value: median(values),
        runs: values.length,
        ...(note && { note }),
      });
    }
    this.#samples.clear();
  }

  /** `undefined` where it was not measured or does not count. */
  get(what, by = "countersign", unit = "ns") {
    return this.figures.find((one) => one.what === what && one.by === by && one.unit === unit)?.value;
  }
}
