import { readdirSync } from "node:fs";
import { fixture } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { type Outcomes, roundTrip } from "../src/round-trip.js";

describe("every message of the recorded captures", () => {
  it("comes back byte for byte", () => {
    const outcomes: Outcomes = new Map();
    const captures = readdirSync(new URL("../../../fixtures/captures", import.meta.url));
    for (const name of captures.filter((file) => /\.pcap(ng)?$/.test(file))) {
      roundTrip(fixture(`captures/${name}`), outcomes);
    }
    expect([...outcomes.keys()].sort()).toEqual([
      "framing",
      "ntlmssp",
      "ntlmv2 responses",
      "smb1",
      "smb2",
      "smb2 compounds",
      "spnego",
    ]);
    for (const [format, { same, changed, refused }] of outcomes) {
      expect(same, format).toBeGreaterThan(1);
      expect(changed, format).toBe(0);
      expect([...refused], format).toEqual([]);
    }
  });

  it("also in HTTP, where it is base64", () => {
    const outcomes: Outcomes = new Map();
    roundTrip(fixture("captures/d29-http-ntlm.pcap"), outcomes);
    expect(outcomes.get("ntlmssp")?.same).toBeGreaterThanOrEqual(3);
  });
});
