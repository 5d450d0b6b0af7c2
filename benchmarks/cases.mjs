// One case: how it is called, and a check that it does what its name says.
import assert from "node:assert/strict";
import * as ntlmssp from "@countersign/ntlmssp";
import * as reference from "@countersign/reference";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { decodeFully } from "./full-decode.mjs";
import { NAMES, variants } from "./messages.mjs";

/** By name: a function that makes the call to measure; each call takes the next of the message's variants. */
export const CASES = new Map([
  ...NAMES.map((name) => [`decode ${name}`, () => decodeCase(name)]),
  ["decode all six", decodeAllCase],
  ["peekSecurityMode neg_rsp", peekCase],
  ...NAMES.map((name) => [`smb2 alone ${name}`, () => callCase(variants(name), smb2.decodeMessage)]),
  ...NAMES.map((name) => [
    `binary-parser, smb2 alone ${name}`,
    () => callCase(variants(name), reference.decodeSmb2),
  ]),
  ["ntlm CHALLENGE", () => callCase(challenges(), ntlmssp.decodeMessage)],
  ["binary-parser, ntlm CHALLENGE", () => callCase(challenges(), reference.decodeNtlm)],
  [
    "encode ntlm CHALLENGE",
    () => callCase(challenges().map(ntlmssp.decodeMessage), (m) => ntlmssp.encodeMessage(m)),
  ],
  [
    "smart-buffer, encode ntlm CHALLENGE",
    () => callCase(challenges().map(ntlmssp.decodeMessage), (m) => reference.encodeNtlm(m)),
  ],
]);

function callCase(inputs, call) {
  let i = 0;
  return () => call(inputs[i++ & 31]);
}

function challenges() {
  return variants("ss_rsp1").map((bytes) => {
    const { securityBuffer } = smb2.decodeMessage(bytes).body;
    return spnego.decodeToken(securityBuffer).responseToken;
  });
}

function decodeCase(name) {
  const messages = variants(name);
  assert.ok(messages.every((bytes) => decodeFully(bytes).message.kind !== "unknown"));
  let i = 0;
  return () => decodeFully(messages[i++ & 31]);
}

function decodeAllCase() {
  const messages = NAMES.map(variants);
  let i = 0;
  return () => {
    const variant = i++ & 31;
    let last;
    for (const list of messages) last = decodeFully(list[variant]);
    return last;
  };
}

function peekCase() {
  const messages = variants("neg_rsp");
  assert.ok(
    messages.every((bytes) => smb2.peekSecurityMode(bytes) === smb2.decodeMessage(bytes).body.securityMode),
  );
  let i = 0;
  return () => smb2.peekSecurityMode(messages[i++ & 31]);
}
