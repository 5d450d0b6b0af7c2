import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import { count } from "../model/words.js";
import type { MessageList } from "../worker/protocol.js";
import { Heading } from "./heading.js";
import { TokenView } from "./token-view.js";

/** One message of a conversation, with the ways to its neighbours. */
export function MessageView({
  list,
  index,
  field,
  open,
}: {
  list: MessageList;
  index: number;
  field: string | undefined;
  open: (index: number) => void;
}): JSX.Element {
  const message = list.messages[index];
  if (message === undefined) return <p>That message is not among those that could be read.</p>;
  const { packet, from, layers, bytes, length } = message;
  const missing = length - bytes.length;
  return (
    <>
      <Heading>
        Packet {packet}, from the {from}
      </Heading>
      <div class="toolbar">
        <button type="button" disabled={index === 0} onClick={() => open(index - 1)}>
          Previous
        </button>
        <button type="button" disabled={index + 1 >= list.messages.length} onClick={() => open(index + 1)}>
          Next
        </button>
        <span class="quiet">
          message {index + 1} of {list.messages.length}
        </span>
      </div>
      {missing > 0 && <p class="remark note">{count(missing, "byte")} more are not here.</p>}
      <TokenView
        key={`${index} ${field}`}
        title={visibleText(layers.join(" "))}
        bytes={bytes}
        field={field}
      />
    </>
  );
}
