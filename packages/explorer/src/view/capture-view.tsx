import type { Reason } from "@countersign/signing";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import {
  type CaptureResult,
  type ConversationReport,
  conversationOfEvidence,
  conversationsWith,
  readableReport,
} from "../model/capture.js";
import { indexOfEvidence } from "../model/evidence.js";
import { kindOf, type Place } from "../model/place.js";
import type { CaptureWorker } from "../worker/client.js";
import type { MessageList } from "../worker/protocol.js";
import { ConversationView } from "./conversation-view.js";
import { Crumbs } from "./crumbs.js";
import { HostView } from "./host-view.js";
import { MessageView } from "./message-view.js";
import { Overview } from "./overview.js";

export interface CaptureViewProps {
  result: CaptureResult;
  milliseconds: number;
  worker: CaptureWorker;
  place: Place;
  go: (place: Place) => void;
}

/** A capture, at the place where the reader is. */
export function CaptureView({ result, milliseconds, worker, place, go }: CaptureViewProps): JSX.Element {
  return (
    <section class="capture" aria-label="Capture">
      <Crumbs result={result} place={place} go={go} />
      {/* A new place is a new view, whose heading takes the focus. */}
      <div key={JSON.stringify(place)}>
        {kindOf(place) === "overview" ? (
          <Overview result={result} milliseconds={milliseconds} go={go} />
        ) : kindOf(place) === "host" ? (
          <HostPlace result={result} place={place} go={go} />
        ) : (
          <ConversationPlace result={result} worker={worker} place={place} go={go} />
        )}
      </div>
    </section>
  );
}

type PlaceProps = Pick<CaptureViewProps, "result" | "place" | "go">;

function HostPlace({ result, place, go }: PlaceProps): JSX.Element {
  const host = result.hosts.find(({ address }) => address === place.host);
  if (host === undefined) return <p>There is no such host in this capture.</p>;
  const conversations = conversationsWith(result, host.address);
  const placeOf = (report: ConversationReport): Place => ({
    host: host.address,
    conversation: result.conversations.indexOf(report),
  });
  const openEvidence = (reason: Reason) => {
    const report = conversationOfEvidence(conversations, reason);
    if (report !== undefined) go({ ...placeOf(report), ...evidence(reason) });
  };
  return (
    <HostView
      host={host}
      conversations={conversations}
      open={(report) => go(placeOf(report))}
      openEvidence={openEvidence}
    />
  );
}

function ConversationPlace({
  result,
  worker,
  place,
  go,
}: Omit<CaptureViewProps, "milliseconds">): JSX.Element {
  const { host, conversation = -1, packet, field } = place;
  const report = result.conversations[conversation];
  const [list, setList] = useState<MessageList>();
  const [failure, setFailure] = useState("");
  useEffect(() => {
    if (report === undefined) return;
    worker
      .messages(readableReport(result, report))
      .then(setList, ({ message }: Error) => setFailure(message));
  }, [worker, result, report]);
  if (report === undefined || host === undefined) return <p>There is no such conversation.</p>;
  if (failure !== "") return <p class="remark error">The messages could not be read: {failure}</p>;
  const here: Place = { host, conversation };
  const openMessage = (message: number) => go({ ...here, message });
  if (kindOf(place) === "message") {
    if (list === undefined) return <p role="status">Reading the message…</p>;
    const index = place.message ?? indexOfEvidence(list.messages, packet, field);
    return <MessageView list={list} index={index} field={field} open={openMessage} />;
  }
  return (
    <ConversationView
      report={report}
      list={list}
      openMessage={openMessage}
      openEvidence={(reason) => go({ ...here, ...evidence(reason) })}
    />
  );
}

function evidence({ packet, field }: Reason): Place {
  return { ...(packet !== undefined && { packet }), ...(field !== undefined && { field }) };
}
