// What a probe learned of a host, as observations and as one report.
import { connectionAnswers, minimumDialect, type ProbeResult } from "@countersign/handshake";
import type { Endpoint, HostReport } from "../contract.js";
import { probeQuestionReport, probeTime } from "../report/probe.js";
import { HostView } from "./host-view.js";
import { type HostObservation, observeHandshake } from "./observation.js";

/** A probe's connections as observations, for a `HostView` that joins them with others. */
export function observeProbe(server: Endpoint, result: ProbeResult): HostObservation[] {
  const least = minimumDialect(result);
  return result.connections.map((connection, i) => ({
    ...observeHandshake({ file: "", server, time: probeTime(connection.began) }, connection.handshake),
    answers: connectionAnswers(connection),
    // A logon that the probe itself does not go on with says nothing of who logs on there.
    sessions: [],
    minimumDialect: least,
    probe: { order: i + 1, asked: probeQuestionReport(connection, server.port) },
  }));
}

/** The report of one probed host. */
export function probeReport(target: Endpoint, result: ProbeResult): HostReport {
  const view = new HostView();
  for (const observation of observeProbe(target, result)) view.add(observation);
  const [report] = view.reports();
  if (report === undefined) throw new RangeError("a probe's result without connections");
  return report;
}
