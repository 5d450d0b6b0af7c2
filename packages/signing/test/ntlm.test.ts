import { responseKind } from "@countersign/ntlmssp";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectNtlm, relayVictim } from "../src/ntlm.js";
import type { AvPairFact, NtlmFacts } from "../src/ntlm-facts.js";
import { relayExposure } from "../src/relay.js";

const SIGN = 0x10;
const SEAL = 0x20;
const ALWAYS_SIGN = 0x8000;
const ESS = 0x80000;
const KEY_128 = 0x20000000;
const KEY_EXCH = 0x40000000;
const KEY_56 = 0x80000000;
const ALL = SIGN + SEAL + ALWAYS_SIGN + ESS + KEY_128 + KEY_EXCH + KEY_56;

const bytes = (length: number, fill = 0) => new Uint8Array(length).fill(fill);
const utf16 = (text: string) => new Uint8Array([...text].flatMap((c) => [c.charCodeAt(0), 0]));
const serverPairs: AvPairFact[] = [
  { id: 2, value: utf16("ZEPHYR") },
  { id: 1, value: utf16("FJORD01") },
  { id: 7, value: bytes(8, 1) },
  { id: 0, value: bytes(0) },
];
const clientPairs = (flags: number): AvPairFact[] => [
  ...serverPairs.slice(0, 3),
  { id: 6, value: new Uint8Array([flags, 0, 0, 0]) },
  { id: 8, value: bytes(48) },
  { id: 10, value: bytes(16) },
  { id: 9, value: utf16("cifs/fjord01") },
  { id: 0, value: bytes(0) },
];
const clean = {
  negotiate: { flags: ALL },
  challenge: { flags: ALL, targetInfo: serverPairs },
  authenticate: {
    flags: ALL,
    lmChallengeResponse: bytes(24),
    ntChallengeResponse: bytes(120, 1),
    mic: bytes(16, 7),
    targetInfo: clientPairs(2),
  },
} satisfies NtlmFacts;
const codes = (facts: NtlmFacts) => inspectNtlm(facts).findings.map(({ code }) => code);
const withAuthenticate = (change: Partial<NonNullable<NtlmFacts["authenticate"]>>): NtlmFacts => ({
  ...clean,
  authenticate: { ...clean.authenticate, ...change },
});

describe("responseKind", () => {
  const essLm = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, ...bytes(16)]);
  it.each([
    // LM response, NT response, flags.
    ["anonymous", bytes(0), bytes(0), 0],
    ["anonymous", bytes(1), bytes(0), 0],
    ["lm", bytes(1, 1), bytes(0), 0],
    ["lm", bytes(24, 1), bytes(0), 0],
    ["ntlmv1", bytes(24, 1), bytes(24, 2), 0],
    ["ntlmv1", bytes(24, 1), bytes(24, 2), ESS],
    ["ntlmv1", essLm, bytes(24, 2), 0],
    ["ntlmv1-ess", essLm, bytes(24, 2), ESS],
    ["ntlmv2", bytes(24), bytes(44, 2), 0],
    ["ntlmv2", bytes(0), bytes(300, 2), ESS],
    ["other", bytes(24), bytes(43, 2), 0],
    ["other", bytes(24, 1), bytes(8, 2), 0],
    ["other", bytes(0), bytes(1), 0],
  ] as const)("%s", (kind, lmChallengeResponse, ntChallengeResponse, flags) => {
    expect(responseKind({ negotiateFlags: flags, lmChallengeResponse, ntChallengeResponse })).toBe(kind);
  });
});

describe("inspectNtlm", () => {
  it("finds nothing in a clean exchange", () => {
    expect(inspectNtlm(clean)).toEqual({
      sign: { negotiate: true, challenge: true, authenticate: true },
      seal: { negotiate: true, challenge: true, authenticate: true },
      alwaysSign: { negotiate: true, challenge: true, authenticate: true },
      extendedSessionSecurity: { negotiate: true, challenge: true, authenticate: true },
      keyExchange: { negotiate: true, challenge: true, authenticate: true },
      response: "ntlmv2",
      mic: { present: true, asserted: true },
      channelBindings: "zero",
      targetName: "cifs/fjord01",
      targetNameUntrusted: false,
      findings: [],
    });
  });

  it("keeps ALWAYS_SIGN apart from SIGN", () => {
    const { sign, alwaysSign } = inspectNtlm({ negotiate: { flags: ALWAYS_SIGN } });
    expect(sign).toEqual({ negotiate: false });
    expect(alwaysSign).toEqual({ negotiate: true });
  });

  it("tells the MIC's slot from its assertion", () => {
    const anonymous = {
      flags: ALL,
      lmChallengeResponse: bytes(1),
      ntChallengeResponse: bytes(0),
      mic: bytes(16, 9),
    };
    // Hundreds of anonymous logons in captures have bytes there that no server checks.
    expect(inspectNtlm({ authenticate: anonymous })).toMatchObject({
      response: "anonymous",
      mic: { present: true, asserted: false },
      findings: [],
    });
    expect(codes(withAuthenticate({ targetInfo: clientPairs(0) }))).toEqual([
      "mic-not-asserted",
      "timestamp-without-mic",
    ]);
    expect(inspectNtlm(withAuthenticate({ mic: bytes(16), targetInfo: clientPairs(0) })).mic).toEqual({
      present: true,
      asserted: false,
    });
  });

  it("says nothing of the MIC when the NTLMv2 response was not decoded", () => {
    const inspection = inspectNtlm(withAuthenticate({ targetInfo: undefined }));
    expect(inspection.response).toBe("ntlmv2");
    expect(inspection.mic).toBeUndefined();
    expect(inspection.findings).toEqual([]);
    const server = { signing: "enabled" } as const;
    expect(relayExposure({ target: "ldap", server, victim: relayVictim(inspection) }).outcome).toBe(
      "unknown",
    );
  });

  it.each([
    ["absent", clientPairs(2).filter(({ id }) => id !== 10)],
    ["zero", clientPairs(2)],
    ["present", [...clientPairs(2).filter(({ id }) => id !== 10), { id: 10, value: bytes(16, 3) }]],
  ] as const)("channel bindings %s", (expected, targetInfo) => {
    expect(inspectNtlm(withAuthenticate({ targetInfo })).channelBindings).toBe(expected);
  });

  it("reads the untrusted bit beside the MIC bit", () => {
    expect(inspectNtlm(withAuthenticate({ targetInfo: clientPairs(6) }))).toMatchObject({
      mic: { asserted: true },
      targetNameUntrusted: true,
    });
  });

  it.each([
    ["SIGN", SIGN],
    ["SEAL", SEAL],
    ["extended session security", ESS],
    ["128", KEY_128],
    ["56", KEY_56],
  ])("%s dropped by the server, then by the client", (_, flag) => {
    const less = ALL - flag;
    const byServer = { ...clean, challenge: { ...clean.challenge, flags: less, packet: 5 } };
    expect(inspectNtlm(byServer).findings).toEqual([
      { code: "flag-dropped-by-server", packet: 5, field: "NtlmChallenge.negotiateFlags", value: flag },
      { code: "flag-added-by-client", field: "NtlmAuthenticate.negotiateFlags", value: flag },
    ]);
    expect(inspectNtlm(withAuthenticate({ flags: less })).findings).toEqual([
      { code: "flag-dropped-by-client", field: "NtlmAuthenticate.negotiateFlags", value: flag },
    ]);
  });

  it("lets a server leave out what it need not return", () => {
    const only = {
      negotiate: { flags: ALWAYS_SIGN + KEY_128 + KEY_56 + KEY_EXCH },
      challenge: { flags: ALWAYS_SIGN },
    };
    expect(codes(only)).toEqual([]);
  });

  it("wants 128 and 56 back from whoever asks for sealing alone, too", () => {
    const facts = {
      negotiate: { flags: ALWAYS_SIGN + SEAL + KEY_128 },
      challenge: { flags: ALWAYS_SIGN + SEAL },
    };
    expect(inspectNtlm(facts).findings).toMatchObject([{ code: "flag-dropped-by-server", value: KEY_128 }]);
  });

  it("names the packet of AUTHENTICATE", () => {
    expect(inspectNtlm(withAuthenticate({ packet: 15 })).packet).toBe(15);
    expect(inspectNtlm(clean)).not.toHaveProperty("packet");
  });

  it("does not hold a client to a flag that only the server brought in", () => {
    const seal = ALL - SEAL;
    const facts = { ...withAuthenticate({ flags: seal }), negotiate: { flags: seal } };
    expect(codes(facts)).toEqual([]);
  });

  it("reads flags given as a signed number", () => {
    expect(codes({ ...clean, negotiate: { flags: ALL | 0 } })).toEqual([]);
  });

  it("wants ALWAYS_SIGN in NEGOTIATE and CHALLENGE", () => {
    const fields = inspectNtlm({ negotiate: { flags: 0 }, challenge: { flags: 1 } }).findings;
    expect(fields).toEqual([
      { code: "always-sign-not-set", field: "NtlmNegotiate.negotiateFlags", value: 0 },
      { code: "always-sign-not-set", field: "NtlmChallenge.negotiateFlags", value: 1 },
    ]);
  });

  it.each([
    ["mic-asserted-but-absent", { mic: undefined }],
    ["mic-asserted-but-zero", { mic: bytes(16) }],
    ["lm-response-with-timestamp", { lmChallengeResponse: bytes(24, 1) }],
  ])("%s", (code, change) => {
    expect(codes(withAuthenticate(change))).toEqual([code]);
  });

  it("a timestamp calls for a MIC, and without one it does not", () => {
    const unasserted = withAuthenticate({ mic: undefined, targetInfo: clientPairs(0) });
    expect(codes(unasserted)).toEqual(["timestamp-without-mic"]);
    const noTimestamp = (pairs: AvPairFact[]) => pairs.filter(({ id }) => id !== 7);
    const challenge = { flags: ALL, targetInfo: noTimestamp(serverPairs) };
    const authenticate = { ...unasserted.authenticate!, targetInfo: noTimestamp(clientPairs(0)) };
    expect(codes({ ...unasserted, challenge, authenticate })).toEqual([]);
  });

  it("compares the target info", () => {
    const changed = (targetInfo: AvPairFact[]) => inspectNtlm(withAuthenticate({ targetInfo })).findings;
    const pairs = clientPairs(2);
    const field = "NtlmAuthenticate.targetInfo";
    expect(changed(pairs.filter(({ id }) => id !== 1))).toEqual([
      { code: "target-info-removed", field, value: 1 },
    ]);
    const renamed = pairs.map((pair) => (pair.id === 2 ? { id: 2, value: utf16("ELSEWHERE") } : pair));
    expect(changed(renamed)).toEqual([{ code: "target-info-changed", field, value: 2 }]);
    expect(changed([...pairs, { id: 5, value: utf16("forest") }])).toEqual([
      { code: "target-info-added", field, value: 5 },
    ]);
  });

  it("compares lists of any length in time that grows with them", () => {
    const list = (id: number, first: number): AvPairFact[] =>
      Array.from({ length: 30_000 }, (_, i) => ({ id, value: Uint8Array.of((first + i) >> 8, first + i) }));
    const { challenge, ...facts } = withAuthenticate({
      targetInfo: [...clientPairs(2), ...list(20, 1), ...list(21, 0)],
    });
    const sent = { ...challenge!, targetInfo: [...serverPairs, ...list(20, 0), ...list(22, 0)] };
    const found = codes({ ...facts, challenge: sent });
    const countOf = (wanted: string) => found.filter((code) => code === wanted).length;
    expect(countOf("target-info-removed")).toBe(30_000);
    expect(countOf("target-info-added")).toBe(30_000);
    // All but the first were sent back, one place behind.
    expect(countOf("target-info-changed")).toBe(1);
  }, 20_000);

  it("takes a lone terminator and an empty name for the same (Samba's server, then its client)", () => {
    const exchange = (sent: Uint8Array, returned: Uint8Array): NtlmFacts => {
      const challenge = { ...clean.challenge, targetInfo: [{ id: 4, value: sent }] };
      const flags = { id: 6, value: new Uint8Array([2, 0, 0, 0]) };
      const authenticate = { ...clean.authenticate, targetInfo: [{ id: 4, value: returned }, flags] };
      return { ...clean, challenge, authenticate };
    };
    expect(codes(exchange(bytes(2), bytes(0)))).toEqual([]);
    expect(codes(exchange(bytes(2, 1), bytes(0)))).toEqual(["target-info-changed"]);
    expect(codes(exchange(bytes(4), bytes(0)))).toEqual(["target-info-changed"]);
  });

  it("does not hold a null session to flags that need a key (Samba and impacket drop them)", () => {
    const anonymous = {
      lmChallengeResponse: bytes(1),
      ntChallengeResponse: bytes(0),
      targetInfo: undefined,
      mic: undefined,
    };
    expect(codes(withAuthenticate({ ...anonymous, flags: ALL - ESS - SIGN }))).toEqual([]);
  });

  it("is total for any facts", () => {
    const flags = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
    const any = fc.uint8Array({ maxLength: 64, size: "max" });
    const targetInfo = fc.array(fc.record({ id: fc.nat(11), value: any }), { maxLength: 6 });
    const authenticate = fc.record(
      { flags, lmChallengeResponse: any, ntChallengeResponse: any, mic: any, targetInfo },
      { requiredKeys: ["flags", "lmChallengeResponse", "ntChallengeResponse"] },
    );
    const facts = fc.record(
      { negotiate: fc.record({ flags }), challenge: fc.record({ flags, targetInfo }), authenticate },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (facts) => {
        const inspection = inspectNtlm(facts);
        expect(inspection.sign.authenticate).toBe(
          facts.authenticate === undefined ? undefined : (facts.authenticate.flags & SIGN) !== 0,
        );
        expect(inspection.response === undefined).toBe(facts.authenticate === undefined);
        if (inspection.mic?.asserted) expect(facts.authenticate?.targetInfo).toBeDefined();
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("relayVictim", () => {
  it("takes what was agreed, else what was offered", () => {
    expect(relayVictim(inspectNtlm({ negotiate: { flags: SIGN } }))).toMatchObject({
      sign: true,
      seal: false,
    });
    expect(relayVictim(inspectNtlm(withAuthenticate({ flags: ALL - SIGN })))).toMatchObject({
      sign: false,
      seal: true,
    });
    expect(relayVictim(inspectNtlm({})).sign).toBeUndefined();
  });

  it("knows an absent target name, and leaves the comparison to the caller", () => {
    const inspection = inspectNtlm(clean);
    expect(relayVictim(inspection).targetName).toBeUndefined();
    expect(relayVictim(inspection, true).targetName).toBe("matches");
    expect(relayVictim(inspection, false).targetName).toBe("other");
    const empty = clientPairs(2).map((pair) => (pair.id === 9 ? { id: 9, value: bytes(0) } : pair));
    expect(relayVictim(inspectNtlm(withAuthenticate({ targetInfo: empty }))).targetName).toBe("absent");
    const none = clientPairs(2).filter(({ id }) => id !== 9);
    expect(relayVictim(inspectNtlm(withAuthenticate({ targetInfo: none }))).targetName).toBe("absent");
  });

  it("follows an exchange to a verdict", () => {
    const victim = relayVictim(inspectNtlm(clean));
    expect(relayExposure({ target: "ldap", server: { signing: "enabled" }, victim }).outcome).toBe("blocked");
    expect(
      relayExposure({ target: "https", server: { channelBinding: "when-supported" }, victim }).outcome,
    ).toBe("possible");
  });
});
