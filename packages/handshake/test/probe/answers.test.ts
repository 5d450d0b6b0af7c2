// What each kind of answer comes to.
import { encodeFrame } from "@countersign/framing";
import { joinHost } from "@countersign/signing";
import * as smb2 from "@countersign/smb2";
import { describe, expect, it } from "vitest";
import { type ProbeOutcome, probeAnswers, type SigningProbeOptions } from "../../src/index.js";
import { drive, type Peer, type Reply } from "./drive.js";
import { errorAnswer, framed, recorded, server, sessionSetupAnswer } from "./peers.js";

const text = (ascii: string) => new TextEncoder().encode(ascii);
const smb1Alone = { dialects: [], smb1: true } satisfies Partial<SigningProbeOptions>;

/** One answer to one question. */
function answered(reply: Reply | Reply[], options: Partial<SigningProbeOptions> = {}) {
  const { result } = drive({ answer: () => [reply].flat() }, options);
  const joined = joinHost(probeAnswers(result));
  return { connections: result.connections, last: result.connections.at(-1)!, joined };
}

describe("recorded answers", () => {
  it.each<[string, Reply, Partial<SigningProbeOptions>, object]>([
    ["3.1.1", recorded.smb311, {}, { smb2: "enabled" }],
    ["3.1.1 that requires", recorded.smb311Required, {}, { smb2: "required" }],
    ["2.0.2", recorded.smb202, {}, { smb2: "enabled" }],
    ["2.1", recorded.smb210, {}, { smb2: "enabled" }],
    ["3.0", recorded.smb300, {}, { smb2: "enabled" }],
    ["3.0.2", recorded.smb302, {}, { smb2: "enabled" }],
    ["SMB1 without signing", recorded.smb1, smb1Alone, { smb1: "disabled" }],
    ["SMB1 that requires", recorded.smb1Required, smb1Alone, { smb1: "required" }],
  ])("%s", (_name, reply, options, advertised) => {
    const { last, joined } = answered(reply, options);
    expect(last.outcome).toBe("answered");
    expect(joined.advertised).toEqual(advertised);
  });

  it("0x02FF, and a second NEGOTIATE on the same connection", () => {
    const { result, sent } = drive(server(), { multiProtocol: true });
    const [, opening] = result.connections;
    expect(opening).toMatchObject({ outcome: "answered", detail: { dialect: smb2.Dialect.SMB_3_1_1 } });
    expect(
      opening!.handshake.negotiations.map(({ request, response }) => [request?.at, response?.at]),
    ).toEqual([
      [3, 4],
      [5, 6],
    ]);
    expect(smb2.decodeMessage(sent[2]!.subarray(4))).toMatchObject({
      kind: "negotiateRequest",
      header: { messageId: 1n },
    });
  });

  it("2.0.2 at once, where SMB2 was offered by name", () => {
    const { result } = drive(server({ opening: recorded.smb202 }), { multiProtocol: true });
    expect(result.connections[1]).toMatchObject({
      outcome: "answered",
      detail: { dialect: smb2.Dialect.SMB_2_0_2 },
    });
    expect(result.connections[1]!.handshake.negotiations).toHaveLength(1);
  });

  it("a CHALLENGE, with the names", () => {
    const { result } = drive(server(), { challenge: true });
    const { challenge, outcome, handshake } = result.connections[0]!;
    expect([outcome, challenge]).toEqual(["answered", { outcome: "answered", detail: {} }]);
    const names = handshake.sessions[0]!.ntlm!.challenge!.message.targetInfo!.map((pair) => pair.kind);
    expect(names).toContain("dnsComputerName");
  });
});

describe("refusals", () => {
  it("SMB1's 0xFFFF is an answer, and needs no mention", () => {
    const { last, joined } = answered(recorded.smb1Refused, smb1Alone);
    expect(last.outcome).toBe("dialects-refused");
    expect(joined.advertised).toEqual({ smb1: "unknown" });
    expect(joined.relayToSmb.notObservable).not.toContain("smb1-not-answered");
  });

  it.each([smb2.Status.NOT_SUPPORTED, smb2.Status.INVALID_PARAMETER])(
    "status %i, as Samba gives it",
    (status) => {
      const { last, joined } = answered(errorAnswer(status));
      expect(last).toMatchObject({ outcome: "refused-by-status", detail: { status } });
      expect(joined.relayToSmb).toMatchObject({
        outcome: "unknown",
        because: [{ code: "no-protocol-answered" }, { code: "negotiation-failed", value: status }],
      });
    },
  );

  it("of the CHALLENGE alone leave the answer to NEGOTIATE", () => {
    const denied = errorAnswer(smb2.Status.ACCESS_DENIED, smb2.Command.SESSION_SETUP);
    const { result } = drive(server({ sessionSetup: denied }), { challenge: true });
    expect(result.connections[0]).toMatchObject({
      outcome: "answered",
      challenge: { outcome: "refused-by-status", detail: { status: smb2.Status.ACCESS_DENIED } },
    });
  });

  it.each<[string, Reply, ProbeOutcome]>([
    ["no token", sessionSetupAnswer(new Uint8Array(0)), "malformed"],
    ["silence", "timeout", "silent"],
    ["a reset", "reset", "reset"],
    ["success, which nobody asked for", errorAnswer(0, smb2.Command.SESSION_SETUP), "malformed"],
  ])("%s in place of a CHALLENGE", (_name, sessionSetup, outcome) => {
    const { result } = drive(server({ sessionSetup }), { challenge: true });
    expect(result.connections[0]).toMatchObject({ outcome: "answered", challenge: { outcome } });
  });
});

describe("SMB1 that is switched off", () => {
  it.each<[Reply, ProbeOutcome, string]>([
    ["reset", "reset", "connection-reset"],
    ["end", "closed", "connection-closed"],
    ["timeout", "silent", "answer-timed-out"],
  ])("is not known by %s, and leaves SMB2 blocked", (smb1, outcome, code) => {
    const peer = server({ smb1 });
    const { result } = drive(
      { answer: (frame) => (frame[4] === 0xff ? peer.answer(frame, 0) : [recorded.smb311Required]) },
      { smb1: true },
    );
    expect(result.connections[1]).toMatchObject({ question: { kind: "smb1" }, outcome });
    const { advertised, relayToSmb } = joinHost(probeAnswers(result));
    expect(advertised).toEqual({ smb1: "unknown", smb2: "required" });
    expect(relayToSmb.outcome).toBe("blocked");
    expect(relayToSmb.because.map((reason) => reason.code)).toEqual([
      "server-requires-signing",
      "answer-missing",
      code,
    ]);
    expect(relayToSmb.notObservable).toContain("smb1-not-answered");
  });
});

describe("nothing learned", () => {
  it.each<[Reply, ProbeOutcome, string]>([
    ["refused", "connection-refused", "connection-refused"],
    ["unreachable", "unreachable", "host-unreachable"],
    ["timeout", "connect-timeout", "connection-timed-out"],
    ["reset", "reset", "connection-reset"],
  ])("where no connection comes to be: %s", (reply, outcome, code) => {
    const { result, sent } = drive({ connect: () => reply, answer: () => [] });
    expect(sent).toEqual([]);
    expect(result.connections).toMatchObject([{ outcome, handshake: { negotiations: [] } }]);
    const { advertised, relayToSmb } = joinHost(probeAnswers(result));
    expect(advertised).toEqual({ smb2: "unknown" });
    expect(relayToSmb).toMatchObject({
      outcome: "unknown",
      because: [{ code: "no-protocol-answered" }, { code }],
    });
  });

  it.each<[string, Reply | Reply[], ProbeOutcome, object]>([
    ["HTTP", text("HTTP/1.1 400 Bad Request\r\n\r\n"), "not-smb", { looksLike: "http" }],
    ["a page", text("<!DOCTYPE html>"), "not-smb", { looksLike: "http" }],
    ["SSH", text("SSH-2.0-OpenSSH_9.2\r\n"), "not-smb", { looksLike: "ssh" }],
    ["a TLS alert", Uint8Array.of(0x15, 3, 3, 0, 2, 2, 70), "not-smb", { looksLike: "tls" }],
    ["a TLS handshake", Uint8Array.of(0x16, 3, 3, 0, 100), "not-smb", { looksLike: "tls" }],
    ["FTP", text("220 ready\r\n"), "not-smb", { looksLike: "ftp-or-smtp" }],
    ["IMAP", text("* OK ready\r\n"), "not-smb", { looksLike: "imap" }],
    ["POP3", text("+OK ready\r\n"), "not-smb", { looksLike: "pop3" }],
    ["LDAP", Uint8Array.of(0x30, 0x84, 0, 0, 0, 1), "not-smb", { looksLike: "ldap" }],
    ["RDP", Uint8Array.of(3, 0, 0, 0x13, 0x0e), "not-smb", { looksLike: "rdp" }],
    ["VNC", text("RFB 003.008\n"), "not-smb", { looksLike: "vnc" }],
    ["redis", text("-ERR unknown command\r\n"), "not-smb", { looksLike: "redis" }],
    ["anything else", text("what?"), "not-smb", { looksLike: "unknown" }],
    ["a frame with something else", framed(text("what?")), "not-smb", { looksLike: "unknown" }],
    ["a length bomb", Uint8Array.of(0, 0xff, 0xff, 0xff, 0xfe, 0x53), "limit", { limit: "message-length" }],
    [
      "endless keep-alives",
      Array<Reply>(99).fill(Uint8Array.of(0x85, 0, 0, 0)),
      "limit",
      { limit: "frames" },
    ],
    [
      "endless promises",
      Array<Reply>(99).fill(errorAnswer(smb2.Status.PENDING)),
      "limit",
      { limit: "frames" },
    ],
    [
      "endless notifications",
      Array<Reply>(99).fill(errorAnswer(0, smb2.Command.OPLOCK_BREAK)),
      "limit",
      { limit: "frames" },
    ],
    ["SMB1 in answer to SMB2", recorded.smb1, "malformed", {}],
    ["an encrypted message", framed(Uint8Array.of(0xfd, 0x53, 0x4d, 0x42, 0, 0)), "malformed", {}],
    ["half an answer, and silence", recorded.smb311.subarray(0, 100), "silent", {}],
    ["half an answer, and the end", [recorded.smb311.subarray(0, 100), "end"], "closed", {}],
    ["a session response unasked", encodeFrame({ kind: "positiveSessionResponse" }), "malformed", {}],
    [
      "a session request",
      encodeFrame({
        kind: "sessionRequest",
        calledName: { name: "A", suffix: 0, scope: [] },
        callingName: { name: "B", suffix: 0, scope: [] },
      }),
      "wrong-direction",
      {},
    ],
  ])("from %s", (_name, reply, outcome, detail) => {
    const { last, joined } = answered(reply);
    expect(last.outcome).toBe(outcome);
    expect(last.detail).toMatchObject(detail);
    expect(joined.advertised.smb2).toBe("unknown");
    expect(joined.relayToSmb.outcome).toBe("unknown");
  });

  it("from a mirror, which is told from a peer that asks itself", () => {
    const mirror = drive({ answer: (frame) => [frame] }).result.connections[0]!;
    expect(mirror).toMatchObject({ outcome: "wrong-direction", detail: { looksLike: "echo" } });
    expect(mirror.handshake.negotiations).toHaveLength(1);
    const other = drive({ answer: (frame) => [Uint8Array.from(frame, (byte, i) => (i === 28 ? 9 : byte))] });
    expect(other.result.connections[0]).toMatchObject({ outcome: "wrong-direction", detail: {} });
  });

  it("from a peer that speaks first", () => {
    const peer: Peer = { banner: text("SSH-2.0-x\r\n"), answer: () => [] };
    expect(drive(peer).result.connections).toMatchObject([
      { outcome: "not-smb", detail: { looksLike: "ssh" } },
    ]);
  });

  it("but what came before the answer is passed over", () => {
    const { last, joined } = answered([
      Uint8Array.of(0x85, 0, 0, 0),
      errorAnswer(smb2.Status.PENDING),
      errorAnswer(0, smb2.Command.OPLOCK_BREAK),
      recorded.smb311,
      text("and more"),
    ]);
    expect(last.outcome).toBe("answered");
    expect(joined.advertised).toEqual({ smb2: "enabled" });
    expect(last.handshake.sessions).toEqual([]);
  });
});
