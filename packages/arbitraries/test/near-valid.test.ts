import { attempt, type Deviation, isDecodeError } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Label, type NearValid, nearValidNtlm, nearValidSmb2 } from "../src/index.js";

interface Decoder {
  name: string;
  messages: fc.Arbitrary<NearValid>;
  decode: (bytes: Uint8Array) => unknown;
  deviations: (bytes: Uint8Array) => Deviation[];
  meanings: Readonly<Record<string, string>>;
}

export const FORMATS: Decoder[] = [
  {
    name: "smb2",
    messages: nearValidSmb2(),
    decode: smb2.decodeMessage,
    deviations: smb2.deviations,
    meanings: smb2.deviationMeanings,
  },
  {
    name: "ntlmssp",
    messages: nearValidNtlm(),
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
