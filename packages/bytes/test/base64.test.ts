import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeBase64, equalBytes } from "../src/index.js";

it("decodes what btoa encodes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(btoa(String.fromCharCode(...bytes)))).toEqual(bytes);
    }),
  );
});

it("decodes texts of several pieces", () => {
  const size = fc.integer({ min: 3060, max: 3090 });
  const times = fc.integer({ min: 1, max: 3 });
  fc.assert(
    fc.property(size, times, fc.nat(255), (size, times, seed) => {
      const bytes = Uint8Array.from({ length: size * times }, (_, i) => i * 7 + seed);
      const decoded = decodeBase64(btoa(String.fromCharCode(...bytes)));
      expect(decoded && equalBytes(decoded, bytes)).toBe(true);
    }),
  );
});

it("refuses a character of another alphabet wherever it stands", () => {
  const character = fc.constantFrom("-", "=", " ", "\u0000", "é", "€", "\ud83d", "😀");
  fc.assert(
    fc.property(character, fc.integer({ min: 4080, max: 4100 }), (character, at) => {
      expect(decodeBase64(`${"A".repeat(at)}${character}AAAA`)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(character, fc.nat(20), (character, at) => {
      expect(decodeBase64(`${"A".repeat(at)}${character}AAAA`)).toBeUndefined();
    }),
  );
});

it("refuses what is no base64", () => {
  for (const text of ["AA!A", "TlRMé", "T=RM"]) expect(decodeBase64(text)).toBeUndefined();
});
