import type { Reader } from "@countersign/bytes";
import { describeNeverLie, messageFixtures, specifiedMessages } from "@countersign/testkit";
import fc from "fast-check";
import * as smb2 from "../src/index.js";
import { anyMessage, plainMessage } from "./arbitraries.js";

const CONTEXTS = /\.negotiateContextList$|^Smb2\w*Context\./;

const governs: Record<string, RegExp> = {
  // The contexts must stand after the dialects.
  "Smb2NegotiateRequest.dialectCount": /\.negotiateContextList$/,
  "Smb2NegotiateRequest.negotiateContextOffset": CONTEXTS,
  "Smb2NegotiateRequest.negotiateContextCount": CONTEXTS,
  "Smb2NegotiateResponse.negotiateContextOffset": CONTEXTS,
  "Smb2NegotiateResponse.negotiateContextCount": CONTEXTS,
  // What is in the context, and where those after it begin.
  "Smb2NegotiateContext.dataLength": CONTEXTS,
  // The salt follows the algorithms.
  "Smb2PreauthIntegrityContext.hashAlgorithmCount": /^Smb2PreauthIntegrityContext\.salt$/,
  "Smb2IoctlRequest.inputOffset": /^Smb2ValidateNegotiateInfoRequest\./,
  "Smb2IoctlRequest.inputCount": /^Smb2ValidateNegotiateInfoRequest\./,
  "Smb2IoctlResponse.outputOffset": /^Smb2ValidateNegotiateInfoResponse\./,
  "Smb2IoctlResponse.outputCount": /^Smb2ValidateNegotiateInfoResponse\./,
  // What is in the payload, and where those after it begin.
  "Smb2CompressionChainedPayloadHeader.length": /^Smb2CompressionChainedPayloadHeader\./,
  // Where a message of a chain ends and the next begins.
  "Smb2Header.nextCommand": /^Smb2/,
};

const samples = { ...messageFixtures(), ...specifiedMessages("smb2") };

describeNeverLie<smb2.Message>({
  name: "smb2.decodeMessage",
  decode: smb2.decodeMessage,
  encode: smb2.encodeMessage,
  read: (r) => {
    r.structure = "Smb2Header";
    smb2.readMessage(r);
  },
  samples,
  values: anyMessage,
  governs,
});

describeNeverLie<smb2.PlainMessage[]>({
  name: "smb2.decodeCompound",
  decode: smb2.decodeCompound,
  encode: smb2.encodeCompound,
  read: readChain,
  samples: { "two messages": smb2.encodeCompound([...Object.values(samples)].slice(0, 2).map(plain)) },
  values: fc.array(plainMessage, { minLength: 2, maxLength: 3 }),
  layout: (trace) => trace.filter(({ field }) => field === "Smb2Header.nextCommand"),
  governs,
});

function plain(bytes: Uint8Array): smb2.PlainMessage {
  return smb2.decodeCompound(bytes)[0]!;
}

function readChain(r: Reader): void {
  r.structure = "Smb2Header";
  while (r.remaining > 0) {
    const next = smb2.peekNextCommand(r.bytes.subarray(r.position)) || r.remaining;
    smb2.readPlainMessage(r.window(next, r.structure, "message"));
  }
}
