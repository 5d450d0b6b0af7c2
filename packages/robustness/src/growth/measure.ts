// How a cost grows with the size of an input.

/** From here, bytes. */
const SMALLEST = 4096;
/** Each size is so many times the one before. */
const STEP = 4;
/** How many steps are looked at together: a sixteenfold. */
const STEPS = 2;
/** Between 1, linear, and 2, quadratic: caches and the collection of garbage make large inputs dearer by the byte. */
export const MAX_EXPONENT = 1.5;

/** Makes an input of about so many bytes; what it answers is measured, more than once. */
export type Prepare = (size: number) => () => void;

/** A cost that is measured. */
export interface Measure {
  /** What one run costs. */
  cost: (run: () => void) => number;
  /** Inputs of which a run costs so much need no larger ones behind them, if the growth up to them is linear. */
  enough: number;
  /** As large inputs, in bytes, need none behind them either. */
  enoughBytes: number;
  /** Inputs of which a run costs so much get no larger ones behind them, if it is not. */
  hopeless: number;
  /** Below it a cost tells nothing. */
  telling: number;
  /** What the largest input may cost a byte however it came to that. */
  harmless: number;
}

export interface Growth {
  /**
   * The cost grows with this power of the size: 1 is linear, 2 quadratic; 0 where it never tells anything. The lower one
   * of the last step and the last two: where a value moves to memory that is collected otherwise there is one steep step.
   */
  readonly exponent: number;
  readonly points: readonly Point[];
}

interface Point {
  /** Bytes. */
  readonly size: number;
  readonly cost: number;
}

/** Measures larger and larger inputs, up to `largest` bytes. */
export function measureGrowth(prepare: Prepare, largest: number, measure: Measure): Growth {
  const points: Point[] = [];
  for (let size = SMALLEST; size <= largest; size *= STEP) {
    const cost = measure.cost(prepare(size));
    points.push({ size, cost });
    const isLinear = exponentOf(points, measure) <= MAX_EXPONENT;
    const isEnough = isLinear && (size >= measure.enoughBytes || cost * STEP > measure.enough);
    if (isEnough || cost * STEP > measure.hopeless) return growth(points, measure);
  }
  const last = points.at(-1)!;
  return last.cost < measure.harmless * last.size ? { exponent: 0, points } : growth(points, measure);
}

function growth(points: readonly Point[], measure: Measure): Growth {
  return { exponent: exponentOf(points, measure), points };
}

function exponentOf(points: readonly Point[], { telling }: Measure): number {
  const last = points.at(-1)!;
  if (points.length <= STEPS || last.cost < telling) return 0;
  return Math.min(slope(points.at(-2)!, last), slope(points.at(-1 - STEPS)!, last));
}

function slope(from: Point, to: Point): number {
  return Math.log(to.cost / from.cost) / Math.log(to.size / from.size);
}
