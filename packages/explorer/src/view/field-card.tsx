import type { DissectNode } from "@countersign/dissect";
import { visibleText } from "@countersign/inspect";
import type { ComponentChildren, JSX } from "preact";
import { hexText } from "../model/hex-rows.js";
import type { Token } from "../model/token.js";
import { count } from "../model/words.js";

/** Everything about the selected field. */
export function FieldCard({ token, node }: { token: Token; node: DissectNode }): JSX.Element {
  const { name, field, section, offset, length, value, flags = [] } = node;
  return (
    <section class="card field-card" aria-label="Selected field">
      <h3>{visibleText(name)}</h3>
      <dl>
        {field !== undefined && <Fact term="field">{field}</Fact>}
        {section !== undefined && <Fact term="section">{section}</Fact>}
        <Fact term="where">
          {count(length, "byte")} from byte {offset}
        </Fact>
        {value !== undefined && (
          <Fact term="value" isLong>
            {visibleText(value)}
          </Fact>
        )}
        {flags.length > 0 && (
          <Fact term="flags" isLong>
            {visibleText(flags.join(", "))}
          </Fact>
        )}
        {length > 0 && (
          <Fact term="bytes" isLong>
            {hexText(token.bytes, offset, length, token.hidden)}
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** Long ones are left out on narrow screens, where the tree shows them. */
function Fact({
  term,
  isLong = false,
  children,
}: {
  term: string;
  isLong?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={isLong ? "long" : ""}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
