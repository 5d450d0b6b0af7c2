import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../src/main.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/", import.meta.url));
const reducer = join(fixtures, "recorder/reduce.py");

describe("the runner's exit code", () => {
  let folder: string;
  const said: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "conformance-main-"));
    said.length = 0;
    for (const method of ["log", "error"] as const) {
      vi.spyOn(console, method).mockImplementation((line: string) => void said.push(line));
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  /** Puts d31 into the folder with what tshark says of it, changed by `change`. */
  function lay(change: (text: string) => string): void {
    const [capture, expected] = ["d31-no-smb.pcap", "d31-no-smb.expected.json"];
    copyFileSync(join(fixtures, "captures", capture), join(folder, capture));
    writeFileSync(join(folder, expected), change(readFileSync(join(fixtures, "captures", expected), "utf8")));
  }

  it("is 0 where everything agrees", async () => {
    lay((text) => text);
    expect(await main([folder], reducer)).toBe(0);
    expect(said.join("\n")).toMatch(
      /: 1 captures, \d+ facts, 0 differences, 0 more explained, 0 captures left out$/,
    );
  });

  it("is 1 for a difference that nothing explains", async () => {
    lay((text) => text.replace(/"packets": "\d+"/, '"packets": "9999"'));
    expect(await main([folder], reducer)).toBe(1);
    expect(said[0]).toContain("capture.packets: 1");
  });

  it("is 0 for a capture that had to be left out, and the run names it", async () => {
    writeFileSync(join(folder, "broken.pcap"), new Uint8Array([0xa1, 0xb2, 0xc3, 0xd4]));
    expect(await main([folder], reducer)).toBe(0);
    expect(said[0]).toMatch(/^left out: broken\.pcap: (tshark does not read it|no expected values)/);
  });

  it("is 2 without a folder, and for what is none", async () => {
    expect(await main([], reducer)).toBe(2);
    expect(await main([reducer], reducer)).toBe(2);
    expect(said[1]).toContain("is no folder");
  });
});
