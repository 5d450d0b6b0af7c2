import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  contradictions,
  defaults,
  findingCatalogue,
  references,
  remediations,
  techniques,
} from "../src/index.js";

const findings = Object.entries(findingCatalogue);
const used = (key: "remediation" | "references") =>
  new Set<string>(findings.flatMap(([, entry]) => entry[key]));

describe("the catalogue", () => {
  it.each(findings)("%s says enough", (code, entry) => {
    expect(code).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(entry.title).not.toMatch(/\.$/);
    expect(entry.explanation.split(". ").length).toBeGreaterThan(1);
    expect(entry.explanation).toMatch(/\.$/);
    expect(entry.evidence.length).toBeGreaterThan(0);
    expect(entry.references.length).toBeGreaterThan(0);
    if (entry.severity !== "info") expect(entry.remediation.length).toBeGreaterThan(0);
  });

  it("names every remediation, reference and technique somewhere", () => {
    expect([...used("remediation")].sort()).toEqual(Object.keys(remediations).sort());
    const cited = new Set([
      ...used("references"),
      ...Object.values(remediations).flatMap((entry) => entry.references),
      ...defaults.flatMap(({ reference }) => reference ?? []),
    ]);
    expect([...cited].sort()).toEqual(Object.keys(references).sort());
    const linked = new Set(findings.flatMap(([, { techniques: t }]) => [...t.opens, ...t.closedBy]));
    expect([...linked].sort()).toEqual(Object.keys(techniques).sort());
  });

  it("links attacks as opened and defences as closing", () => {
    for (const [, { techniques: links }] of findings) {
      for (const id of links.opens) expect(techniques[id].kind).toBe("attack");
      for (const id of links.closedBy) expect(techniques[id].kind).toBe("defence");
    }
  });

  it("has addresses and dates that parse", () => {
    for (const { url, date } of Object.values(references)) {
      expect(new URL(url).protocol).toBe("https:");
      if (date !== undefined) expect(date).toMatch(/^\d{4}(-\d\d){0,2}$/);
    }
    for (const { id, url } of Object.values(techniques)) {
      expect(new URL(url).protocol).toBe("https:");
      expect(url).toContain(id);
    }
  });
});

describe("remediation", () => {
  it.each(Object.entries(remediations))("%s says what to do, and what can break", (_, entry) => {
    const { policy, registry, powershell, smbConf, nsmbConf, steps } = entry;
    const ways = [policy, registry, powershell, smbConf, nsmbConf, steps].map((list) => list.length);
    expect(Math.max(...ways)).toBeGreaterThan(0);
    expect(entry.caution).toMatch(/\.$/);
    for (const { path } of policy) expect(path).toMatch(/^Computer Configuration\\Policies\\/);
    for (const { key } of registry) expect(key).toMatch(/^HKLM\\SYSTEM\\CurrentControlSet\\/);
    for (const line of smbConf) expect(line).toMatch(/^[a-zA-Z0-9 ]+ = \S+$/);
  });

  it("requires server signing in the four places where it is set", () => {
    const entry = remediations["require-server-signing"];
    expect(entry.policy[0]).toMatchObject({
      name: "Microsoft network server: Digitally sign communications (always)",
      value: "Enabled",
    });
    expect(entry.registry).toEqual([
      {
        key: "HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters",
        name: "RequireSecuritySignature",
        type: "REG_DWORD",
        data: 1,
      },
    ]);
    expect(entry.powershell).toEqual(["Set-SmbServerConfiguration -RequireSecuritySignature $true"]);
    expect(entry.smbConf).toEqual(["server signing = mandatory"]);
  });
});

describe("the defaults", () => {
  it("keep contradictions side by side", () => {
    const found = contradictions().map(({ system, direction }) => `${system}, ${direction}`);
    expect(found).toEqual([
      "Windows 11 24H2 Pro, Education, Enterprise, server",
      "Windows 11 24H2 Home, server",
      "Windows 11 24H2 Home, client",
      "Windows Server 2025 member, server",
    ]);
    const server2025 = contradictions()
      .at(-1)
      ?.entries.map(({ value }) => value);
    expect(server2025?.filter((value) => value === "not-required")).toHaveLength(4);
    expect(server2025?.filter((value) => value === "required")).toHaveLength(1);
  });

  it("have a source each, and a date where it has one", () => {
    for (const { system, source, date, value, note } of defaults) {
      expect(source, system).not.toBe("");
      if (date !== undefined) expect(date).toMatch(/^\d{4}(-\d\d){0,2}$/);
      if (value === "declined") expect(note).toBeDefined();
    }
  });

  it("are not read by anything that derives findings", () => {
    for (const name of ["derive.ts", "prose.ts", "catalogue.ts"]) {
      const source = readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8");
      expect(source).not.toContain("./defaults.js");
    }
  });
});
