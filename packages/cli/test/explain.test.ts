import { findingCatalogue } from "@countersign/guidance";
import { reasonMeanings, unobservableMeanings } from "@countersign/signing";
import { describe, expect, it } from "vitest";
import { countersign } from "./run.js";

describe("countersign explain", () => {
  it("says what a finding means and what to do", async () => {
    const { code, stdout, stderr } = await countersign(["explain", "smb2-signing-not-required"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^smb2-signing-not-required {2}finding, medium\nSMB2 signing is not required\n/);
    expect(stdout).toContain("    PowerShell: Set-SmbServerConfiguration -RequireSecuritySignature $true\n");
    expect(stdout).toContain("    smb.conf: server signing = mandatory\n");
    expect(stdout).toContain("https://en.hackndo.com/ntlm-relay/");
    expect(stdout).not.toMatch(/PREVENT-|ELEVATE-/);
    expect(stdout).not.toContain("\u001b");
  });

  it("adds techniques for a site system alone", async () => {
    const { stdout } = await countersign(["explain", "--role", "site-system", "smb2-signing-not-required"]);
    for (const id of ["ELEVATE-1", "TAKEOVER-7", "PREVENT-12", "PREVENT-20"])
      expect(stdout).toContain(`    ${id} `);
    const none = await countersign(["explain", "--role", "site-system", "guest-session"]);
    expect(none.stdout).toMatch(/Closed by:\n {4}none/);
  });

  it("says what a reason means, and what is not observable", async () => {
    const reason = await countersign(["explain", "smb311-signs-tree-connect"]);
    expect(reason.stdout.replace(/\s+/g, " ")).toContain(reasonMeanings["smb311-signs-tree-connect"]);
    const hidden = await countersign(["explain", "spn-validation"]);
    expect(hidden.stdout).toMatch(/^spn-validation {2}not observable\n {2}Whether the server checks/);
  });

  it("says both of a code that is a finding's and a reason's", async () => {
    const { stdout } = await countersign(["explain", "-f", "json", "guest-session"]);
    expect(JSON.parse(stdout).map((entry: { kind: string }) => entry.kind)).toEqual(["finding", "reason"]);
  });

  it("lists every code there is", async () => {
    const { code, stdout } = await countersign(["explain", "--list"]);
    expect(code).toBe(0);
    const codes = [findingCatalogue, reasonMeanings, unobservableMeanings].flatMap((table) =>
      Object.keys(table),
    );
    expect(
      [...stdout.matchAll(/^ {2}([a-z0-9-]+) {2,}/gm)]
        .map(([, listed]) => listed)
        .filter((c) => c !== "code"),
    ).toEqual(codes);
    const json = JSON.parse((await countersign(["explain", "--list", "-f", "json"])).stdout);
    expect(json).toHaveLength(codes.length);
  });

  it.each([
    [["explain"]],
    [["explain", "--list", "guest-session"]],
    [["explain", "toString"]],
    [["explain", "no-such-thing"]],
  ])("answers wrong usage %j with exit code 2", async (args) => {
    const { code, stdout, stderr } = await countersign(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: /);
  });

  it("asks what was meant", async () => {
    const { code, stderr } = await countersign(["explain", "smb2-signing-not-requird"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean smb2-signing-not-required");
  });
});
