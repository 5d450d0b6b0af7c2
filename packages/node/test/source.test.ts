import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captureFiles, inspectFile, readFileChunks } from "../src/index.js";

const captures = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));
let scratch = "";

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "countersign-node-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe("readFileChunks", () => {
  it("gives a file's bytes in one buffer that is used again, and tells how far it is", async () => {
    const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251);
    const path = join(scratch, "large.bin");
    writeFileSync(path, bytes);
    const told: [number, number | undefined][] = [];
    const buffers = new Set<ArrayBufferLike>();
    let at = 0;
    for await (const chunk of readFileChunks(path, (done, total) => void told.push([done, total]))) {
      buffers.add(chunk.buffer);
      expect(chunk.every((byte, i) => byte === (at + i) % 251)).toBe(true);
      at += chunk.length;
    }
    expect(at).toBe(bytes.length);
    expect(buffers.size).toBe(1);
    expect(told).toEqual([
      [1_048_576, 2_500_000],
      [2_097_152, 2_500_000],
      [2_500_000, 2_500_000],
    ]);
  });

  it("gives nothing of an empty file and of a device", async () => {
    writeFileSync(join(scratch, "empty"), "");
    expect(await collect(readFileChunks(join(scratch, "empty")))).toEqual([]);
    expect(await collect(readFileChunks("/dev/null"))).toEqual([]);
  });

  it("throws for a missing file and for a folder, with a code", async () => {
    await expect(collect(readFileChunks(join(scratch, "missing")))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(collect(readFileChunks(scratch))).rejects.toMatchObject({ code: "EISDIR" });
  });
});

describe("captureFiles", () => {
  it("finds captures in a folder and the folders in it, in the order of names", async () => {
    const folder = join(scratch, "tree");
    mkdirSync(join(folder, "inner"), { recursive: true });
    for (const name of [
      "b.pcap",
      "a.pcapng",
      "notes.txt",
      "inner/c.CAP",
      "inner/d.pcap.gz",
      "inner/e.snoop",
    ]) {
      writeFileSync(join(folder, name), "");
    }
    const found = ["a.pcapng", "b.pcap", "inner/c.CAP", "inner/d.pcap.gz", "inner/e.snoop"].map((name) =>
      join(folder, name),
    );
    expect(await captureFiles(folder)).toEqual(found);
  });

  it("takes a file and standard input for what they are, and refuses what is not there", async () => {
    expect(await captureFiles("-")).toEqual(["-"]);
    const path = join(captures, "d01-smb311-default.pcap");
    expect(await captureFiles(path)).toEqual([path]);
    await expect(captureFiles(join(scratch, "missing"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("inspectFile", () => {
  it("reports a capture under the name it was given", async () => {
    const path = join(captures, "d02-smb311-required-gmac.pcap");
    const reports = await collect(inspectFile(path));
    expect(reports.map((report) => report.kind)).toEqual(["handshake", "capture"]);
    expect(reports[0]).toMatchObject({ file: path, signing: { advertised: { smb2: "required" } } });
  });
});
