export { ReferenceDecodeError } from "./error.js";
export { decodeFrame, encodeFrame } from "./framing/frame.js";
export { decodeNtlm, encodeNtlm } from "./ntlm/message.js";
export {
  decodeLmResponse,
  decodeLmV2Response,
  decodeNtlmResponse,
  decodeNtlmV2Response,
  encodeLmResponse,
  encodeLmV2Response,
  encodeNtlmResponse,
  encodeNtlmV2Response,
} from "./ntlm/responses.js";
export { decodeSmb1, encodeSmb1 } from "./smb1/message.js";
export { decodeSmb2Compound, encodeSmb2Compound } from "./smb2/compound.js";
export { decodeSmb2ErrorContexts, encodeSmb2ErrorContexts } from "./smb2/error-contexts.js";
export { decodeSmb2, encodeSmb2 } from "./smb2/message.js";
export { decodeSpnego, encodeSpnego } from "./spnego/message.js";
