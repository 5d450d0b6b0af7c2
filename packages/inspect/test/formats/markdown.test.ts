import { describe, expect, it } from "vitest";
import { capture, handshake, host, named, ntlmOnly } from "./samples.js";
import { write } from "./write.js";

describe("markdown", () => {
  it("is a section a file with a table of each kind", () => {
    expect(write("markdown", [handshake, ntlmOnly, capture])).toBe(`## office.pcap

Packets: 53. SMB conversations: 1.

- the last packet is cut

| Server | Name | Dialect | Signing advertised | This pair | Relay to SMB | Sessions | Findings |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 198.51.100.20:445 | FJORD01 | 3.1.1 | SMB2 enabled<br>SMB1 disabled | unsigned | possible | NORDWIND\\\\astrid \\(user\\) ntlm mixed | smb2-signing-not-required |

| NTLM over | Server | Name | Logon | Findings |
| --- | --- | --- | --- | --- |
| http | \\[2001:db8::20\\]:80 | FJORD01 | NORDWIND\\\\astrid ntlmv2 MIC asserted | ntlmv1-response |
`);
  });

  it("has hosts in a section of their own", () => {
    const text = write("markdown", [capture, host]);
    expect(text).toMatch(
      /^## office\.pcap\n[\s\S]*\n\n## Hosts\n\n\| Server \| Name \| Dialect \| Signing advertised \| Relay to SMB \|/,
    );
    expect(text).toContain(
      "| 198.51.100.20:139<br>198.51.100.20:445 | FJORD01 | 2.FF<br>3.1.1 | SMB2 enabled<br>SMB1 required | possible | 3 user<br>1 anonymous |",
    );
  });

  it("is nothing when there is nothing", () => {
    expect(write("markdown", [])).toBe("");
  });

  it.each([
    ["a|b", "a\\|b"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"],
    ["![x](http://evil)", "\\!\\[x\\]\\(http://evil\\)"],
    ["`code` **bold** &amp;", "\\`code\\` \\*\\*bold\\*\\* &amp;amp;"],
    ["two\nlines", "two\\\\u\\{a\\}lines"],
  ])("takes %j for text", (name, written) => {
    const text = write("markdown", [named(name), { ...capture, problems: [] }]);
    const rows = text.trimEnd().split("\n");
    expect(rows.at(-1)).toMatch(/^\| 198/);
    expect(rows.at(-1)!.split(/(?<!\\)\|/)[2]).toBe(` ${written} `);
  });
});
