// What one connection can make its record hold.
import { describe, expect, it } from "vitest";
import { HandshakeObserver, NtlmExchanges } from "../src/index.js";

/** A frame with an SMB2 header alone: ECHO, or SESSION_SETUP, which is then cut. */
function frame(command: number, messageId: number, sessionId: number): Uint8Array {
  const bytes = new Uint8Array(4 + 64);
  bytes.set([0, 0, 0, 64, 0xfe, 0x53, 0x4d, 0x42, 64]);
  const view = new DataView(bytes.buffer);
  view.setUint16(4 + 12, command, true);
  view.setUint32(4 + 24, messageId, true);
  view.setUint32(4 + 40, sessionId, true);
  return bytes;
}

describe("one connection's record", () => {
  it.each([
    ["sessions", 13],
    ["requests without an answer", 1],
  ])("keeps 4096 %s, and counts what comes for those", (_, command) => {
    const observer = new HandshakeObserver();
    for (let i = 1; i <= 5000; i++) observer.push("client", frame(command, i, i));
    expect(observer.handshake.sessions).toHaveLength(4096);
    observer.push("client", frame(13, 6000, 1));
    expect(observer.handshake.sessions).toHaveLength(4096);
    expect(observer.handshake.sessions.every(({ messages }) => messages.client.total <= 2)).toBe(true);
  });

  it("keeps 4096 NTLM exchanges", () => {
    const negotiate = new Uint8Array(32);
    negotiate.set([0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0, 1]);
    const exchanges = new NtlmExchanges();
    for (let i = 0; i < 5000; i++) exchanges.add(negotiate, i);
    expect(exchanges.all).toHaveLength(4096);
  });
});
