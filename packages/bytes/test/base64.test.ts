import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeBase64 } from "../src/index.js";

it("decodes what btoa encodes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(btoa(String.fromCharCode(...bytes)))).toEqual(bytes);
    }),
  );
});

it("refuses what is no base64", () => {
  for (const text of ["AA!A", "TlRMé", "T=RM"]) expect(decodeBase64(text)).toBeUndefined();
});
