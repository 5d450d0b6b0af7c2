import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatNames } from "@countersign/inspect";
import { describe, expect, it } from "vitest";
import { captures, countersign, d30, reports, scratchFolder } from "./run.js";

const { path: scratch, file } = scratchFolder();

describe("--format", () => {
  it.each([
    ["csv", /^kind,file,server_address,[^\r\n]*\r\nhandshake,/],
    ["markdown", /^## .*\n\n[^|]*\n\n\| Server \| Name \|/],
    ["sarif", /^\{"version":"2\.1\.0","\$schema":"https:/],
    ["json", /^\[\n\{"kind":"handshake"/],
    ["ndjson", /^\{"kind":"handshake"/],
    ["table", /5 SMB conversations\n +server +name/],
  ])("prints %s, the same whatever the environment says of colours and CI", async (format, beginning) => {
    const plain = await countersign(["inspect", "-f", format, d30], undefined, { NO_COLOR: "1" });
    expect([plain.code, plain.stderr]).toEqual([0, ""]);
    expect(plain.stdout).toMatch(beginning);
    expect(plain.stdout).not.toContain("\u001b");
    const env = { NO_COLOR: "", FORCE_COLOR: "", CI: "true", TERM: "xterm-256color" };
    expect((await countersign(["inspect", "-f", format, d30], undefined, env)).stdout).toBe(plain.stdout);
  });

  it("colours the table where it is told to, and NO_COLOR has the last word", async () => {
    const forced = await countersign(["inspect", d30], undefined, { FORCE_COLOR: "1", NO_COLOR: "" });
    expect(forced.stdout).toContain("\u001b[31mpossible\u001b[39m");
    const never = await countersign(["inspect", d30], undefined, { FORCE_COLOR: "1", NO_COLOR: "1" });
    expect(never.stdout).not.toContain("\u001b");
  });

  it("names its version in SARIF", async () => {
    const { stdout } = await countersign(["inspect", "-f", "sarif", d30]);
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(JSON.parse(stdout).runs[0].tool.driver.semanticVersion).toBe(version);
  });
});

describe("--jobs", () => {
  const missing = join(scratch, "missing.pcap");

  it.each([["conversation"], ["host"]])(
    "prints of each %s what one thread prints, in its order, and tells of the same problems",
    async (by) => {
      const args = ["inspect", "--by", by, "-f", "ndjson", missing, captures];
      const one = await countersign([...args, "--jobs", "1"]);
      const three = await countersign([...args, "--jobs", "3"]);
      expect(three).toEqual(one);
      expect(one.code).toBe(3);
      expect(one.stdout.split("\n").length).toBeGreaterThan(50);
    },
  );

  it("is a number", async () => {
    const { code, stderr } = await countersign(["inspect", "--jobs", "many", d30]);
    expect(code).toBe(2);
    expect(stderr).toContain("It is no whole number from 1 to 1024.");
  });
});

describe("--by host", () => {
  it("joins the conversations of all files, after the files' own reports, in the order of addresses", async () => {
    const cut = file("first.pcap", readFileSync(d30));
    const found = await reports(["--by", "host", cut, d30, join(captures, "d15-ipv6-nonascii.pcap")]);
    expect(found.map((r) => r.kind)).toEqual([...Array(3).fill("capture"), ...Array(6).fill("host")]);
    expect(found.slice(3).map((r) => r.address)).toEqual([
      "198.51.100.41",
      "198.51.100.42",
      "198.51.100.43",
      "198.51.100.44",
      "198.51.100.45",
      "2001:db8:51::20",
    ]);
    expect(found[3]).toMatchObject({ sessions: { user: 2 }, advertised: { smb2: "required" } });
  });

  it("draws one table", async () => {
    const { stdout } = await countersign(["inspect", "--by", "host", d30]);
    expect(stdout).toMatch(/5 SMB conversations\n\n +host +ports +name +dialects/);
    expect(stdout).toMatch(
      /198\.51\.100\.41 +445 +FS-KRAV +2\.FF +SMB2 required +blocked +1 user +smb-signing-required\n/,
    );
  });
});

describe("--only", () => {
  it.each([
    ["required", ["198.51.100.41"]],
    ["not-required", ["198.51.100.42", "198.51.100.43", "198.51.100.44", "198.51.100.45"]],
    ["unknown", []],
  ])("%s leaves those servers, and the capture's own report", async (policy, addresses) => {
    const conversations = await reports(["--only", policy, d30]);
    expect(conversations.map((r) => r.server?.address)).toEqual([...addresses, undefined]);
    const hosts = await reports(["--only", policy, "--by", "host", d30]);
    expect(hosts.map((r) => r.address)).toEqual([undefined, ...addresses]);
  });

  it("parts all recorded conversations in three", async () => {
    const all = (await reports([captures])).filter((r) => r.kind === "handshake");
    const parts = await Promise.all(
      ["required", "not-required", "unknown"].map((p) => reports(["--only", p, captures])),
    );
    const handshakes = parts.flat().filter((r) => r.kind === "handshake");
    expect(handshakes).toHaveLength(all.length);
    for (const part of parts) expect(part.some((r) => r.kind === "handshake")).toBe(true);
    expect(parts.flat().some((r) => r.kind === "ntlm")).toBe(false);
  });
});

describe("--fail-on", () => {
  it.each([
    ["high", 1],
    ["smb1-signing-disabled", 1],
    ["ldaps-relay-possible", 0],
  ])("%s gives exit code %i", async (what, code) => {
    const result = await countersign(["inspect", "-f", "csv", "--fail-on", what, d30]);
    expect([result.code, result.stderr]).toEqual([code, ""]);
    expect(result.stdout).not.toBe("");
  });

  it("looks at what is reported alone, and at any of several codes", async () => {
    const required = ["inspect", "--only", "required", d30];
    expect((await countersign([...required, "--fail-on", "low"])).code).toBe(0);
    expect((await countersign([...required, "--fail-on", "info"])).code).toBe(1);
    const either = ["--fail-on", "high", "--fail-on", "smb-signing-required"];
    expect((await countersign([...required, ...either])).code).toBe(1);
  });

  it("gives way to an input that could not be read", async () => {
    for (const files of [
      [d30, join(scratch, "missing.pcap")],
      [join(scratch, "missing.pcap"), d30],
    ]) {
      expect((await countersign(["inspect", "--fail-on", "info", ...files])).code).toBe(3);
    }
  });

  it("knows no other word, and asks what was meant", async () => {
    const { code, stderr } = await countersign(["inspect", "--fail-on", "smb1-singing-disabled", d30]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean smb1-signing-disabled");
  });
});

describe("--show-secrets and --redact", () => {
  it("shows what is kept back otherwise", async () => {
    const d01 = join(captures, "d01-smb311-default.pcap");
    const shown = await countersign(["inspect", "-f", "ndjson", "--show-secrets", d01]);
    expect(shown.stdout).toMatch(/"ntResponse":"[0-9a-f]{32}/);
    const kept = await countersign(["inspect", "-f", "ndjson", d01]);
    expect(kept.stdout).not.toContain("ntResponse");
  });

  it.each(["table", ...formatNames])("leaves no name or address of any capture in %s", async (format) => {
    for (const by of ["conversation", "host"]) {
      const args = ["inspect", "-f", format, "--by", by, "--redact", "names", captures];
      const { code, stdout } = await countersign(args);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(
        /nordwind|astrid|bjorn|fjord|fs-krav|würzburg|j(ü|\\u00fc)rgen|198\.51\.100|2001:db8:51|d\d\d-/i,
      );
      expect(stdout).toContain("198.18.0.");
    }
  });

  it("does not do both", async () => {
    const { code, stderr } = await countersign(["inspect", "--show-secrets", "--redact", "names", d30]);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used with");
  });
});

it("prints the same for the same input", async () => {
  for (const by of ["conversation", "host"]) {
    const args = ["inspect", "-f", "ndjson", "--by", by, captures];
    expect((await countersign(args)).stdout).toBe((await countersign(args)).stdout);
  }
});
