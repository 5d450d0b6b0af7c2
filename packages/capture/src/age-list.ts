/** What an `AgeList` holds: its neighbours, `undefined` at the ends and outside, are the list's to set. */
export interface Aged<T> {
  older: T | undefined;
  newer: T | undefined;
}

/**
 * Elements in the order in which they were added. A `Set` has that order too, but leaves a hole for each element taken
 * out, and the way to its oldest one leads over all of them: of a flood of segments that must wait that was three fifths
 * of the time.
 */
export class AgeList<T extends Aged<T>> {
  oldest: T | undefined = undefined;
  #newest: T | undefined = undefined;

  /** Adds an element that is in no list. */
  add(element: T): void {
    element.older = this.#newest;
    if (this.#newest === undefined) this.oldest = element;
    else this.#newest.newer = element;
    this.#newest = element;
  }

  /** Takes out an element that is in this list. */
  remove(element: T): void {
    const { older, newer } = element;
    if (older === undefined) this.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    element.older = undefined;
    element.newer = undefined;
  }
}
