import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { CaptureReport, SourceFacts } from "@countersign/inspect";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { inspectFile, unwrapped } from "../src/index.js";

const path = fileURLToPath(new URL("../../../fixtures/captures/d30-site-of-five.pcap", import.meta.url));
const capture = new Uint8Array(readFileSync(path));
/** The same: two frames of zstd 1.5, the first with a checksum and a small window, and a skippable one between them. */
const zstd = new Uint8Array(readFileSync(new URL("d30-site-of-five.pcap.zst", import.meta.url)));
const SKIPPABLE = [0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 104, 101, 108, 108, 111];
const skippableAt = Buffer.from(zstd).indexOf(Uint8Array.from(SKIPPABLE));

/** Chunks in one buffer that is spoilt as soon as the next one is asked for. */
async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
    buffer.fill(0xee);
  }
}

async function unwrap(bytes: Uint8Array, size = 65_536): Promise<{ bytes: Uint8Array } & SourceFacts> {
  const facts: SourceFacts = { problems: [] };
  const parts: Uint8Array[] = [];
  for await (const part of unwrapped(chunks(bytes, size), facts)) parts.push(part.slice());
  return { bytes: new Uint8Array(Buffer.concat(parts)), ...facts };
}

const isStartOf = (part: Uint8Array, whole: Uint8Array) =>
  Buffer.compare(part, whole.subarray(0, part.length)) === 0;

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy.set([value], at);
  return copy;
}

const concat = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));

const gzip = new Uint8Array(gzipSync(capture));
const wrapped = [
  { compression: "gzip", file: gzip },
  { compression: "zstd", file: zstd },
] as const;

describe.each(wrapped)("$compression", ({ compression, file }) => {
  it.each([7, 1000, 1 << 20])("is taken off, in chunks of %i", async (size) => {
    const found = await unwrap(file, size);
    expect(found).toMatchObject({ compression, problems: [] });
    expect(Buffer.compare(found.bytes, capture)).toBe(0);
  });

  it("that is cut anywhere gives what came before, and one problem", async () => {
    let most = 0;
    for (let length = 4; length < file.length; length += 97) {
      const { bytes, problems } = await unwrap(file.subarray(0, length), 5000);
      expect(isStartOf(bytes, capture)).toBe(true);
      // Between two frames a file may end.
      const whole = compression === "zstd" && length === skippableAt;
      if (!whole) expect(problems).toMatchObject([{ layer: "compression", code: "truncated" }]);
      most = Math.max(most, bytes.length);
    }
    expect(most).toBeGreaterThan(capture.length / 3);
  });

  it("that is damaged anywhere gives bytes or a problem, and throws nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, value) => {
        const { bytes, problems } = await unwrap(changed(file, at, value), 4096);
        if (file[at] === value) expect(bytes).toHaveLength(capture.length);
        expect(problems.length).toBeLessThanOrEqual(1);
        expect(bytes.length).toBeLessThanOrEqual(64 * capture.length);
      }),
      { numRuns: runs(200) },
    );
  });

  it("may have several parts, one behind the other", async () => {
    const found = await unwrap(concat(file, file), 777);
    expect(found.problems).toEqual([]);
    expect(Buffer.compare(found.bytes, concat(capture, capture))).toBe(0);
  });

  it("followed by something else gives all that it holds, and a problem", async () => {
    const found = await unwrap(concat(file, [71, 69, 84, 32, 47]));
    expect(Buffer.compare(found.bytes, capture)).toBe(0);
    expect(found.problems).toMatchObject([{ code: "malformed", offset: file.length }]);
  });
});

describe("gzip", () => {
  it("may have a name, a comment, extra data and a checksum of its header", async () => {
    const header = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 97, 0, 98, 99, 0, 1, 2];
    const found = await unwrap(concat(header, gzip.subarray(10)), 5);
    expect(found.problems).toEqual([]);
    expect(Buffer.compare(found.bytes, capture)).toBe(0);
  });

  it("may be padded with zeros", async () => {
    expect((await unwrap(concat(gzip, new Uint8Array(512)))).problems).toEqual([]);
  });

  it("that differs from its checksum or length says so, and gives all it holds", async () => {
    for (const at of [gzip.length - 8, gzip.length - 4]) {
      const { bytes, problems } = await unwrap(changed(gzip, at, gzip[at]! ^ 1));
      expect(bytes).toHaveLength(capture.length);
      expect(problems).toMatchObject([{ code: "malformed", message: expect.stringContaining("checksum") }]);
    }
  });

  it("with another method is known and not read", async () => {
    expect((await unwrap(changed(gzip, 2, 7))).problems).toMatchObject([{ code: "unsupported", offset: 0 }]);
  });
});

describe("zstd", () => {
  /** Header without a window's worth of checks: window descriptor, no checksum, no size. */
  const frame = (window: number, ...blocks: readonly number[][]) =>
    concat([0x28, 0xb5, 0x2f, 0xfd, 0, window], ...blocks);
  /** 4 bytes that stand for 128 KiB of zeros. */
  const zeros = (last: number) => [(1 << 1) | last, 0, 0x10, 0];

  it("blocks need not be compressed", async () => {
    const raw = [(3 << 3) | 1, 0, 0, 7, 8, 9];
    expect([...(await unwrap(frame(0x58, raw))).bytes]).toEqual([7, 8, 9]);
    expect((await unwrap(frame(0x58, zeros(0), zeros(1)))).bytes).toHaveLength(2 * 131_072);
  });

  it("with a window that is too large, or a dictionary, is told and not read", async () => {
    expect((await unwrap(frame(0x90, zeros(1)))).problems).toMatchObject([{ code: "limit", offset: 0 }]);
    const single = concat([0x28, 0xb5, 0x2f, 0xfd, 0xe0], new Array<number>(8).fill(0xff), zeros(1));
    expect((await unwrap(single)).problems).toMatchObject([{ code: "limit" }]);
    const dictionary = concat([0x28, 0xb5, 0x2f, 0xfd, 1, 0x58, 9], zeros(1));
    expect((await unwrap(dictionary)).problems).toMatchObject([{ code: "unsupported", offset: 0 }]);
  });

  it("with a block that is none is damaged from there on", async () => {
    const reserved = await unwrap(frame(0x58, zeros(0), [7, 0, 0, 0]));
    expect(reserved.problems).toMatchObject([{ code: "malformed", offset: 10 }]);
    expect(reserved.bytes.length).toBeLessThanOrEqual(131_072);
  });

  it("of many tiny frames is read one by one", async () => {
    const tiny = frame(0, [(1 << 3) | 1, 0, 0, 65]);
    const { bytes, problems } = await unwrap(concat(...new Array<Uint8Array>(20_000).fill(tiny)), 1 << 20);
    expect([bytes.length, problems]).toEqual([20_000, []]);
  });
});

describe("a small file that holds very much", () => {
  const GIGABYTE = 2 ** 30;
  const bombs = {
    gzip: concat(...new Array<Uint8Array>(16).fill(new Uint8Array(gzipSync(new Uint8Array(2 ** 26))))),
    zstd: concat([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58], ...new Array<number[]>(8191).fill([1 << 1, 0, 0x10, 0]), [
      (1 << 1) | 1,
      0,
      0x10,
      0,
    ]),
  };

  it.each(["gzip", "zstd"] as const)("is read in little memory: %s", async (name) => {
    const before = process.memoryUsage().rss;
    let most = before;
    let length = 0;
    for await (const chunk of unwrapped(chunks(bombs[name], 1 << 20), { problems: [] })) {
      length += chunk.length;
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect(length).toBe(GIGABYTE);
    expect(most - before).toBeLessThan(120 * 2 ** 20);
  });
});

describe("other sources", () => {
  it("pass as they are, in the memory of the source", async () => {
    const seen: ArrayBufferLike[] = [];
    let length = 0;
    const facts: SourceFacts = { problems: [] };
    for await (const chunk of unwrapped(chunks(capture, 4096), facts)) {
      seen.push(chunk.buffer);
      length += chunk.length;
    }
    expect(new Set(seen).size).toBe(1);
    expect([length, facts]).toEqual([capture.length, { problems: [] }]);
  });

  it.each([0, 1, 2, 3])("may be as short as %i bytes", async (length) => {
    expect([...(await unwrap(gzip.subarray(0, length), 1)).bytes]).toEqual(
      length < 2 ? [...gzip.subarray(0, length)] : [],
    );
  });

  it("throw what they throw", async () => {
    async function* broken() {
      yield gzip.slice(0, 100);
      throw Object.assign(new Error("gone"), { code: "EIO" });
    }
    const read = async () => {
      for await (const _ of unwrapped(broken(), { problems: [] }));
    };
    await expect(read()).rejects.toMatchObject({ code: "EIO" });
  });

  it("are closed when nobody reads on", async () => {
    for (const file of [capture, gzip, zstd]) {
      let closed = false;
      async function* source() {
        try {
          yield* chunks(file, 1000);
        } finally {
          closed = true;
        }
      }
      for await (const _ of unwrapped(source(), { problems: [] })) break;
      expect(closed).toBe(true);
    }
  });
});

describe("inspectFile", () => {
  const scratch = mkdtempSync(join(tmpdir(), "countersign-unwrap-"));
  afterAll(() => rmSync(scratch, { recursive: true }));

  async function inspect(bytes: Uint8Array): Promise<{ handshakes: number; capture: CaptureReport }> {
    // Told by what is in it, not by its name.
    const file = join(scratch, "capture.pcap");
    writeFileSync(file, bytes);
    let handshakes = 0;
    for await (const report of inspectFile(file)) {
      if (report.kind === "handshake") handshakes++;
      if (report.kind === "capture") return { handshakes, capture: report };
    }
    throw new Error("no report of the capture");
  }

  it.each(wrapped)("sees through $compression, whatever the name", async ({ compression, file }) => {
    const found = await inspect(file);
    expect(found.handshakes).toBe(5);
    expect(found.capture).toMatchObject({ format: "pcap", compression, bytes: capture.length, problems: [] });
  });

  it("reports what stands before the cut, and both what was cut and where that left the capture", async () => {
    const { handshakes, capture: report } = await inspect(gzip.subarray(0, gzip.length * 0.8));
    expect(handshakes).toBeGreaterThan(0);
    expect(report.problems).toMatchObject([
      { layer: "compression", code: "truncated", offset: Math.floor(gzip.length * 0.8) },
      { layer: "file", code: "truncated" },
    ]);
  });
});
