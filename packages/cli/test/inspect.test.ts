import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captures, countersign, d30, reports, scratchFolder } from "./run.js";

const { path: scratch, file } = scratchFolder();

describe("countersign inspect", () => {
  it("finds the five servers of a site, each with its verdict", async () => {
    const found = await reports([d30]);
    expect(
      found
        .filter((r) => r.kind === "handshake")
        .map((r) => [r.server.address, r.signing.advertised.smb2, r.signing.relayToSmb.outcome]),
    ).toEqual([
      ["198.51.100.41", "required", "blocked"],
      ["198.51.100.42", "enabled", "possible"],
      ["198.51.100.43", undefined, "possible"],
      ["198.51.100.44", "enabled", "possible"],
      ["198.51.100.45", "enabled", "possible"],
    ]);
    expect(found.at(-1)).toMatchObject({ kind: "capture", handshakes: 5, packets: 241 });
  });

  it("prints one array as JSON", async () => {
    const { stdout } = await countersign(["inspect", "-f", "json", d30]);
    expect(JSON.parse(stdout).map((r: { kind: string }) => r.kind)).toEqual([
      ...Array(5).fill("handshake"),
      "capture",
    ]);
  });

  it("draws a plain table where the output is no terminal", async () => {
    const { code, stdout } = await countersign(["inspect", d30]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/198\.51\.100\.41:445 +FS-KRAV +3\.1\.1 +SMB2 required +signed +blocked/);
    expect(stdout).not.toContain("\u001b");
  });

  it("reads standard input", async () => {
    const { code, stdout } = await countersign(["inspect", "-f", "ndjson", "-"], readFileSync(d30));
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({ file: "-", handshakes: 5 });
  });

  it("reads a folder's captures in the order of their names", async () => {
    const files = (await reports([captures])).filter((r) => r.kind === "capture").map((r) => r.file);
    expect(files.length).toBeGreaterThanOrEqual(32);
    expect(files).toEqual(files.toSorted());
  });

  it("tells nothing of a capture without SMB, and that is no error", async () => {
    const { code, stdout, stderr } = await countersign([
      "inspect",
      "-f",
      "ndjson",
      join(captures, "d31-no-smb.pcap"),
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).kind),
    ).toEqual(["capture"]);
  });

  it("reports what stands before the cut of a capture that ends inside a record", async () => {
    const path = file("cut.pcap", readFileSync(d30).subarray(0, 20_000));
    const { code, stdout, stderr } = await countersign(["inspect", "-f", "ndjson", path]);
    expect(code).toBe(0);
    expect(stdout).toContain('"kind":"handshake"');
    expect(stderr).toMatch(/^warning: .*cut\.pcap: .*\(byte \d+\)\n$/);
  });

  it.each([
    ["50 bytes of zeros", "zeros.pcap", new Uint8Array(50)],
    ["an empty file", "empty.pcap", new Uint8Array(0)],
    ["a text file", "text.pcap", "This is no capture, whatever its name says.\n"],
  ])("says in one line that %s is no capture", async (_what, name, bytes) => {
    const path = file(name, bytes);
    const { code, stdout, stderr } = await countersign(["inspect", path]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(`${path}: `);
  });

  it("says so of /dev/null, of a missing file and of a folder without captures", async () => {
    for (const path of ["/dev/null", join(scratch, "missing.pcap"), mkdtempSync(join(scratch, "nothing-"))]) {
      const { code, stdout, stderr } = await countersign(["inspect", path]);
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
    }
  });

  it("goes on with the other files after one that cannot be read", async () => {
    const { code, stdout } = await countersign([
      "inspect",
      "-f",
      "ndjson",
      join(scratch, "missing.pcap"),
      d30,
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain('"handshakes":5');
  });

  it("prints no LM or NT response, session key or MIC", async () => {
    const { stdout } = await countersign(["inspect", "-f", "ndjson", captures]);
    for (const name of ["lmResponse", "ntResponse", "sessionKey", "lmChallengeResponse"])
      expect(stdout).not.toContain(name);
  });

  it.each([[["inspect"]], [["inspect", "--format", "xml", d30]], [["inspct"]], [["--nonsense"]]])(
    "answers wrong usage %j with exit code 2",
    async (args) => {
      const { code, stderr } = await countersign(args);
      expect(code).toBe(2);
      expect(stderr).not.toBe("");
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  it("answers --help and --version with exit code 0", async () => {
    for (const args of [["--help"], ["inspect", "--help"], ["--version"]]) {
      const { code, stdout } = await countersign(args);
      expect(code).toBe(0);
      expect(stdout).not.toBe("");
    }
  });
});
