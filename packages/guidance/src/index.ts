export { type FindingCode, type FindingEntry, findingCatalogue, type Severity } from "./catalogue.js";
export {
  type Contradiction,
  contradictions,
  type DefaultEntry,
  type Direction,
  defaults,
} from "./defaults.js";
export { deriveFindings, type Finding, type HostFacts, joinFindings, type SessionFact } from "./derive.js";
export { type Advice, advise, describeReason, describeReference } from "./prose.js";
export { type Reference, type ReferenceId, references } from "./reference.js";
export {
  type PolicySetting,
  type RegistryValue,
  type Remediation,
  type RemediationId,
  remediations,
} from "./remediation.js";
export {
  type HostRole,
  type Technique,
  type TechniqueId,
  type TechniqueLinks,
  techniques,
} from "./technique.js";
