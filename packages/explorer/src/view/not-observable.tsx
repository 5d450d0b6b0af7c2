import { type Unobservable, unobservableMeanings } from "@countersign/signing";
import type { JSX } from "preact";

/** What a verdict cannot know. */
export function NotObservable({ codes }: { codes: readonly string[] }): JSX.Element {
  return (
    <details>
      <summary>What the wire does not show ({codes.length})</summary>
      <ul>
        {codes.map((code) => (
          <li key={code}>{unobservableMeanings[code as Unobservable] ?? code}</li>
        ))}
      </ul>
    </details>
  );
}
