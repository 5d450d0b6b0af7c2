import * as ntlmssp from "@countersign/ntlmssp";
import { describe, expect, it } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";
import {
  AUTHENTICATE,
  base64,
  bytes,
  CHALLENGE,
  expectAnySplit,
  listen,
  logon,
  NEGOTIATE,
  text,
  told,
} from "./conversation.js";

/** No protocol opens so. */
const NOISE = Uint8Array.of(0x99, 0x4e, 0x54, 0x4c, 0x4d, 0x4e, 0x54, 0x4c, 0x6c, 0x00);
const SIGNATURE = text("NTLMSSP\0");
const VERSION: ntlmssp.Version = {
  productMajorVersion: 10 as ntlmssp.ProductMajorVersion,
  productMinorVersion: 0 as ntlmssp.ProductMinorVersion,
  productBuild: 20348,
  ntlmRevisionCurrent: 15 as ntlmssp.NtlmRevision,
};
const noise = (length: number) => new Uint8Array(length).fill(0x99);

/** A message with the type and length of a CHALLENGE whose TargetName lies `offset` bytes on. */
function challengeLike(offset: number, length = 2): Uint8Array {
  return bytes(SIGNATURE, [2, 0, 0, 0, length, 0, length, 0, offset & 0xff, offset >> 8, 0, 0]);
}

describe("a stream of no known protocol", () => {
  it("gives up raw messages and no byte of what follows them, at any split", () => {
    expectAnySplit(
      [
        [0, bytes(NOISE, NEGOTIATE, NOISE)],
        [1, bytes(NOISE, CHALLENGE, NOISE)],
        [0, bytes(AUTHENTICATE, NOISE)],
      ],
      logon("tcp"),
    );
  });

  it("gives up messages in base64, padded or not, also after what looks like a beginning", () => {
    const line = (token: Uint8Array, before: string) => text(`x: ${before}${base64(token)}\r\n`);
    expectAnySplit(
      [
        [0, bytes(NOISE, line(NEGOTIATE, "TlRM"))],
        [1, bytes(NOISE, text(base64(CHALLENGE).replace(/=+$/, "")), text("\n"))],
        [0, line(AUTHENTICATE, "TlRMTlRMTVNTTlRMTVNTUTlRMTVN")],
      ],
      logon("tcp"),
    );
  });

  it.each([1, 2])("is done with text that is padded %i characters before its message is whole", (padding) => {
    const whole = base64(negotiate("", VERSION)).replace(/=+$/, "");
    const padded = text(whole.slice(0, -padding) + "=".repeat(padding));
    expectAnySplit([[0, bytes(NOISE, padded, NOISE, NEGOTIATE)]], [told("tcp", 0, NEGOTIATE)]);
  });

  const negotiate = (domainName: string | undefined, version: ntlmssp.Version | undefined) =>
    ntlmssp.encodeMessage({
      kind: "negotiate",
      negotiateFlags: 0x8207 as ntlmssp.NegotiateFlags,
      domainName,
      workstationName: domainName,
      version,
    });
  const challenge = (targetName: string, targetInfo: ntlmssp.AvPair[] | undefined) =>
    ntlmssp.encodeMessage({
      kind: "challenge",
      targetName,
      negotiateFlags: 0x8201 as ntlmssp.NegotiateFlags,
      serverChallenge: new Uint8Array(8),
      targetInfo,
      version: undefined,
    });
  const authenticate = (userName: string, negotiateFlags: number | undefined) =>
    ntlmssp.encodeMessage({
      kind: "authenticate",
      lmChallengeResponse: new Uint8Array(0),
      ntChallengeResponse: new Uint8Array(0),
      domainName: "",
      userName,
      workstation: "",
      encryptedRandomSessionKey: negotiateFlags === undefined ? undefined : new Uint8Array(0),
      negotiateFlags: negotiateFlags as ntlmssp.NegotiateFlags | undefined,
      version: undefined,
      mic: undefined,
    });

  it.each([
    ["NEGOTIATE without names", negotiate("", undefined)],
    ["NEGOTIATE with names", negotiate("DOMAIN", undefined)],
    ["CHALLENGE without payload", challenge("", undefined)],
    ["CHALLENGE without TargetInfo", challenge("TARGET", undefined)],
    ["AUTHENTICATE without payload", authenticate("", 0x8201)],
    ["AUTHENTICATE without flags", authenticate("USER", undefined)],
    ["AUTHENTICATE of old", authenticate("USER", 0x8201)],
  ])("knows where a %s ends", (_name, message) => {
    expectAnySplit([[0, bytes(NOISE, message, NOISE)]], [told("tcp", 0, message)]);
  });

  it.each([
    ["a type that is none", bytes(SIGNATURE, [4, 0, 0, 0])],
    ["a length beyond 16 KiB", challengeLike(0x4000)],
    ["a payload inside the fixed part", challengeLike(8)],
    ["another signature", SIGNATURE],
    ["no base64 after all", text("TlRMTVNTUA!!")],
    ["another in base64", text("TlRMTVNTUA")],
  ])("takes a signature with %s for none, and finds the message after it", (_name, start) => {
    expectAnySplit([[0, bytes(NOISE, start, NEGOTIATE)]], [told("tcp", 0, NEGOTIATE)]);
  });

  it("finds the message inside what claimed to be a longer one", () => {
    // UTF-16 of three bytes.
    const odd = bytes(challengeLike(300, 3), [1, 0, 0, 0], new Uint8Array(40));
    const heard = bytes(NOISE, odd, NEGOTIATE, noise(400));
    const tokens = [told("tcp", 0, NEGOTIATE)];
    expect(listen([[0, heard]]).tokens).toEqual(tokens);
    expect(listen([[0, heard]], (piece) => Array.from(piece, (byte) => Uint8Array.of(byte))).tokens).toEqual(
      tokens,
    );
  });

  it("gives up after 16 signatures with nothing behind them", () => {
    const signatures = (count: number) =>
      bytes(NOISE, ...Array.from({ length: count }, () => SIGNATURE), NEGOTIATE);
    expect(listen([[0, signatures(16)]]).tokens).toEqual([told("tcp", 0, NEGOTIATE)]);
    const heard = listen([[0, signatures(17)]]);
    expect(heard.tokens).toEqual([]);
    expect(heard.wanted[0]).toBe(false);
  });

  it("searches 16 KiB of each side and no more", () => {
    const last = 16 * 1024 - SIGNATURE.length;
    const heard = listen([
      [0, bytes(noise(last), NEGOTIATE, NEGOTIATE)],
      [1, bytes(noise(last + 1), NEGOTIATE)],
    ]);
    expect(heard.tokens).toEqual([told("tcp", 0, NEGOTIATE)]);
    expect(heard.wanted).toEqual([false, false]);
  });

  it.each([
    ["messages", bytes(NOISE, NEGOTIATE), [told("tcp", 0, NEGOTIATE)]],
    ["what was taken for one", bytes(NOISE, challengeLike(5000, 3), [1, 0, 0, 0], new Uint8Array(6000)), []],
  ])("counts %s among the bytes searched, once", (_name, start, tokens) => {
    const last = 16 * 1024 - SIGNATURE.length - start.length;
    expect(listen([[0, bytes(start, noise(last), CHALLENGE)]]).tokens).toEqual([
      ...tokens,
      told("tcp", 0, CHALLENGE),
    ]);
    expect(listen([[0, bytes(start, noise(last + 1), CHALLENGE)]]).tokens).toEqual(tokens);
  });

  it("makes no message of the two sides of a gap, which counts as searched", () => {
    const found: number[] = [];
    const scan = new CarrierScan((_carrier, token) => found.push(token[8]!));
    const show = (side: 0 | 1, piece: Uint8Array) => scan.data(side, piece, 0, piece.length, 1);
    show(0, bytes(NOISE, CHALLENGE.subarray(0, 30)));
    scan.gap(0, 5);
    show(0, bytes(CHALLENGE.subarray(35), NOISE, SIGNATURE.subarray(0, 4)));
    scan.gap(0, 1);
    expect(show(0, bytes(SIGNATURE.subarray(4), NEGOTIATE))).toBe(true);
    expect(found).toEqual([1]);
    scan.gap(0, 16 * 1024);
    expect(show(0, NEGOTIATE)).toBe(false);
    expect(found).toEqual([1]);
  });
});
