export { ContextFlag, type ContextFlags, hasContextFlag } from "./context-flags.js";
export { type DeviationCode, deviationMeanings, deviations } from "./deviations.js";
export { MechType, mechName } from "./mech-type.js";
export { HINT_NAME, type NegHints } from "./neg-hints.js";
export type { NegTokenInit, NegTokenInit2 } from "./neg-token-init.js";
export { NegState, type NegTokenResp } from "./neg-token-resp.js";
export { readObjectIdentifier } from "./object-identifier.js";
export {
  decodeToken,
  encodeToken,
  type GssToken,
  type NtlmsspToken,
  readToken,
  type Token,
  type UnknownToken,
} from "./token.js";
