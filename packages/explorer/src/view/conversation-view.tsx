import {
  endpointText,
  type HandshakeReport,
  type NtlmReport,
  summarize,
  visibleText,
} from "@countersign/inspect";
import type { JSX } from "preact";
import type { ConversationReport } from "../model/capture.js";
import { matrixOf } from "../model/matrix.js";
import { count, moment } from "../model/words.js";
import type { MessageList } from "../worker/protocol.js";
import { Findings } from "./findings.js";
import { Heading } from "./heading.js";
import { MatrixView } from "./matrix-view.js";
import { MessageTable } from "./message-table.js";
import { NotObservable } from "./not-observable.js";
import { Advertised, Outcome } from "./outcome.js";
import { type OpenEvidence, Reasons } from "./reasons.js";

/** A conversation: the three answers, the matrix, what happened in it, and its messages. */
export function ConversationView({
  report,
  list,
  openMessage,
  openEvidence,
}: {
  report: ConversationReport;
  /** `undefined` while they are being read. */
  list: MessageList | undefined;
  openMessage: (index: number) => void;
  openEvidence: OpenEvidence;
}): JSX.Element {
  const { client, server } = report;
  return (
    <>
      <Heading>
        {endpointText(client.address, client.port)} to {endpointText(server.address, server.port)}
      </Heading>
      <p class="summary">
        <span>{report.kind === "ntlm" ? `NTLM over ${report.carrier}` : report.transport}</span>
        <span>{moment(report.time)}</span>
        <span>from packet {report.firstPacket} on</span>
      </p>
      <div class="columns">
        {report.kind === "handshake" && <Answers report={report} openEvidence={openEvidence} />}
        <div class="stack">
          {report.kind === "handshake" && (
            <section class="card">
              <h3>Signing matrix</h3>
              <MatrixView picture={matrixOf(report)} />
            </section>
          )}
          <section class="card">
            <h3>{report.kind === "handshake" ? "Sessions" : "Logon"}</h3>
            {report.kind === "handshake" ? <Sessions report={report} /> : <Logon ntlm={report.ntlm} />}
          </section>
          <section class="card">
            <h3>Findings</h3>
            <Findings findings={report.findings} open={openEvidence} />
          </section>
        </div>
      </div>
      <h3>Messages</h3>
      <MessageTable list={list} open={openMessage} />
    </>
  );
}

function Answers({
  report,
  openEvidence,
}: {
  report: HandshakeReport;
  openEvidence: OpenEvidence;
}): JSX.Element {
  const { advertised, effective, relayToSmb, deviations } = report.signing;
  return (
    <section class="card">
      <h3>
        Advertised: <Advertised {...advertised} />
      </h3>
      <Reasons reasons={deviations} open={openEvidence} />
      <h3>
        This pair: <Outcome word={effective.outcome} />
      </h3>
      <Reasons reasons={effective.because} open={openEvidence} />
      <h3>
        A relay to SMB: <Outcome word={relayToSmb.outcome} />
      </h3>
      <Reasons reasons={relayToSmb.because} open={openEvidence} />
      <NotObservable codes={relayToSmb.notObservable} />
      {report.problems.map(({ code, message, packet }, i) => (
        <p key={i} class="remark error">
          <b>Problem</b> {code}: {visibleText(message)}
          {packet === undefined ? "" : `, packet ${packet}`}
        </p>
      ))}
    </section>
  );
}

function Sessions({ report }: { report: HandshakeReport }): JSX.Element {
  const lines = summarize(report).sessions;
  if (lines.length === 0) return <p class="quiet">None was set up.</p>;
  return (
    <ul>
      {report.sessions.map(({ sessionId, messages: { client, server, encrypted } }, i) => (
        <li key={`${i} ${sessionId}`}>
          {visibleText(lines[i] ?? "")}
          <br />
          <span class="quiet">
            signed {client.signed} of {client.total} from the client, {server.signed} of {server.total} from
            the server{encrypted > 0 ? `, ${count(encrypted, "message")} encrypted` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Logon({ ntlm }: { ntlm: NtlmReport }): JSX.Element {
  const facts: [string, string | undefined][] = [
    ["user", ntlm.user],
    ["domain", ntlm.domain],
    ["workstation", ntlm.workstation],
    ["server", ntlm.targetName],
    ["version", ntlm.serverVersion],
    ["response", ntlm.response],
    ["target name", ntlm.targetNameSent],
    ["channel bindings", ntlm.channelBindings],
    ["MIC", ntlm.mic && (ntlm.mic.asserted ? "asserted" : "not asserted")],
  ];
  return (
    <dl>
      {facts.map(([term, text]) =>
        text === undefined ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{visibleText(text)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
