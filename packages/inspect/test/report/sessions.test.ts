import { describe, expect, it } from "vitest";
import { handshakes } from "../captures.js";

/** The sessions of a capture's conversations, each by what tells one from another. */
function told(name: string) {
  return handshakes(name).map(({ sessions }) =>
    sessions.map(({ sessionId, previousSessionId, binding, kind }) => ({
      sessionId,
      ...(previousSessionId !== undefined && { previousSessionId }),
      ...(binding && { binding }),
      kind,
    })),
  );
}

describe("sessions", () => {
  it("authenticate again under their id, and name the one that they take the place of", () => {
    expect(
      told("d35-reauth-reconnect.pcap").filter((sessions) => sessions.length > 0),
    ).toMatchInlineSnapshot(`
      [
        [
          {
            "kind": "user",
            "sessionId": "0x000000009cd20e30",
          },
          {
            "kind": "user",
            "sessionId": "0x000000009cd20e30",
          },
          {
            "kind": "user",
            "sessionId": "0x000000009cd20e30",
          },
        ],
        [
          {
            "kind": "user",
            "sessionId": "0x0000000098506333",
          },
        ],
        [
          {
            "kind": "user",
            "previousSessionId": "0x0000000098506333",
            "sessionId": "0x000000000f655f5f",
          },
        ],
      ]
    `);
  });

  it("are bound to a second connection", () => {
    expect(told("d36-session-binding.pcap")).toMatchInlineSnapshot(`
      [
        [
          {
            "kind": "user",
            "sessionId": "0x000000002958d90b",
          },
          {
            "binding": true,
            "kind": "user",
            "sessionId": "0x00000000a318a64b",
          },
        ],
        [
          {
            "kind": "user",
            "sessionId": "0x00000000a318a64b",
          },
          {
            "binding": true,
            "kind": "user",
            "sessionId": "0x000000002958d90b",
          },
        ],
      ]
    `);
  });
});
