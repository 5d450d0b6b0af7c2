import { reportSchema } from "@countersign/inspect";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HostJoin } from "../../src/join/host-join.js";
import { hostReport, type Seen } from "../reports.js";

function joined(...seen: Seen[]) {
  const join = new HostJoin();
  for (const one of seen) join.add(hostReport(one));
  return [...join.reports()];
}

const codes = (report: ReturnType<typeof joined>[number] | undefined) =>
  report!.findings.map(({ code }) => code);

describe("hosts seen from several places", () => {
  it("keeps that a host is reached from here and filtered from there", () => {
    const [host, ...others] = joined({ vantage: "office", smb2: "required" }, { vantage: "dmz" });
    expect(others).toEqual([]);
    expect(codes(host)).toEqual(["smb-signing-required", "reachability-differs-by-path"]);
    expect(host!.findings[1]!.because).toEqual([
      { code: "vantage-not-reached", field: "dmz", value: "445 filtered" },
      { code: "vantage-reached", field: "office", value: 445 },
    ]);
    expect(host!.relayToSmb.outcome).toBe("blocked");
    expect(host!.advertised).toEqual({ smb2: "required" });
  });

  it("keeps that signing differs by path, and lets the weakest answer decide", () => {
    const [host] = joined({ vantage: "office", smb2: "required" }, { vantage: "dmz", smb2: "enabled" });
    expect(codes(host)).toEqual(["signing-differs-by-path", "smb2-signing-not-required"]);
    expect(host!.findings[0]!.because).toEqual([
      { code: "vantage-policy", field: "dmz", value: "smb2 enabled" },
      { code: "vantage-policy", field: "office", value: "smb2 required" },
    ]);
    expect(host!.relayToSmb.outcome).toBe("possible");
    expect(host!.advertised).toEqual({ smb2: "enabled" });
    expect(host!.vantages!.map(({ name, relayToSmb }) => [name, relayToSmb])).toEqual([
      ["dmz", "possible"],
      ["office", "blocked"],
    ]);
  });

  it("finds no difference where places agree, or asked other ports", () => {
    const [agreed] = joined({ vantage: "office", smb2: "enabled" }, { vantage: "dmz", smb2: "enabled" });
    expect(codes(agreed)).toEqual(["smb2-signing-not-required"]);
    const [ports] = joined({ vantage: "office", smb2: "enabled" }, { vantage: "dmz", port: 139 });
    expect(codes(ports)).toEqual(["smb2-signing-not-required"]);
  });

  it("reports once what a job that was run twice gave twice, as it was last", () => {
    const again: Seen = { vantage: "office", time: "2026-11-27T10:05:00.000Z", smb2: "required" };
    const [host, ...others] = joined({ vantage: "office" }, again);
    expect(others).toEqual([]);
    expect(host!.probe).toHaveLength(1);
    expect(codes(host)).toEqual(["smb-signing-required"]);
  });

  it("knows a name that one place could not reach by the address that another one learned", () => {
    const target = "files.example";
    const hosts = joined(
      { vantage: "office", target, address: "192.0.2.9", smb2: "enabled" },
      { vantage: "dmz", target, address: target, state: "filtered" },
    );
    expect(hosts.map(({ address }) => address)).toEqual(["192.0.2.9"]);
    expect(codes(hosts[0])).toContain("reachability-differs-by-path");
  });

  it("keeps a name that nobody reached", () => {
    const target = "gone.example";
    expect(joined({ vantage: "dmz", target, address: target }).map(({ address }) => address)).toEqual([
      target,
    ]);
  });

  const seen: fc.Arbitrary<Seen> = fc.record({
    vantage: fc.constantFrom("a", "b", "c"),
    state: fc.constantFrom("reached", "refused", "filtered"),
    job: fc.constantFrom("1", "2", "3"),
    port: fc.constantFrom(139, 445),
    time: fc.constantFrom("2026-11-27T10:00:00.000Z", "2026-11-27T10:00:00.123456Z"),
  });
  const policy = fc.constantFrom("enabled", "required", undefined);

  it("gives the same report in whatever order they come, and one of the contract", () => {
    const isReport = new Ajv2020({ strict: false }).compile(reportSchema);
    const several = fc.uniqueArray(seen, {
      minLength: 1,
      maxLength: 5,
      selector: ({ job, port }) => `${job} ${port}`,
    });
    fc.assert(
      fc.property(several, fc.array(policy, { minLength: 5, maxLength: 5 }), (all, policies) => {
        const reports = all.map((one, i) => ({ ...one, ...(policies[i] && { smb2: policies[i] }) }));
        const [one] = joined(...reports);
        expect(joined(...reports.reverse())[0]).toEqual(one);
        expect(isReport(one), JSON.stringify(isReport.errors)).toBe(true);
      }),
      { numRuns: Number(process.env["FC_RUNS"] ?? 100) },
    );
  });
});
