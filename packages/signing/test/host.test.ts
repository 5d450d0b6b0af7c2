import { describe, expect, it } from "vitest";
import { advertisedSmb1 } from "../src/advertised-smb1.js";
import { advertisedSmb2, type Smb2Answer } from "../src/advertised-smb2.js";
import { decisiveAnswer, joinHost } from "../src/host.js";

const answer = (facts: Smb2Answer) => ({ ...advertisedSmb2(facts), dialect: facts.dialect });

describe("decisiveAnswer", () => {
  const wildcard = answer({ dialect: 0x02ff, securityMode: 1 });
  const final = answer({ dialect: 0x0311, securityMode: 3 });
  const failed = answer({ status: 0xc00000bb });

  it("is the last that is not the 0x02FF one, else that one", () => {
    expect(decisiveAnswer([wildcard, final])).toBe(final);
    expect(decisiveAnswer([final, wildcard])).toBe(final);
    expect(decisiveAnswer([wildcard])).toBe(wildcard);
    expect(decisiveAnswer([])).toBeUndefined();
  });

  it("is one that told something, if there is one", () => {
    expect(decisiveAnswer([wildcard, failed])).toBe(wildcard);
    expect(decisiveAnswer([final, failed])).toBe(final);
    expect(decisiveAnswer([failed])).toBe(failed);
  });
});

describe("joinHost", () => {
  it("keeps the protocols apart", () => {
    const host = joinHost({
      smb1: [advertisedSmb1({ wordCount: 17, securityMode: 0x03 })],
      smb2: [answer({ dialect: 0x0311, securityMode: 3 })],
    });
    expect(host.advertised).toEqual({ smb1: "disabled", smb2: "required" });
    expect(host.relayToSmb.outcome).toBe("possible");
    expect(host.conflicts).toEqual([]);
  });

  it("leaves out what was never asked, and says so", () => {
    const host = joinHost({ smb1: [], smb2: [answer({ dialect: 0x0302, securityMode: 3 })] });
    expect(host.advertised).toEqual({ smb2: "required" });
    expect(host.relayToSmb).toMatchObject({ outcome: "blocked" });
    expect(host.relayToSmb.notObservable[0]).toBe("smb1-not-asked");
    expect(joinHost({})).toMatchObject({ advertised: {}, relayToSmb: { outcome: "unknown" } });
  });

  it("reports answers that differ, and lets the one that leaves relay possible decide", () => {
    const host = joinHost({
      smb2: [
        answer({ dialect: 0x0302, securityMode: 1, packet: 6 }),
        answer({ dialect: 0x0311, securityMode: 3, packet: 60 }),
      ],
    });
    expect(host.advertised).toEqual({ smb2: "required" });
    expect(host.conflicts).toEqual([
      { code: "server-answers-differ", packet: 6, field: "Smb2NegotiateResponse.securityMode", value: 1 },
    ]);
    expect(host.relayToSmb.outcome).toBe("possible");
    expect(host.relayToSmb.because).toContainEqual(host.conflicts[0]);
  });

  it("joins SMB1 answers the same way", () => {
    const smb1 = (securityMode: number) => advertisedSmb1({ wordCount: 17, securityMode });
    expect(joinHost({ smb1: [smb1(0x0f)] }).relayToSmb.outcome).toBe("blocked");
    const host = joinHost({ smb1: [smb1(0x03), smb1(0x0f)] });
    expect(host).toMatchObject({ advertised: { smb1: "required" }, relayToSmb: { outcome: "possible" } });
    expect(host.conflicts).toMatchObject([{ code: "server-answers-differ", value: 0x03 }]);
  });

  it("reports security modes that differ even where the policy is the same", () => {
    const host = joinHost({ smb2: [answer({ securityMode: 0 }), answer({ securityMode: 1 })] });
    expect(host.conflicts).toMatchObject([{ value: 0 }]);
    expect(host.relayToSmb.outcome).toBe("possible");
  });

  it("does not call a failed probe of one dialect a conflict", () => {
    const host = joinHost({
      smb2: [answer({ dialect: 0x0311, securityMode: 3 }), answer({ status: 0xc00000bb })],
    });
    expect(host).toMatchObject({
      advertised: { smb2: "required" },
      conflicts: [],
      relayToSmb: { outcome: "blocked" },
    });
  });

  it("passes on what is known from elsewhere, and collects deviations", () => {
    const host = joinHost({ smb2: [answer({ dialect: 0x0302, securityMode: 0 })], encryptionRequired: true });
    expect(host.relayToSmb.outcome).toBe("blocked");
    expect(host.deviations).toMatchObject([{ code: "enabled-not-set" }]);
  });
});
