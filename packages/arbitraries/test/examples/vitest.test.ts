import { mutated, nearValidNtlm, ntlmMessages } from "@countersign/arbitraries";
import { decodeMessage, encodeMessage, readMessage } from "@countersign/ntlmssp";
import fc from "fast-check";
import { expect, it } from "vitest";

/** Your parser, and the only error that it should throw. */
const parse = decodeMessage;
const parserError = { name: "DecodeError" };

it("refuses what it must refuse, and decodes the rest", () => {
  fc.assert(
    fc.property(nearValidNtlm(), ({ bytes, label }) => {
      if (label.expect === "decodes-with") parse(bytes);
      else expect(() => parse(bytes), label.kind).toThrow(expect.objectContaining(parserError));
    }),
  );
});

it("throws its own error and no other, whatever the bytes", () => {
  const encoded = ntlmMessages().map((m) => encodeMessage(m));
  fc.assert(
    fc.property(mutated(encoded, readMessage), (bytes) => {
      try {
        parse(bytes);
      } catch (error) {
        expect(error).toMatchObject(parserError);
      }
    }),
  );
});
