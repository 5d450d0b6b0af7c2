// Captures inside gzip and zstd, and in other containers than pcap.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { countersign, d30, reports, scratchFolder } from "./run.js";

const { file } = scratchFolder();
const gzip = gzipSync(readFileSync(d30));
const zstd = fileURLToPath(new URL("../../node/test/d30-site-of-five.pcap.zst", import.meta.url));

describe("countersign inspect", () => {
  it("reads a capture inside gzip or zstd as it reads the capture", async () => {
    const plain = await reports([d30]);
    for (const path of [file("no-name-for-gzip", gzip), zstd]) {
      const found = await reports([path]);
      const compression = path === zstd ? "zstd" : "gzip";
      const asPlain = found.map(({ compression: _, ...report }) => JSON.stringify({ ...report, file: d30 }));
      expect(found.at(-1)).toMatchObject({ compression, packets: 241 });
      expect(asPlain.map((text) => text.replaceAll(JSON.stringify(path), JSON.stringify(d30)))).toEqual(
        plain.map((report) => JSON.stringify({ ...report, file: d30 })),
      );
    }
  });

  it("reads gzip from standard input", async () => {
    const { code, stdout } = await countersign(["inspect", "-"], gzip);
    expect(code).toBe(0);
    expect(stdout).toContain("5 SMB conversations");
  });

  it("reports what stands before the cut of a wrapped capture, and warns", async () => {
    const path = file("cut.pcap.gz", gzip.subarray(0, gzip.length - 500));
    const { code, stdout, stderr } = await countersign(["inspect", "-f", "ndjson", path]);
    expect(code).toBe(0);
    expect(stdout).toContain('"kind":"handshake"');
    expect(stderr).toMatch(/^warning: .*gzip data ends too early \(byte \d+\)\nwarning: .*\n$/);
  });

  it("says of what is wrapped and no capture that it is none", async () => {
    const { code, stdout, stderr } = await countersign([
      "inspect",
      file("notes.gz", gzipSync("No capture.")),
    ]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^error: .*no capture file of a known format/);
  });
});

describe("--stats", () => {
  const cut = file("cut.pcap", readFileSync(d30).subarray(0, 20_000));

  it("accounts for every packet below the table", async () => {
    for (const path of [d30, cut]) {
      const { code, stdout } = await countersign(["inspect", "--stats", path]);
      expect(code).toBe(0);
      const [, section] = stdout.split("\n  packets\n");
      const counts = [...section!.matchAll(/^ +(\d+) {2}\S/gm)].map(([, count]) => Number(count));
      const packets = Number(/(\d+) packets, /.exec(stdout)![1]);
      expect(counts.reduce((sum, count) => sum + count)).toBe(packets);
      expect(section).toContain("TCP with payload");
    }
  });

  it("does so in Markdown, and while following", async () => {
    const markdown = await countersign(["inspect", "--stats", "-f", "markdown", d30]);
    expect(markdown.stdout).toMatch(
      /\| Packets \| Count \|\n\| --- \| --: \|\n\| TCP with payload \| \d+ \|\n/,
    );
    const follow = await countersign(["inspect", "--stats", "--follow", d30]);
    expect(follow.stdout).toMatch(/packets, 5 SMB conversations\n {2}packets\n +\d+ {2}TCP with payload\n/);
    expect((await countersign(["inspect", "-f", "markdown", d30])).stdout).not.toContain("Packets |");
  });
});
