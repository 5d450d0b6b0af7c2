import { fromHex, isDecodeError } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type DeviationCode,
  decodeFrame,
  deviationMeanings,
  deviations,
  encodeFrame,
  type NetbiosName,
} from "../src/index.js";
import { FILE_SERVER_REQUEST, frames } from "./arbitraries.js";

const request = (calledName: NetbiosName): Uint8Array =>
  encodeFrame({ kind: "sessionRequest", calledName, callingName: { name: "A", suffix: 0, scope: [] } });

it("nothing to say of what the specifications prescribe", () => {
  for (const bytes of [
    FILE_SERVER_REQUEST,
    ...["82000000", "8300000180", "85000000", "00000001fe"].map(fromHex),
  ]) {
    expect(deviations(bytes)).toStrictEqual([]);
  }
});

const cases: [DeviationCode, Uint8Array, number][] = [
  ["unknown-type", fromHex("4200000100"), 0],
  ["payload-too-long", fromHex("8500000100"), 4],
  ["payload-too-long", fromHex("830000028200"), 5],
  ["unknown-error-code", fromHex("8300000184"), 4],
  ["nul-padded-name", request({ name: "A\0\0\0\0\0\0\0\0\0\0\0\0\0\0", suffix: 0x20, scope: [] }), 4],
  [
    "name-too-long",
    request({ name: "A", suffix: 0x20, scope: new Array<string>(4).fill("x".repeat(55)) }),
    4,
  ],
];

it.each(cases)("%s", (code, bytes, offset) => {
  const found = deviations(bytes);
  expect(found.map((deviation) => [deviation.code, deviation.offset])).toStrictEqual([[code, offset]]);
  expect(found[0]!.section).toMatch(/^RFC 100[12] \d/);
});

it("a name of 255 bytes is not too long", () => {
  const scope = new Array<string>(3).fill("x".repeat(63));
  const named = (last: number): Uint8Array =>
    request({ name: "A", suffix: 0, scope: [...scope, "x".repeat(last)] });
  expect(deviations(named(28))).toStrictEqual([]);
  expect(deviations(named(29))).toHaveLength(1);
});

it("every code of the list occurs above", () => {
  expect([...new Set<string>(cases.map(([code]) => code))].sort()).toStrictEqual(
    Object.keys(deviationMeanings).sort(),
  );
});

it("any bytes are listed or throw DecodeError", () => {
  fc.assert(
    fc.property(mutated(frames.map((m) => encodeFrame(m))), (bytes) => {
      try {
        const found = deviations(bytes);
        const isUnknown = decodeFrame(bytes).kind === "unknown";
        expect(found.some(({ code }) => code === "unknown-type")).toBe(isUnknown);
        for (const { offset } of found) expect(offset).toBeLessThan(bytes.length);
      } catch (error) {
        if (!isDecodeError(error)) throw error;
      }
    }),
    { numRuns: runs(500) },
  );
});
