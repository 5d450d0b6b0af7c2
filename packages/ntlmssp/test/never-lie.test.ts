import { describeNeverLie, specifiedMessages } from "@countersign/testkit";
import { readAvPairs } from "../src/av-pairs.js";
import * as ntlmssp from "../src/index.js";
import { readMessage } from "../src/message.js";
import { readNtlmV2Response } from "../src/ntlmv2-response.js";
import * as arbitrary from "./arbitraries.js";
import { recorded, specified } from "./vectors.js";

const PAIRS = /^Ntlm(AvPair|SingleHost)\./;

/** The lowest place of a payload tells which slots stand before it. */
const SLOTS = /^NtlmVersion\.|^NtlmAuthenticate\.(mic|negotiateFlags|encryptedRandomSessionKey\w*)$/;

const PAYLOADS = [
  "NtlmNegotiate.domainName",
  "NtlmNegotiate.workstationName",
  "NtlmChallenge.targetName",
  "NtlmAuthenticate.lmChallengeResponse",
  "NtlmAuthenticate.ntChallengeResponse",
  "NtlmAuthenticate.domainName",
  "NtlmAuthenticate.userName",
  "NtlmAuthenticate.workstation",
  "NtlmAuthenticate.encryptedRandomSessionKey",
];

const governs: Record<string, RegExp> = {
  ...Object.fromEntries(PAYLOADS.map((p) => [`${p}Len`, SLOTS])),
  // Where the target's information is the only payload, it is the lowest too.
  "NtlmChallenge.targetInfoLen": /^Ntlm(AvPair|SingleHost|Version)\./,
  "NtlmChallenge.targetInfoBufferOffset": PAIRS,
  // What is in the pair, and where those after it begin.
  "NtlmAvPair.avLen": PAIRS,
};

const samples = { ...specified, ...specifiedMessages("ntlmssp"), ...recorded };

describeNeverLie<ntlmssp.Message>({
  name: "ntlmssp.decodeMessage",
  decode: ntlmssp.decodeMessage,
  encode: ntlmssp.encodeMessage,
  read: readMessage,
  samples,
  values: arbitrary.message,
  governs,
});

describeNeverLie<ntlmssp.AvPair[]>({
  name: "ntlmssp.decodeAvPairs",
  decode: ntlmssp.decodeAvPairs,
  encode: ntlmssp.encodeAvPairs,
  read: readAvPairs,
  samples: {},
  values: arbitrary.avPairs,
  governs,
});

describeNeverLie<ntlmssp.NtlmV2Response>({
  name: "ntlmssp.decodeNtlmV2Response",
  decode: ntlmssp.decodeNtlmV2Response,
  encode: ntlmssp.encodeNtlmV2Response,
  read: readNtlmV2Response,
  samples: v2Responses(),
  values: arbitrary.ntlmV2Response,
  governs,
});

function v2Responses(): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(samples)) {
    const m = ntlmssp.decodeMessage(bytes);
    if (m.kind === "authenticate" && ntlmssp.responseKind(m) === "ntlmv2")
      found[name] = m.ntChallengeResponse;
  }
  return found;
}
