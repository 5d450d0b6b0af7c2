import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import type { Paste } from "../model/token.js";
import { TokenView } from "./token-view.js";

/** What was pasted, message by message; or why it is none. */
export function PasteView({ paste }: { paste: Paste }): JSX.Element {
  if (!paste.isUnderstood) {
    return (
      <section class="card" aria-label="Result">
        <h2>No message was found</h2>
        <ul>
          {paste.tried.map((line) => (
            <li key={line}>{visibleText(line)}</li>
          ))}
        </ul>
        <p>Give hex digits, a hex dump, base64, or a header line such as “WWW-Authenticate: NTLM …”.</p>
      </section>
    );
  }
  const { parts, remarks } = paste;
  return (
    <section aria-label="Result">
      {remarks.map((remark) => (
        <p key={remark} class="remark note">
          {visibleText(remark)}
        </p>
      ))}
      {parts.map(({ label, bytes }, i) => (
        <section key={`${i} ${bytes.length}`} aria-label={visibleText(label)}>
          <h2>{visibleText(label)}</h2>
          <TokenView title={label} bytes={bytes} />
        </section>
      ))}
    </section>
  );
}
