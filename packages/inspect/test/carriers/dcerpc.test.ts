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
  told,
} from "./conversation.js";

const BOTH = 3;

/** A PDU of `type` with `body`, and an auth_verifier where there is one ([C706] 12.6.3, 13.2.6.1). */
function pdu(
  type: number,
  auth: Uint8Array = new Uint8Array(0),
  pfcFlags = BOTH,
  body = 40,
  order: "little" | "big" = "little",
): Uint8Array {
  const u16 = (value: number) =>
    order === "little" ? [value & 0xff, value >> 8] : [value >> 8, value & 0xff];
  const trailer = auth.length === 0 ? [] : [10, 6, 0, 0, 1, 0, 0, 0];
  const length = 16 + body + trailer.length + auth.length;
  return bytes(
    [
      5,
      0,
      type,
      pfcFlags,
      order === "little" ? 0x10 : 0,
      0,
      0,
      0,
      ...u16(length),
      ...u16(auth.length),
      1,
      0,
      0,
      0,
    ],
    new Uint8Array(body).fill(5),
    trailer,
    auth,
  );
}

const logonWith = (tokens: readonly Uint8Array[]): Conversation => [
  [0, pdu(11, tokens[0])],
  [1, pdu(12, tokens[1])],
  [0, pdu(16, tokens[2])],
];

const RAW = [NEGOTIATE, CHALLENGE, AUTHENTICATE];

describe("DCE/RPC", () => {
  it.each([
    ["NTLMSSP", RAW],
    ["SPNEGO", [INIT, RESP_CHALLENGE, RESP_AUTHENTICATE]],
  ])("finds a logon by %s, at any split", (_name, tokens) => {
    expectAnySplit(logonWith(tokens), logon("dcerpc"));
  });

  it("reads either byte order, and each end in its own", () => {
    expectAnySplit(
      [
        [0, bytes(pdu(11, NEGOTIATE, BOTH, 300, "big"), pdu(0, undefined, BOTH, 300, "big"))],
        [1, pdu(12, CHALLENGE)],
        [0, pdu(16, AUTHENTICATE, BOTH, 4, "big")],
      ],
      logon("dcerpc"),
    );
  });

  it("goes on through requests and answers to alter_context", () => {
    expectAnySplit(
      [
        [0, pdu(11)],
        [1, pdu(12)],
        [0, bytes(pdu(0, undefined, 1, 5800), pdu(0, NEGOTIATE, 2))],
        [1, bytes(pdu(2, CHALLENGE), pdu(3))],
        [0, pdu(14, NEGOTIATE)],
        [1, pdu(15, CHALLENGE)],
        [0, pdu(14, AUTHENTICATE)],
        [1, pdu(15)],
      ],
      logon("dcerpc"),
    );
  });

  it("joins the fragments of a token, and takes a PDU with neither flag for a whole one", () => {
    expectAnySplit(
      [
        [0, pdu(11, NEGOTIATE, 0)],
        [1, pdu(12, CHALLENGE.subarray(0, 20), 1)],
        [1, pdu(12, CHALLENGE.subarray(20, 40), 0)],
        [1, pdu(12, CHALLENGE.subarray(40), 2)],
        [0, pdu(16, AUTHENTICATE.subarray(0, 50), 1)],
        // A new beginning: the fragment before it counts no more.
        [0, pdu(16, AUTHENTICATE, BOTH)],
      ],
      logon("dcerpc"),
    );
  });

  it("holds no more than 64 KiB of fragments", () => {
    const part = (flags: number) =>
      [0, pdu(11, bytes(flags === 1 ? NEGOTIATE : [], new Uint8Array(30_000)), flags)] as const;
    const heard = listen([part(1), part(0), part(0), part(2), ...logonWith(RAW)]);
    expect(heard.tokens).toEqual(logon("dcerpc"));
  });

  it("finds the next PDU after bytes that are none, and gives up after 16 KiB of them", () => {
    const noise = bytes([5, 0, 11, 3, 0x10, 0, 0, 0, 15, 0], new Uint8Array(1000).fill(5));
    expectAnySplit([[0, bytes(pdu(0), noise)], ...logonWith(RAW)], logon("dcerpc"));
    expect(listen([[0, bytes(pdu(0), new Uint8Array(20_000).fill(5))]]).wanted).toEqual([false, true]);
  });

  it("skips a gap inside a PDU, and loses no more than the one that another gap cut", () => {
    const found: number[] = [];
    const scan = new CarrierScan((_carrier, token) => found.push(token[8]!));
    const show = (side: 0 | 1, piece: Uint8Array) => scan.data(side, piece, 0, piece.length, 1);
    show(0, pdu(0, undefined, BOTH, 1000).subarray(0, 16));
    scan.gap(0, 1000);
    show(0, pdu(11, NEGOTIATE));
    expect(found).toEqual([1]);
    show(1, pdu(12, CHALLENGE).subarray(0, 60));
    scan.gap(1, 20);
    show(1, bytes(pdu(12, CHALLENGE).subarray(80), pdu(15, CHALLENGE)));
    show(0, pdu(16, AUTHENTICATE).subarray(0, 60));
    scan.gap(0, 5000);
    show(0, bytes(pdu(16, AUTHENTICATE).subarray(30), pdu(16, AUTHENTICATE)));
    expect(found).toEqual([1, 2, 3]);
  });

  it("lets a verifier be that does not fit its PDU, or is no NTLM", () => {
    const tooLong = pdu(11, NEGOTIATE);
    tooLong[10] = 0xff;
    const heard = listen([
      [0, tooLong],
      [0, pdu(11, new Uint8Array(30))],
      [0, pdu(16, new Uint8Array(16))],
    ]);
    expect(heard).toEqual({ tokens: [], packets: [], wanted: [true, true] });
  });

  it("reads a stream that is known by the server's side alone", () => {
    expect(listen([[1, pdu(12, CHALLENGE)]]).tokens).toEqual([told("dcerpc", 1, CHALLENGE)]);
  });
});
