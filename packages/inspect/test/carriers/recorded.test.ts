// Recorded logons of which tshark shows little or nothing, against what their recipes say.
import { describe, expect, it } from "vitest";
import type { NtlmOnlyReport } from "../../src/index.js";
import { inspected } from "../captures.js";

function logons(name: string): NtlmOnlyReport[] {
  return inspected(name).filter((report) => report.kind === "ntlm");
}

describe("recorded logons", () => {
  it("in SMTP, POP3 and IMAP are found whole", () => {
    const found = logons("d50-mail-ntlm.pcap");
    expect(found.map((r) => [r.carrier, r.server.port])).toEqual([
      ["smtp", 25],
      ["smtp", 25],
      ["pop3", 110],
      ["imap", 143],
      ["imap", 143],
    ]);
    for (const { ntlm } of found) {
      expect(ntlm).toMatchObject({
        domain: "NORDWIND",
        user: "astrid",
        response: "ntlmv2",
        targetName: "POST",
      });
      expect(ntlm.negotiateFlags).toBeTypeOf("number");
    }
  });

  it("in TDS have the challenge of the server's SSPI token", () => {
    const found = logons("d49-tds-ntlm.pcap");
    const told = found.map(({ carrier, ntlm }) => [carrier, ntlm.user, ntlm.response, ntlm.targetName]);
    expect(told).toEqual([
      ["tds", "astrid", "ntlmv2", "LAGER"],
      ["tds", "astrid", "ntlmv2", "LAGER"],
      ["tds", "astrid", "ntlmv1", ""],
    ]);
    expect(new Set(found.map((r) => r.ntlm.serverChallenge)).size).toBe(3);
  });
});
