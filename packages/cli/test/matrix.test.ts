import { describe, expect, it } from "vitest";
import { countersign } from "./run.js";

describe("countersign matrix", () => {
  it("draws both", async () => {
    const { code, stdout, stderr } = await countersign(["matrix"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`SMB1  [MS-SMB] 3.2.4.2.4
  client \\ server  disabled  declined  enabled   required
  disabled         unsigned  unsigned  unsigned  blocked
  declined         unsigned  unsigned  unsigned  signed
  enabled          unsigned  unsigned  signed    signed
  required         blocked   signed    signed    signed

SMB2 and SMB3  [MS-SMB2] 3.2.5.3.1, 3.3.5.5.3
  client \\ server  enabled   required
  enabled          unsigned  signed
  required         signed    signed
`);
  });

  it("marks the cell of two policies and says why", async () => {
    const { code, stdout } = await countersign(["matrix", "--client", "enabled", "--server", "enabled"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SMB2/);
    expect(stdout.match(/\[[a-z]+\]/g)).toEqual(["[unsigned]"]);
    expect(stdout).toContain(
      "\nClient enabled, server enabled: unsigned.\n  Neither side requires signing.\n",
    );
  });

  it("knows the policies that SMB1 alone has", async () => {
    const args = ["matrix", "--protocol", "smb1", "--client", "required", "--server", "disabled"];
    const { code, stdout } = await countersign(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}required +\[blocked\] +signed/m);
    expect(stdout).toContain("SMB1 has no wire value for 'declined'");
    expect(stdout).not.toContain("SMB2");
  });

  it("draws one alone", async () => {
    const { stdout } = await countersign(["matrix", "--protocol", "smb2"]);
    expect(stdout.split("\n")).toHaveLength(5);
  });

  it.each([
    [["--client", "enabled"], "go together"],
    [["--server", "enabled"], "go together"],
    [["--client", "disabled", "--server", "enabled"], "--protocol smb1"],
    [["--client", "often", "--server", "enabled"], "Allowed choices"],
    [["--protocol", "smb3"], "Allowed choices"],
  ])("answers wrong usage %j with exit code 2", async (args, told) => {
    const { code, stdout, stderr } = await countersign(["matrix", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(told);
  });
});
