import { findingCatalogue } from "@countersign/guidance";
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/index.js";
import { captureNames, inspected } from "../captures.js";
import { capture, handshake, host, named, ntlmOnly } from "./samples.js";
import { write } from "./write.js";

/** The standard's own schema, which is of draft 4: its one keyword that later drafts renamed is `id`. */
const { $schema: _draft, id: _id, ...standardSchema } = schema;

// One of its patterns is none under the `u` flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(standardSchema);

function sarif(reports: readonly Report[]) {
  const log = JSON.parse(write("sarif", reports));
  validate(log);
  expect(validate.errors).toBeNull();
  return log;
}

describe("sarif", () => {
  it("holds to the standard's schema for every recorded capture", () => {
    for (const name of captureNames) {
      const reports = [...inspected(name), ...inspected(name, { by: "host" })];
      const findings = reports.flatMap((report) => (report.kind === "capture" ? [] : report.findings));
      expect(sarif(reports).runs[0].results).toHaveLength(findings.length);
    }
  });

  it("holds to it with nothing, with each kind of report, and with hostile names", () => {
    expect(sarif([]).runs[0].results).toEqual([]);
    expect(sarif([handshake, ntlmOnly, host, capture]).runs[0].results).toHaveLength(3);
    for (const name of ["../a b/ü:%?#.pcap", "C:\\x.pcap", "-", "\ud800", "\u001b[2J"]) sarif([named(name)]);
  });

  it("is checked by a schema that finds what is wrong", () => {
    const log = sarif([handshake]);
    log.runs[0].results[0].level = "grave";
    expect(validate(log)).toBe(false);
    log.runs[0].results[0].level = "warning";
    delete log.runs[0].tool;
    expect(validate(log)).toBe(false);
  });

  it("has the catalogue as rules, with help and severity", () => {
    const { driver } = sarif([handshake]).runs[0].tool;
    expect(driver).toMatchObject({ name: "countersign", semanticVersion: "1.2.3" });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(findingCatalogue));
    const rule = driver.rules.find(({ id }: { id: string }) => id === "smb2-signing-not-required");
    expect(rule).toMatchObject({
      name: "Smb2SigningNotRequired",
      shortDescription: { text: "SMB2 signing is not required." },
      defaultConfiguration: { level: "warning" },
      properties: { "security-severity": "5.5" },
    });
    expect(rule.help.text).toContain(
      "PowerShell: Set-SmbServerConfiguration -RequireSecuritySignature $true",
    );
    expect(rule.help.markdown).toContain("- smb.conf: `server signing = mandatory`");
  });

  it("says where a finding stands and why", () => {
    const { results, tool } = sarif([handshake]).runs[0];
    expect(results).toEqual([
      {
        ruleId: "smb2-signing-not-required",
        ruleIndex: tool.driver.rules.findIndex(
          ({ id }: { id: string }) => id === "smb2-signing-not-required",
        ),
        level: "warning",
        kind: "fail",
        message: {
          text: expect.stringMatching(
            /^198\.51\.100\.20:445 \(FJORD01\): The server supports signing .*packet 6.*0x1\)\.$/,
          ),
        },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: "office.pcap" } },
            logicalLocations: [
              { name: "198.51.100.20:445", fullyQualifiedName: "198.51.100.20:445", kind: "server" },
            ],
          },
        ],
        partialFingerprints: { "findingAtServer/v1": "smb2-signing-not-required 198.51.100.20:445" },
        properties: { serverName: "FJORD01", because: handshake.findings[0]!.because },
      },
    ]);
  });

  it("gives findings of no weight as information", () => {
    const info = { code: "smb-signing-required", severity: "info", because: [] } as const;
    const [result] = sarif([{ ...handshake, findings: [{ ...info, because: [] }] }]).runs[0].results;
    expect(result).toMatchObject({ level: "none", kind: "informational" });
  });

  it("places a host's finding in the capture that its evidence names", () => {
    const [result] = sarif([host]).runs[0].results;
    expect(result.locations[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: "office.pcap" } },
      logicalLocations: [{ name: "198.51.100.20" }],
    });
  });

  it("tells of damage, and that a file was no capture", () => {
    const cut = sarif([capture]).runs[0].invocations[0];
    expect(cut).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: "warning", message: { text: "the last packet is cut (byte 8990)" } },
      ],
    });
    const { format: _format, ...unread } = capture;
    expect(sarif([unread]).runs[0].invocations[0].executionSuccessful).toBe(false);
  });

  it("writes paths as URI references", () => {
    const uriOf = (file: string) => {
      const [result] = sarif([{ ...handshake, file }]).runs[0].results;
      return result.locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(uriOf("/srv/a b/ü.pcap")).toBe("file:///srv/a%20b/%C3%BC.pcap");
    expect(uriOf("captures\\day 1.pcap")).toBe("captures/day%201.pcap");
  });
});
