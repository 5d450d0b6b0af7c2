import fc from "fast-check";
import { expect, it } from "vitest";
import { type Aged, AgeList } from "../src/age-list.js";

class Element implements Aged<Element> {
  older: Element | undefined = undefined;
  newer: Element | undefined = undefined;
}

/** All of it, the oldest first. */
function contents(list: AgeList<Element>): Element[] {
  const all: Element[] = [];
  for (let element = list.oldest; element !== undefined; element = element.newer) all.push(element);
  return all;
}

it("keeps the order that a Set keeps", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (chosen) => {
      const elements = Array.from({ length: 10 }, () => new Element());
      const list = new AgeList<Element>();
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
