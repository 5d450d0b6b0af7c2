import { fromHex, isDecodeError } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type DeviationCode,
  deviationMeanings,
  deviations,
  encodeToken,
  HINT_NAME,
  MechType,
  type NegTokenInit2,
  type NegTokenResp,
  type Token,
} from "../src/index.js";
import { tokens } from "./arbitraries.js";

const init2: NegTokenInit2 = {
  kind: "negTokenInit2",
  framed: true,
  mechTypes: [MechType.NTLMSSP],
  reqFlags: undefined,
  mechToken: undefined,
  negHints: { hintName: HINT_NAME, hintAddress: undefined },
  mechListMIC: undefined,
  extensions: [],
};
const { negHints: _, ...fields } = init2;
const init: Token = { ...fields, kind: "negTokenInit" };
const resp: NegTokenResp = {
  kind: "negTokenResp",
  framed: false,
  negState: 1,
  supportedMech: MechType.NTLMSSP,
  responseToken: fromHex("0102"),
  mechListMIC: undefined,
  extensions: [],
};
const flags = { unusedBits: 1, bytes: fromHex("76") };

it("nothing to say of what the specifications prescribe", () => {
  for (const token of [init, init2, resp]) expect(deviations(encodeToken(token))).toStrictEqual([]);
});

const cases: [DeviationCode, Token, number][] = [
  ["init-not-framed", { ...init, framed: false }, 0],
  ["response-framed", { ...resp, framed: true }, 10],
  ["no-mech-types", { ...init, mechTypes: undefined, mechToken: fromHex("01") }, 10],
  ["no-mech-types", { ...init2, mechTypes: [] }, 10],
  ["flags-sent", { ...init, reqFlags: { ...flags } }, 30],
  ["other-hint-name", { ...init2, negHints: { hintName: "srv$@DOM", hintAddress: undefined } }, 30],
  ["hint-address", { ...init2, negHints: { hintName: HINT_NAME, hintAddress: fromHex("7f") } }, 74],
  ["unknown-state", { ...resp, negState: 4 }, 4],
  ["no-state", { ...resp, negState: undefined }, 4],
  ["mic-repeats-token", { ...resp, mechListMIC: fromHex("0102") }, 29],
];

it.each(cases)("%s", (code, token, offset) => {
  const found = deviations(encodeToken(token));
  expect(found.map((deviation) => [deviation.code, deviation.offset])).toStrictEqual([[code, offset]]);
  expect(found[0]!.section).toMatch(/^(RFC 4178|\[MS-SPNG\]) \d/);
});

it("unused-bits-set stands beside flags-sent", () => {
  const set = { ...init, reqFlags: { unusedBits: 1, bytes: fromHex("77") } };
  expect(deviations(encodeToken(set)).map(({ code }) => code)).toStrictEqual([
    "flags-sent",
    "unused-bits-set",
  ]);
});

it("bytes-after-token", () => {
  const bytes = Uint8Array.of(...encodeToken(resp), 0);
  expect(deviations(bytes)).toStrictEqual([
    {
      code: "bytes-after-token",
      field: "NegotiationToken.tail",
      offset: bytes.length - 1,
      section: "RFC 4178 4.2",
    },
  ]);
});

it("every code of the list occurs above", () => {
  const tested = new Set<string>([...cases.map(([code]) => code), "unused-bits-set", "bytes-after-token"]);
  expect([...tested].sort()).toStrictEqual(Object.keys(deviationMeanings).sort());
});

it("any bytes are listed or throw DecodeError", () => {
  fc.assert(
    fc.property(mutated(tokens.map((m) => encodeToken(m))), (bytes) => {
      try {
        for (const { code, offset } of deviations(bytes)) {
          expect(deviationMeanings).toHaveProperty(code);
          expect(offset).toBeLessThan(bytes.length);
        }
      } catch (error) {
        if (!isDecodeError(error)) throw error;
      }
    }),
    { numRuns: runs(500) },
  );
});
