import * as arbitraries from "@countersign/arbitraries";

export const avPairs = arbitraries.avPairs();
export const message = arbitraries.ntlmMessages();
export const ntlmV2Response = arbitraries.ntlmV2Responses();
export const lmV2Response = arbitraries.lmV2Responses();
/** LM_RESPONSE and NTLM_RESPONSE. */
export const response = arbitraries.ntlmV1Responses();
export const messageSignature = arbitraries.messageSignatures();
export const extendedMessageSignature = arbitraries.extendedMessageSignatures();
