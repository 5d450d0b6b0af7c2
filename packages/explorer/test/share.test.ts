import { dissect, secretRanges } from "@countersign/dissect";
import { inspectCaptureSync } from "@countersign/inspect";
import { fixture, messageFixtures, specifiedMessages } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { isMasked } from "../src/model/mask.js";
import { fragmentOf, readFragment } from "../src/model/share.js";
import { tokenOf } from "../src/model/token.js";

const messages = Object.entries({
  ...messageFixtures(),
  ...specifiedMessages("ntlmssp"),
  ...specifiedMessages("smb2"),
});
const withSecrets = messages.filter(([, bytes]) => secretRanges(dissect(bytes).nodes).length > 0);

describe("a shared token", () => {
  it("has messages with secrets to be tried with", () => {
    expect(withSecrets.length).toBeGreaterThan(2);
    expect([...inspectCaptureSync([fixture("captures/d01-smb311-default.pcap")])].length).toBeGreaterThan(1);
  });

  it.each(messages)("comes back without its secrets and with all else: %s", (_name, bytes) => {
    const secrets = secretRanges(dissect(bytes).nodes);
    const shared = readFragment(fragmentOf(bytes)!)!;
    expect(shared.withheld).toEqual(secrets);
    bytes.forEach((byte, at) => {
      expect(shared.bytes[at], `byte ${at}`).toBe(isMasked(secrets, at) ? 0 : byte);
    });
  });

  it.each(withSecrets)("still hides the places where they were: %s", (_name, bytes) => {
    const { bytes: received, withheld } = readFragment(fragmentOf(bytes)!)!;
    const token = tokenOf("shared", received, true, withheld);
    for (const { start, end } of secretRanges(dissect(bytes).nodes)) {
      for (let at = start; at < end; at++) expect(isMasked(token.hidden, at), `byte ${at}`).toBe(true);
    }
  });

  it("can be shared again, and leaves the same out", () => {
    for (const [, bytes] of withSecrets) {
      const first = fragmentOf(bytes)!;
      const { bytes: received, withheld } = readFragment(first)!;
      expect(fragmentOf(received, withheld)).toBe(first);
    }
  });

  it("is refused where a link would be too long", () => {
    expect(fragmentOf(new Uint8Array(20_000))).toBeUndefined();
  });

  it.each([
    ["another fragment", "#top"],
    ["no bytes", "#token=1.."],
    ["what is no base64", "#token=1..a?b"],
    ["base64 of a length that there is not", "#token=1..abcde"],
    ["a mask past the end", "#token=1.0-zz.TlRMTVNTUAA"],
    ["a mask backwards", "#token=1.5-2.TlRMTVNTUAA"],
    ["a mask of nonsense", "#token=1.x_y.TlRMTVNTUAA"],
    ["another version", "#token=2..TlRMTVNTUAA"],
  ])("is not read out of %s", (_what, fragment) => {
    expect(readFragment(fragment)).toBeUndefined();
  });
});
