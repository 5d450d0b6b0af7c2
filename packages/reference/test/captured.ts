// What the frames of captured.json carry, taken apart by the reference itself.
import { fromHex } from "@countersign/bytes";
import { decodeFrame, decodeSmb2, decodeSmb2Compound, decodeSpnego } from "../src/index.js";
import captured from "./captured.json" with { type: "json" };

type Samples = Record<string, Uint8Array>;

export const frames: Samples = {};
export const smb1Messages: Samples = {};
export const smb2Messages: Samples = {};
/** Chains of more than one message. */
export const smb2Compounds: Samples = {};
export const spnegoTokens: Samples = {};
export const ntlmMessages: Samples = {};

for (const [capture, list] of Object.entries(captured)) {
  for (const [i, hex] of list.entries()) addFrame(`${capture} frame ${i}`, fromHex(hex));
}

function addFrame(name: string, bytes: Uint8Array): void {
  frames[name] = bytes;
  const frame = decodeFrame(bytes);
  if (frame.kind !== "sessionMessage") return;
  if (frame.message[0] === 0xff) smb1Messages[name] = frame.message;
  else addSmb2(name, frame.message);
}

function addSmb2(name: string, bytes: Uint8Array): void {
  if (decodeSmb2Compound(bytes).length > 1) {
    smb2Compounds[name] = bytes;
    return;
  }
  smb2Messages[name] = bytes;
  const { kind, body } = decodeSmb2(bytes) as { kind: string; body: { securityBuffer?: Uint8Array } };
  if (kind !== "errorResponse" && body?.securityBuffer?.length) addToken(name, body.securityBuffer);
}

function addToken(name: string, bytes: Uint8Array): void {
  spnegoTokens[name] = bytes;
  const token = decodeSpnego(bytes);
  if (token.kind === "ntlmssp") ntlmMessages[name] = token.bytes;
  const inner =
    token.kind === "negTokenResp" ? token.responseToken : "mechToken" in token ? token.mechToken : undefined;
  if (inner?.[0] === 0x4e) ntlmMessages[name] = inner;
}
