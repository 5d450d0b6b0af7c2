import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveSigning, type SessionKind, type Smb1Pair, type Smb2Pair } from "../src/effective.js";
import {
  type Smb1Policy,
  type Smb2Policy,
  smb1Matrix,
  smb1Policies,
  smb2Matrix,
  smb2Policies,
} from "../src/matrix.js";

// Typed from [MS-SMB] 3.2.4.2.4: client, server, result.
const smb1Table = [
  ["disabled", "disabled", "unsigned"],
  ["disabled", "declined", "unsigned"],
  ["disabled", "enabled", "unsigned"],
  ["disabled", "required", "blocked"],
  ["declined", "disabled", "unsigned"],
  ["declined", "declined", "unsigned"],
  ["declined", "enabled", "unsigned"],
  ["declined", "required", "signed"],
  ["enabled", "disabled", "unsigned"],
  ["enabled", "declined", "unsigned"],
  ["enabled", "enabled", "signed"],
  ["enabled", "required", "signed"],
  ["required", "disabled", "blocked"],
  ["required", "declined", "signed"],
  ["required", "enabled", "signed"],
  ["required", "required", "signed"],
] as const;

// Typed from [MS-SMB2] 3.2.5.3.1: RequireMessageSigning or Connection.RequireSigning.
const smb2Table = [
  ["enabled", "enabled", "unsigned"],
  ["enabled", "required", "signed"],
  ["required", "enabled", "signed"],
  ["required", "required", "signed"],
] as const;

const kinds: SessionKind[] = ["user", "guest", "anonymous"];
const dialects = [undefined, 0x0202, 0x0210, 0x02ff, 0x0300, 0x0302, 0x0311];
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code);

describe("the matrices", () => {
  it("cover each pair of policies once", () => {
    expect(smb1Table).toHaveLength(smb1Policies.length ** 2);
    expect(smb2Table).toHaveLength(smb2Policies.length ** 2);
  });

  it.each(smb1Table)("SMB1 client %s, server %s: %s", (client, server, outcome) => {
    expect(smb1Matrix[client][server]).toBe(outcome);
    expect(effectiveSigning({ protocol: "smb1", client, server, session: "user" }).outcome).toBe(outcome);
  });

  it.each(smb2Table)("SMB2 client %s, server %s: %s", (client, server, outcome) => {
    expect(smb2Matrix[client][server]).toBe(outcome);
    for (const dialect of dialects) {
      const pair: Smb2Pair = { protocol: "smb2", dialect, client, server, session: "user" };
      expect(effectiveSigning(pair).outcome).toBe(outcome);
    }
  });
});

describe("SMB1 sessions", () => {
  it.each(smb1Table)(
    "guest and anonymous are never signed: client %s, server %s",
    (client, server, outcome) => {
      // [MS-SMB] 3.2.5.3, 3.3.5.3; blocked is decided before anyone logs on ([MS-CIFS] 3.2.5.2).
      const expected = outcome === "blocked" ? "blocked" : "unsigned";
      for (const session of ["guest", "anonymous"] as const) {
        expect(effectiveSigning({ protocol: "smb1", client, server, session }).outcome).toBe(expected);
      }
    },
  );

  it("cautions that a server seen as disabled may be one that declines, which signs (Samba's file server)", () => {
    const pair = { protocol: "smb1", client: "required", session: "user" } as const;
    const seen = effectiveSigning({ ...pair, server: "disabled" });
    expect(seen.outcome).toBe("blocked");
    expect(codes(seen.because)).toContain("smb1-disabled-may-be-declined");
    expect(effectiveSigning({ ...pair, server: "declined" }).outcome).toBe("signed");
  });

  it("does not take encryption for granted: SMB1 has none", () => {
    const pair = { protocol: "smb1", client: "enabled", server: "required", session: "user" } as const;
    const { outcome, because } = effectiveSigning({ ...pair, encrypted: true });
    expect(outcome).toBe("signed");
    expect(codes(because)).toContain("encryption-ignored");
  });
});

describe("SMB2 sessions", () => {
  it.each([
    // client, server, session, allowInsecureGuest, outcome: [MS-SMB2] 3.2.5.3.1, 3.3.5.5.3.
    ["enabled", "enabled", "guest", false, "unsigned"],
    ["enabled", "required", "guest", false, "unsigned"],
    ["required", "enabled", "guest", false, "blocked"],
    ["required", "required", "guest", false, "blocked"],
    ["enabled", "enabled", "guest", true, "unsigned"],
    ["enabled", "required", "guest", true, "unsigned"],
    ["required", "enabled", "guest", true, "unsigned"],
    ["required", "required", "guest", true, "unsigned"],
    ["enabled", "enabled", "anonymous", false, "unsigned"],
    ["enabled", "required", "anonymous", false, "unsigned"],
    ["required", "enabled", "anonymous", false, "unsigned"],
    ["required", "required", "anonymous", false, "unsigned"],
  ] as const)(
    "client %s, server %s, %s, guests allowed %s: %s",
    (client, server, session, allow, outcome) => {
      for (const dialect of dialects) {
        const pair: Smb2Pair = { protocol: "smb2", dialect, client, server, session };
        expect(effectiveSigning({ ...pair, allowInsecureGuest: allow }).outcome).toBe(outcome);
        if (!allow) expect(effectiveSigning(pair).outcome).toBe(outcome);
      }
    },
  );

  it.each([
    [undefined, "unsigned"],
    [0x0300, "unsigned"],
    [0x0302, "unsigned"],
    [0x0311, "unsigned"],
    [0x0202, "signed"],
    [0x0210, "signed"],
    [0x02ff, "signed"],
  ] as const)("encryption takes the place of signing in the 3.x family alone: %s", (dialect, outcome) => {
    const pair = { protocol: "smb2", client: "required", server: "required", session: "user" } as const;
    const effective = effectiveSigning({ ...pair, dialect, encrypted: true });
    expect(effective.outcome).toBe(outcome);
    const code = outcome === "unsigned" ? "session-encrypted" : "encryption-ignored";
    expect(codes(effective.because)).toContain(code);
  });

  it("mentions that SMB 3.1.1 signs TREE_CONNECT where nothing else is signed", () => {
    const pair = { protocol: "smb2", client: "enabled", server: "enabled", session: "user" } as const;
    expect(codes(effectiveSigning({ ...pair, dialect: 0x0311 }).because)).toContain(
      "smb311-signs-tree-connect",
    );
    expect(codes(effectiveSigning({ ...pair, dialect: 0x0302 }).because)).not.toContain(
      "smb311-signs-tree-connect",
    );
  });
});

describe("the reasons", () => {
  const because = (pair: Smb1Pair | Smb2Pair) =>
    codes(effectiveSigning(pair).because).filter((code) => !code.endsWith("-policy"));

  it.each([
    ["declined", "enabled", "user", ["neither-requires-signing"]],
    ["enabled", "enabled", "user", ["both-offer-signing"]],
    ["declined", "required", "user", ["server-requires-signing"]],
    ["required", "declined", "user", ["client-requires-signing"]],
    ["required", "required", "user", ["client-requires-signing", "server-requires-signing"]],
    ["disabled", "required", "user", ["server-requires-signing", "client-never-signs"]],
    [
      "required",
      "disabled",
      "user",
      ["client-requires-signing", "server-never-signs", "smb1-disabled-may-be-declined"],
    ],
    [
      "enabled",
      "enabled",
      "guest",
      ["guest-session", "smb1-signing-belongs-to-connection", "both-offer-signing"],
    ],
    [
      "required",
      "enabled",
      "anonymous",
      [
        "anonymous-session",
        "smb1-signing-belongs-to-connection",
        "client-requires-signing",
        "smb1-required-client-may-disconnect",
      ],
    ],
  ] as const)("SMB1 client %s, server %s, %s: %o", (client, server, session, expected) => {
    expect(because({ protocol: "smb1", client, server, session })).toEqual(expected);
  });

  it.each([
    ["enabled", "enabled", "user", ["neither-requires-signing"]],
    ["enabled", "required", "user", ["server-requires-signing"]],
    [
      "required",
      "enabled",
      "guest",
      ["guest-session", "client-requires-signing", "client-may-reject-guest", "server-may-expect-signature"],
    ],
    ["enabled", "enabled", "guest", ["guest-session", "neither-requires-signing", "client-may-reject-guest"]],
    [
      "required",
      "enabled",
      "anonymous",
      ["anonymous-session", "client-requires-signing", "server-may-expect-signature"],
    ],
    ["enabled", "required", "anonymous", ["anonymous-session", "server-requires-signing"]],
  ] as const)("SMB2 client %s, server %s, %s: %o", (client, server, session, expected) => {
    expect(because({ protocol: "smb2", client, server, session, allowInsecureGuest: true })).toEqual(
      expected,
    );
  });
});

describe("what is unknown", () => {
  it.each([
    ["unknown", "required", "user", "signed", []],
    ["required", "unknown", "user", "signed", []],
    ["unknown", "enabled", "user", "unknown", ["depends-on-client-policy"]],
    ["enabled", "unknown", "user", "unknown", ["depends-on-server-policy"]],
    ["unknown", "unknown", "user", "unknown", ["depends-on-client-policy", "depends-on-server-policy"]],
    ["unknown", "unknown", "anonymous", "unsigned", []],
    ["enabled", "unknown", "guest", "unsigned", []],
    ["unknown", "required", "guest", "unknown", ["depends-on-client-policy"]],
    ["enabled", "enabled", "unknown", "unsigned", []],
    ["enabled", "required", "unknown", "unknown", ["depends-on-session-kind"]],
  ] as const)(
    "SMB2 client %s, server %s, session %s: %s",
    (client, server, session, outcome, dependencies) => {
      const effective = effectiveSigning({ protocol: "smb2", client, server, session });
      expect(effective.outcome).toBe(outcome);
      expect(codes(effective.because).filter((code) => code.startsWith("depends"))).toEqual(dependencies);
    },
  );

  it("SMB1 server required leaves only an obsolete client in doubt", () => {
    const pair = { protocol: "smb1", server: "required", session: "user" } as const;
    expect(effectiveSigning({ ...pair, client: "unknown" }).outcome).toBe("unknown");
    expect(effectiveSigning({ ...pair, client: "declined" }).outcome).toBe("signed");
  });

  it("does not claim a reason that holds for some of the possibilities only", () => {
    const { because } = effectiveSigning({
      protocol: "smb2",
      client: "unknown",
      server: "required",
      session: "user",
    });
    expect(because).toEqual([
      { code: "server-requires-signing" },
      { code: "client-policy", field: "client", value: "unknown" },
      { code: "server-policy", field: "server", value: "required" },
    ]);
  });

  it("refuses a policy that the protocol does not have", () => {
    const pair = { protocol: "smb2", client: "disabled", server: "enabled", session: "user" };
    expect(() => effectiveSigning(pair as never)).toThrow(RangeError);
  });
});

const rest = {
  session: fc.constantFrom<SessionKind | "unknown">(...kinds, "unknown"),
  dialect: fc.constantFrom(...dialects),
  allowInsecureGuest: fc.constantFrom(true, false, undefined),
  encrypted: fc.constantFrom(true, false, undefined),
};
const smb1Pair: fc.Arbitrary<Smb1Pair> = fc.record({
  protocol: fc.constant("smb1" as const),
  client: fc.constantFrom<Smb1Policy | "unknown">(...smb1Policies, "unknown"),
  server: fc.constantFrom<Smb1Policy | "unknown">(...smb1Policies, "unknown"),
  ...rest,
});
const smb2Pair: fc.Arbitrary<Smb2Pair> = fc.record({
  protocol: fc.constant("smb2" as const),
  client: fc.constantFrom<Smb2Policy | "unknown">(...smb2Policies, "unknown"),
  server: fc.constantFrom<Smb2Policy | "unknown">(...smb2Policies, "unknown"),
  ...rest,
});

describe("properties", () => {
  it("is total, deterministic, and always says why", () => {
    fc.assert(
      fc.property(fc.oneof(smb1Pair, smb2Pair), (pair) => {
        const effective = effectiveSigning(pair);
        expect(["signed", "unsigned", "blocked", "unknown"]).toContain(effective.outcome);
        expect(effective.because.length).toBeGreaterThan(2);
        expect(effectiveSigning(pair)).toEqual(effective);
      }),
      { numRuns: runs(500) },
    );
  });

  it("requiring more never turns signed into unsigned", () => {
    fc.assert(
      fc.property(fc.oneof(smb1Pair, smb2Pair), fc.constantFrom("client", "server"), (pair, side) => {
        if (effectiveSigning(pair).outcome !== "signed") return;
        const stricter = effectiveSigning({ ...pair, [side]: "required" } as typeof pair);
        expect(["signed", "blocked"]).toContain(stricter.outcome);
      }),
      { numRuns: runs(500) },
    );
  });

  it("learning what was unknown never contradicts an answer already given", () => {
    fc.assert(
      fc.property(
        smb1Pair,
        fc.constantFrom(...smb1Policies),
        fc.constantFrom(...smb1Policies),
        (pair, c, s) => {
          const before = effectiveSigning(pair).outcome;
          const client = pair.client === "unknown" ? c : pair.client;
          const server = pair.server === "unknown" ? s : pair.server;
          const after = effectiveSigning({ ...pair, client, server }).outcome;
          if (before !== "unknown") expect(after).toBe(before);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it("is unknown only where two possibilities differ", () => {
    fc.assert(
      fc.property(smb2Pair, (pair) => {
        const clients = pair.client === "unknown" ? smb2Policies : [pair.client];
        const servers = pair.server === "unknown" ? smb2Policies : [pair.server];
        const sessions = pair.session === "unknown" ? kinds : [pair.session];
        const outcomes = new Set<string>();
        for (const client of clients)
          for (const server of servers)
            for (const session of sessions)
              outcomes.add(effectiveSigning({ ...pair, client, server, session }).outcome);
        const { outcome } = effectiveSigning(pair);
        expect(outcome).toBe(outcomes.size > 1 ? "unknown" : [...outcomes][0]);
      }),
      { numRuns: runs(500) },
    );
  });
});
