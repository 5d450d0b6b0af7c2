// How tshark's expected values are read by the contract's rules, against numbers counted by hand.
import type { HandshakeReport, NtlmOnlyReport, SessionReport } from "@countersign/inspect";
import { describe, expect, it } from "vitest";
import type { ExpectedNtlm, ExpectedSmb2Pdu } from "../src/expected.js";
import { explain } from "../src/known-differences.js";
import { countMessages, observed } from "../src/messages.js";
import { toldOfNegotiation } from "../src/negotiations.js";
import { exchanges, responseKind, toldOfExchange } from "../src/ntlm.js";
import { packetTime, ticksOfIso, ticksOfText } from "../src/times.js";
import { hold, type Tally, type Told } from "../src/told.js";
import { captures } from "./fixtures.js";
import { reportsFrom } from "./synthetic.js";

function handshakes(prefix: string): HandshakeReport[] {
  const reports = reportsFrom(captures.find((c) => c.file.name.startsWith(prefix))!);
  return reports.filter((r) => r.kind === "handshake");
}

function sessions(prefix: string): SessionReport[] {
  return handshakes(prefix).flatMap((h) => h.sessions);
}

describe("sessions", () => {
  it("are a user's, a guest's, anonymous by NTLM alone, failed", () => {
    const kinds = (prefix: string): string[] => sessions(prefix).map((s) => `${s.kind} ${s.status}`);
    expect(kinds("d01")).toEqual(["user 0x00000000"]);
    expect(kinds("d10")).toEqual(["guest 0x00000000"]);
    expect(kinds("d11")).toEqual(["anonymous 0x00000000"]);
    expect(kinds("d12")).toEqual(["failed 0xc000006d", "user 0x00000000"]);
    expect(sessions("d10")[0]?.flags).toEqual(["IS_GUEST"]);
    expect(sessions("d11")[0]?.flags).toEqual([]);
    expect(sessions("d05")[0]?.flags).toEqual(["ENCRYPT_DATA"]);
  });

  it("begin anew with a re-authentication, under the same id", () => {
    const [first, second] = handshakes("d35");
    expect(first?.sessions.map((s) => s.binding)).toEqual([false, false, false]);
    expect(new Set(first?.sessions.map((s) => s.sessionId)).size).toBe(1);
    expect(second?.sessions.length).toBe(1);
  });

  it("are bound to a second connection as entries of their own", () => {
    const [first, second] = handshakes("d36");
    expect(first?.sessions.map((s) => s.binding)).toEqual([false, true]);
    expect(second?.sessions.map((s) => s.binding)).toEqual([false, true]);
    expect(second?.sessions[1]?.sessionId).toBe(first?.sessions[0]?.sessionId);
  });

  it("show by their headers where the set-up was not recorded", () => {
    expect(sessions("d39")).toMatchObject([{ kind: "unknown", mechanism: "unknown", observed: "signed" }]);
  });

  it("of SMB1 have the UID, and NTLM without NTLMSSP", () => {
    const [session] = sessions("d09");
    expect(session).toMatchObject({ sessionId: "36843", mechanism: "ntlm", kind: "user" });
    expect(session?.ntlm).toMatchObject({ response: "ntlmv1", user: "astrid", domain: "NORDWIND" });
  });
});

describe("messages", () => {
  it("are counted by direction, the logon left out", () => {
    expect(sessions("d01")[0]?.messages).toEqual({
      client: { signed: 2, total: 16 },
      server: { signed: 2, total: 16 },
      encrypted: 0,
    });
    expect(sessions("d05")[0]).toMatchObject({ observed: "encrypted", messages: { encrypted: 32 } });
    expect(sessions("d12")[0]).toMatchObject({ observed: "none", messages: { client: { total: 0 } } });
  });

  it("are signed throughout once PENDING, CANCEL and break notifications are left out", () => {
    expect(sessions("d37").map((s) => s.observed)).toEqual(["signed", "signed", "signed", "signed"]);
    expect(sessions("d28").map((s) => s.observed)).toEqual(["signed"]);
  });

  it("are plain and encrypted in one session", () => {
    const [session] = sessions("d38");
    expect(session?.messages.encrypted).toBe(24);
    expect(session?.observed).toBe("mixed");
  });

  const message = (m: Partial<ExpectedSmb2Pdu>): ExpectedSmb2Pdu => ({
    ...{ frame: 1, dir: "c2s", cmd: "READ", response: false, messageId: "1", sessionId: "0x01" },
    ...{ signed: true, signature: "01" },
    ...m,
  });

  function count(...pdus: Partial<ExpectedSmb2Pdu>[]): SessionReport["messages"] | undefined {
    return countMessages(pdus.map(message), []).withoutSetup[0]?.messages;
  }

  it("of a compound each count, a related one for the session before it", () => {
    const related = { chained: true, sessionId: "0xffffffffffffffff" };
    expect(count({}, related, related)?.client).toEqual({ signed: 3, total: 3 });
    expect(countMessages([message({}), message(related)], []).withoutSetup).toHaveLength(1);
  });

  it("are signed by the flag together with a signature", () => {
    expect(count({}, { signature: "00" }, { signed: false })?.client).toEqual({ signed: 1, total: 3 });
  });

  it("leave out interim answers, CANCEL and break notifications, not the answer to an acknowledgment", () => {
    const answer = { dir: "s2c", response: true } as const;
    const breaks = { ...answer, cmd: "OPLOCK_BREAK" };
    const counted = count(
      {},
      { cmd: "CANCEL" },
      { ...answer, status: "0x00000103" },
      { ...breaks, messageId: "18446744073709551615" },
      { ...breaks, messageId: "7" },
    );
    expect(counted).toMatchObject({ client: { total: 1 }, server: { total: 1 } });
  });

  it("are observed as signed, unsigned, mixed, encrypted or none", () => {
    const of = (client: number, total: number, encrypted: number): unknown => {
      const messages = { client: { signed: client, total }, server: { signed: 0, total: 0 }, encrypted };
      return observed({ id: "", frame: 1, messages });
    };
    expect([of(2, 2, 0), of(0, 2, 0), of(1, 2, 0)]).toEqual(["signed", "unsigned", "mixed"]);
    expect([of(0, 0, 5), of(0, 0, 0), of(1, 2, 5)]).toEqual(["encrypted", "none", "mixed"]);
  });
});

describe("signing", () => {
  it("is advertised by the last answer, and decides on a relay", () => {
    expect(handshakes("d02")[0]?.signing.advertised.smb2).toBe("required");
    expect(handshakes("d02")[0]?.signing.relayToSmb.outcome).toBe("blocked");
    expect(handshakes("d08")[0]?.signing.advertised.smb1).toBe("required");
    expect(handshakes("d09")[0]?.signing.advertised.smb1).toBe("disabled");
    expect(handshakes("d09")[0]?.signing.relayToSmb.outcome).toBe("possible");
    expect(handshakes("d21")[0]?.signing.advertised.smb2).toBe("unknown");
    expect(handshakes("d39")[0]?.signing).toMatchObject({
      advertised: {},
      relayToSmb: { outcome: "unknown" },
    });
  });
});

describe("NTLM", () => {
  it("exchanges open with a type 1, or with a type that the open one has", () => {
    const of = (...types: number[]): string[] =>
      exchanges(types.map((type) => ({ type }) as ExpectedNtlm)).map((e) => Object.keys(e).join(" "));
    expect(of(1, 2, 3, 1, 2, 3)).toEqual(Array(2).fill("negotiate challenge authenticate"));
    expect(of(1, 1, 2, 3)).toEqual(["negotiate", "negotiate challenge authenticate"]);
    expect(of(2, 3, 3)).toEqual(["challenge authenticate", "authenticate"]);
    expect(of()).toEqual([]);
  });

  it("outside SMB has its carrier", () => {
    const carriers = captures.flatMap((c) =>
      reportsFrom(c).filter((r): r is NtlmOnlyReport => r.kind === "ntlm"),
    );
    const names = carriers.map((r) => r.carrier).sort();
    const counted = { dcerpc: 3, http: 2, ldap: 4, tds: 3 };
    expect(names).toEqual(Object.entries(counted).flatMap(([name, times]) => Array(times).fill(name)));
  });

  it("responses are told by their lengths", () => {
    const of = (nt: number, lm: string, flags?: string): string | undefined =>
      responseKind({ ntResponse: "ab".repeat(nt), lmResponse: lm, ...(flags && { flags }) });
    const challengeAndZeros = "0102030405060708".padEnd(48, "0");
    expect(of(0, "")).toBe("anonymous");
    expect(of(0, "00")).toBe("anonymous");
    expect(of(0, "ab".repeat(24))).toBe("lm");
    expect(of(24, "ab".repeat(24))).toBe("ntlmv1");
    expect(of(24, challengeAndZeros)).toBe("ntlmv1");
    expect(of(24, challengeAndZeros, "0x00080000")).toBe("ntlmv1-ess");
    expect(of(24, "ab".repeat(24), "0x00080000")).toBe("ntlmv1");
    expect(of(44, "")).toBe("ntlmv2");
    expect([of(43, ""), of(8, "ab".repeat(24))]).toEqual(["other", "other"]);
  });
});

describe("times", () => {
  it("are the same tick with more digits or fewer", () => {
    expect(ticksOfIso("1601-01-01T00:00:00Z")).toBe(0n);
    expect(ticksOfIso("2026-11-22T02:15:14.573623Z")).toBe(134397873145736230n);
    expect(ticksOfIso("2026-11-22T02:15:14.573623000Z")).toBe(134397873145736230n);
    expect(ticksOfIso("2026-11-22T02:15:14.573623001Z")).toBeUndefined();
    expect(ticksOfIso("yesterday")).toBeUndefined();
    expect(ticksOfText("Nov 22, 2026 02:15:14.573623000 UTC")).toBe("134397873145736230");
    expect(ticksOfText("No time specified (0)")).toBeUndefined();
  });

  it("of packets have the capture's own precision", () => {
    expect(packetTime("1795313702.633754000", 6)).toBe("2026-11-22T02:15:02.633754Z");
    expect(packetTime("1795313702.633754321", 9)).toBe("2026-11-22T02:15:02.633754321Z");
    expect(packetTime("1795313702.633754321", 0)).toBe("2026-11-22T02:15:02Z");
  });
});

describe("what tshark prints in its own way", () => {
  const answer = { frame: 8, protocol: "SMB1", status: "0x00000000", dialectIndex: 0 } as const;
  const held = (told: unknown, actual: unknown): number => {
    const tally: Tally = { facts: 0, differences: [] };
    hold(told as Told<unknown>, actual, "", tally);
    expect(tally.facts).toBeGreaterThan(0);
    return tally.differences.length;
  };

  it("is a GUID of SMB1, byte by byte", () => {
    const serverGuid = "67616d6d-656c-3100-0000-000000000000";
    const told = toldOfNegotiation({ request: null, response: { ...answer, serverGuid } });
    expect(told).toMatchObject({ response: { serverGuid: "6d6d6167-6c65-0031-0000-000000000000" } });
  });

  it("is the year 1970 for SMB1's time of 0", () => {
    const systemTime = "Jan  1, 1970 00:00:00.000000000 UTC";
    const told = toldOfNegotiation({ request: null, response: { ...answer, systemTime } });
    expect(told).toMatchObject({ response: { serverTime: null } });
  });

  it("is a text with a NUL in it, up to the NUL", () => {
    const targetInfo = [{ id: 1, name: "NetBIOS computer name", length: 6, value: "A" }];
    const challenge = { frame: 1, dir: "s2c", type: 2, spnego: true, targetInfo } as const;
    const told = toldOfExchange({ challenge: { ...challenge, targetInfo } }) as { targetInfo: unknown };
    const report = (value: string): unknown => [{ id: 1, name: "MsvAvNbComputerName", value }];
    expect(held(told.targetInfo, report("A\0B"))).toBe(0);
    expect(held(told.targetInfo, report("A"))).toBe(1);
    expect(held(told.targetInfo, report("B\0B"))).toBe(1);
  });
});

describe("known differences", () => {
  const difference = { capture: "a.pcap", path: "handshake(4).vlans.length", expected: 1, actual: 0 };
  const entry = { capture: /^a\.pcap$/, path: /\.vlans\./, reason: "a reason" };

  it("explain their own capture and path, and are named when they explain nothing", () => {
    expect(explain([difference], [entry])).toEqual({ unexplained: [], unused: [] });
    const other = { ...entry, capture: /^b\.pcap$/ };
    expect(explain([difference], [other])).toEqual({ unexplained: [difference], unused: [other] });
  });
});
