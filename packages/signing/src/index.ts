export type { Advertised, AnswerState, Smb1Advertised, Smb2Advertised } from "./advertised.js";
export {
  advertisedSmb1,
  advertisedSmb1Client,
  type Smb1Answer,
  type Smb1ClientFacts,
} from "./advertised-smb1.js";
export {
  advertisedSmb2,
  advertisedSmb2Client,
  type Smb2Answer,
  type Smb2ClientFacts,
} from "./advertised-smb2.js";
export { type Advisory, advisoriesFor, relayAdvisories } from "./advisory.js";
export { type DialectChoice, downgradedChoices, SMB1_CHOSEN } from "./dialect-choice.js";
export {
  type EffectiveSigning,
  effectiveSigning,
  type SessionKind,
  type Smb1Pair,
  type Smb2Pair,
} from "./effective.js";
export { decisiveAnswer, type HostAnswers, type HostSmb2Answer, type JoinedHost, joinHost } from "./host.js";
export {
  type Matrix,
  type MatrixOutcome,
  type Smb1Policy,
  type Smb2Policy,
  smb1Matrix,
  smb1Policies,
  smb2Matrix,
  smb2Policies,
} from "./matrix.js";
export {
  inspectNegotiation,
  type NegotiationFacts,
  type Smb2RequestFacts,
  type Smb2ResponseFacts,
} from "./negotiation.js";
export { type Unobservable, unobservableMeanings } from "./not-observable.js";
export { type FlagUse, inspectNtlm, type NtlmInspection, relayVictim } from "./ntlm.js";
export type {
  AvPairFact,
  NtlmAuthenticateFacts,
  NtlmChallengeFacts,
  NtlmFacts,
  NtlmNegotiateFacts,
} from "./ntlm-facts.js";
export { type DirectionCount, type MessageCounts, type Observed, observedSigning } from "./observed.js";
export { type Evidence, type Reason, type ReasonCode, reason, reasonMeanings } from "./reason.js";
export { type LdapSigning, type RelayTarget, relayExposure } from "./relay.js";
export type {
  RelayExposure,
  RelayOutcome,
  SmbServer,
  SmbServerConfiguration,
  Stated,
} from "./relay-smb.js";
export type {
  ChannelBindingPolicy,
  ChannelBindings,
  NtlmResponseKind,
  RelayVictim,
  SpnValidation,
} from "./relay-victim.js";
