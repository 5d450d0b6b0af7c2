import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codecTarget } from "../src/fuzz/codec-target.js";
import { checkCost } from "../src/fuzz/cost.js";
import { type Finding, Fuzz } from "../src/fuzz/loop.js";
import { readScript, writeScript } from "../src/fuzz/script.js";
import { splitsOf } from "../src/fuzz/splits.js";
import { lawOf, type Target } from "../src/fuzz/target.js";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe("led by coverage", () => {
  const run = () => execFileSync(process.execPath, [path("planted/run.mjs")], { encoding: "utf8" });

  it("finds a fault behind three steps, and the same one of the same seed", () => {
    const told = run();
    const { executions, corpus, findings } = JSON.parse(told);
    expect(executions).toBe(200_000);
    expect(findings).toEqual([
      {
        law: "throws TypeError: planted",
        index: expect.any(Number),
        bytes: expect.stringMatching(/^46555a/),
      },
    ]);
    expect(corpus.length).toBeGreaterThan(3);
    expect(run()).toBe(told);
  });
});

describe("the program", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path("../fuzz.mjs"), ...args], { encoding: "utf8" });

  it("prints what was done", () => {
    const { stdout, status } = run("--targets", "ntlm-signature", "--executions", "2000");
    expect(stdout).toMatch(/ntlm-signature +2000 +\d+ +[\d.]+ % +[\d.]+ % +[\d.]+ % +0\n/);
    expect(stdout).toMatch(/2000 executions, 2 of them under all oracles, \d+ a CPU second, 0 findings\n$/);
    expect(status).toBe(0);
  });

  it.each([[["--targets", "nothing"]], [["--seed", "x"]], [["--sum"]]])("refuses %j", (args) => {
    const { stderr, status } = run(...args);
    expect(stderr).toMatch(/^usage: /);
    expect(status).toBe(2);
  });
});

/** Feedback that never has news. */
const BLIND = { count() {}, fresh: () => [], add() {} };

describe("a finding:", () => {
  const codec = {
    name: "planted",
    sources: /x/,
    seeds: () => [],
    decode: (bytes: Uint8Array) => bytes[0],
    encode: (m: number | undefined) => (m === undefined ? new Uint8Array() : Uint8Array.of(m)),
  };
  const byte = Uint8Array.of(7);
  const two = Uint8Array.of(7, 7);
  const failures: [string, string, Partial<Target>, Uint8Array][] = [
    ["a value that loses bytes", "lossless", codecTarget(codec), two],
    [
      "a peek that lies",
      "planted agrees",
      codecTarget({
        ...codec,
        peeks: [{ name: "planted", peek: () => 8, field: (m: number | undefined) => m }],
      }),
      byte,
    ],
    [
      "another error than DecodeError",
      "throws TypeError: planted",
      codecTarget({
        ...codec,
        decode() {
          throw new TypeError("planted");
        },
      }),
      byte,
    ],
    [
      "a reference that differs",
      "the reference agrees",
      codecTarget({ ...codec, reference: { decode: () => 8, encode: codec.encode } }),
      byte,
    ],
    [
      "time",
      "time within budget",
      {
        run() {
          const { user } = process.cpuUsage();
          while (process.cpuUsage().user - user < 40_000);
        },
      },
      byte,
    ],
    [
      "memory",
      "allocation within budget",
      {
        run() {
          kept.push(new Uint8Array(5_000_000));
        },
      },
      byte,
    ],
  ];
  const kept: Uint8Array[] = [];

  it.each(failures)("%s", (_, law, target, bytes) => {
    const found: Finding[] = [];
    const fuzz = new Fuzz(
      { name: "x", sources: /x/, seeds: () => [], maxLength: 9, run() {}, ...target },
      BLIND,
      {
        seed: 1,
        executions: 0,
        goesOn: () => true,
        found: (finding) => found.push(finding),
      },
    );
    fuzz.begin([bytes]);
    expect(found).toMatchObject([{ law, bytes }]);
  });

  it("costs of what is cheap are none", () => {
    expect(() =>
      checkCost({ name: "x", sources: /x/, seeds: () => [], maxLength: 9, run() {} }, byte),
    ).not.toThrow();
    expect(lawOf("text")).toBe("throws text");
  });
});

it("a script is read as it was written, and cut where it lies", () => {
  const happenings = [
    { side: "server" as const, bytes: Uint8Array.of(1, 2) },
    { side: "client" as const, bytes: Uint8Array.of(3) },
  ];
  const script = writeScript(happenings);
  expect(readScript(script)).toEqual(happenings.map((one) => ({ ...one, kind: "bytes" })));
  expect(readScript(script.subarray(0, 4))).toEqual([
    { side: "server", kind: "bytes", bytes: Uint8Array.of(1) },
  ]);
  expect(readScript(Uint8Array.of(0x0c, 0, 0, 0x0f, 0, 0)).map(({ kind, side }) => [kind, side])).toEqual([
    ["gap", "client"],
    ["end", "server"],
  ]);
});

it("pieces are all of an input, in order, and always the same", () => {
  const bytes = Uint8Array.from({ length: 500 }, (_, i) => i);
  expect(splitsOf(bytes).flatMap((piece) => [...piece])).toEqual([...bytes]);
  expect(splitsOf(bytes)).toEqual(splitsOf(bytes));
  expect(splitsOf(bytes).length).toBeGreaterThan(10);
});

it("logs of several runs add up", () => {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  try {
    const run = (log: string, seed: number) =>
      execFileSync(process.execPath, [
        path("../fuzz.mjs"),
        ...[
          "--targets",
          "lm-response,ntlm-signature",
          "--executions",
          "1000",
          "--seed",
          String(seed),
          "--log",
          log,
        ],
      ]);
    const logs = [join(folder, "a"), join(folder, "b")];
    run(logs[0]!, 1);
    run(logs[0]!, 2);
    writeFileSync(logs[1]!, `${JSON.stringify({ seed: 3, name: "smb1", died: true })}\n`);
    const { stdout, status } = spawnSync(process.execPath, [path("../fuzz.mjs"), "--sum", ...logs], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/^lm-response +2000 /m);
    expect(stdout).toMatch(/^ntlm-signature +2000 /m);
    expect(stdout).toMatch(
      /^smb1: hung or died\n4000 executions, 4 of them .* 0 findings, 1 hung or died\n$/m,
    );
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
