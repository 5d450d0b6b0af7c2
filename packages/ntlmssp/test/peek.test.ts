import { describe, expect, it } from "vitest";
import { encodeMessage, isMessage, peekMessageType, peekNegotiateFlags } from "../src/index.js";

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

describe("isMessage", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])("compares byte %i of the signature", (at) => {
    expect(isMessage(negotiate.with(at, negotiate[at]! ^ 0x20))).toBe(false);
  });

  it("needs the whole signature and no more", () => {
    expect(isMessage(negotiate.subarray(0, 8))).toBe(true);
    expect(isMessage(negotiate.subarray(0, 7))).toBe(false);
  });
});

describe("where an AUTHENTICATE has flags", () => {
  const bare = (length: number) => {
    const bytes = new Uint8Array(length).fill(0x11, 60, 64);
    bytes.set(negotiate.subarray(0, 8));
    bytes[8] = 3;
    return bytes;
  };
  /** One field of `length` bytes at `offset`, of which the length is written big end or little end first. */
  const withPayload = (at: number, length: [number, number], offset: number) => {
    const bytes = bare(100);
    bytes.set([...length, 0, 0, offset], at);
    return bytes;
  };

  it.each([
    ["64 bytes without payload", bare(64), 0x11111111],
    ["63 bytes", bare(63), undefined],
    ["a payload behind them", withPayload(12, [1, 0], 64), 0x11111111],
    ["a payload over them", withPayload(12, [1, 0], 63), undefined],
    ["a payload of 256 bytes over them", withPayload(12, [0, 1], 63), undefined],
    ["an empty field that points into them", withPayload(12, [0, 0], 63), 0x11111111],
    ["the workstation over them", withPayload(44, [1, 0], 52), undefined],
    ["a session key that points into them, which is no name", withPayload(52, [1, 0], 52), 0x11111111],
  ])("%s", (_what, bytes, flags) => {
    expect(peekNegotiateFlags(bytes)).toBe(flags);
  });
});
