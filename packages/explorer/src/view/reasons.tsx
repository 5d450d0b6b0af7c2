import { describeReason } from "@countersign/guidance";
import { visibleText } from "@countersign/inspect";
import type { Reason } from "@countersign/signing";
import type { JSX } from "preact";

export type OpenEvidence = (reason: Reason) => void;

/** Reasons as sentences; those that rest on a packet have a button to it. */
export function Reasons({ reasons, open }: { reasons: readonly Reason[]; open: OpenEvidence }): JSX.Element {
  return (
    <ul class="reasons">
      {reasons.map((reason, i) => (
        <li key={i}>
          <Sentence reason={reason} />
          {reason.packet !== undefined && (
            <button type="button" class="evidence" onClick={() => open(reason)}>
              packet {reason.packet}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The file is the one that is open. */
function Sentence({ reason: { file: _, ...reason } }: { reason: Reason }): JSX.Element {
  return (
    <>
      <span>{visibleText(describeReason(reason))}</span> <code class="code">{reason.code}</code>{" "}
    </>
  );
}
