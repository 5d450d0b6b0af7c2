import { attempt, type Deviation, isDecodeError, type Reader } from "@countersign/bytes";
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as reference from "@countersign/reference";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import type fc from "fast-check";
import type { Label, NearValid, Sizes } from "../src/index.js";
import * as arbitraries from "../src/index.js";

/** A format: what is generated of it, and everybody who decodes it. */
export interface Format {
  name: string;
  nearValid: (sizes?: Sizes) => fc.Arbitrary<NearValid>;
  encoded: (sizes?: Sizes) => fc.Arbitrary<Uint8Array>;
  read: (r: Reader) => unknown;
  decode: (bytes: Uint8Array) => unknown;
  deviations: (bytes: Uint8Array) => Deviation[];
  meanings: Readonly<Record<string, string>>;
  reference: (bytes: Uint8Array) => unknown;
}

export const FORMATS: Format[] = [
  {
    name: "framing",
    nearValid: arbitraries.nearValidFrames,
    encoded: (sizes) => arbitraries.frames(sizes).map((m) => framing.encodeFrame(m)),
    read: framing.readFrame,
    decode: framing.decodeFrame,
    deviations: framing.deviations,
    meanings: framing.deviationMeanings,
    reference: reference.decodeFrame,
  },
  {
    name: "smb1",
    nearValid: arbitraries.nearValidSmb1,
    encoded: (sizes) => arbitraries.smb1Messages(sizes).map((m) => smb1.encodeMessage(m)),
    read: smb1.readMessage,
    decode: smb1.decodeMessage,
    deviations: smb1.deviations,
    meanings: smb1.deviationMeanings,
    reference: reference.decodeSmb1,
  },
  {
    name: "smb2",
    nearValid: arbitraries.nearValidSmb2,
    encoded: (sizes) => arbitraries.smb2Messages(sizes).map((m) => smb2.encodeMessage(m)),
    read: smb2.readMessage,
    decode: smb2.decodeMessage,
    deviations: smb2.deviations,
    meanings: smb2.deviationMeanings,
    reference: reference.decodeSmb2,
  },
  {
    name: "spnego",
    nearValid: arbitraries.nearValidSpnego,
    encoded: (sizes) => arbitraries.spnegoTokens(sizes).map((m) => spnego.encodeToken(m)),
    read: spnego.readToken,
    decode: spnego.decodeToken,
    deviations: spnego.deviations,
    meanings: spnego.deviationMeanings,
    reference: reference.decodeSpnego,
  },
  {
    name: "ntlmssp",
    nearValid: arbitraries.nearValidNtlm,
    encoded: (sizes) => arbitraries.ntlmMessages(sizes).map((m) => ntlmssp.encodeMessage(m)),
    read: ntlmssp.readMessage,
    decode: ntlmssp.decodeMessage,
    deviations: ntlmssp.deviations,
    meanings: ntlmssp.deviationMeanings,
    reference: reference.decodeNtlm,
  },
];

/** What the codec makes of a message, in a label's words: one refusal, or all that deviates. */
export function outcomesOf({ decode, deviations }: Format, bytes: Uint8Array): Omit<Label, "kind">[] {
  const decoded = attempt(() => decode(bytes));
  if (isDecodeError(decoded)) {
    const { code, field, offset } = decoded;
    return [{ field, offset, expect: code }];
  }
  return deviations(bytes).map(({ code, field, offset }) => ({
    field,
    offset,
    expect: "decodes-with",
    deviation: code,
  }));
}
