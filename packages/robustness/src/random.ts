import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** Choices that a seed and an index make, always the same ones. */
export class Random {
  readonly #generator: RandomGenerator;

  constructor(seed: number, index: number) {
    this.#generator = xoroshiro128plus((seed ^ Math.imul(index + 1, 0x9e3779b1)) | 0);
  }

  /** Both ends included. */
  between(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  /** From 0 up to, without, `count`. */
  below(count: number): number {
    return this.between(0, count - 1);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** The list must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
