import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capture, handshake, host, named, ntlmOnly } from "./samples.js";
import { write } from "./write.js";

const all = [handshake, ntlmOnly, host, capture];

describe("ndjson and json", () => {
  it("hold the reports, one a line", () => {
    const lines = write("ndjson", all).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => JSON.parse(line))).toEqual(all);
    expect(JSON.parse(write("json", all))).toEqual(all);
    expect(write("json", all).split("\n")).toHaveLength(all.length + 3);
  });

  it("are valid when there is nothing", () => {
    expect(write("ndjson", [])).toBe("");
    expect(JSON.parse(write("json", []))).toEqual([]);
  });

  it("give back any text, and send nothing that steers a terminal", () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(units, (name) => {
        const text = write("ndjson", [named(name)]);
        expect(JSON.parse(text).sessions[0].ntlm.user).toBe(name);
        expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: runs(500) },
    );
    const tag = "\u{e0041}\u202e\u009b";
    expect(write("ndjson", [named(tag)])).toContain('"\\udb40\\udc41\\u202e\\u009b"');
  });
});
