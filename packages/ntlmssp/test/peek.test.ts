import { describe, expect, it } from "vitest";
import { encodeMessage, peekMessageType, peekNegotiateFlags } from "../src/index.js";

const none = new Uint8Array(0);
const negotiateFlags = 0xe2088297;
const negotiate = encodeMessage({
  kind: "negotiate",
  negotiateFlags,
  domainName: "",
  workstationName: "",
  version: undefined,
});
const challenge = encodeMessage({
  kind: "challenge",
  targetName: "",
  negotiateFlags,
  serverChallenge: new Uint8Array(8),
  targetInfo: undefined,
  version: undefined,
});
const authenticate = (flags: number | undefined) =>
  encodeMessage({
    kind: "authenticate",
    lmChallengeResponse: Uint8Array.of(0),
    ntChallengeResponse: none,
    domainName: "",
    userName: "",
    workstation: "",
    encryptedRandomSessionKey: flags === undefined ? undefined : none,
    negotiateFlags: flags,
    version: undefined,
    mic: undefined,
  });

describe("peekNegotiateFlags", () => {
  it("finds the flags of each message where it has them", () => {
    for (const bytes of [negotiate, challenge, authenticate(negotiateFlags)]) {
      expect(peekNegotiateFlags(bytes)).toBe(negotiateFlags);
    }
    expect(peekNegotiateFlags(authenticate(undefined))).toBeUndefined();
  });

  it("answers nothing for a message that is cut before its flags, or is none", () => {
    expect(peekNegotiateFlags(negotiate.subarray(0, 15))).toBeUndefined();
    expect(peekNegotiateFlags(challenge.subarray(0, 23))).toBeUndefined();
    expect(peekMessageType(negotiate.subarray(0, 11))).toBeUndefined();
    expect(peekNegotiateFlags(new Uint8Array(64))).toBeUndefined();
  });
});
