import { fileURLToPath } from "node:url";
import { inspectCaptureSync, type Report } from "@countersign/inspect";
import { describe, expect, it } from "vitest";
import { check, type Inspect } from "../src/check.js";
import { fewest, minimise } from "../src/minimise.js";
import { makeMutant, mutationKinds, writePackets } from "../src/mutant.js";
import { packetsOf, readOriginals } from "../src/original.js";
import { runMutants } from "../src/run.js";

const originals = readOriginals(fileURLToPath(new URL("../../../fixtures/captures", import.meta.url)));
const MUTANTS = Number(process.env.MUTANTS ?? 2000);

describe("everything that must hold", () => {
  it("holds of mutants of every kind", () => {
    const failures: string[] = [];
    const tally = runMutants(originals, { seed: 1, first: 0, mutants: MUTANTS }, (text) =>
      failures.push(text),
    );
    expect(failures).toEqual([]);
    expect(Object.keys(tally.kinds).sort()).toEqual([...mutationKinds].sort());
    expect(tally.reports).toMatchObject({ capture: MUTANTS });
    expect(tally.reports["handshake"]).toBeGreaterThan(MUTANTS / 4);
  });

  it("holds of the captures themselves", () => {
    for (const { bytes, secrets } of originals) {
      expect(check(bytes, 0, secrets)).toMatchObject({ failures: [], outcome: expect.stringMatching(/^w/) });
    }
  });
});

it("makes the same mutant of the same seed and index, and another one of others", () => {
  const file = (seed: number, index: number) => makeMutant(originals, seed, index).file;
  expect(file(3, 5)).toEqual(file(3, 5));
  expect(file(3, 5)).not.toEqual(file(4, 5));
  expect(file(3, 5)).not.toEqual(file(3, 5 + originals.length));
});

describe("a failure is seen:", () => {
  const { bytes, secrets } = originals.find(({ name }) => name.startsWith("d26"))!;
  const broken: [string, RegExp, (reports: Report[]) => Report[]][] = [
    [
      "an exception",
      /throws Error: planted/,
      () => {
        throw new Error("planted");
      },
    ],
    [
      "a report against the schema",
      /against the schema/,
      ([first, ...rest]) => [{ ...first!, version: 2 as 1 }, ...rest],
    ],
    ["a report lost at the end", /last report/, (reports) => reports.slice(0, -1)],
    ["the capture's report twice", /2 reports of the capture/, (reports) => [...reports, reports.at(-1)!]],
    [
      "a packet too many",
      /packets reported/,
      (reports) =>
        reports.map((report) =>
          report.kind === "capture" ? { ...report, packets: report.packets + 1 } : report,
        ),
    ],
  ];

  it.each(broken)("%s", (_, pattern, breakIt) => {
    const inspect: Inspect = (chunks) => breakIt([...inspectCaptureSync(chunks)]);
    expect(check(bytes, 0, secrets, inspect).failures.join("\n")).toMatch(pattern);
  });

  it("a secret", () => {
    expect(secrets.length).toBeGreaterThan(0);
    const inspect: Inspect = (chunks) => inspectCaptureSync(chunks, { showSecrets: true });
    expect(check(bytes, 0, secrets, inspect).failures.join("\n")).toMatch(/prints the secret/);
  });

  it("a chunk that was kept", () => {
    const inspect: Inspect = (chunks) => {
      const kept = [...chunks];
      return inspectCaptureSync(kept);
    };
    expect(check(bytes, 0, secrets, inspect).failures.length).toBeGreaterThan(0);
  });
});

describe("a failure is made small:", () => {
  it("as few elements as still fail", () => {
    const all = Array.from({ length: 100 }, (_, index) => index);
    expect(fewest(all, (some) => some.includes(17) && some.includes(80))).toEqual([17, 80]);
    expect(fewest(all, (some) => some.length >= 3)).toHaveLength(3);
  });

  it("as few packets, or the file as it is where packets do not matter", () => {
    const { bytes } = originals[0]!;
    const wanted = packetsOf(bytes)[40]!;
    const holdsIt = (file: Uint8Array) => packetsOf(file).some((packet) => packet.seconds === wanted.seconds);
    expect(packetsOf(minimise(bytes, holdsIt))).toHaveLength(1);
    expect(minimise(bytes, (file) => file === bytes)).toBe(bytes);
  });

  it("and can be written and read again", () => {
    const packets = originals[0]!.packets;
    expect(packetsOf(writePackets(packets, { format: "pcapng", digits: 9, byteOrder: "big" }))).toEqual(
      packets,
    );
  });
});
