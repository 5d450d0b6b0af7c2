import { describe, expect, it } from "vitest";
import {
  AUTHENTICATE,
  bytes,
  CHALLENGE,
  type Conversation,
  expectAnySplit,
  INIT,
  listen,
  logon,
  NEGOTIATE,
  RESP_AUTHENTICATE,
  RESP_CHALLENGE,
  told,
} from "./conversation.js";

/** [MS-TDS] 2.2.3.1: a message in packets of at most `size` bytes. */
function packets(type: number, message: Uint8Array, size = 4096): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < message.length; at += size - 8) {
    const data = message.subarray(at, at + size - 8);
    const length = 8 + data.length;
    const isLast = at + size - 8 >= message.length;
    parts.push(bytes([type, isLast ? 1 : 0, length >> 8, length & 0xff, 0, 52, parts.length + 1, 0], data));
  }
  return bytes(...parts);
}

/** 2.2.6.4, with all but the SSPI field empty; `isLong` puts its length where 32 bits tell it. */
function login7(sspi: Uint8Array, isLong = false): Uint8Array {
  const fixed = new Uint8Array(94);
  const view = new DataView(fixed.buffer);
  view.setUint16(78, 94, true);
  view.setUint16(80, isLong ? 0xffff : sspi.length, true);
  if (isLong) view.setUint32(90, sspi.length, true);
  return bytes(fixed, sspi);
}

const token = (type: number, data: Uint8Array) => bytes([type, data.length & 0xff, data.length >> 8], data);
const preLogin = packets(0x12, Uint8Array.of(0, 0, 6, 0, 6, 0xff, 15, 0, 0, 0, 0, 0));
const preLoginAnswer = packets(0x04, Uint8Array.of(0, 0, 6, 0, 6, 0xff, 15, 0, 0, 0, 0, 0));
const environment = token(0xe3, new Uint8Array(20));
const done = Uint8Array.of(0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

const logonWith = (tokens: readonly Uint8Array[], size?: number): Conversation => [
  [0, preLogin],
  [1, preLoginAnswer],
  [0, packets(0x10, login7(tokens[0]!), size)],
  [1, packets(0x04, token(0xed, tokens[1]!), size)],
  [0, packets(0x11, tokens[2]!, size)],
];

const RAW = [NEGOTIATE, CHALLENGE, AUTHENTICATE];

describe("TDS", () => {
  it.each([
    ["NTLMSSP", RAW, 4096],
    ["SPNEGO", [INIT, RESP_CHALLENGE, RESP_AUTHENTICATE], 4096],
    ["NTLMSSP in small packets", RAW, 50],
  ])("finds a logon by %s, at any split", (_name, tokens, size) => {
    expectAnySplit(logonWith(tokens, size), logon("tds"));
  });

  it("takes the SSPI field whose length needs 32 bits", () => {
    const large = bytes(NEGOTIATE, new Uint8Array(40_000));
    const heard = listen([[0, packets(0x10, login7(large, true))]]);
    expect(heard.tokens).toEqual([told("tds", 0, large)]);
  });

  it("finds the server's token among others, and is over with the logon", () => {
    const answer = bytes(token(0xab, new Uint8Array(30)), environment, token(0xed, CHALLENGE), done);
    const acknowledged = bytes(
      environment,
      token(0xed, RESP_CHALLENGE),
      token(0xad, new Uint8Array(9)),
      done,
    );
    const heard = listen([
      [0, preLogin],
      [1, packets(0x04, answer)],
      [0, packets(0x11, AUTHENTICATE)],
      [1, packets(0x04, acknowledged)],
      [0, packets(0x11, AUTHENTICATE)],
    ]);
    expect(heard.tokens).toEqual([
      told("tds", 1, CHALLENGE),
      told("tds", 0, AUTHENTICATE),
      told("tds", 1, CHALLENGE),
    ]);
    expect(heard.wanted).toEqual([false, false]);
  });

  it("goes on after an encrypted LOGIN7", () => {
    const record = bytes([0x17, 3, 3, 1, 0], new Uint8Array(256).fill(0x11));
    expectAnySplit(
      [
        [0, preLogin],
        [1, preLoginAnswer],
        [0, record],
        [1, packets(0x04, token(0xed, CHALLENGE))],
        [0, packets(0x11, AUTHENTICATE)],
      ],
      [told("tds", 1, CHALLENGE), told("tds", 0, AUTHENTICATE)],
    );
  });

  it("wants nothing of an encrypted connection, nor of what follows a logon", () => {
    const record = bytes([0x17, 3, 3, 0, 16], new Uint8Array(16));
    const records = Array.from({ length: 20 }, () => [0, record] as const);
    expect(listen([[0, preLogin], ...records]).wanted[0]).toBe(false);
    const batch = packets(0x01, NEGOTIATE);
    const heard = listen([...logonWith(RAW), [0, batch], [1, packets(0x04, token(0xed, CHALLENGE))]]);
    expect(heard.tokens).toEqual(logon("tds"));
    expect(heard.wanted).toEqual([false, false]);
  });

  it("gives up a message of more than 64 KiB", () => {
    const heard = listen([[0, packets(0x10, login7(bytes(NEGOTIATE, new Uint8Array(66_000)), true))]]);
    expect(heard.tokens).toEqual([]);
    expect(heard.wanted[0]).toBe(false);
  });

  it("lets fields be that are cut or point nowhere", () => {
    const cut = login7(NEGOTIATE).subarray(0, 60);
    const beyond = login7(NEGOTIATE);
    beyond[79] = 0xff;
    const tokenBeyond = token(0xed, CHALLENGE);
    tokenBeyond[2] = 9;
    const heard = listen([
      [0, preLogin],
      [0, packets(0x10, cut)],
      [0, packets(0x10, beyond)],
      [1, packets(0x04, tokenBeyond)],
      [1, packets(0x04, new Uint8Array(0))],
    ]);
    expect(heard).toEqual({ tokens: [], packets: [], wanted: [true, true] });
  });
});
