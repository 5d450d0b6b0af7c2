import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advertisedSmb1, advertisedSmb1Client } from "../src/advertised-smb1.js";
import { advertisedSmb2, advertisedSmb2Client } from "../src/advertised-smb2.js";

const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code);

// [MS-CIFS] 3.2.5.2: all 16 values of the four defined bits. Bit 0 user level, bit 1 challenge/response.
const smb1Modes = [
  [0x00, "disabled"],
  [0x01, "disabled"],
  [0x02, "disabled"],
  [0x03, "disabled"],
  [0x04, "disabled"],
  [0x05, "disabled"],
  [0x06, "disabled"],
  [0x07, "enabled"],
  [0x08, "disabled"],
  [0x09, "disabled"],
  [0x0a, "disabled"],
  [0x0b, "disabled"],
  [0x0c, "disabled"],
  [0x0d, "disabled"],
  [0x0e, "disabled"],
  [0x0f, "required"],
] as const;

describe("advertisedSmb1", () => {
  it.each(smb1Modes)("security mode %i is %s", (securityMode, policy) => {
    expect(advertisedSmb1({ wordCount: 17, securityMode })).toMatchObject({ policy, securityMode });
  });

  it("says why signing is disabled, and each of two reasons", () => {
    expect(codes(advertisedSmb1({ securityMode: 0x0e }).because)).toEqual(["smb1-share-level-access"]);
    expect(codes(advertisedSmb1({ securityMode: 0x0d }).because)).toEqual(["smb1-plaintext-passwords"]);
    expect(codes(advertisedSmb1({ securityMode: 0x0c }).because)).toEqual([
      "smb1-share-level-access",
      "smb1-plaintext-passwords",
    ]);
  });

  it("warns that a server without the bit may still sign for a client that requires it", () => {
    const because = ["server-signing-disabled", "smb1-disabled-may-be-declined"];
    expect(codes(advertisedSmb1({ securityMode: 0x03 }).because)).toEqual(because);
  });

  it("reports REQUIRED without ENABLED as a deviation that changes nothing (2.2.4.52.2)", () => {
    const advertised = advertisedSmb1({ securityMode: 0x0b, packet: 7, offset: 37 });
    expect(advertised.policy).toBe("disabled");
    expect(advertised.deviations).toEqual([
      {
        code: "required-without-enabled",
        packet: 7,
        offset: 37,
        field: "Smb1NegotiateResponse.securityMode",
        value: 0x0b,
      },
    ]);
  });

  it("reports reserved bits and judges the others", () => {
    const advertised = advertisedSmb1({ securityMode: 0x4f });
    expect(advertised.policy).toBe("required");
    expect(codes(advertised.deviations)).toEqual(["reserved-security-mode-bits"]);
  });

  it("has no signing in the core and LAN Manager dialects", () => {
    expect(advertisedSmb1({ wordCount: 1, dialectIndex: 0 })).toMatchObject({ policy: "disabled" });
    const lanman = advertisedSmb1({ wordCount: 13, securityMode: 0x0f });
    expect(lanman).toMatchObject({ policy: "disabled", securityMode: 0x0f });
    expect(codes(lanman.because)).toEqual(["smb1-lanman-dialect"]);
  });

  it("learns nothing from a refusal, whatever the word count", () => {
    for (const wordCount of [1, 13, 17]) {
      const refused = advertisedSmb1({ wordCount, dialectIndex: 0xffff, securityMode: 0x0f });
      expect(refused).toMatchObject({
        policy: "unknown",
        because: [{ code: "dialects-refused", value: 0xffff }],
      });
    }
  });

  it.each([
    [{ answer: "missing" }, "answer-missing"],
    [{ answer: "truncated", securityMode: 0x0f }, "answer-truncated"],
    [{ answer: "undecodable" }, "answer-undecodable"],
    [{ status: 0xc00000bb, securityMode: 0x0f }, "negotiation-failed"],
    [{ wordCount: 17 }, "security-mode-missing"],
    [{}, "security-mode-missing"],
  ] as const)("is unknown for %o, because %s", (facts, code) => {
    const advertised = advertisedSmb1(facts);
    expect(advertised.policy).toBe("unknown");
    expect(codes(advertised.because)).toEqual([code]);
  });

  it("reads a client's policy from Flags2 of SESSION_SETUP", () => {
    expect(advertisedSmb1Client({ sessionSetupFlags2: 0xc811 }).policy).toBe("required");
    expect(advertisedSmb1Client({ sessionSetupFlags2: 0xc817 }).policy).toBe("required");
    expect(advertisedSmb1Client({ sessionSetupFlags2: 0xc807 }).policy).toBe("enabled");
    expect(advertisedSmb1Client({ sessionSetupFlags2: 0xc803 }).policy).toBe("unknown");
    expect(advertisedSmb1Client({}).policy).toBe("unknown");
  });
});

describe("advertisedSmb2", () => {
  // [MS-SMB2] 2.2.4, 3.2.5.2: REQUIRED alone decides; ENABLED must be set (3.3.5.4).
  it.each([
    [0x0000, "enabled", ["enabled-not-set"]],
    [0x0001, "enabled", []],
    [0x0002, "required", ["required-without-enabled"]],
    [0x0003, "required", []],
    [0x0004, "enabled", ["enabled-not-set", "reserved-security-mode-bits"]],
    [0x8003, "required", ["reserved-security-mode-bits"]],
  ] as const)("security mode %i is %s", (securityMode, policy, deviations) => {
    const advertised = advertisedSmb2({ status: 0, dialect: 0x0302, securityMode });
    expect(advertised).toMatchObject({ policy, securityMode });
    expect(codes(advertised.deviations)).toEqual(deviations);
  });

  it.each([0x0202, 0x0210, 0x0300, 0x0302, 0x0311, 0x02ff])("dialect %i changes nothing", (dialect) => {
    expect(advertisedSmb2({ dialect, securityMode: 1 }).policy).toBe("enabled");
    expect(advertisedSmb2({ dialect, securityMode: 3 }).policy).toBe("required");
  });

  it("says of an SMB 3.1.1 server that does not require signing why it signs all the same", () => {
    const because = (dialect: number, securityMode: number) =>
      codes(advertisedSmb2({ dialect, securityMode }).because);
    expect(because(0x0311, 1)).toEqual(["server-offers-signing", "smb311-signs-tree-connect"]);
    expect(because(0x0302, 1)).toEqual(["server-offers-signing"]);
    expect(because(0x0311, 3)).toEqual(["server-requires-signing"]);
  });

  it("keeps the evidence", () => {
    expect(advertisedSmb2({ securityMode: 3, packet: 6, offset: 66 }).because).toEqual([
      {
        code: "server-requires-signing",
        packet: 6,
        offset: 66,
        field: "Smb2NegotiateResponse.securityMode",
        value: 3,
      },
    ]);
  });

  it.each([
    [{ answer: "missing" }, "answer-missing"],
    [{ answer: "truncated", securityMode: 3 }, "answer-truncated"],
    [{ answer: "undecodable", securityMode: 1 }, "answer-undecodable"],
    [{ status: 0xc00000bb, securityMode: 3 }, "negotiation-failed"],
    [{ status: 0, dialect: 0x0311 }, "security-mode-missing"],
  ] as const)("is unknown for %o, because %s", (facts, code) => {
    const advertised = advertisedSmb2(facts);
    expect(advertised.policy).toBe("unknown");
    expect(codes(advertised.because)).toEqual([code]);
    expect(advertised.securityMode).toBe("securityMode" in facts ? facts.securityMode : undefined);
  });

  it("is total and never 'disabled', and REQUIRED never turns into anything less", () => {
    const state = fc.constantFrom("complete", "missing", "truncated", "undecodable");
    const facts = fc.record(
      { answer: state, status: fc.nat(), dialect: fc.nat(0xffff), securityMode: fc.nat(0xffff) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (facts) => {
        const { policy, because, securityMode } = advertisedSmb2(facts);
        expect(["enabled", "required", "unknown"]).toContain(policy);
        expect(because.length).toBeGreaterThan(0);
        expect(securityMode).toBe(facts.securityMode);
        const more = advertisedSmb2({ ...facts, securityMode: (facts.securityMode ?? 0) | 2 });
        if (policy === "required") expect(more.policy).toBe("required");
        if (policy === "enabled") expect(more.policy).toBe("required");
      }),
      { numRuns: runs(500) },
    );
  });

  it("reads a client's policy: 1, 2 and 3 are legal from a client, 0 is not", () => {
    expect(advertisedSmb2Client({ negotiate: 1 })).toMatchObject({ policy: "enabled", deviations: [] });
    expect(advertisedSmb2Client({ negotiate: 2 })).toMatchObject({ policy: "required", deviations: [] });
    expect(advertisedSmb2Client({ negotiate: 3 })).toMatchObject({ policy: "required", deviations: [] });
    expect(codes(advertisedSmb2Client({ negotiate: 0 }).deviations)).toEqual(["client-security-mode-empty"]);
    expect(advertisedSmb2Client({ negotiate: 0 }).policy).toBe("enabled");
    expect(advertisedSmb2Client({}).policy).toBe("unknown");
  });

  it("lets SESSION_SETUP speak for a client too, and names the request that decided", () => {
    const client = advertisedSmb2Client({ negotiate: 1, sessionSetup: 2, packet: 9 });
    expect(client).toMatchObject({
      policy: "required",
      securityMode: 2,
      because: [
        {
          code: "client-requires-signing",
          packet: 9,
          field: "Smb2SessionSetupRequest.securityMode",
          value: 2,
        },
      ],
    });
    expect(advertisedSmb2Client({ sessionSetup: 1 }).policy).toBe("enabled");
  });
});
