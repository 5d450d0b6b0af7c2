import {
  advertisedSmb1,
  advertisedSmb2,
  downgradedChoices,
  inspectNegotiation,
  inspectNtlm,
  joinHost,
  type NtlmFacts,
  type NtlmInspection,
  reason,
  relayExposure,
} from "@countersign/signing";
import { describe, expect, it } from "vitest";
import { deriveFindings, findingCatalogue, type HostFacts, joinFindings } from "../src/index.js";

const smb1 = (securityMode: number) => advertisedSmb1({ wordCount: 17, securityMode, packet: 4 });
const smb2 = (securityMode: number) => ({
  ...advertisedSmb2({ dialect: 0x0302, securityMode, packet: 6 }),
  dialect: 0x0302,
});
const codes = (host: HostFacts) => deriveFindings(host).map(({ code }) => code);

const ntlm = (authenticate: NonNullable<NtlmFacts["authenticate"]>): NtlmInspection =>
  inspectNtlm({ authenticate });
const v2 = (avFlags: number, mic: Uint8Array | undefined) =>
  ntlm({
    flags: 0x10,
    lmChallengeResponse: new Uint8Array(24),
    ntChallengeResponse: new Uint8Array(60),
    targetInfo: [{ id: 6, value: new Uint8Array([avFlags, 0, 0, 0]) }],
    mic,
    packet: 15,
  });
const v1 = ntlm({
  flags: 0,
  lmChallengeResponse: new Uint8Array(24),
  ntChallengeResponse: new Uint8Array(24),
  packet: 9,
});
const protectedV2 = v2(2, new Uint8Array(16).fill(1));
const unprotectedV2 = v2(0, undefined);
const contradictoryV2 = v2(2, new Uint8Array(16));

describe("policies", () => {
  it.each([
    [{ smb2: [smb2(1)] }, ["smb2-signing-not-required"]],
    [{ smb2: [smb2(3)] }, ["smb-signing-required"]],
    [{ smb1: [smb1(0x07)] }, ["smb1-signing-not-required", "smb1-answered"]],
    [{ smb1: [smb1(0x03)] }, ["smb1-signing-disabled", "smb1-answered"]],
    [{ smb1: [smb1(0x0f)], smb2: [smb2(3)] }, ["smb1-answered", "smb-signing-required"]],
    [{ smb1: [smb1(0x03)], smb2: [smb2(3)] }, ["smb1-signing-disabled", "smb1-answered"]],
    [
      { smb1: [smb1(0x03)], smb2: [smb2(1)] },
      ["smb1-signing-disabled", "smb2-signing-not-required", "smb1-answered"],
    ],
    [{ smb2: [smb2(0)] }, ["smb2-signing-not-required", "security-mode-deviation"]],
    [{ smb2: [smb2(2)] }, ["smb-signing-required", "security-mode-deviation"]],
    [{ smb2: [smb2(3), smb2(1)] }, ["smb2-signing-not-required", "server-answers-differ"]],
    [{ smb2: [smb2(1), smb2(3)] }, ["server-answers-differ"]],
    [{ smb2: [advertisedSmb2({ answer: "truncated", securityMode: 1 })] }, ["smb-signing-unknown"]],
    [{ smb1: [advertisedSmb1({ answer: "missing" })] }, ["smb-signing-unknown"]],
    [{ smb1: [advertisedSmb1({ answer: "missing" })], smb2: [smb2(3)] }, ["smb-signing-required"]],
    [{ smb1: [advertisedSmb1({ dialectIndex: 0xffff })], smb2: [smb2(3)] }, ["smb-signing-required"]],
    [{ smb1: [advertisedSmb1({ answer: "undecodable" })], smb2: [smb2(3)] }, ["smb-signing-unknown"]],
    [{}, []],
  ])("case %#: %o", (answers, expected) => {
    expect(codes(joinHost(answers))).toEqual(expected);
  });

  it("cites the evidence of the protocol that the finding is about", () => {
    const findings = deriveFindings(joinHost({ smb1: [smb1(0x03)], smb2: [smb2(1)] }));
    const evidence = (code: string) => findings.find((finding) => finding.code === code)?.because;
    expect(evidence("smb2-signing-not-required")?.map(({ packet }) => packet)).toContain(6);
    expect(evidence("smb2-signing-not-required")?.map(({ packet }) => packet)).not.toContain(4);
    expect(evidence("smb1-answered")?.map(({ packet }) => packet)).not.toContain(6);
  });
});

describe("sessions", () => {
  const enabled = joinHost({ smb2: [smb2(1)] });
  const required = joinHost({ smb2: [smb2(3)] });

  it("reports unsigned user sessions, and worse where signing is required", () => {
    const sessions = [{ kind: "user", observed: "unsigned", count: 3, packet: 20 }] as const;
    expect(deriveFindings({ ...enabled, sessions })).toContainEqual({
      code: "user-sessions-unsigned",
      severity: "low",
      because: [{ code: "session-unsigned", packet: 20, field: "sessions", value: 3 }],
    });
    const worse = deriveFindings({ ...required, sessions })[0];
    expect(worse?.code).toBe("required-but-unsigned");
    expect(worse?.because.map(({ code }) => code)).toEqual(["server-requires-signing", "session-unsigned"]);
  });

  it.each(["signed", "mixed", "encrypted", "none", "unknown"] as const)(
    "says nothing of user sessions %s",
    (observed) => {
      expect(codes({ ...required, sessions: [{ kind: "user", observed }] })).toEqual([
        "smb-signing-required",
      ]);
    },
  );

  it("keeps guests, null sessions and failed logons apart", () => {
    const seen = (kind: "guest" | "anonymous" | "failed") =>
      codes({ ...required, sessions: [{ kind, observed: "unsigned" }] });
    expect(seen("guest")).toEqual(["guest-session", "smb-signing-required"]);
    expect(seen("anonymous")).toEqual(["smb-signing-required", "anonymous-session"]);
    expect(seen("failed")).toEqual(["smb-signing-required"]);
  });
});

describe("NTLM", () => {
  const host = joinHost({});
  it.each([
    [[protectedV2], []],
    [[v1], ["ntlmv1-response"]],
    [[unprotectedV2], ["ntlm-flags-not-protected"]],
    [[contradictoryV2], ["ntlm-messages-contradict"]],
    [
      [v1, unprotectedV2, contradictoryV2, protectedV2],
      ["ntlmv1-response", "ntlm-messages-contradict", "ntlm-flags-not-protected"],
    ],
  ])("case %#", (exchanges, expected) => {
    expect(codes({ ...host, ntlm: exchanges })).toEqual(expected);
  });

  it("counts LM, NTLMv1 and NTLMv1 with extended session security alike", () => {
    const logon = (flags: number, lm: Uint8Array, nt: Uint8Array) =>
      codes({ ...host, ntlm: [ntlm({ flags, lmChallengeResponse: lm, ntChallengeResponse: nt })] });
    const challenge = new Uint8Array(24).fill(1, 0, 8);
    expect(logon(0, new Uint8Array(24).fill(1), new Uint8Array(0))).toEqual(["ntlmv1-response"]);
    expect(logon(0x80000, challenge, new Uint8Array(24))).toEqual(["ntlmv1-response"]);
    expect(logon(0, new Uint8Array(0), new Uint8Array(0))).toEqual([]);
  });

  it("cites the packet", () => {
    expect(deriveFindings({ ...host, ntlm: [v1] })[0]?.because).toEqual([
      { code: "ntlmv1-response", packet: 9, field: "response", value: "ntlmv1" },
    ]);
  });
});

describe("negotiations", () => {
  const mode = (securityMode: number) => ({
    packet: 8,
    dialects: [0x0302],
    securityMode,
    capabilities: 0,
    guid: new Uint8Array(16),
  });
  const negotiation = inspectNegotiation({ smb2: [{ request: mode(1) }], validateRequests: [mode(3)] });
  const downgrades = downgradedChoices([
    { packet: 4, offered: [0x0202, 0x0302], chosen: 0x0202 },
    { packet: 9, offered: [0x0202, 0x0302], chosen: 0x0302 },
  ]);
  const identities = [reason("server-name-differs", { value: "FJORD01" })];

  it("reports contradictions, downgrades and identities, each as its own finding", () => {
    const findings = deriveFindings({ ...joinHost({}), negotiation, downgrades, identities });
    expect(findings).toEqual([
      {
        code: "negotiation-contradicts",
        severity: "high",
        because: [
          {
            code: "negotiate-info-mode-differs",
            packet: 8,
            field: "ValidateNegotiateInfoRequest.securityMode",
            value: 3,
          },
        ],
      },
      {
        code: "dialect-downgraded",
        severity: "medium",
        because: [
          {
            code: "dialect-below-common",
            packet: 4,
            field: "Smb2NegotiateResponse.dialectRevision",
            value: 0x0202,
          },
          {
            code: "dialect-spoken",
            packet: 9,
            field: "Smb2NegotiateResponse.dialectRevision",
            value: 0x0302,
          },
        ],
      },
      { code: "server-identity-differs", severity: "info", because: identities },
    ]);
  });

  it("says nothing where there is nothing", () => {
    expect(codes({ ...joinHost({}), negotiation: [], downgrades: [], identities: [] })).toEqual([]);
  });
});

describe("joinFindings", () => {
  it("keeps one of a code with the evidence of all, gravest first", () => {
    const [low] = deriveFindings({ ...joinHost({}), ntlm: [unprotectedV2] });
    const [high] = deriveFindings({ ...joinHost({}), ntlm: [v1] });
    const [other] = deriveFindings({
      ...joinHost({}),
      ntlm: [{ ...unprotectedV2, packet: 99 }],
    });
    const joined = joinFindings([low!, high!, other!]);
    expect(joined.map(({ code, because }) => [code, because.map(({ packet }) => packet)])).toEqual([
      ["ntlmv1-response", [9]],
      ["ntlm-flags-not-protected", [15, 99]],
    ]);
    expect(low?.because).toHaveLength(1);
  });
});

describe("other services", () => {
  it("reports a relay that is possible, and SQL Server as unknown", () => {
    const victim = { sign: false, seal: false, channelBindings: "absent" } as const;
    const host = {
      ...joinHost({}),
      ldap: relayExposure({ target: "ldap", server: { signing: "enabled" }, victim }),
      ldaps: relayExposure({ target: "ldaps", server: { channelBinding: "off" }, victim }),
      mssql: relayExposure({ target: "mssql", victim }),
    };
    expect(codes(host)).toEqual(["ldap-relay-possible", "ldaps-relay-possible", "mssql-relay-unknown"]);
    const safe = relayExposure({ target: "ldap", server: { signing: "required" } });
    expect(codes({ ...joinHost({}), ldap: safe })).toEqual([]);
  });
});

it("has no finding that nothing leads to", () => {
  const victim = { sign: false, seal: false, channelBindings: "absent" } as const;
  const hosts: HostFacts[] = [
    {
      ...joinHost({ smb1: [smb1(0x03)], smb2: [smb2(0), smb2(3)] }),
      sessions: [
        { kind: "user", observed: "unsigned" },
        { kind: "guest", observed: "unsigned" },
        { kind: "anonymous", observed: "unsigned" },
      ],
      ntlm: [v1, unprotectedV2, contradictoryV2],
      negotiation: [reason("negotiate-info-mode-differs")],
      downgrades: [reason("dialect-below-common")],
      identities: [reason("server-guid-differs")],
      policiesByPath: [reason("vantage-policy")],
      reachabilityByPath: [reason("vantage-not-reached")],
      ldap: relayExposure({ target: "ldap", server: { signing: "enabled" }, victim }),
      ldaps: relayExposure({ target: "ldaps", server: { channelBinding: "off" }, victim }),
      mssql: relayExposure({ target: "mssql" }),
    },
    { ...joinHost({ smb2: [smb2(2)] }), sessions: [{ kind: "user", observed: "unsigned" }] },
    joinHost({ smb1: [smb1(0x07)], smb2: [smb2(1)] }),
    joinHost({ smb2: [advertisedSmb2({ answer: "missing" })] }),
  ];
  const reached = new Set(hosts.flatMap(codes));
  expect([...reached].sort()).toEqual(Object.keys(findingCatalogue).sort());
});
