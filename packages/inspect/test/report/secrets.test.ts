// Responses, keys and MICs are in no report unless asked for. What to look for is tshark's word.
import { fromHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import { captureNames, expectedOf, handshakes, inspected } from "../captures.js";

const WINDOW = 8;

/** Where a capture's expected values hold secrets, as hex. */
const SECRET_KEYS = [
  "lmResponse",
  "ansiPassword",
  "unicodePassword",
  "mic",
  "sessionKey",
  "sessionBaseKey",
  "ntProofStr",
  "clientChallenge",
];

interface Secrets {
  /** Of every secret all runs of so many bytes that are not mostly zeros, as hex. */
  windows: Set<string>;
  /** Whole NT responses; the AV pairs in them are no secret by themselves. */
  responses: Set<string>;
  passwords: Set<string>;
}

function secretsOf(name: string): Secrets {
  const secrets: Secrets = { windows: new Set(), responses: new Set(), passwords: new Set() };
  const look = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const element of value) look(element, key);
    else if (typeof value === "object" && value !== null) {
      for (const [inner, element] of Object.entries(value)) look(element, inner);
    } else if (typeof value === "string") {
      if (key === "password") secrets.passwords.add(value);
      if (key === "ntResponse" && value.length >= 2 * WINDOW) {
        secrets.responses.add(value);
        addWindows(value.slice(0, 48), secrets.windows);
      }
      if (SECRET_KEYS.includes(key)) addWindows(value, secrets.windows);
    }
  };
  look(expectedOf(name), "");
  return secrets;
}

function addWindows(hex: string, windows: Set<string>): void {
  for (let at = 0; at + 2 * WINDOW <= hex.length; at += 2) {
    const window = hex.slice(at, at + 2 * WINDOW);
    if (fromHex(window).filter((byte) => byte !== 0).length > WINDOW / 2) windows.add(window);
  }
}

/** Every run of eight bytes that a text shows as hex, as base64 at any alignment, or as a list of numbers. */
function* shown(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[0-9a-f]{16,}/gi)) {
    for (let at = 0; at + 2 * WINDOW <= run.length; at++) yield run.slice(at, at + 2 * WINDOW).toLowerCase();
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{11,}/g)) {
    for (let skip = 0; skip < 4; skip++) {
      yield* windowsOf(Buffer.from(run.slice(skip), "base64"));
    }
  }
  for (const [run] of text.matchAll(/\d+(,("\d+":)?\d+){7,}/g)) {
    yield* windowsOf(Uint8Array.from(run.replaceAll(/"\d+":/g, "").split(","), Number));
  }
}

function* windowsOf(bytes: Uint8Array): Generator<string> {
  const hex = Buffer.from(bytes).toString("hex");
  for (let at = 0; at + 2 * WINDOW <= hex.length; at += 2) yield hex.slice(at, at + 2 * WINDOW);
}

function leaks(text: string, { windows, responses, passwords }: Secrets): string[] {
  const found = [...shown(text)].filter((window) => windows.has(window));
  found.push(...[...passwords].filter((password) => text.includes(password)));
  found.push(...[...responses].filter((response) => text.includes(response)));
  return found;
}

describe("the search", () => {
  const secret = "0123456789abcdeffedcba98";
  const secrets: Secrets = { windows: new Set(), responses: new Set(), passwords: new Set() };
  addWindows(secret, secrets.windows);
  const bytes = fromHex(secret);

  it.each([
    ["hex", `{"a":"xx${secret.slice(2, 20)}"}`],
    ["upper-case hex", secret.toUpperCase()],
    ["base64", Buffer.from(bytes).toString("base64")],
    ["base64 behind other bytes", Buffer.from([1, ...bytes]).toString("base64")],
    ["base64 behind two other bytes", Buffer.from([1, 2, ...bytes, 3]).toString("base64")],
    ["an array", JSON.stringify([...bytes])],
    ["a typed array", JSON.stringify(bytes)],
  ])("finds %s", (_, text) => {
    expect(leaks(text, secrets)).not.toEqual([]);
  });

  it("has something to look for in the captures", () => {
    const all = captureNames.map(secretsOf);
    const total = (of: keyof Secrets) => all.reduce((sum, secrets) => sum + secrets[of].size, 0);
    expect(total("windows")).toBeGreaterThan(1000);
    expect(total("responses")).toBeGreaterThan(40);
    expect(total("passwords")).toBeGreaterThan(10);
  });
});

describe.each(["conversation", "host"] as const)("by %s", (by) => {
  it.each(captureNames)("%s: no secret is in a report", (name) => {
    const text = inspected(name, { by })
      .map((report) => JSON.stringify(report))
      .join("\n");
    expect(leaks(text, secretsOf(name))).toEqual([]);
  });
});

describe("showSecrets", () => {
  it("adds what AUTHENTICATE holds, and nothing else", () => {
    const [shown] = handshakes("d26-ad-ntlm.pcap", { showSecrets: true });
    const [hidden] = handshakes("d26-ad-ntlm.pcap");
    const { streams } = expectedOf("d26-ad-ntlm.pcap") as {
      streams: {
        ntlm?: { type: number; lmResponse: string; ntResponse: string; mic: string; sessionKey: string }[];
      }[];
    };
    const told = streams.flatMap(({ ntlm }) => ntlm ?? []).find(({ type }) => type === 3);
    const ntlm = shown?.sessions[0]?.ntlm;
    expect(ntlm?.secrets).toEqual({
      lmResponse: told?.lmResponse,
      ntResponse: told?.ntResponse,
      mic: told?.mic,
      encryptedRandomSessionKey: told?.sessionKey,
    });
    const { secrets: _, ...rest } = ntlm ?? {};
    expect(rest).toEqual(hidden?.sessions[0]?.ntlm);
  });

  it("shows the responses of an SMB1 logon without NTLMSSP", () => {
    const [session] = handshakes("d09-smb1-plain-ntlmv1.pcap", { showSecrets: true })[0]?.sessions ?? [];
    expect(session?.ntlm?.secrets?.ntResponse).toHaveLength(48);
    expect(Object.keys(session?.ntlm?.secrets ?? {})).toEqual(["lmResponse", "ntResponse"]);
  });

  it("shows those of NTLM that is no SMB logon, and none where AUTHENTICATE was not seen", () => {
    const reports = inspected("d29-http-ntlm.pcap", { showSecrets: true });
    const ntlm = reports.flatMap((report) => (report.kind === "ntlm" ? [report.ntlm] : []));
    expect(ntlm.some(({ secrets }) => (secrets?.ntResponse?.length ?? 0) >= 48)).toBe(true);
    for (const { secrets, authenticateFlags } of ntlm) {
      if (authenticateFlags === undefined) expect(secrets).toBeUndefined();
    }
  });

  it("puts none into host reports", () => {
    const name = "d26-ad-ntlm.pcap";
    expect(inspected(name, { by: "host", showSecrets: true })).toEqual(inspected(name, { by: "host" }));
  });
});
