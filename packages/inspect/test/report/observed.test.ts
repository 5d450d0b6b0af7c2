// What sessions showed, told from what they mean: the counts are evidence, never a policy.
import { describe, expect, it } from "vitest";
import { expectedOf, handshakes } from "../captures.js";

const sessions = (name: string) => handshakes(name).flatMap((handshake) => handshake.sessions);

interface TreeConnects {
  streams: { smb2?: { treeConnects: { request?: { signed: boolean }; response?: { signed: boolean } }[] } }[];
}

describe("mixed", () => {
  it("is a 3.1.1 session in which TREE_CONNECT alone was signed", () => {
    const [session] = sessions("d01-smb311-default.pcap");
    expect(session?.observed).toBe("mixed");
    const { streams } = expectedOf("d01-smb311-default.pcap") as TreeConnects;
    const trees = streams.flatMap(({ smb2 }) => smb2?.treeConnects ?? []);
    expect(session?.messages.client.signed).toBe(trees.filter(({ request }) => request?.signed).length);
    expect(session?.messages.server.signed).toBe(trees.filter(({ response }) => response?.signed).length);
    expect(session?.messages.client.total).toBeGreaterThan(trees.length);
  });

  it("is not taken for a requirement", () => {
    const [handshake] = handshakes("d01-smb311-default.pcap");
    expect(handshake?.signing).toMatchObject({
      advertised: { smb2: "enabled" },
      effective: { outcome: "unsigned" },
      relayToSmb: { outcome: "possible" },
    });
    const reasons = handshake?.signing.effective.because.map(({ code }) => code);
    expect(reasons).toContain("smb311-signs-tree-connect");
  });

  it("is an answer of a server that signs while its client does not", () => {
    const [session] = sessions("d34-impacket-server.pcap");
    expect(session?.observed).toBe("mixed");
    expect(session?.messages.server.signed).toBe(session?.messages.server.total);
  });
});

describe("encrypted", () => {
  it.each([
    "d04-smb300-encrypted-ccm.pcap",
    "d05-smb311-encrypted-gcm.pcap",
    "d14-smb311-aes256gcm-cmac.pcap",
  ])("%s: by the session's flag", (name) => {
    const [session] = sessions(name);
    expect(session).toMatchObject({ observed: "encrypted", flags: ["ENCRYPT_DATA"] });
    expect(session?.messages.encrypted).toBeGreaterThan(0);
    expect(session?.messages.client.total).toBe(0);
  });

  it("by the client's choice, without the flag", () => {
    const chosen = sessions("d24-impacket-dialects.pcap").filter(({ observed }) => observed === "encrypted");
    expect(chosen.map(({ flags }) => flags)).toEqual([[]]);
    const [handshake] = handshakes("d24-impacket-dialects.pcap").filter(({ sessions }) =>
      sessions.some(({ observed }) => observed === "encrypted"),
    );
    expect(handshake?.signing.effective.because.map(({ code }) => code)).toContain("session-encrypted");
  });

  it("by the share: what stays outside of it is judged by itself, and both are counted", () => {
    const [session] = sessions("d38-encrypted-share.pcap");
    expect(session).toMatchObject({ observed: "mixed", flags: [] });
    expect(session?.messages.encrypted).toBeGreaterThan(session?.messages.client.total ?? 0);
  });

  it("is not a requirement either: it does not show in NEGOTIATE", () => {
    const [handshake] = handshakes("d05-smb311-encrypted-gcm.pcap");
    expect(handshake?.signing.relayToSmb.notObservable).toContain("encryption-required");
    expect(handshake?.signing.effective.because.map(({ code }) => code)).toContain("session-encrypted");
  });
});

describe("unsigned", () => {
  it.each([
    ["d10-guest.pcap", "guest", ["IS_GUEST"]],
    ["d11-anonymous.pcap", "anonymous", []],
  ])("%s: a session without a key, whatever is required", (name, kind, flags) => {
    const [session] = sessions(name);
    expect(session).toMatchObject({ observed: "unsigned", kind, flags });
  });

  it("SMB1 by the signature field alone, the placeholder left out", () => {
    const [signed] = sessions("d08-smb1-spnego-required.pcap");
    expect(signed).toMatchObject({ observed: "signed", protocol: "smb1" });
    const [unsigned] = sessions("d09-smb1-plain-ntlmv1.pcap");
    expect(unsigned).toMatchObject({ observed: "unsigned", protocol: "smb1" });
  });
});

it("none: a logon that failed has no messages", () => {
  const failed = sessions("d12-wrong-then-right.pcap").filter(({ kind }) => kind === "failed");
  expect(failed.map(({ observed }) => observed)).toEqual(["none"]);
});
