import type { DissectNode } from "@countersign/dissect";
import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";

/** What follows from a field, what is forbidden in it, and where reading ended. */
export function Remarks({ node }: { node: DissectNode }): JSX.Element {
  const { notes = [], deviations = [], error } = node;
  return (
    <>
      {notes.map((note) => (
        <p key={note} class="remark note">
          {visibleText(note)}
        </p>
      ))}
      {deviations.map(({ code, meaning, section }, i) => (
        <p key={i} class="remark deviation">
          <b>Deviation</b> {code}: {visibleText(meaning)} <span class="section">{section}</span>
        </p>
      ))}
      {error !== undefined && (
        <p class="remark error">
          <b>Error</b> {error.code}: {visibleText(error.message)}, byte {error.offset} of the input
        </p>
      )}
    </>
  );
}
