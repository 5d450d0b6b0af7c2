import { advertisedSmb2, joinHost } from "@countersign/signing";
import { describe, expect, it } from "vitest";
import { advise, deriveFindings, describeReason, describeReference, references } from "../src/index.js";

const host = joinHost({
  smb2: [advertisedSmb2({ dialect: 0x0311, securityMode: 1, packet: 6, offset: 66 })],
});
const [finding] = deriveFindings(host);

describe("advise", () => {
  it("says what was found and what to do", () => {
    const advice = advise(finding!);
    expect(advice.title).toBe("SMB2 signing is not required");
    expect(advice.reasons[0]).toBe(
      "The server supports signing and does not require it (packet 6, byte 66, Smb2NegotiateResponse.securityMode 0x1).",
    );
    expect(advice.remediation.map(({ title }) => title)).toEqual([
      "Require signing on the server",
      "Require encryption on the server",
      "Check the target name on the server (SMB extended protection)",
    ]);
    expect(advice.references.length).toBeGreaterThan(2);
  });

  it("names Configuration Manager techniques only for a host that is said to be a site system", () => {
    expect(advise(finding!).techniques).toEqual({ opens: [], closedBy: [] });
    const { opens, closedBy } = advise(finding!, "site-system").techniques;
    expect(opens.map(({ id }) => id)).toEqual([
      "ELEVATE-1",
      "ELEVATE-2",
      "TAKEOVER-2",
      "TAKEOVER-4",
      "TAKEOVER-6",
      "TAKEOVER-7",
    ]);
    expect(closedBy.map(({ id }) => id)).toEqual(["PREVENT-12", "PREVENT-20"]);
  });
});

describe("describeReason", () => {
  it.each([
    [{ code: "neither-requires-signing" }, "Neither side requires signing."],
    [
      { code: "guest-session", packet: 3 },
      "A guest session has no key that both sides know, so it is not signed (packet 3).",
    ],
    [
      { code: "client-policy", field: "client", value: "enabled" },
      "The client's signing policy, as it entered the comparison (client enabled).",
    ],
    [
      { code: "session-unsigned", packet: 20, field: "sessions", value: 12 },
      "Messages of this session were neither signed nor encrypted (packet 20, sessions 12).",
    ],
  ] as const)("case %#", (reason, text) => {
    expect(describeReason(reason)).toBe(text);
  });
});

it("cites a specification by section and a page by the date it was read", () => {
  expect(describeReference(references["ms-smb2-gss"])).toBe(
    "[MS-SMB2] Handling GSS-API Authentication, 3.3.5.5.3; https://learn.microsoft.com/openspecs/windows_protocols/ms-smb2/",
  );
  expect(describeReference(references["learn-smb-signing"])).toBe(
    "Control SMB signing behavior; read as of 2024-10-25; https://learn.microsoft.com/windows-server/storage/file-server/smb-signing",
  );
});
