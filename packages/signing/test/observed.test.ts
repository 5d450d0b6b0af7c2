import { expect, it } from "vitest";
import { observedSigning } from "../src/observed.js";

it.each([
  // signed and total of the client, of the server, encrypted.
  [4, 4, 4, 4, 0, "signed"],
  [0, 4, 0, 4, 0, "unsigned"],
  [1, 4, 0, 4, 0, "mixed"],
  [0, 4, 4, 4, 0, "mixed"],
  [4, 4, 3, 4, 0, "mixed"],
  [0, 0, 0, 0, 9, "encrypted"],
  [0, 0, 0, 0, 0, "none"],
  [1, 1, 1, 1, 9, "signed"],
  [0, 1, 0, 1, 9, "unsigned"],
  [1, 1, 0, 0, 0, "signed"],
] as const)("client %i of %i, server %i of %i, encrypted %i: %s", (cs, ct, ss, st, encrypted, expected) => {
  const counts = { client: { signed: cs, total: ct }, server: { signed: ss, total: st }, encrypted };
  expect(observedSigning(counts)).toBe(expected);
});

it("is unknown without counts", () => {
  expect(observedSigning(undefined)).toBe("unknown");
});
