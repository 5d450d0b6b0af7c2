import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import { size } from "../model/words.js";

/** A capture that is being read. */
export function ReadingView({
  file,
  bytes,
  stop,
}: {
  file: File;
  bytes: number;
  stop: () => void;
}): JSX.Element {
  return (
    <section class="card reading" aria-label="Progress">
      <h2>Reading {visibleText(file.name)}</h2>
      <progress aria-label="Read so far" max={file.size} value={bytes} />
      <p>
        {size(bytes)} of {size(file.size)}
      </p>
      <button type="button" onClick={stop}>
        Stop
      </button>
    </section>
  );
}
