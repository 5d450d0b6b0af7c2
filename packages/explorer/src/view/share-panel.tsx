import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { fragmentOf } from "../model/share.js";
import type { Token } from "../model/token.js";

/** A link that holds the token without its secrets, to be copied. */
export function SharePanel({ token }: { token: Token }): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [said, say] = useState("");
  const fragment = fragmentOf(token.bytes, token.withheld);
  if (fragment === undefined) return <p class="panel">This message is too long for a link.</p>;
  const link = location.href.split("#")[0] + fragment;
  const copy = () => {
    input.current?.select();
    navigator.clipboard.writeText(link).then(
      () => say("Copied."),
      () => say("The browser does not let the page copy: the link is selected, copy it yourself."),
    );
  };
  return (
    <div class="panel">
      <label for={id}>A link to this message</label>
      <div class="line-of-controls">
        <input id={id} ref={input} readOnly value={link} onFocus={() => input.current?.select()} />
        <button type="button" onClick={copy}>
          Copy
        </button>
      </div>
      <p class="quiet">
        The message is in the link itself, after the #, which browsers send to nobody. Responses, keys and
        MICs in it are zeros; names, addresses and challenges are as they were.
      </p>
      <p role="status">{said}</p>
    </div>
  );
}
