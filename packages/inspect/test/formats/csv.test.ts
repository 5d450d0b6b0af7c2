import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvColumns } from "../../src/index.js";
import { captureNames, inspected } from "../captures.js";
import { capture, handshake, host, named, ntlmOnly } from "./samples.js";
import { write } from "./write.js";

/** RFC 4180, section 2, and nothing more. */
function parse(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`no field at ${at}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function records(text: string): Record<string, string>[] {
  const [head, ...rows] = parse(text);
  return rows.map((row) => Object.fromEntries(head!.map((column, i) => [column, row[i]!])));
}

describe("csv", () => {
  it("has a header and a row a report, and no row for a capture", () => {
    const rows = parse(write("csv", [handshake, ntlmOnly, host, capture]));
    expect(rows[0]).toEqual(csvColumns);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toHaveLength(csvColumns.length);
  });

  it("is a header alone where there is nothing", () => {
    expect(write("csv", [])).toBe(`${csvColumns.join(",")}\r\n`);
    expect(write("csv", [capture])).toBe(`${csvColumns.join(",")}\r\n`);
  });

  it("says of a conversation what the report says", () => {
    expect(records(write("csv", [handshake]))).toEqual([
      {
        kind: "handshake",
        file: "office.pcap",
        server_address: "198.51.100.20",
        server_ports: "445",
        client_address: "198.51.100.9",
        client_port: "50123",
        first_packet: "1",
        first_seen: "2026-03-04T05:06:07.890123Z",
        last_seen: "",
        transport: "direct-tcp",
        netbios_name: "FJORD01",
        dns_name: "fjord01.nordwind.example",
        system_version: "10.0.20348",
        dialects: "3.1.1",
        smb1_advertised: "disabled",
        smb2_advertised: "enabled",
        effective: "unsigned",
        relay_to_smb: "possible",
        sessions: "NORDWIND\\astrid (user) ntlm mixed",
        findings: "smb2-signing-not-required",
        problems: "1",
        asked: "",
        target: "",
      },
    ]);
  });

  it("says of an NTLM exchange and of a host what there is to say", () => {
    const [exchange, server] = records(write("csv", [ntlmOnly, host]));
    expect(exchange).toMatchObject({
      kind: "ntlm",
      transport: "http",
      server_address: "2001:db8::20",
      smb2_advertised: "",
      sessions: "NORDWIND\\astrid ntlmv2 MIC asserted",
      findings: "ntlmv1-response",
    });
    expect(server).toMatchObject({
      kind: "host",
      file: "",
      server_ports: "139; 445",
      dialects: "2.FF; 3.1.1",
      last_seen: "2026-03-04T06:00:00Z",
      sessions: "3 user; 1 anonymous",
      effective: "",
    });
  });

  it("writes every recorded capture as a table without a hole", () => {
    for (const name of captureNames) {
      const reports = [...inspected(name), ...inspected(name, { by: "host" })];
      const rows = parse(write("csv", reports));
      expect(rows).toHaveLength(reports.length - 1);
      for (const row of rows) expect(row).toHaveLength(csvColumns.length);
    }
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", '=HYPERLINK("http://x","y")'])(
    "keeps %s from being a formula",
    (name) => {
      const [row] = records(write("csv", [named(name)]));
      expect(row!["netbios_name"]).toBe(`'${name}`);
      expect(row!["file"]).toBe(`'${name}`);
    },
  );

  it("shows control characters instead of sending them", () => {
    const [row] = records(write("csv", [named("\t=1+1\r\n\u001b[2J")]));
    expect(row!["netbios_name"]).toBe("\\u{9}=1+1\\u{d}\\u{a}\\u{1b}[2J");
  });

  it("gives back any name that is neither a formula nor unseen", () => {
    const names = fc
      .array(fc.integer({ min: 0x21, max: 0xd7ff }), { minLength: 1 })
      .map((codes) => String.fromCharCode(...codes).replace(/[\p{C}\p{Z}]/gu, "x"))
      .filter((name) => !/^[=+\-@＝＋－＠]/.test(name));
    fc.assert(
      fc.property(names, (name) => {
        expect(records(write("csv", [named(name)]))[0]!["netbios_name"]).toBe(name);
      }),
      { numRuns: runs(500) },
    );
  });
});
