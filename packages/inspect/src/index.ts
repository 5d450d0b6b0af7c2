export { CaptureInspector, type InspectOptions } from "./capture-inspector.js";
export type {
  CaptureReport,
  CarrierName,
  ContextReport,
  Endpoint,
  HandshakeReport,
  NegotiateRequestReport,
  NegotiateResponseReport,
  NegotiationReport,
  NtlmOnlyReport,
  NtlmReport,
  ProblemReport,
  Report,
  SessionReport,
  SigningReport,
} from "./contract.js";
export { inspectCapture, inspectCaptureSync } from "./inspect-capture.js";
