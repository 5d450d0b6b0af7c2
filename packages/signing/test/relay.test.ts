import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advertisedSmb1 } from "../src/advertised-smb1.js";
import { advertisedSmb2 } from "../src/advertised-smb2.js";
import { advisoriesFor, relayAdvisories } from "../src/advisory.js";
import { type RelayTarget, relayExposure } from "../src/relay.js";
import type { RelayVictim } from "../src/relay-victim.js";

const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code);

// A client of today: NTLMv2 with an asserted MIC and a channel binding of zeros, for want of a channel.
const modern = {
  response: "ntlmv2",
  mic: { present: true, asserted: true },
  channelBindings: "zero",
} as const;

// hackndo's table supposes that the SMB and LDAP clients set NEGOTIATE_SIGN, and that SMB1 with signing off, HTTP and
// clients inside TLS do not.
const victims = {
  "SMB1 signing off": { ...modern, sign: false, seal: false },
  HTTP: { ...modern, sign: false, seal: false },
  "SMB2 enabled": { ...modern, sign: true, seal: false },
  "LDAP enabled": { ...modern, sign: true, seal: false },
  "SMB required": { ...modern, sign: true, seal: false },
  "LDAP required": { ...modern, sign: true, seal: false },
  "LDAPS, HTTPS: CB off": { ...modern, sign: false, seal: false, channelBindings: "absent" },
  "LDAPS, HTTPS: CB on": { ...modern, sign: false, seal: false, channelBindings: "present" },
} as const satisfies Record<string, RelayVictim>;

const targets: [string, RelayTarget][] = [
  ["SMB1 sign off", { target: "smb1", server: { signing: "disabled" } }],
  ["HTTP", { target: "http" }],
  ["SMB2 enabled", { target: "smb2", server: { signing: "enabled" } }],
  ["LDAP enabled", { target: "ldap", server: { signing: "enabled" } }],
  ["SMB required", { target: "smb2", server: { signing: "required" } }],
  ["LDAP required", { target: "ldap", server: { signing: "required" } }],
  ["LDAPS CB off", { target: "ldaps", server: { channelBinding: "off" } }],
  ["HTTPS CB off", { target: "https", server: { channelBinding: "off" } }],
  ["LDAPS CB enabled", { target: "ldaps", server: { channelBinding: "when-supported" } }],
  ["HTTPS CB enabled", { target: "https", server: { channelBinding: "when-supported" } }],
  ["LDAPS CB required", { target: "ldaps", server: { channelBinding: "required" } }],
  ["HTTPS CB required", { target: "https", server: { channelBinding: "required" } }],
];

// Rows: the victim. Columns: the targets above, in their order. Y: the relay works.
const hackndo: [keyof typeof victims, string][] = [
  ["SMB1 signing off", "Y Y Y Y n n Y Y Y Y n n"],
  ["HTTP", "Y Y Y Y n n Y Y Y Y n n"],
  ["SMB2 enabled", "Y Y Y n n n n Y n Y n n"],
  ["LDAP enabled", "Y Y Y n n n n Y n Y n n"],
  ["SMB required", "Y Y Y n n n n Y n Y n n"],
  ["LDAP required", "Y Y Y n n n n Y n Y n n"],
  ["LDAPS, HTTPS: CB off", "Y Y Y Y n n Y Y Y Y n n"],
  ["LDAPS, HTTPS: CB on", "Y Y Y Y n n Y Y n n n n"],
];

const cells = hackndo.flatMap(([client, row]) =>
  row.split(" ").map((cell, column) => {
    const [server, target] = targets[column]!;
    return { client, server, target, outcome: cell === "Y" ? "possible" : "blocked" };
  }),
);

describe("hackndo's table", () => {
  it("has 8 rows of 12 cells", () => {
    expect(cells).toHaveLength(96);
  });

  it.each(cells)("$client relayed to $server is $outcome", ({ client, target, outcome }) => {
    const exposure = relayExposure({ ...target, victim: victims[client] });
    expect(exposure.outcome).toBe(outcome);
    expect(exposure.because.length).toBeGreaterThan(0);
  });
});

describe("SMB", () => {
  it("is stopped by the server alone: without a victim the answer is the same", () => {
    expect(relayExposure({ target: "smb2", server: { signing: "required" } }).outcome).toBe("blocked");
    expect(relayExposure({ target: "smb2", server: { signing: "enabled" } }).outcome).toBe("possible");
    expect(relayExposure({ target: "smb1", server: { signing: "required" } }).outcome).toBe("blocked");
    // [MS-SMB] 3.3.5.3: an SMB1 server that has signing enabled signs only if the request asks for it.
    expect(relayExposure({ target: "smb1", server: { signing: "enabled" } }).outcome).toBe("possible");
    expect(relayExposure({ target: "smb2", server: { signing: "unknown" } }).outcome).toBe("unknown");
  });

  it("lists on every answer what NEGOTIATE cannot show", () => {
    const { notObservable } = relayExposure({ target: "smb2", server: { signing: "required" } });
    expect(notObservable).toEqual([
      "encryption-required",
      "spn-validation",
      "channel-binding",
      "ntlm-blocked",
      "minimum-dialect",
      "patch-level",
    ]);
  });

  it("takes what is known from elsewhere off the list, and uses it", () => {
    const server = {
      signing: "enabled",
      encryptionRequired: true,
      spnValidation: "off",
      minimumDialect: 0x0202,
    } as const;
    const { outcome, because, notObservable } = relayExposure({ target: "smb2", server });
    expect(outcome).toBe("blocked");
    expect(codes(because)[0]).toBe("server-requires-encryption");
    expect(notObservable).toEqual(["channel-binding", "ntlm-blocked", "patch-level"]);
    const plain = relayExposure({ target: "smb2", server: { ...server, encryptionRequired: false } });
    expect(plain.outcome).toBe("possible");
  });

  it("leaves a server that speaks 3.1.1 alone open, by inference only", () => {
    const server = { signing: "enabled", minimumDialect: 0x0311 } as const;
    expect(relayExposure({ target: "smb2", server })).toMatchObject({
      outcome: "unknown",
      because: [{ code: "minimum-dialect-311" }, { code: "server-offers-signing" }],
    });
    expect(relayExposure({ target: "smb1", server }).outcome).toBe("possible");
  });

  // SmbServerNameHardeningLevel; [MS-NLMP] 3.2.5.1.2 for a name from an untrusted source.
  it.each([
    ["off", { targetName: "other" }, "possible"],
    ["accept", { targetName: "absent" }, "possible"],
    ["accept", { targetName: "matches" }, "possible"],
    ["accept", { targetName: "other" }, "blocked"],
    ["accept", { targetName: "other", targetNameUntrusted: true }, "possible"],
    ["accept", { response: "ntlmv1", targetName: "other" }, "possible"],
    ["accept", {}, "unknown"],
    ["accept", undefined, "unknown"],
    ["required", { targetName: "absent" }, "blocked"],
    ["required", { targetName: "matches" }, "possible"],
    ["required", { targetName: "other" }, "blocked"],
    ["required", { targetName: "matches", targetNameUntrusted: true }, "blocked"],
    ["required", { response: "ntlmv1" }, "blocked"],
    ["required", {}, "unknown"],
  ] as const)("with target name validation %s and victim %o it is %s", (spnValidation, victim, outcome) => {
    const server = { signing: "enabled", spnValidation } as const;
    expect(relayExposure({ target: "smb2", server, victim }).outcome).toBe(outcome);
  });

  it.each(["ntlmv1", "ntlmv1-ess", "lm"] as const)(
    "%s makes even required signing fall (hackndo)",
    (response) => {
      for (const signing of ["required", "unknown"] as const) {
        const exposure = relayExposure({ target: "smb2", server: { signing }, victim: { response } });
        expect(exposure.outcome).toBe("possible");
        expect(codes(exposure.because)[0]).toBe("ntlmv1-key-obtainable");
      }
      const server = { signing: "enabled" } as const;
      expect(codes(relayExposure({ target: "smb2", server, victim: { response } }).because)).toEqual([
        "server-offers-signing",
      ]);
    },
  );
});

describe("both SMB protocols joined", () => {
  const smb2 = (securityMode: number) => advertisedSmb2({ dialect: 0x0302, securityMode, packet: 6 });
  const smb1 = (securityMode: number) => advertisedSmb1({ wordCount: 17, securityMode, packet: 4 });

  it.each([
    [0x0f, 3, "blocked"],
    [0x0f, 1, "possible"],
    [0x03, 3, "possible"],
    [0x07, 3, "possible"],
    [0x03, 1, "possible"],
  ] as const)("SMB1 %i and SMB2 %i: %s", (mode1, mode2, outcome) => {
    const exposure = relayExposure({ target: "smb", server: { smb1: smb1(mode1), smb2: smb2(mode2) } });
    expect(exposure.outcome).toBe(outcome);
    expect(exposure.notObservable).not.toContain("smb1-not-asked");
    expect(exposure.because.map(({ packet }) => packet)).toEqual(expect.arrayContaining([4, 6]));
  });

  it("names a protocol that was never asked", () => {
    const { outcome, notObservable } = relayExposure({ target: "smb", server: { smb2: smb2(3) } });
    expect(outcome).toBe("blocked");
    expect(notObservable[0]).toBe("smb1-not-asked");
    const other = relayExposure({ target: "smb", server: { smb1: smb1(0x0f) } });
    expect(other.notObservable[0]).toBe("smb2-not-asked");
    expect(relayExposure({ target: "smb", server: {} })).toMatchObject({
      outcome: "unknown",
      because: [{ code: "no-protocol-answered" }],
    });
  });

  it("lets the protocol that answered decide when the other is refused or silent", () => {
    const refused = advertisedSmb1({ dialectIndex: 0xffff });
    const whenRefused = relayExposure({ target: "smb", server: { smb1: refused, smb2: smb2(3) } });
    expect(whenRefused.outcome).toBe("blocked");
    expect(whenRefused.notObservable).not.toContain("smb1-not-answered");
    expect(codes(whenRefused.because)).toEqual(["server-requires-signing", "dialects-refused"]);

    const silent = advertisedSmb1({ answer: "missing" });
    const whenSilent = relayExposure({ target: "smb", server: { smb1: silent, smb2: smb2(3) } });
    expect(whenSilent.outcome).toBe("blocked");
    expect(whenSilent.notObservable[0]).toBe("smb1-not-answered");
  });

  it("is not blocked when the other answer was there and not understood", () => {
    const damaged = advertisedSmb1({ answer: "truncated" });
    expect(relayExposure({ target: "smb", server: { smb1: damaged, smb2: smb2(3) } }).outcome).toBe(
      "unknown",
    );
    expect(relayExposure({ target: "smb", server: { smb1: damaged, smb2: smb2(1) } }).outcome).toBe(
      "possible",
    );
  });
});

describe("LDAP", () => {
  const ldap = (signing: "off" | "enabled" | "required" | "unknown", victim?: RelayVictim) =>
    relayExposure({ target: "ldap", server: { signing }, victim }).outcome;

  it("counts sealing as signing ([MS-ADTS] 5.1.2.1, since Server 2008)", () => {
    expect(ldap("enabled", { ...modern, sign: false, seal: true })).toBe("blocked");
  });

  it("goes by the flag, not by the row: ALWAYS_SIGN is not even asked about", () => {
    expect(ldap("enabled", victims["SMB1 signing off"])).toBe("possible");
    expect(ldap("enabled", { ...victims["SMB1 signing off"], sign: true })).toBe("blocked");
  });

  it("does not count on flags that no MIC protects", () => {
    const unprotected = {
      sign: true,
      seal: true,
      response: "ntlmv2",
      mic: { present: true, asserted: false },
    } as const;
    expect(ldap("enabled", unprotected)).toBe("possible");
    expect(ldap("enabled", { ...unprotected, mic: undefined })).toBe("unknown");
    expect(ldap("enabled", { sign: true, response: "ntlmv1" })).toBe("possible");
  });

  it("depends on the victim unless signing is required", () => {
    expect(ldap("enabled")).toBe("unknown");
    expect(ldap("enabled", { mic: { present: true, asserted: true } })).toBe("unknown");
    expect(ldap("required")).toBe("blocked");
    expect(ldap("required", { response: "ntlmv1" })).toBe("possible");
    expect(ldap("unknown", victims.HTTP)).toBe("unknown");
  });

  it("lists LDAP signing as not observable exactly where it is unknown", () => {
    const listed = (signing: "enabled" | "required" | "unknown") =>
      relayExposure({ target: "ldap", server: { signing } }).notObservable.includes("ldap-signing");
    expect([listed("enabled"), listed("required"), listed("unknown")]).toEqual([false, false, true]);
  });

  it("gives way to NTLMv1 whatever is required, and says what gave way", () => {
    const because = (signing: "required" | "unknown") => {
      const exposure = relayExposure({ target: "ldap", server: { signing }, victim: { response: "ntlmv1" } });
      expect(exposure.outcome).toBe("possible");
      return codes(exposure.because);
    };
    expect(because("required")).toEqual(["ntlmv1-key-obtainable", "server-requires-signing"]);
    expect(because("unknown")).toEqual(["ntlmv1-key-obtainable"]);
  });

  it("says nothing of a server with signing off that a client asks to sign: no source covers it", () => {
    expect(ldap("off", victims["SMB2 enabled"])).toBe("unknown");
    expect(ldap("off", victims.HTTP)).toBe("possible");
  });
});

describe("channel binding", () => {
  const to = (
    target: "ldaps" | "https",
    channelBinding: "off" | "when-supported" | "required" | "unknown",
    victim?: RelayVictim,
  ) => relayExposure({ target, server: { channelBinding }, victim });

  it("treats an all-zero binding as none ([MS-NLMP] 2.2.2.1)", () => {
    const victim = { ...modern, sign: false, seal: false };
    for (const target of ["ldaps", "https"] as const) {
      expect(to(target, "when-supported", { ...victim, channelBindings: "zero" }).outcome).toBe("possible");
      expect(to(target, "when-supported", { ...victim, channelBindings: "absent" }).outcome).toBe("possible");
      expect(to(target, "when-supported", { ...victim, channelBindings: "present" }).outcome).toBe("blocked");
      expect(to(target, "when-supported", { ...victim, channelBindings: undefined }).outcome).toBe("unknown");
    }
  });

  it("lists channel binding as not observable exactly where it is unknown", () => {
    expect(to("ldaps", "unknown", victims.HTTP)).toMatchObject({ outcome: "unknown" });
    expect(to("ldaps", "unknown").notObservable).toContain("channel-binding");
    expect(to("ldaps", "off").notObservable).not.toContain("channel-binding");
  });

  it("does not matter for LDAPS when the victim's flags already stop it", () => {
    for (const policy of ["off", "when-supported", "required", "unknown"] as const) {
      expect(to("ldaps", policy, victims["SMB2 enabled"]).outcome).toBe("blocked");
    }
  });

  it("says why signing and sealing stop a relay to LDAPS", () => {
    const because = codes(to("ldaps", "off", victims["SMB2 enabled"]).because);
    expect(because).toEqual(["victim-negotiates-signing", "tls-forbids-sasl-security"]);
    expect(codes(to("ldaps", "off", victims.HTTP).because)).not.toContain("tls-forbids-sasl-security");
  });

  it("is not known to hold against NTLMv1, which carries none", () => {
    expect(to("https", "required", { response: "ntlmv1" }).outcome).toBe("unknown");
    expect(to("https", "when-supported", { response: "ntlmv1" }).outcome).toBe("possible");
  });
});

describe("other services", () => {
  it("has no answer for SQL Server, and says why", () => {
    const exposure = relayExposure({ target: "mssql", victim: victims.HTTP });
    expect(exposure).toMatchObject({ outcome: "unknown", because: [{ code: "mssql-not-covered" }] });
    expect(exposure.notObservable).toEqual(expect.arrayContaining(["mssql-encryption", "channel-binding"]));
  });
});

const flag = fc.constantFrom(true, false, undefined);
const victim: fc.Arbitrary<RelayVictim | undefined> = fc.option(
  fc.record({
    sign: flag,
    seal: flag,
    mic: fc.constantFrom(undefined, { present: true, asserted: true }, { present: true, asserted: false }),
    response: fc.constantFrom(undefined, "ntlmv2", "ntlmv1", "ntlmv1-ess", "lm", "anonymous", "other"),
    channelBindings: fc.constantFrom(undefined, "absent", "zero", "present"),
    targetName: fc.constantFrom(undefined, "absent", "matches", "other"),
    targetNameUntrusted: flag,
  }),
  { nil: undefined },
) as fc.Arbitrary<RelayVictim | undefined>;

/** Weaker, then stricter. */
const stricter: [RelayTarget, RelayTarget][] = [
  [
    { target: "smb1", server: { signing: "disabled" } },
    { target: "smb1", server: { signing: "enabled" } },
  ],
  [
    { target: "smb1", server: { signing: "enabled" } },
    { target: "smb1", server: { signing: "required" } },
  ],
  [
    { target: "smb2", server: { signing: "enabled" } },
    { target: "smb2", server: { signing: "required" } },
  ],
  [
    { target: "ldap", server: { signing: "off" } },
    { target: "ldap", server: { signing: "enabled" } },
  ],
  [
    { target: "ldap", server: { signing: "enabled" } },
    { target: "ldap", server: { signing: "required" } },
  ],
  ...(["ldaps", "https"] as const).flatMap((target): [RelayTarget, RelayTarget][] => [
    [
      { target, server: { channelBinding: "off" } },
      { target, server: { channelBinding: "when-supported" } },
    ],
    [
      { target, server: { channelBinding: "when-supported" } },
      { target, server: { channelBinding: "required" } },
    ],
  ]),
  [
    { target: "smb2", server: { signing: "enabled" } },
    { target: "smb2", server: { signing: "enabled", encryptionRequired: true } },
  ],
];

describe("properties", () => {
  it("requiring more never makes a relay possible that was blocked", () => {
    fc.assert(
      fc.property(fc.constantFrom(...stricter), victim, ([weak, strict], victim) => {
        const before = relayExposure({ ...weak, victim }).outcome;
        const after = relayExposure({ ...strict, victim }).outcome;
        if (before === "blocked") expect(after).toBe("blocked");
        if (after === "possible") expect(before).toBe("possible");
      }),
      { numRuns: runs(500) },
    );
  });

  it("a victim never makes a server safe against relay to SMB", () => {
    fc.assert(
      fc.property(victim, (victim) => {
        expect(relayExposure({ target: "smb2", server: { signing: "enabled" }, victim }).outcome).toBe(
          "possible",
        );
      }),
      { numRuns: runs(500) },
    );
  });

  it("an answer given without a victim holds for every victim that does not use NTLMv1", () => {
    const targetsOfAll = fc.constantFrom(...stricter.flat());
    fc.assert(
      fc.property(targetsOfAll, victim, (target, victim) => {
        const weak = ["ntlmv1", "ntlmv1-ess", "lm"].includes(victim?.response ?? "");
        const general = relayExposure(target).outcome;
        if (general === "unknown" || weak) return;
        expect(relayExposure({ ...target, victim }).outcome).toBe(general);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("advisories", () => {
  it("are dated, sourced, and in order", () => {
    for (const { id, date, sources, targets } of relayAdvisories) {
      expect(date, id).toMatch(/^20\d\d(-\d\d){0,2}$/);
      expect(sources.length, id).toBeGreaterThan(0);
      for (const source of sources) expect(new URL(source).protocol).toBe("https:");
      expect(targets.length, id).toBeGreaterThan(0);
    }
    const dates = relayAdvisories.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
  });

  it("are found by service", () => {
    const ids = advisoriesFor("ldaps").map(({ id }) => id);
    expect(ids).toContain("CVE-2019-1040");
    expect(ids).not.toContain("CVE-2025-55234");
    expect(advisoriesFor("smb").map(({ id }) => id)).toContain("CVE-2025-33073");
  });
});
