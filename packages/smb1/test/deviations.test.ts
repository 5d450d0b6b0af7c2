import { fromHex, isDecodeError } from "@countersign/bytes";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type DeviationCode,
  decodeMessage,
  deviationMeanings,
  deviations,
  encodeMessage,
} from "../src/index.js";
import { messages } from "./arbitraries.js";
import { SAMPLES } from "./samples.js";

/** A message, by command, direction and blocks; `header` are its bytes from Flags2 to Reserved. */
function message(
  command: number,
  isResponse: boolean,
  words: string,
  bytes: string,
  header = "0040 0000 0000000000000000 0000",
): Uint8Array {
  const [h, w, b] = [header, words, bytes].map((hex) => fromHex(hex.replaceAll(" ", "")));
  return Uint8Array.of(
    ...[0xff, 0x53, 0x4d, 0x42, command, 0, 0, 0, 0, isResponse ? 0x80 : 0],
    ...h!,
    ...new Uint8Array(8),
    w!.length / 2,
    ...w!,
    b!.length,
    0,
    ...b!,
  );
}

const NTLM = "024e54204c4d20302e313200";
const offer = (bytes = NTLM, header?: string): Uint8Array => message(0x72, false, "", bytes, header);
const nt = (mode: string, capabilities: string, challenge: string, bytes: string): Uint8Array =>
  message(
    0x72,
    true,
    `0000 ${mode} 0100 0100 00000000 00000000 00000000 ${capabilities} 0000000000000000 0000 ${challenge}`,
    bytes,
  );
const lanMan = (mode: string, keyLength: string, reserved: string, bytes: string): Uint8Array =>
  message(
    0x72,
    true,
    `0000 ${mode} 0000 0000 0000 0000 00000000 0000 0000 0000 ${keyLength} ${reserved}`,
    bytes,
  );
const accepted = (andX: string, action: string, bytes = "410042004300"): Uint8Array =>
  message(0x73, true, `${andX} ${action}`, bytes);

const cases: [DeviationCode, Uint8Array, number][] = [
  ["reserved-not-zero", offer(NTLM, "0040 0000 0000000000000000 0001"), 22],
  ["reserved-not-zero", lanMan("0300", "0000", "0001", ""), 57],
  ["reserved-not-zero", accepted("ff010000", "0000"), 34],
  [
    "reserved-not-zero",
    message(0x73, false, `ff000000 0000 0000 0000 00000000 0000 00000001 00000000`, "41004200"),
    49,
  ],
  ["unknown-flags2", offer(NTLM, "2040 0000 0000000000000000 0000"), 10],
  ["signature-without-flag", offer(NTLM, "0040 0000 4253525350594c20 0000"), 14],
  ["flag-without-signature", message(0x2b, false, "0100", "", "0440 0000 0000000000000000 0000"), 14],
  ["no-dialects", offer(""), 33],
  ["unnamed-dialect", offer(`${NTLM}0200`), 35 + 12],
  ["required-without-enabled", nt("0b", "00000000", "00", "4100"), 35],
  ["unknown-security-mode-bits", nt("13", "00000000", "00", "4100"), 35],
  ["unknown-security-mode-bits", lanMan("0700", "0000", "0000", ""), 35],
  ["challenge-length", nt("03", "00000000", "01", "aa4100"), 66],
  ["challenge-counted", nt("03", "00000080", "08", "aa".repeat(16)), 66],
  ["key-not-counted", lanMan("0300", "0000", "0000", "aa".repeat(8)), 55],
  ["string-missing", nt("03", "00000000", "00", ""), 69],
  ["string-missing", accepted("ff000000", "0000", "41004200"), 45],
  ["nul-missing", accepted("ff000000", "0000", "4100420043"), 46],
  ["nul-missing", offer(NTLM.slice(0, -2)), 46],
  [
    "padding-not-zero",
    message(0x73, true, "ff000000 0000", "7f 0000 0000 0000", "00c0 0000 0000000000000000 0000"),
    41,
  ],
  ["surplus-data", accepted("ff000000", "0000", "410042004300 ff"), 47],
  ["surplus-data", message(0x72, true, "ffff", "00"), 37],
  ["bytes-after-blocks", Uint8Array.of(...offer(), 7), 47],
  ["follow-on-missing", accepted("75000000", "0000"), 35],
  ["lan-man-key", message(0x73, true, "ff000000 0200 0000", "41004200"), 37],
];

it.each(cases)("%s", (code, bytes, offset) => {
  const found = deviations(bytes);
  expect(found.map((deviation) => [deviation.code, deviation.offset])).toStrictEqual([[code, offset]]);
  expect(found[0]!.section).toMatch(/^\[(MS-CIFS|MS-SMB|SMB-LM21)\]/);
});

it("every code of the list occurs above", () => {
  expect([...new Set<string>(cases.map(([code]) => code))].sort()).toStrictEqual(
    Object.keys(deviationMeanings).sort(),
  );
});

it("[MS-SMB] <46>: half a NUL is one that is missing, not surplus", () => {
  const bytes = message(
    0x73,
    true,
    "ff000000 0000 0000",
    "00 0000 4100 00",
    "00c0 0000 0000000000000000 0000",
  );
  expect(deviations(bytes).map(({ code, offset }) => [code, offset])).toStrictEqual([["nul-missing", 48]]);
});

it("recorded messages have what their programs are known for", () => {
  const found = Object.entries(SAMPLES).map(([name, bytes]) => [
    name,
    deviations(bytes).map(({ code }) => code),
  ]);
  expect(Object.fromEntries(found)).toStrictEqual({
    "smbclient offers SMB1 and SMB2": [],
    "smbclient offers SMB1 only": [],
    "Samba answers with extended security, signing required": [],
    "smbclient sends NTLMSSP NEGOTIATE": ["signature-without-flag"],
    "Samba sends NTLMSSP CHALLENGE": ["signature-without-flag"],
    "smbclient sends NTLMSSP AUTHENTICATE": ["signature-without-flag"],
    "Samba accepts": ["signature-without-flag"],
    "Samba answers without extended security": [],
    "smbclient sends NTLM responses": [],
    "Samba accepts NTLM responses": [],
    "nmap offers NT LM 0.12 and nothing": ["unnamed-dialect"],
    "Samba refuses SMB1": [],
  });
});

it("any bytes are listed or throw DecodeError", () => {
  fc.assert(
    fc.property(mutated(messages.map((m) => encodeMessage(m))), (bytes) => {
      try {
        for (const { code, offset } of deviations(bytes)) {
          expect(deviationMeanings).toHaveProperty(code);
          expect(offset).toBeGreaterThan(0);
          expect(offset).toBeLessThanOrEqual(bytes.length);
        }
      } catch (error) {
        if (!isDecodeError(error)) throw error;
      }
    }),
    { numRuns: runs(500) },
  );
});

it("finds nothing in a response that says no more than its status", () => {
  expect(deviations(message(0x72, true, "", ""))).toEqual([]);
});

it("of as many dialects as there can be are found in time that grows with their number", () => {
  const dialects = new Array<string>(0x7fff).fill("");
  const header = decodeMessage(message(0x72, false, "", "")).header;
  const found = deviations(encodeMessage({ kind: "negotiateRequest", header, body: { dialects } }));
  expect(found.map(({ code }) => code)).toEqual(dialects.map(() => "unnamed-dialect"));
  expect(found.at(-1)).toMatchObject({ offset: 35 + 2 * 0x7ffe });
}, 20_000);
