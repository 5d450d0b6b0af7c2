import { attempt, type Deviation, isDecodeError } from "@countersign/bytes";
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Label, NearValid } from "../src/index.js";
import * as arbitraries from "../src/index.js";

interface Decoder {
  name: string;
  messages: fc.Arbitrary<NearValid>;
  decode: (bytes: Uint8Array) => unknown;
  deviations: (bytes: Uint8Array) => Deviation[];
  meanings: Readonly<Record<string, string>>;
}

export const FORMATS: Decoder[] = [
  {
    name: "framing",
    messages: arbitraries.nearValidFrames(),
    decode: framing.decodeFrame,
    deviations: framing.deviations,
    meanings: framing.deviationMeanings,
  },
  {
    name: "smb1",
    messages: arbitraries.nearValidSmb1(),
    decode: smb1.decodeMessage,
    deviations: smb1.deviations,
    meanings: smb1.deviationMeanings,
  },
  {
    name: "smb2",
    messages: arbitraries.nearValidSmb2(),
    decode: smb2.decodeMessage,
    deviations: smb2.deviations,
    meanings: smb2.deviationMeanings,
  },
  {
    name: "spnego",
    messages: arbitraries.nearValidSpnego(),
    decode: spnego.decodeToken,
    deviations: spnego.deviations,
    meanings: spnego.deviationMeanings,
  },
  {
    name: "ntlmssp",
    messages: arbitraries.nearValidNtlm(),
    decode: ntlmssp.decodeMessage,
    deviations: ntlmssp.deviations,
    meanings: ntlmssp.deviationMeanings,
  },
];

/** What the codec makes of it, in a label's words. */
export function outcomes({ decode, deviations }: Decoder, bytes: Uint8Array): Omit<Label, "kind">[] {
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

describe.each(FORMATS)("near-valid $name", (format) => {
  it("comes out as its label says, and breaks no other rule", () => {
    fc.assert(
      fc.property(format.messages, ({ bytes, label: { kind, ...expected } }) => {
        expect({ kind, is: outcomes(format, bytes) }).toEqual({ kind, is: [expected] });
      }),
      { numRuns: runs(3000) },
    );
  });
});
