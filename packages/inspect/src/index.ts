export { CaptureInspector, type InspectOptions, type SourceFacts } from "./capture-inspector.js";
export type {
  CaptureReport,
  CarrierName,
  Compression,
  ContextReport,
  Endpoint,
  HandshakeReport,
  HostNames,
  HostPathReport,
  HostReport,
  NegotiateRequestReport,
  NegotiateResponseReport,
  NegotiationReport,
  NtlmOnlyReport,
  NtlmReport,
  NtlmSecrets,
  PortState,
  ProbeEndReport,
  ProbeQuestionReport,
  ProblemReport,
  Report,
  SessionReport,
  SigningReport,
  TcpPackets,
  VantageReport,
} from "./contract.js";
export { csvColumns } from "./formats/csv.js";
export { type PacketAccount, packetAccounts } from "./formats/packet-accounts.js";
export type { FormatOptions, ReportWriter } from "./formats/report-writer.js";
export { settingsOf } from "./formats/settings.js";
export { type ReportSummary, summarize } from "./formats/summary.js";
export { endpointText, jsonLine, visibleText } from "./formats/text.js";
export { type FormatName, formatNames, reportWriter } from "./formats/writer.js";
export { HostView, type HostViewState } from "./host/host-view.js";
export {
  type HostObservation,
  type ObservationFacts,
  observeHandshake,
  observeNtlm,
} from "./host/observation.js";
export { observeProbe, probeReport } from "./host/probe.js";
export { inspectCapture, inspectCaptureSync } from "./inspect-capture.js";
export type { CapturedMessage } from "./messages/captured-message.js";
export { conversationMessages, type MessageOptions } from "./messages/conversation-messages.js";
export { nameRedactor } from "./redact/name-redactor.js";
export { reportSchema } from "./schema/report-schema.js";
export type { JsonSchema } from "./schema/schema.js";
