import type { JSX } from "preact";
import { count } from "../model/words.js";
import type { MessageList } from "../worker/protocol.js";
import { More } from "./more.js";
import { Table } from "./table.js";

const COLUMNS = ["packet", "from", "message", "bytes", "marks"];

/** The messages of a conversation, each to be opened. */
export function MessageTable({
  list,
  open,
}: {
  list: MessageList | undefined;
  open: (index: number) => void;
}): JSX.Element {
  if (list === undefined) return <p role="status">Reading the messages…</p>;
  const { messages, isCut } = list;
  if (messages.length === 0) return <p class="quiet">No whole message is in the capture.</p>;
  return (
    <>
      <More items={messages} what="message">
        {(shown) => (
          <Table caption="Messages" columns={COLUMNS}>
            {shown.map(({ packet, from, layers, length, deviations, errors }, i) => (
              <tr key={i}>
                <td>{packet}</td>
                <td>{from}</td>
                <th scope="row">
                  <button type="button" class="link" onClick={() => open(i)}>
                    {layers.join(" › ") || "unknown bytes"}
                  </button>
                </th>
                <td>{length.toLocaleString("en")}</td>
                <td>
                  {deviations > 0 && <span class="mark deviation">{count(deviations, "deviation")}</span>}{" "}
                  {errors > 0 && <span class="mark error">{count(errors, "error")}</span>}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </More>
      {isCut && <p class="quiet">These are the first {messages.length.toLocaleString("en")}.</p>}
    </>
  );
}
