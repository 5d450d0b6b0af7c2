import { describe, expect, it } from "vitest";
import { countersign, d30, reports, scratchFolder } from "./run.js";

const { path: scratch, file } = scratchFolder();

// biome-ignore lint/suspicious/noExplicitAny: reports, made into what no server says.
type Reports = any[];

function audit(name: string, found: Reports): string {
  return file(name, found.map((report) => `${JSON.stringify(report)}\n`).join(""));
}

async function twoAudits(by: "conversation" | "host"): Promise<{ old: string; new: string }> {
  const before = await reports(["--by", by, d30]);
  const after: Reports = structuredClone(before);
  const addressOf = (r: Reports[number]) => r.address ?? r.server?.address;
  const at = (list: Reports, address: string) => list.find((r) => addressOf(r) === address);
  const improved = at(after, "198.51.100.42");
  const verdict = improved.signing ?? improved;
  verdict.advertised.smb2 = "required";
  verdict.relayToSmb.outcome = "blocked";
  improved.findings = [{ code: "smb-signing-required", severity: "info", because: [] }];
  const renamed = at(after, "198.51.100.45");
  if (renamed.address) renamed.address = "198.51.100.46";
  else renamed.server.address = "198.51.100.46";
  return { old: audit(`${by}-old.ndjson`, before), new: audit(`${by}-new.ndjson`, after) };
}

describe("countersign diff", () => {
  it.each(["conversation", "host"] as const)("tells what changed between audits by %s", async (by) => {
    const files = await twoAudits(by);
    const { code, stdout, stderr } = await countersign(["diff", files.old, files.new]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`+ 198.51.100.46 FS-GJEST  SMB2 enabled  relay to SMB possible
- 198.51.100.45 FS-GJEST  SMB2 enabled  relay to SMB possible
~ 198.51.100.42 FS-STANDARD
    SMB2: enabled -> required
    relay to SMB: possible -> blocked
    + smb-signing-required
    - smb2-signing-not-required
1 host new, 1 gone, 1 changed, 3 unchanged
`);
  });

  it("prints the same as JSON", async () => {
    const files = await twoAudits("host");
    const { stdout } = await countersign(["diff", "-f", "json", files.old, files.new]);
    expect(JSON.parse(stdout)).toEqual({
      new: [
        {
          address: "198.51.100.46",
          name: "FS-GJEST",
          smb1: "not asked",
          smb2: "enabled",
          relayToSmb: "possible",
          findings: ["guest-session", "smb2-signing-not-required"],
        },
      ],
      gone: [expect.objectContaining({ address: "198.51.100.45" })],
      changed: [
        {
          address: "198.51.100.42",
          name: "FS-STANDARD",
          policies: {
            smb2: { old: "enabled", new: "required" },
            relayToSmb: { old: "possible", new: "blocked" },
          },
          findings: { new: ["smb-signing-required"], gone: ["smb2-signing-not-required"] },
        },
      ],
      unchanged: 3,
    });
  });

  it("gives exit code 1 for a change where that is wanted", async () => {
    const files = await twoAudits("host");
    expect((await countersign(["diff", "--fail-on-change", files.old, files.new])).code).toBe(1);
    const same = await countersign(["diff", "--fail-on-change", files.old, files.old]);
    expect([same.code, same.stdout]).toEqual([0, "0 hosts new, 0 gone, 0 changed, 5 unchanged\n"]);
  });

  it("reads what --format json prints, and standard input", async () => {
    const { stdout } = await countersign(["inspect", "-f", "json", d30]);
    const lines = await countersign(["inspect", "-f", "ndjson", d30]);
    const result = await countersign(["diff", file("all.json", stdout), "-"], Buffer.from(lines.stdout));
    expect([result.code, result.stdout]).toEqual([0, "0 hosts new, 0 gone, 0 changed, 5 unchanged\n"]);
  });

  it("lets a conversation that learned nothing take nothing away", async () => {
    const found = await reports([d30]);
    const silent = structuredClone(found[0]);
    silent.signing = {
      ...silent.signing,
      advertised: { smb2: "unknown" },
      relayToSmb: { outcome: "unknown" },
    };
    silent.sessions = [];
    const old = audit("once.ndjson", [found[0]]);
    for (const order of [
      [found[0], silent],
      [silent, found[0]],
    ]) {
      const { stdout } = await countersign(["diff", old, audit("twice.ndjson", order)]);
      expect(stdout).toBe("0 hosts new, 0 gone, 0 changed, 1 unchanged\n");
    }
  });

  it.each([
    ["no JSON", "hello\n", ":1: is no report"],
    ["a report of nothing", '{"kind":"capture"}\n{"kind":"host"}\n', ":2: is no report"],
    ["JSON that is no object", "7\n", ":1: is no report"],
    ["another tool's JSON", '{"kind":"weather"}\n', ":1: is no report"],
  ])("says of %s in one line that it is no audit", async (_what, text, told) => {
    const path = file("wrong.ndjson", text);
    const { code, stdout, stderr } = await countersign(["diff", path, path]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain(`error: ${path}${told}`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("says so of a file that is not there, and of a folder", async () => {
    for (const path of [`${scratch}/missing.ndjson`, scratch]) {
      const { code, stderr } = await countersign(["diff", path, path]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/^error: [^\n]+: (no such file or folder|is a folder)\n/);
    }
  });

  it("is not steered by what an audit holds", async () => {
    const hostile = {
      kind: "host",
      address: "\u001b[2J",
      names: { netbiosName: 7 },
      findings: [{ code: "\u0007" }, null],
    };
    const { code, stdout } = await countersign([
      "diff",
      audit("none.ndjson", []),
      audit("hostile.ndjson", [hostile]),
    ]);
    expect([code, stdout]).toEqual([0, "+ \\u{1b}[2J\n1 host new, 0 gone, 0 changed, 0 unchanged\n"]);
  });

  it("answers wrong usage with exit code 2", async () => {
    for (const args of [["diff"], ["diff", d30], ["diff", "-f", "csv", d30, d30]]) {
      expect((await countersign(args)).code).toBe(2);
    }
  });
});
