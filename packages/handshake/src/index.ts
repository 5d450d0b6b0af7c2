export type { HandshakeEvent } from "./events.js";
export { findNtlm, ntlmExtent } from "./find-ntlm.js";
export type {
  Handshake,
  MessageState,
  NegotiateMessage,
  Negotiation,
  PlainLogon,
  Problem,
  Protocol,
  Session,
  ValidateNegotiateInfo,
} from "./handshake.js";
export { dialectChoices, negotiationFacts } from "./negotiation-facts.js";
export { type NtlmExchange, NtlmExchanges, type Stamped } from "./ntlm-exchange.js";
export { avValue, ntlmFacts, ntlmInspections, responsePairs } from "./ntlm-facts.js";
export { HandshakeObserver, type ObserverOptions, type Side } from "./observer.js";
export { connectionAnswers, minimumDialect, probeAnswers } from "./probe/answers.js";
export type { CloseReason } from "./probe/exchange.js";
export { type SigningProbeOptions, SMB2_DIALECTS } from "./probe/options.js";
export type { PeerProtocol } from "./probe/peer-protocol.js";
export type {
  ProbeConnection,
  ProbeDetail,
  ProbeEnd,
  ProbeOutcome,
  ProbeQuestion,
  ProbeResult,
} from "./probe/result.js";
export { type ProbeStep, SigningProbe } from "./probe/signing-probe.js";
export { type Mechanism, readSecurityToken, type SecurityToken } from "./security-token.js";
export { observedOf, type SessionOutcome, sessionKind } from "./session-kind.js";
export { hostAnswers, judge, type Verdict } from "./verdict.js";
