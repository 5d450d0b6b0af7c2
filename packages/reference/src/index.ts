export { ReferenceDecodeError } from "./error.js";
export { decodeFrame, encodeFrame } from "./framing/frame.js";
export { decodeNtlm, encodeNtlm } from "./ntlm/message.js";
export { decodeSmb1, encodeSmb1 } from "./smb1/message.js";
export { decodeSmb2, encodeSmb2 } from "./smb2/message.js";
export { decodeSpnego, encodeSpnego } from "./spnego/message.js";
