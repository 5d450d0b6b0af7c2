// Generators are for finding counterexamples that a person can read, the same ones on every run.
import { attempt, isDecodeError, toHex } from "@countersign/bytes";
import { NegotiateFlags, type Message as NtlmMessage } from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as arbitraries from "../src/index.js";
import { FORMATS } from "./formats.js";

/** The smallest value that fails the planted property. */
function counterexample<T>(values: fc.Arbitrary<T>, holds: (value: T) => boolean): T {
  const { counterexample: found } = fc.check(fc.property(values, holds), { seed: 1, numRuns: 20_000 });
  if (found === null) throw new Error("the planted property did not fail");
  return found[0];
}

describe("a planted bug shrinks to a message that shows it", () => {
  it("of contexts: one of the kind, empty", () => {
    const m = counterexample(
      arbitraries.smb2Messages(),
      (value) =>
        value.kind !== "negotiateRequest" ||
        !value.body.negotiateContextList.some(({ kind }) => kind === "netname"),
    );
    expect(m).toMatchObject({
      kind: "negotiateRequest",
      header: { flags: 0, messageId: 0n, sessionId: 0n },
      body: {
        dialects: [smb2.Dialect.SMB_3_1_1],
        negotiateContextList: [{ kind: "netname", netName: "" }],
      },
    });
  });

  it("of NTLM: the shortest name, no payload else", () => {
    const m = counterexample<NtlmMessage>(
      arbitraries.ntlmMessages(),
      (value) => value.kind !== "authenticate" || value.userName.length < 3,
    );
    expect(m).toMatchObject({
      kind: "authenticate",
      userName: "\0\0\0",
      domainName: "",
      ntChallengeResponse: new Uint8Array(),
      negotiateFlags: NegotiateFlags.NEGOTIATE_UNICODE,
    });
  });

  it("of near-valid messages: the rule, and nothing of a payload", () => {
    const { bytes, label } = counterexample(
      arbitraries.nearValidSmb2(),
      (value) => value.label.kind !== "smb2/session-setup-request-buffer-length",
    );
    expect(label.offset).toBe(88);
    expect(toHex(bytes.subarray(64))).toBe("1900000100000000000000005800008000000000000000000" + "0");
  });

  it("of mutated messages: one change", () => {
    const encoded = fc.constant(
      smb2.encodeMessage(fc.sample(arbitraries.smb2PlainMessages(), { seed: 3, numRuns: 1 })[0]!),
    );
    const [before] = fc.sample(encoded, 1);
    const changed = counterexample(arbitraries.mutated(encoded, smb2.readMessage), (bytes) => {
      const answer = attempt(() => smb2.decodeMessage(bytes));
      return !(isDecodeError(answer) && answer.code === "malformed");
    });
    expect([...changed].filter((byte, i) => byte !== before![i]).length).toBeLessThanOrEqual(4);
    expect(changed.length).toBe(before!.length);
  });

  it("of packets: the fewest", () => {
    const pieces = [{ side: "client" as const, bytes: new Uint8Array(100) }];
    const { packets } = counterexample(
      arbitraries.packetStreams(pieces),
      (stream) => stream.packets.length < 6,
    );
    expect(packets).toHaveLength(6);
  });
});

describe.each(FORMATS)("generators of $name", ({ encoded, nearValid, read }) => {
  it("give the same for the same seed", () => {
    for (const values of [encoded(), nearValid(), arbitraries.mutated(encoded(), read)]) {
      expect(fc.sample<unknown>(values, { seed: 42, numRuns: 50 })).toEqual(
        fc.sample<unknown>(values, { seed: 42, numRuns: 50 }),
      );
    }
  });

  it("keep to their sizes", () => {
    const longest = (of: fc.Arbitrary<Uint8Array>) =>
      Math.max(...fc.sample(of, { seed: 5, numRuns: 300 }).map((bytes) => bytes.length));
    const small = { maxBytes: 4, maxItemBytes: 4, maxItems: 1, maxText: 1 };
    const large = { maxBytes: 4000, maxItemBytes: 400, maxItems: 20, maxText: 60 };
    expect(longest(encoded(small))).toBeLessThan(longest(encoded(large)));
    expect(longest(encoded(small))).toBeLessThan(420);
  });
});
