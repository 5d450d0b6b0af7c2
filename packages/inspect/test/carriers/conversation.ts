// Synthesised conversations and what a CarrierScan makes of them, however they are cut.
import { latin1Encode, toHex } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as spnego from "@countersign/spnego";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";

const flags = (value: number) => value as ntlmssp.NegotiateFlags;
const version = {
  productMajorVersion: 10,
  productMinorVersion: 0,
  productBuild: 20348,
  ntlmRevisionCurrent: 15,
};

/** One NTLM logon, as a Windows client and server would make it. */
export const NEGOTIATE: Uint8Array = ntlmssp.encodeMessage({
  kind: "negotiate",
  negotiateFlags: flags(0xe2088297),
  domainName: "",
  workstationName: "",
  version: version as ntlmssp.Version,
});
export const CHALLENGE: Uint8Array = ntlmssp.encodeMessage({
  kind: "challenge",
  targetName: "NORDWIND",
  negotiateFlags: flags(0xe2898215),
  serverChallenge: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  targetInfo: [],
  version: version as ntlmssp.Version,
});
export const AUTHENTICATE: Uint8Array = ntlmssp.encodeMessage({
  kind: "authenticate",
  lmChallengeResponse: new Uint8Array(24),
  ntChallengeResponse: new Uint8Array(60).fill(0x4e),
  domainName: "NORDWIND",
  userName: "astrid",
  workstation: "WS-1",
  encryptedRandomSessionKey: new Uint8Array(16).fill(7),
  negotiateFlags: flags(0xe2888215),
  version: version as ntlmssp.Version,
  mic: new Uint8Array(16).fill(9),
});

/** The three in SPNEGO, as the two ends send them. */
export const INIT: Uint8Array = spnego.encodeToken({
  kind: "negTokenInit",
  framed: true,
  mechTypes: [spnego.MechType.NTLMSSP],
  reqFlags: undefined,
  mechToken: NEGOTIATE,
  mechListMIC: undefined,
  extensions: [],
});
export const RESP_CHALLENGE: Uint8Array = response(CHALLENGE);
export const RESP_AUTHENTICATE: Uint8Array = response(AUTHENTICATE);

function response(responseToken: Uint8Array): Uint8Array {
  return spnego.encodeToken({
    kind: "negTokenResp",
    framed: false,
    negState: spnego.NegState.ACCEPT_INCOMPLETE,
    supportedMech: spnego.MechType.NTLMSSP,
    responseToken,
    mechListMIC: undefined,
    extensions: [],
  });
}

/** A conversation of a client, side 0, and a server, side 1, in the order in which they speak. */
export type Conversation = readonly (readonly [side: 0 | 1, bytes: Uint8Array])[];

export const text = (value: string): Uint8Array => latin1Encode(value);

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export function bytes(...parts: (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** What was found, as `carrier side hex`. */
export interface Heard {
  tokens: string[];
  /** The number given with each. */
  packets: number[];
  /** What the last call for each side answered. */
  wanted: [boolean, boolean];
}

/** One token as {@link Heard} tells it. */
export function told(carrier: string, side: 0 | 1, token: Uint8Array): string {
  return `${carrier} ${side} ${toHex(token)}`;
}

/** The three messages of a logon by `carrier`. */
export function logon(carrier: string): string[] {
  return [told(carrier, 0, NEGOTIATE), told(carrier, 1, CHALLENGE), told(carrier, 0, AUTHENTICATE)];
}

/**
 * Shows a conversation to a scan, each piece cut as `cut` says; a side is shown no more after it was told so. A part's
 * packet is the number of bytes up to its end.
 */
export function listen(
  conversation: Conversation,
  cut: (piece: Uint8Array) => Uint8Array[] = (piece) => [piece],
): Heard {
  const heard: Heard = { tokens: [], packets: [], wanted: [true, true] };
  const scan = new CarrierScan((carrier, token, side, packet) => {
    heard.tokens.push(told(carrier, side, token));
    heard.packets.push(packet);
  });
  let count = 0;
  for (const [side, piece] of conversation) {
    for (const part of cut(piece)) {
      count += part.length;
      if (!heard.wanted[side]) continue;
      // Surrounded by other bytes, and overwritten afterwards, as in the reader's buffer.
      const buffer = new Uint8Array(part.length + 9).fill(0x4e);
      buffer.set(part, 4);
      heard.wanted[side] = scan.data(side, buffer, 4, 4 + part.length, count);
      buffer.fill(0x0a);
    }
  }
  return heard;
}

/** Pieces of one byte each. */
const byteByByte = (piece: Uint8Array): Uint8Array[] => Array.from(piece, (byte) => Uint8Array.of(byte));

const lengths = fc.infiniteStream(
  fc.oneof(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 200 }),
    fc.integer({ min: 1, max: 1460 }),
  ),
);

/** Checks that every split of a conversation gives the same messages, each in the part in which it ends. */
export function expectAnySplit(conversation: Conversation, expected: readonly string[]): void {
  expect(listen(conversation).tokens).toEqual(expected);
  const finest = listen(conversation, byteByByte);
  expect(finest.tokens).toEqual(expected);
  fc.assert(
    fc.property(lengths, (stream) => {
      const ends: number[] = [];
      let count = 0;
      const heard = listen(conversation, (piece) => {
        const parts: Uint8Array[] = [];
        for (let at = 0; at < piece.length; ) {
          const part = piece.subarray(at, at + stream.next().value);
          parts.push(part);
          at += part.length;
          ends.push((count += part.length));
        }
        return parts;
      });
      expect(heard.tokens).toEqual(expected);
      expect(heard.packets).toEqual(finest.packets.map((end) => ends.find((partEnd) => partEnd >= end)));
    }),
    { numRuns: runs(200) },
  );
}
