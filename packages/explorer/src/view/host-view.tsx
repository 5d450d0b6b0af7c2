import { endpointText, type HostReport, summarize, visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import type { ConversationReport } from "../model/capture.js";
import { moment } from "../model/words.js";
import { Findings } from "./findings.js";
import { Heading } from "./heading.js";
import { More } from "./more.js";
import { NotObservable } from "./not-observable.js";
import { Advertised, Outcome } from "./outcome.js";
import { type OpenEvidence, Reasons } from "./reasons.js";
import { Table } from "./table.js";

const COLUMNS = ["client", "what", "this pair", "relay to SMB", "sessions", "first packet"];

/** A server: the verdict, what it rests on, and its conversations. */
export function HostView({
  host,
  conversations,
  open,
  openEvidence,
}: {
  host: HostReport;
  conversations: readonly ConversationReport[];
  open: (report: ConversationReport) => void;
  openEvidence: OpenEvidence;
}): JSX.Element {
  const { names, relayToSmb, findings } = host;
  return (
    <>
      <Heading>
        {host.address} <span class="quiet">{visibleText(names.dnsName ?? names.netbiosName ?? "")}</span>
      </Heading>
      <p class="summary">
        <span>
          {host.ports.length > 1 ? "ports" : "port"} {host.ports.join(", ")}
        </span>
        <span>
          seen {moment(host.firstSeen)}
          {host.lastSeen === host.firstSeen ? "" : ` to ${moment(host.lastSeen)}`}
        </span>
        {host.systemVersion !== undefined && <span>version {visibleText(host.systemVersion)}</span>}
      </p>
      <div class="columns">
        <section class="card">
          <h3>
            Relay to SMB: <Outcome word={relayToSmb.outcome} />
          </h3>
          <Reasons reasons={relayToSmb.because} open={openEvidence} />
          <p>
            Signing advertised: <Advertised {...host.advertised} />
          </p>
          <NotObservable codes={relayToSmb.notObservable} />
        </section>
        <section class="card">
          <h3>Findings</h3>
          <Findings findings={findings} open={openEvidence} />
        </section>
      </div>
      <h3>Conversations</h3>
      <More items={conversations} what="conversation">
        {(shown) => (
          <Table caption="Conversations" columns={COLUMNS}>
            {shown.map((report) => (
              <ConversationRow key={`${report.firstPacket} ${report.kind}`} report={report} open={open} />
            ))}
          </Table>
        )}
      </More>
    </>
  );
}

function ConversationRow({
  report,
  open,
}: {
  report: ConversationReport;
  open: (report: ConversationReport) => void;
}): JSX.Element {
  const { dialects, effective, relayToSmb, sessions } = summarize(report);
  const { client } = report;
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => open(report)}>
          {endpointText(client.address, client.port)}
        </button>
      </th>
      <td>
        {report.kind === "ntlm"
          ? `NTLM over ${report.carrier}`
          : `SMB ${visibleText(dialects.join(", ")) || "without an answer"}`}
      </td>
      <td>{effective !== undefined && <Outcome word={effective} />}</td>
      <td>{relayToSmb !== undefined && <Outcome word={relayToSmb} />}</td>
      <td>{visibleText(sessions.join("; "))}</td>
      <td>{report.firstPacket}</td>
    </tr>
  );
}
