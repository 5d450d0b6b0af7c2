import { dissect, secretRanges } from "@countersign/dissect";
import { specifiedMessages } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { hexRows, hexText, MAX_SHOWN_BYTES } from "../src/model/hex-rows.js";
import { blanked, isMasked, maskOf } from "../src/model/mask.js";
import { readPaste, tokenOf } from "../src/model/token.js";

const authenticate = Object.values(specifiedMessages("ntlmssp")).find((bytes) => bytes[8] === 3)!;
const token = tokenOf("", authenticate, false);

describe("rows of bytes", () => {
  it.each([8, 16])("hold every byte once, %i in a row", (width) => {
    const rows = hexRows(token.bytes, token.nodes, token.hidden, width);
    const cells = rows.flatMap(({ runs }) => runs.flatMap(({ text }) => text.split(" ")));
    expect(cells).toEqual(
      Array.from(authenticate, (byte, at) =>
        isMasked(token.hidden, at) ? "··" : byte.toString(16).padStart(2, "0"),
      ),
    );
    expect(rows.every(({ runs }) => runs.reduce((sum, { length }) => sum + length, 0) <= width)).toBe(true);
  });

  it("show no byte of a secret until it is asked for", () => {
    expect(token.hasSecrets).toBe(true);
    expect(token.hidden).toEqual(secretRanges(dissect(authenticate).nodes));
    expect(tokenOf("", authenticate, true).hidden).toEqual([]);
    const { start, end } = token.hidden[0]!;
    expect(hexText(authenticate, start, end - start, token.hidden)).toMatch(/^(··( |$))+…?$/);
  });

  it("end where a page would grow slow", () => {
    const rows = hexRows(new Uint8Array(MAX_SHOWN_BYTES + 100), [], [], 16);
    expect(rows.length).toBe(MAX_SHOWN_BYTES / 16);
  });

  it("begin a run with each field", () => {
    const [first] = hexRows(token.bytes, token.nodes, token.hidden, 16);
    expect(first!.runs.map(({ offset }) => offset)).toEqual([0, 8, 12, 14]);
    expect(first!.runs.every(({ layer }) => layer === "ntlmssp")).toBe(true);
  });
});

describe("masks", () => {
  it("are ordered, joined and without empty ranges", () => {
    const ranges = [
      { start: 5, end: 8 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 7, end: 9 },
      { start: 12, end: 12 },
    ];
    expect(maskOf(ranges)).toEqual([
      { start: 1, end: 4 },
      { start: 5, end: 9 },
    ]);
  });

  it("blank a copy", () => {
    const bytes = new Uint8Array([1, 2, 3, 4]);
    expect([...blanked(bytes, [{ start: 1, end: 3 }])]).toEqual([1, 0, 0, 4]);
    expect([...bytes]).toEqual([1, 2, 3, 4]);
  });
});

describe("pastes", () => {
  const hex = Array.from(authenticate, (byte) => byte.toString(16).padStart(2, "0")).join("");

  it("are read as hex, base64 and header lines", () => {
    const base64 = btoa(String.fromCharCode(...authenticate));
    for (const text of [hex, base64, `Authorization: NTLM ${base64}`]) {
      const paste = readPaste(text);
      expect(paste.isUnderstood && [...paste.parts[0]!.bytes]).toEqual([...authenticate]);
    }
  });

  it("that hold no message say what was tried", () => {
    const paste = readPaste("nothing to see");
    expect(paste.isUnderstood).toBe(false);
    expect(!paste.isUnderstood && paste.tried.length).toBeGreaterThan(2);
  });
});
