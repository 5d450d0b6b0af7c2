import { attempt, isDecodeError } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutated, ntlmMessages, smb2Messages } from "../src/index.js";
import { FORMATS } from "./formats.js";

describe.each(FORMATS)("mutated $name", ({ encoded, read, decode }) => {
  it("decodes or is refused with a DecodeError", () => {
    fc.assert(
      fc.property(mutated(encoded(), read), (bytes) => {
        attempt(() => decode(bytes));
      }),
      { numRuns: runs(500) },
    );
  });

  it("leaves the message that it starts from as it was", () => {
    const [message] = fc.sample(encoded(), { seed: 11, numRuns: 1 });
    const before = message!.slice();
    fc.sample(mutated(fc.constant(message!), read), { seed: 11, numRuns: 200 });
    expect(message).toEqual(before);
  });
});

/** Of so many mutated messages the share that a condition holds for. */
function share(messages: fc.Arbitrary<Uint8Array>, holds: (bytes: Uint8Array) => boolean): number {
  const list = fc.sample(messages, { seed: 9, numRuns: 500 });
  return list.filter(holds).length / list.length;
}

describe("a mutator that knows the structure", () => {
  const challenges = ntlmMessages({ maxItems: 12 })
    .filter((m) => m.kind === "challenge" && (m.targetInfo?.length ?? 0) > 3)
    .map((m) => ntlmssp.encodeMessage(m));

  it("changes the order and the number of AV pairs, and the message decodes", () => {
    const [original] = fc.sample(challenges, { seed: 2, numRuns: 1 });
    const pairsOf = (bytes: Uint8Array) => {
      const m = attempt(() => ntlmssp.decodeMessage(bytes));
      return isDecodeError(m) || m.kind !== "challenge" ? undefined : m.targetInfo;
    };
    const before = pairsOf(original!)!;
    const changed = mutated(fc.constant(original!), ntlmssp.readMessage);
    const counts = fc.sample(changed, { seed: 9, numRuns: 500 }).map((bytes) => pairsOf(bytes)?.length);
    expect(counts).toContain(before.length + 1);
    expect(counts).toContain(before.length - 1);
  });

  it("doubles contexts, and counts them", () => {
    const requests = smb2Messages({ maxItems: 12 })
      .filter((m) => m.kind === "negotiateRequest" && m.body.negotiateContextList.length > 3)
      .map((m) => smb2.encodeMessage(m));
    const hasDouble = (bytes: Uint8Array) => {
      const found = attempt(() => smb2.deviations(bytes));
      return !isDecodeError(found) && found.some(({ code }) => code === "duplicate-context");
    };
    const [clean] = fc.sample(requests, { seed: 4, numRuns: 20 }).filter((bytes) => !hasDouble(bytes));
    expect(share(mutated(fc.constant(clean!), smb2.readMessage), hasDouble)).toBeGreaterThan(0.02);
  });

  it("hits lengths and offsets more often than one that does not", () => {
    const isRefused = (bytes: Uint8Array) => isDecodeError(attempt(() => ntlmssp.decodeMessage(bytes)));
    expect(share(mutated(challenges, ntlmssp.readMessage), isRefused)).toBeGreaterThan(
      share(mutated(challenges), isRefused),
    );
  });
});
