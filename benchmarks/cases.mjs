// One case: how it is called, and a check that it does what its name says.
import assert from "node:assert/strict";
import * as smb2 from "@countersign/smb2";
import { decodeFully } from "./full-decode.mjs";
import { NAMES, variants } from "./messages.mjs";

/** By name: a function that makes the call to measure; each call takes the next of the message's variants. */
export const CASES = new Map([
  ...NAMES.map((name) => [`decode ${name}`, () => decodeCase(name)]),
  ["decode all six", decodeAllCase],
  ["peekSecurityMode neg_rsp", peekCase],
]);

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
