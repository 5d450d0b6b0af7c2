// Reads put inside the reads whose bytes hold theirs.
import type { Item } from "./item.js";

/** An item with what was read from it. */
export interface Branch {
  item: Item;
  children: Branch[];
}

/** The items of one layer as a tree, and beside it those whose bytes another item has already. */
export interface Nested {
  branches: Branch[];
  shared: Item[];
}

/** Takes items in reading order, in which a window comes before what is read from it. Siblings do not overlap. */
export function nest(items: readonly Item[]): Nested {
  const nested: Nested = { branches: [], shared: [] };
  for (const item of items) if (!insert(nested.branches, item)) nested.shared.push(item);
  return nested;
}

/** Answers whether there was room. */
function insert(siblings: Branch[], item: Item): boolean {
  // Most reads go on where the last one ended, and few windows lie in one another.
  let level = siblings;
  for (;;) {
    const at = countBefore(level, item.offset);
    const before = level[at - 1];
    if (before !== undefined && before.item.offset + before.item.length > item.offset) {
      if (!before.item.isWindow || !holds(before.item, item)) return false;
      level = before.children;
      continue;
    }
    const after = level[at];
    if (after !== undefined && after.item.offset < item.offset + item.length) return false;
    level.splice(at, 0, { item, children: [] });
    return true;
  }
}

function holds(outer: Item, inner: Item): boolean {
  return inner.offset + inner.length <= outer.offset + outer.length;
}

/** How many of the siblings start at `offset` or before. */
function countBefore(siblings: readonly Branch[], offset: number): number {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (siblings[middle]!.item.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
