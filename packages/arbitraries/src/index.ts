export { apply as applyMutation } from "./mutate/apply.js";
export { mutated } from "./mutate/mutated.js";
export type { LayoutChange, Mutation } from "./mutate/mutation.js";
export { type List, type Structure, structureOf } from "./mutate/structure.js";
export { nearValidFrames } from "./near-valid/framing.js";
export type { Label, NearValid } from "./near-valid/label.js";
export { nearValidNtlm } from "./near-valid/ntlmssp.js";
export { nearValidSmb1 } from "./near-valid/smb1.js";
export { nearValidSmb2 } from "./near-valid/smb2.js";
export { nearValidSpnego } from "./near-valid/spnego.js";
export type { Sizes } from "./sizes.js";
export { captureFiles, cutFiles } from "./streams/captures.js";
export { handshakes } from "./streams/handshakes.js";
export { type Disturbances, type PacketStream, packetStreams } from "./streams/packets.js";
export { resplit, type Side, type StreamPiece } from "./streams/pieces.js";
export { splits } from "./streams/splits.js";
export { avPairs } from "./valid/av-pairs.js";
export { frames } from "./valid/frames.js";
export { negotiateContexts } from "./valid/negotiate-contexts.js";
export {
  extendedMessageSignatures,
  lmV2Responses,
  messageSignatures,
  ntlmV1Responses,
  ntlmV2Responses,
} from "./valid/ntlm-responses.js";
export { ntlmMessages } from "./valid/ntlmssp.js";
export { smb1Messages } from "./valid/smb1.js";
export { smb2Compounds, smb2Messages, smb2PlainMessages } from "./valid/smb2.js";
export { objectIdentifiers, spnegoTokens } from "./valid/spnego.js";
