import { type Stream, streamsOf } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HandshakeEvent, HandshakeObserver, judge, sessionKind } from "../src/index.js";

function observe({ pieces, clientSide }: Stream, cut: (bytes: Uint8Array) => Uint8Array[] = (b) => [b]) {
  const events: HandshakeEvent[] = [];
  const observer = new HandshakeObserver({ onEvent: (event) => events.push(event) });
  for (const { side, bytes, packet } of pieces) {
    for (const part of cut(bytes)) observer.push(side === clientSide ? "client" : "server", part, packet);
  }
  observer.end();
  return { observer, events, handshake: observer.handshake };
}

const required = streamsOf("captures/d02-smb311-required-gmac.pcap")[0]!;

describe("HandshakeObserver", () => {
  it("tells a handshake in the order in which it happened", () => {
    const { events } = observe(required);
    expect(events.map((event) => event.kind)).toEqual([
      "negotiateRequest",
      "negotiateResponse",
      "negotiateRequest",
      "negotiateResponse",
      "sessionSetupRequest",
      "ntlm",
      "sessionSetupResponse",
      "ntlm",
      "sessionSetupRequest",
      "ntlm",
      "sessionSetupResponse",
      "session",
    ]);
  });

  it("says in which packet each message ended", () => {
    const { handshake } = observe(required);
    const [opening, final] = handshake.negotiations;
    expect([opening?.request?.at, opening?.response?.at]).toEqual([7, 9]);
    expect([final?.request?.at, final?.response?.at]).toEqual([11, 12]);
  });

  it("judges the connection", () => {
    const { handshake } = observe(required);
    expect(judge(handshake)).toMatchObject({
      advertised: { smb2: "required" },
      effective: { outcome: "signed" },
      relayToSmb: { outcome: "blocked" },
    });
    expect(handshake.sessions.map(sessionKind)).toEqual(["user"]);
  });

  it.each([
    "captures/d01-smb311-default.pcap",
    "captures/d04-smb300-encrypted-ccm.pcap",
    "captures/d08-smb1-spnego-required.pcap",
    "captures/d16-port139.pcap",
    "captures/d28-ad-dcerpc-ntlm.pcap",
  ])("sees the same however the bytes of %s are split", (path) => {
    const stream = streamsOf(path).find(({ serverPort }) => serverPort === 445 || serverPort === 139)!;
    const whole = observe(stream).handshake;
    expect(whole.negotiations.length).toBeGreaterThan(0);
    const bytewise = observe(stream, (bytes) => [...bytes].map((byte) => Uint8Array.of(byte)));
    expect(bytewise.handshake).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(observe(stream, (bytes) => cutInto(bytes, sizes)).handshake).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it("believes the messages' own direction where the sides were swapped", () => {
    const swapped = observe({ ...required, clientSide: required.clientSide === 0 ? 1 : 0 });
    expect(swapped.observer.sidesAreSwapped).toBe(true);
    expect(swapped.handshake.sessions).toEqual(observe(required).handshake.sessions);
  });

  it("never throws, whatever the bytes", () => {
    const piece = fc.tuple(
      fc.constantFrom("client" as const, "server" as const),
      fc.uint8Array({ size: "max", maxLength: 2000 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const observer = new HandshakeObserver();
        for (const [side, bytes] of pieces) observer.push(side, bytes);
        observer.end();
        expect(judge(observer.handshake).relayToSmb.outcome).toBe("unknown");
      }),
      { numRuns: 200 },
    );
  });

  it("keeps what it saw of a connection that was damaged anywhere", () => {
    fc.assert(
      fc.property(fc.nat(required.pieces.length - 1), fc.nat(), fc.nat(255), (which, where, value) => {
        const pieces = required.pieces.map((piece) => ({ ...piece, bytes: piece.bytes.slice() }));
        const { bytes } = pieces[which]!;
        bytes[where % bytes.length] = value;
        const { handshake } = observe({ ...required, pieces });
        expect(["blocked", "possible", "unknown"]).toContain(judge(handshake).relayToSmb.outcome);
      }),
      { numRuns: 300 },
    );
  });

  it("calls an answer that was cut unknown, and never 'not required'", () => {
    const answer = required.pieces.findLastIndex(({ packet }) => packet === 12);
    const pieces = required.pieces.slice(0, answer + 1);
    const last = pieces[answer]!;
    for (let length = 0; length < last.bytes.length; length++) {
      const cut = [...pieces.slice(2, answer), { ...last, bytes: last.bytes.subarray(0, length) }];
      expect(judge(observe({ ...required, pieces: cut }).handshake).advertised.smb2).toBe("unknown");
    }
  });
});

function cutInto(bytes: Uint8Array, sizes: number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}
