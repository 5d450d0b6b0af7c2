import fc from "fast-check";
import { expect, it } from "vitest";
import { type Linked, LinkedList } from "../src/linked-list.js";

class Element implements Linked<Element> {
  previous: Element | undefined = undefined;
  next: Element | undefined = undefined;
}

/** All of it, in order. */
function contents(list: LinkedList<Element>): Element[] {
  const all: Element[] = [];
  for (let element = list.first; element !== undefined; element = element.next) all.push(element);
  return all;
}

it("keeps the order that a Set keeps", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (chosen) => {
      const elements = Array.from({ length: 10 }, () => new Element());
      const list = new LinkedList<Element>();
      const set = new Set<Element>();
      for (const index of chosen) {
        const element = elements[index]!;
        if (set.delete(element)) list.remove(element);
        else {
          set.add(element);
          list.add(element);
        }
        expect(contents(list)).toEqual([...set]);
      }
    }),
  );
});

it("puts elements before others as an array does", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (places) => {
      const list = new LinkedList<Element>();
      const array: Element[] = [];
      for (const place of places) {
        const element = new Element();
        const index = place % (array.length + 1);
        list.add(element, array[index]);
        array.splice(index, 0, element);
        expect(contents(list)).toEqual(array);
        expect(list.last).toBe(array.at(-1));
        expect(list.size).toBe(array.length);
      }
    }),
  );
});
