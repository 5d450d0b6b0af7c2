// What fuzzing begins with: recordings, the specifications' examples, shapes that broke others, and generated messages.
import { readFileSync } from "node:fs";
import * as arbitraries from "@countersign/arbitraries";
import { fromHex } from "@countersign/bytes";
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1Codec from "@countersign/smb1";
import * as smb2Codec from "@countersign/smb2";
import * as spnegoCodec from "@countersign/spnego";
import fc from "fast-check";
import { type MalformedShape, malformedBytes } from "../../../testkit/src/malformed-shape.js";
import * as captured from "./captured.js";
import { FIXTURES } from "./fixtures.js";

/** Of each generator so many values: enough that every kind of message is among them. */
const GENERATED = 60;
const SMALL = { maxBytes: 48, maxItemBytes: 12, maxText: 6, maxItems: 3 };

export const smb1 = (): Uint8Array[] => [
  ...captured.messages().filter((bytes) => bytes[0] === 0xff),
  ...specified("smb1"),
  ...malformed("smb1"),
  ...generated(arbitraries.smb1Messages(SMALL), smb1Codec.encodeMessage),
];

export const smb2 = (): Uint8Array[] => [
  ...captured.messages().filter((bytes) => bytes[0] !== 0xff),
  ...specified("smb2"),
  ...malformed("smb2"),
  ...generated(arbitraries.smb2Messages(SMALL), smb2Codec.encodeMessage),
];

export const smb2Compounds = (): Uint8Array[] => [
  ...captured.messages().filter((bytes) => (smb2Codec.peekNextCommand(bytes) ?? 0) > 0),
  ...malformed("smb2", "decodeCompound"),
  ...generated(arbitraries.smb2Compounds(SMALL), smb2Codec.encodeCompound),
];

/** The number of contexts, and they. */
export const errorContexts = (): Uint8Array[] => [
  Uint8Array.of(0),
  Uint8Array.of(1, 4, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4),
  Uint8Array.of(2, 1, 0, 0, 0, 0x53, 0x52, 0x64, 0, 9, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5, 6),
];

export const ntlm = (): Uint8Array[] => [
  ...captured.ntlmMessages(),
  ...specified("ntlmssp"),
  ...malformed("ntlmssp"),
  ...generated(arbitraries.ntlmMessages(SMALL), ntlmssp.encodeMessage),
];

export const avPairs = (): Uint8Array[] => generated(arbitraries.avPairs(SMALL), ntlmssp.encodeAvPairs);

export const ntlmV2Responses = (): Uint8Array[] => [
  ...responses().filter(({ length }) => length >= 44),
  ...generated(arbitraries.ntlmV2Responses(SMALL), ntlmssp.encodeNtlmV2Response),
];

/** Responses and signatures, which are told apart by who reads them. */
export const ntlmParts = (): Uint8Array[] => [
  ...responses().filter(({ length }) => length === 24),
  ...generated(arbitraries.messageSignatures(), ntlmssp.encodeMessageSignature),
  ...generated(arbitraries.extendedMessageSignatures(), ntlmssp.encodeExtendedMessageSignature),
];

export const spnego = (): Uint8Array[] => [
  ...captured.securityBuffers(),
  ...specified("spnego"),
  ...malformed("spnego"),
  ...generated(arbitraries.spnegoTokens(SMALL), spnegoCodec.encodeToken),
];

export const frames = (): Uint8Array[] => [
  ...captured.messages().map((message) => framing.encodeFrame({ kind: "sessionMessage", message })),
  ...malformed("framing"),
  ...generated(arbitraries.frames(SMALL), framing.encodeFrame),
];

function responses(): Uint8Array[] {
  return ntlm().flatMap((bytes) => {
    try {
      const m = ntlmssp.decodeMessage(bytes);
      return m.kind === "authenticate" ? [m.ntChallengeResponse, m.lmChallengeResponse] : [];
    } catch {
      return [];
    }
  });
}

function generated<M>(values: fc.Arbitrary<M>, encode: (m: M) => Uint8Array): Uint8Array[] {
  return fc.sample(values, { numRuns: GENERATED, seed: 1 }).map((m) => encode(m));
}

/** The specifications' examples. */
function specified(format: string): Uint8Array[] {
  const hex = JSON.parse(text(`messages/specified/${format}.json`)) as Record<string, string>;
  return Object.values(hex).map((digits) => fromHex(digits));
}

/** Shapes of `fixtures/malformed`, of one decoder or of all. */
function malformed(format: string, decoder?: string): Uint8Array[] {
  const shapes = JSON.parse(text(`malformed/${format}.json`)) as MalformedShape[];
  return shapes.filter((shape) => decoder === undefined || shape.decoder === decoder).map(malformedBytes);
}

function text(path: string): string {
  return readFileSync(new URL(path, FIXTURES), "utf8");
}
