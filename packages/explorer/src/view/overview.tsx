import { packetAccounts, visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import { type CaptureResult, gravestFirst, verdictCounts } from "../model/capture.js";
import type { Place } from "../model/place.js";
import { count, size } from "../model/words.js";
import { ExportBar } from "./export-bar.js";
import { Heading } from "./heading.js";
import { More } from "./more.js";
import { Advertised, Outcome } from "./outcome.js";
import { Table } from "./table.js";

const COLUMNS = ["host", "relay to SMB", "signing advertised", "name", "dialects", "findings"];

/** A capture: its hosts and their verdicts. */
export function Overview({
  result,
  milliseconds,
  go,
}: {
  result: CaptureResult;
  milliseconds: number;
  go: (place: Place) => void;
}): JSX.Element {
  const { capture, conversations, hosts } = result;
  const { possible, unknown, blocked } = verdictCounts(result);
  return (
    <>
      <Heading>{visibleText(capture.file)}</Heading>
      <p class="summary">
        <span>{size(capture.bytes)}</span>
        <span>{count(capture.packets, "packet")}</span>
        <span>{count(conversations.length, "conversation")}</span>
        <span>read in {(milliseconds / 1000).toFixed(1)} s</span>
      </p>
      <Problems result={result} />
      <p class="tiles">
        <span class="tile bad">
          <b>{possible}</b> relay possible
        </span>
        <span class="tile open">
          <b>{unknown}</b> unknown
        </span>
        <span class="tile good">
          <b>{blocked}</b> blocked
        </span>
      </p>
      {hosts.length === 0 ? (
        <p>Nothing in this capture speaks SMB or NTLM.</p>
      ) : (
        <More items={gravestFirst(result)} what="host">
          {(shown) => (
            <Table caption="Hosts" columns={COLUMNS}>
              {shown.map((host) => (
                <tr key={host.address}>
                  <th scope="row">
                    <button type="button" class="link" onClick={() => go({ host: host.address })}>
                      {host.address}
                    </button>
                  </th>
                  <td>
                    <Outcome word={host.relayToSmb.outcome} />
                  </td>
                  <td>
                    <Advertised {...host.advertised} />
                  </td>
                  <td>{visibleText(host.names.netbiosName ?? host.names.dnsName ?? "")}</td>
                  <td>{visibleText(host.dialects.join(", "))}</td>
                  <td>{host.findings.length}</td>
                </tr>
              ))}
            </Table>
          )}
        </More>
      )}
      <ExportBar result={result} />
      <details>
        <summary>What became of every packet</summary>
        <ul>
          {packetAccounts(capture).map(({ what, packets }) => (
            <li key={what}>
              {what}: {packets.toLocaleString("en")}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Problems({ result: { capture } }: { result: CaptureResult }): JSX.Element {
  return (
    <>
      {capture.problems.map(({ message, offset }, i) => (
        <p key={i} class="remark error">
          <b>Problem</b> {visibleText(message)}
          {offset === undefined ? "" : `, byte ${offset}`}
        </p>
      ))}
    </>
  );
}
