import { fromHex, Reader, toHex } from "@countersign/bytes";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readObjectIdentifier, writeObjectIdentifier } from "../src/object-identifier.js";
import { oids } from "./arbitraries.js";

const decode = (hex: string): string => readObjectIdentifier(new Reader(fromHex(hex), "Test"), "oid");

describe("X.690 8.19", () => {
  it("the example of 8.19.5", () => {
    expect(decode("883703")).toBe("2.999.3");
    expect(toHex(writeObjectIdentifier("2.999.3"))).toBe("883703");
  });

  it("mechanisms", () => {
    expect(decode("2b06010401823702020a")).toBe("1.3.6.1.4.1.311.2.2.10");
    expect(decode("2a864882f712010202")).toBe("1.2.840.48018.1.2.2");
    expect(decode("2a864886f712010202")).toBe("1.2.840.113554.1.2.2");
  });

  it("the first number's three ranges", () => {
    expect(["00", "27", "28", "4f", "50", "7f"].map(decode)).toStrictEqual([
      "0.0",
      "0.39",
      "1.0",
      "1.39",
      "2.0",
      "2.47",
    ]);
  });

  it("text and bytes are two views of one thing", () => {
    fc.assert(
      fc.property(oids, (oid) => {
        expect(decode(toHex(writeObjectIdentifier(oid)))).toBe(oid);
      }),
      { numRuns: runs(500) },
    );
  });

  it("refuses what has another encoding, or none", () => {
    expect(() => decode("2b8001")).toThrow(expect.objectContaining({ code: "malformed", offset: 1 }));
    expect(() => decode("2b81")).toThrow(expect.objectContaining({ code: "truncated" }));
    expect(() => decode("")).toThrow(expect.objectContaining({ code: "truncated" }));
    expect(() => decode(`${"81".repeat(255)}01`)).toThrow(expect.objectContaining({ code: "limit" }));
  });

  it("refuses text that is none", () => {
    for (const text of [
      "",
      "1",
      "3.1",
      "1.40",
      "1.2.03",
      "1..2",
      "1.2.",
      "1.2.x",
      `1.2.${"9".repeat(600)}`,
    ]) {
      expect(() => writeObjectIdentifier(text)).toThrow(RangeError);
    }
  });
});
