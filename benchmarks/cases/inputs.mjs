// What the cases are called with: 32 variants each.
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { NAMES, variants } from "../messages.mjs";

export const MESSAGES = NAMES;
/** Where the NTLM messages stand. */
export const NTLM = new Map([
  ["NEGOTIATE", "ss_req1"],
  ["CHALLENGE", "ss_rsp1"],
  ["AUTHENTICATE", "ss_req2"],
]);
export const SPNEGO = new Map([
  ["NegTokenInit2", "neg_rsp"],
  ["NegTokenInit", "ss_req1"],
  ["NegTokenResp", "ss_rsp1"],
]);

export function messages(name) {
  return variants(name);
}

/** The security buffers of a message. */
export function tokens(name) {
  return variants(SPNEGO.get(name) ?? name).map((bytes) => smb2.decodeMessage(bytes).body.securityBuffer);
}

/** NTLM messages, by `NTLM`'s names. */
export function ntlmMessages(name) {
  return tokens(NTLM.get(name)).map((bytes) => {
    const token = spnego.decodeToken(bytes);
    return token.mechToken ?? token.responseToken;
  });
}

export function challenges() {
  return ntlmMessages("CHALLENGE").map(ntlmssp.decodeMessage);
}

export function base64(bytes) {
  return Buffer.from(bytes).toString("base64");
}

/** NetBIOS header and message. */
export function framed(message) {
  const bytes = new Uint8Array(4 + message.length);
  bytes.set([0, message.length >> 16, message.length >> 8, message.length]);
  bytes.set(message, 4);
  return bytes;
}
