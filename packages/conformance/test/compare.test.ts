import type { Report } from "@countersign/inspect";
import { describe, expect, it } from "vitest";
import { compareCapture } from "../src/compare.js";
import type { ExpectedCapture } from "../src/expected.js";
import { captures } from "./fixtures.js";
import { reportsFrom } from "./synthetic.js";

function capture(prefix: string): ExpectedCapture {
  return captures.find((c) => c.file.name.startsWith(prefix))!;
}

/** Every scalar of a value: where it stands, and how to change it. */
function leaves(value: unknown, path = ""): { path: string; change: () => void }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof inner === "object") return leaves(inner, at);
    const holder = value as Record<string, unknown>;
    return [{ path: at, change: () => (holder[key] = changed(inner)) }];
  });
}

function changed(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : `${value}?`;
}

describe("reports that bear out every fact", () => {
  it.each(captures.map((c) => [c.file.name, c] as const))("%s has no difference", (_, expected) => {
    expect(compareCapture(expected, reportsFrom(expected)).differences).toEqual([]);
  });

  it("are held against thousands of facts", () => {
    const facts = captures.reduce((n, c) => n + compareCapture(c, reportsFrom(c)).facts, 0);
    expect(facts).toBeGreaterThan(9000);
  });
});

describe("a change anywhere in a report is a difference", () => {
  // SMB1 with and without SPNEGO, a guest, an encrypted and a repeated session, LDAP, HTTP.
  const chosen = ["d08", "d09", "d10", "d14", "d27", "d29", "d35"].map(capture);
  it.each(chosen.map((c) => [c.file.name, c] as const))("%s", (_, expected) => {
    const count = leaves(reportsFrom(expected)).length;
    expect(count).toBeGreaterThan(30);
    for (let i = 0; i < count; i++) {
      const reports = reportsFrom(expected);
      const leaf = leaves(reports)[i]!;
      leaf.change();
      const { differences } = compareCapture(expected, reports);
      expect(differences.length, leaf.path).toBeGreaterThan(0);
    }
  });
});

describe("a difference", () => {
  it("names the capture, the place and both values", () => {
    const expected = capture("d01");
    const reports = reportsFrom(expected);
    const line = reports[0];
    if (line?.kind !== "handshake") throw new Error("d01 begins with a handshake");
    line.negotiations[1]!.response!.securityMode = 3;
    expect(compareCapture(expected, reports).differences).toEqual([
      {
        capture: "d01-smb311-default.pcap",
        path: "handshake(4).negotiations[1].response.securityMode",
        expected: 1,
        actual: 3,
      },
    ]);
  });

  it("is a line that is missing, and one that tshark has not", () => {
    const expected = capture("d26");
    const [first, second, last] = reportsFrom(expected) as [Report, Report, Report];
    expect(compareCapture(expected, [first, last]).differences.map((d) => d.expected)).toContain("a line");
    const [doubled] = compareCapture(expected, [first, second, second, last]).differences;
    expect(doubled).toMatchObject({ path: /^handshake\(\d+\)$/ as unknown, expected: undefined });
  });

  it("is a field that is missing, and one that ought not to be there", () => {
    const expected = capture("d10");
    const reports = reportsFrom(expected);
    if (reports[0]?.kind !== "handshake") throw new Error("d10 begins with a handshake");
    delete reports[0].sessions[0]!.ntlm!.mic;
    reports[0].negotiations[0]!.request!.clientGuid = "00000000-0000-0000-0000-000000000000";
    expect(compareCapture(expected, reports).differences.map((d) => d.path)).toEqual([
      "handshake(4).negotiations[0].request.clientGuid",
      "handshake(4).sessions[0].ntlm.mic",
    ]);
  });

  it("is the order of the lines", () => {
    const expected = capture("d26");
    const [first, second, last] = reportsFrom(expected) as [Report, Report, Report];
    const paths = compareCapture(expected, [second, first, last]).differences.map((d) => d.path);
    expect(paths).toEqual(["order[0]", "order[1]"]);
  });

  it("is a printed secret", () => {
    const expected = capture("d01");
    const reports = reportsFrom(expected);
    const { ntResponse } = expected.streams[0]!.ntlm[2]!;
    Object.assign(reports[0]!, { ntResponse });
    const paths = compareCapture(expected, reports).differences.map((d) => d.path);
    // The response begins with its proof string, a secret of its own.
    expect(paths).toEqual(["secrets", "secrets"]);
  });
});
