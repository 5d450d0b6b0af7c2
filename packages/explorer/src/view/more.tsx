import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { count } from "../model/words.js";

const STEP = 100;

/** The first hundred of many, and a button for the next ones. */
export function More<T>({
  items,
  what,
  children,
}: {
  items: readonly T[];
  what: string;
  children: (shown: readonly T[]) => ComponentChildren;
}): JSX.Element {
  const [most, setMost] = useState(STEP);
  const left = items.length - most;
  return (
    <>
      {children(items.slice(0, most))}
      {left > 0 && (
        <button type="button" class="quiet-button" onClick={() => setMost(most + STEP)}>
          Show {Math.min(STEP, left)} more of {count(items.length, what)}
        </button>
      )}
    </>
  );
}
