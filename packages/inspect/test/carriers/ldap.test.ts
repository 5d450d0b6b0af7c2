import { describe, expect, it } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";
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
  text,
} from "./conversation.js";

type Encode = (tag: number, ...content: (Uint8Array | readonly number[])[]) => Uint8Array;

/** X.690 8.1.3 in the shortest form. */
const short: Encode = (tag, ...content) => {
  const all = bytes(...content);
  if (all.length < 0x80) return bytes([tag, all.length], all);
  if (all.length > 0xffff)
    return bytes([tag, 0x83, all.length >> 16, (all.length >> 8) & 0xff, all.length & 0xff], all);
  return bytes([tag, 0x82, all.length >> 8, all.length & 0xff], all);
};

/** As Active Directory writes the lengths of what has parts. */
const long: Encode = (tag, ...content) => {
  if ((tag & 0x20) === 0) return short(tag, ...content);
  const all = bytes(...content);
  return bytes([tag, 0x84, 0, all.length >> 16, (all.length >> 8) & 0xff, all.length & 0xff], all);
};

const message = (tlv: Encode, id: number, operation: Uint8Array) => tlv(0x30, tlv(0x02, [id]), operation);

const bind = (tlv: Encode, id: number, authentication: Uint8Array) =>
  message(tlv, id, tlv(0x60, tlv(0x02, [3]), tlv(0x04), authentication));

const sasl = (tlv: Encode, mechanism: string, credentials: Uint8Array) =>
  tlv(0xa3, tlv(0x04, text(mechanism)), tlv(0x04, credentials));

const bindAnswer = (tlv: Encode, id: number, code: number, matchedDn: Uint8Array, ...more: Uint8Array[]) =>
  message(tlv, id, tlv(0x61, tlv(0x0a, [code]), tlv(0x04, matchedDn), tlv(0x04), ...more));

const NOTHING = new Uint8Array(0);
const search = (tlv: Encode) => message(tlv, 9, tlv(0x63, new Uint8Array(300)));
const entry = (length: number) => message(long, 9, long(0x64, new Uint8Array(length).fill(0x30)));

const saslLogon = (tlv: Encode, mechanism: string, tokens: readonly Uint8Array[]): Conversation => [
  [0, bind(tlv, 1, sasl(tlv, mechanism, tokens[0]!))],
  [1, bindAnswer(tlv, 1, 14, NOTHING, tlv(0x87, tokens[1]!))],
  [0, bind(tlv, 2, sasl(tlv, mechanism, tokens[2]!))],
  [1, bindAnswer(tlv, 2, 0, NOTHING)],
];

const RAW = [NEGOTIATE, CHALLENGE, AUTHENTICATE];
const WRAPPED = [INIT, RESP_CHALLENGE, RESP_AUTHENTICATE];

describe("LDAP", () => {
  it.each([
    ["GSS-SPNEGO, wrapped", short, "GSS-SPNEGO", WRAPPED],
    ["GSS-SPNEGO, raw", long, "GSS-SPNEGO", RAW],
    ["GSSAPI", long, "GSSAPI", WRAPPED],
    ["NTLM", short, "NTLM", RAW],
  ])("finds a logon by %s, at any split", (_name, tlv, mechanism, tokens) => {
    expectAnySplit(saslLogon(tlv, mechanism, tokens), logon("ldap"));
  });

  it("finds a Sicily logon, whose challenge is in matchedDN", () => {
    expectAnySplit(
      [
        [0, bind(short, 1, short(0x89))],
        [1, bindAnswer(short, 1, 0, text("NTLM"))],
        [0, bind(short, 2, short(0x8a, NEGOTIATE))],
        [1, bindAnswer(short, 2, 0, CHALLENGE)],
        [0, bind(short, 3, short(0x8b, AUTHENTICATE))],
      ],
      logon("ldap"),
    );
  });

  it("goes on through other messages, which may be large, to a second logon", () => {
    const first = saslLogon(long, "GSS-SPNEGO", WRAPPED);
    expectAnySplit(
      [
        [0, search(short)],
        [1, entry(70_000)],
        ...first,
        [0, search(long)],
        [1, bytes(entry(5), entry(400))],
        ...first,
      ],
      [...logon("ldap"), ...logon("ldap")],
    );
  });

  it("passes over a bind of more than 64 KiB", () => {
    const large = bind(long, 1, sasl(long, "NTLM", bytes(NEGOTIATE, new Uint8Array(70_000))));
    expectAnySplit([[0, large], ...saslLogon(long, "NTLM", RAW)], logon("ldap"));
  });

  it("wants no more of a side that shows 16 KiB of something else, TLS or sealed messages", () => {
    const sealed = bytes([0, 0, 0x40, 0], new Uint8Array(0x4000));
    const heard = listen([...saslLogon(long, "GSS-SPNEGO", WRAPPED), [1, sealed]]);
    expect(heard.wanted).toEqual([true, false]);
  });

  it("skips a gap inside a message, and finds the next message after any other", () => {
    const [first, second, third] = saslLogon(long, "NTLM", RAW).map(([, piece]) => piece);
    const found: number[] = [];
    const scan = new CarrierScan((_carrier, token) => found.push(token[8]!));
    const show = (side: 0 | 1, piece: Uint8Array) => scan.data(side, piece, 0, piece.length, 1);
    show(0, first!);
    // The end of the message looks like the one after it.
    const large = message(long, 9, long(0x64, new Uint8Array(1000), second!));
    show(1, large.subarray(0, 100));
    scan.gap(1, large.length - 100 - second!.length);
    show(1, bytes(second!, second!));
    expect(found).toEqual([1, 2]);
    show(0, third!.subarray(0, 90));
    scan.gap(0, 20);
    show(0, bytes(third!.subarray(110), first!));
    show(0, first!.subarray(0, 20));
    scan.gap(0, 2000);
    show(0, bytes(new Uint8Array(31).fill(0x30), third!));
    expect(found).toEqual([1, 2, 1, 3]);
  });

  it("lets what is no token, or no bind, be", () => {
    const heard = listen([
      [0, bind(short, 1, short(0x80, text("secret")))],
      [0, bind(short, 2, sasl(short, "PLAIN", text("\0a\0b")))],
      [0, bind(short, 3, short(0xa3))],
      [0, bind(short, 3, short(0x04, NEGOTIATE))],
      [0, message(short, 4, short(0x60))],
      [0, message(short, 4, bytes([0x60, 0x7f]))],
      [
        1,
        message(
          short,
          4,
          short(
            0x61,
            Array.from({ length: 90 }, () => 0),
          ),
        ),
      ],
      [0, message(short, 5, short(0x63, short(0x60, short(0x02, [3]), short(0x04), short(0x8a, NEGOTIATE))))],
    ]);
    expect(heard).toEqual({ tokens: [], packets: [], wanted: [true, true] });
  });
});
