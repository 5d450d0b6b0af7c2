// Which connections each option leads to, and which an answer makes idle.
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import { describe, expect, it } from "vitest";
import {
  minimumDialect,
  type ProbeResult,
  readSecurityToken,
  SigningProbe,
  type SigningProbeOptions,
  SMB2_DIALECTS,
} from "../../src/index.js";
import { counting, drive, type Peer, START } from "./drive.js";
import { errorAnswer, recorded, server } from "./peers.js";

const ALL = [...SMB2_DIALECTS];
const { SMB_2_0_2, SMB_2_1, SMB_3_1_1 } = smb2.Dialect;

function questions({ connections }: ProbeResult) {
  return connections.map(({ question }) => [question.kind, question.dialects]);
}

function asked(options: Partial<SigningProbeOptions>, peer: Peer = server()) {
  return questions(drive(peer, options).result);
}

/** What a frame that was sent holds. */
function message(frame: Uint8Array | undefined) {
  return smb2.decodeMessage(frame!.subarray(4));
}

const OPENING = ["NT LM 0.12", "SMB 2.002", "SMB 2.???"];

describe("the plan", () => {
  it.each<[string, Partial<SigningProbeOptions>, unknown[]]>([
    ["nothing more", {}, [["smb2", ALL]]],
    ["dialects", { dialects: [SMB_2_0_2, SMB_2_1] }, [["smb2", [SMB_2_0_2, SMB_2_1]]]],
    [
      "SMB1",
      { smb1: true },
      [
        ["smb2", ALL],
        ["smb1", ["NT LM 0.12"]],
      ],
    ],
    ["SMB1 alone", { smb1: true, dialects: [], multiProtocol: true }, [["smb1", ["NT LM 0.12"]]]],
    [
      "an opening in SMB1",
      { multiProtocol: true },
      [
        ["smb2", ALL],
        ["multi-protocol", OPENING],
      ],
    ],
    ["each dialect", { allDialects: true }, [["smb2", ALL], ...ALL.map((dialect) => ["smb2", [dialect]])]],
    ["a dialect", { allDialects: true, dialects: [SMB_2_1] }, [["smb2", [SMB_2_1]]]],
    ["a challenge, on the same connection", { challenge: true }, [["smb2", ALL]]],
  ])("for %s", (_name, options, expected) => {
    expect(asked(options)).toEqual(expected);
  });

  it("with nothing to ask is the caller's error", () => {
    expect(() => new SigningProbe({ random: counting, dialects: [] })).toThrow(RangeError);
    const unnamed = { random: counting, transport: "netbios-session", calledNames: [] } as const;
    expect(() => new SigningProbe(unnamed)).toThrow(RangeError);
  });

  it.each<[string, Peer]>([
    ["refuses connections", { connect: () => "refused", answer: () => [] }],
    ["cannot be reached", { connect: () => "unreachable", answer: () => [] }],
    ["lets nobody in", { connect: () => "timeout", answer: () => [] }],
    ["is a mirror", { answer: (frame) => [frame] }],
    ["speaks something else", { answer: () => [new TextEncoder().encode("HTTP/1.1 400\r\n")] }],
    ["floods", { answer: () => [Uint8Array.of(0, 0xff, 0xff, 0xff)] }],
  ])("ends with a peer that %s", (_name, peer) => {
    expect(asked({ smb1: true, multiProtocol: true, allDialects: true }, peer)).toEqual([["smb2", ALL]]);
  });

  it("does not wait for each dialect where all of them met silence, but asks for SMB1", () => {
    const peer: Peer = { answer: (frame) => (frame[4] === 0xff ? [recorded.smb1] : []) };
    expect(asked({ smb1: true, allDialects: true }, peer)).toEqual([
      ["smb2", ALL],
      ["smb1", ["NT LM 0.12"]],
    ]);
  });

  it("asks for the challenge until it has one", () => {
    const { sent } = drive(server(), { challenge: true, allDialects: true });
    const setups = sent.filter((frame) => frame[16] === smb2.Command.SESSION_SETUP);
    expect(setups).toHaveLength(1);
  });
});

describe("the least dialect", () => {
  const least = (peer: Peer) => minimumDialect(drive(peer, { allDialects: true }).result);

  it.each(ALL)("is known where each was asked for alone: 0x%i", (dialect) => {
    expect(least(server({ speaks: (one) => one >= dialect }))).toBe(dialect);
  });

  it("is known by the status of a Samba that signs with GMAC alone", () => {
    const refusal = errorAnswer(smb2.Status.INVALID_PARAMETER);
    expect(least(server({ speaks: (one) => one === SMB_3_1_1, refusal }))).toBe(SMB_3_1_1);
  });

  it("is not known by silence, by another error, or without asking", () => {
    const speaks = (one: number) => one === SMB_3_1_1;
    expect(least(server({ speaks, refusal: "timeout" }))).toBeUndefined();
    expect(
      least(server({ speaks, refusal: errorAnswer(smb2.Status.INSUFFICIENT_RESOURCES) })),
    ).toBeUndefined();
    expect(minimumDialect(drive(server()).result)).toBeUndefined();
  });
});

describe("port 139", () => {
  const positive = Uint8Array.of(0x82, 0, 0, 0);
  const negative = (code: number) => Uint8Array.of(0x83, 0, 0, 1, code);
  const session = { transport: "netbios-session", calledNames: ["*SMBSERVER", "FJORD01"] } as const;

  /** Takes the session by its number and then speaks SMB. */
  function behind(...replies: Uint8Array[]): Peer {
    const smb = server();
    return {
      answer: (frame, connection) =>
        frame[0] === 0x81 ? [replies[connection] ?? positive] : smb.answer(frame, connection),
    };
  }

  it("opens with a session request", () => {
    const { result, sent } = drive(behind(), { ...session, smb1: true });
    expect(sent.map((frame) => frame[0])).toEqual([0x81, 0, 0x81, 0]);
    expect(result.connections).toMatchObject([
      { outcome: "answered", calledName: "*SMBSERVER", handshake: { transport: "netbios-session" } },
      { outcome: "dialects-refused", calledName: "*SMBSERVER" },
    ]);
  });

  it.each([0x80, 0x82])("tries another name after the error %i, and keeps to it", (code) => {
    const { result } = drive(behind(negative(code)), { ...session, smb1: true });
    expect(result.connections).toMatchObject([
      { outcome: "session-refused", calledName: "*SMBSERVER", detail: { sessionError: code } },
      { outcome: "answered", calledName: "FJORD01" },
      { outcome: "dialects-refused", calledName: "FJORD01" },
    ]);
  });

  it("ends where every name is declined, or where the name was not the reason", () => {
    const names = ({ connections }: ProbeResult) => connections.map(({ calledName }) => calledName);
    const declined = drive(behind(negative(0x82), negative(0x82)), { ...session, smb1: true }).result;
    expect(names(declined)).toEqual(["*SMBSERVER", "FJORD01"]);
    expect(declined.connections[1]).toMatchObject({ outcome: "session-refused" });
    expect(names(drive(behind(negative(0x83)), session).result)).toEqual(["*SMBSERVER"]);
  });

  it("does not follow to another address", () => {
    const elsewhere = Uint8Array.of(0x84, 0, 0, 6, 192, 0, 2, 9, 0, 139);
    expect(drive(behind(elsewhere), session).result.connections).toMatchObject([
      { outcome: "retargeted", detail: { retarget: { address: "192.0.2.9", port: 139 } } },
    ]);
  });

  it("is not taken for a session before it says so", () => {
    const peer: Peer = { answer: () => [recorded.smb311] };
    expect(drive(peer, session).result.connections).toMatchObject([{ outcome: "malformed" }]);
    const cut: Peer = { answer: () => [Uint8Array.of(0x83, 0, 0, 0)] };
    expect(drive(cut, session).result.connections).toMatchObject([{ outcome: "malformed" }]);
  });
});

describe("what is sent", () => {
  it("offers 3.1.1 with its contexts", () => {
    const { sent } = drive(server(), { serverName: "fjord01" });
    expect(message(sent[0])).toMatchObject({
      kind: "negotiateRequest",
      header: { messageId: 0n },
      body: {
        securityMode: smb2.SecurityMode.SIGNING_ENABLED,
        clientGuid: counting(16),
        dialects: ALL,
        negotiateContextList: [
          { kind: "preauthIntegrity", hashAlgorithms: [smb2.HashAlgorithm.SHA_512], salt: counting(32) },
          { kind: "encryption", ciphers: [2, 1, 4, 3] },
          { kind: "signing", signingAlgorithms: [2, 1, 0] },
          { kind: "netname", netName: "fjord01" },
        ],
      },
    });
    expect(smb2.deviations(sent[0]!.subarray(4))).toEqual([]);
  });

  it("has no contexts below it", () => {
    const { sent } = drive(server(), { dialects: [SMB_2_1] });
    expect(message(sent[0])).toMatchObject({ body: { capabilities: 0, negotiateContextList: [] } });
    expect(smb2.deviations(sent[0]!.subarray(4))).toEqual([]);
  });

  it("asks for the CHALLENGE with the policy of NEGOTIATE, and goes no further", () => {
    const { sent } = drive(server(), { challenge: true });
    expect(sent).toHaveLength(2);
    const setup = message(sent[1]);
    if (setup.kind !== "sessionSetupRequest") throw new Error(setup.kind);
    expect(setup).toMatchObject({
      header: { messageId: 1n, sessionId: 0n },
      body: { securityMode: smb2.SecurityMode.SIGNING_ENABLED },
    });
    const { ntlm } = readSecurityToken(setup.body.securityBuffer);
    expect(ntlmssp.decodeMessage(ntlm!)).toMatchObject({
      kind: "negotiate",
      domainName: "",
      workstationName: "",
    });
    expect(ntlmssp.deviations(ntlm!)).toEqual([]);
  });

  it("is good SMB1", () => {
    const { sent } = drive(server(), { dialects: [], smb1: true });
    const bytes = sent[0]!.subarray(4);
    expect(smb1.decodeMessage(bytes)).toMatchObject({
      kind: "negotiateRequest",
      body: { dialects: ["NT LM 0.12"] },
    });
    expect(smb1.deviations(bytes)).toEqual([]);
  });
});

describe("the result", () => {
  it("has the caller's times, and counts the messages of all connections", () => {
    const { result } = drive(server(), { smb1: true });
    expect(result.connections.map(({ began, ended }) => [began - START, ended - START])).toEqual([
      [10, 20],
      [30, 40],
    ]);
    const numbers = result.connections.flatMap(({ handshake }) =>
      handshake.negotiations.map(({ request, response }) => [request?.at, response?.at]),
    );
    expect(numbers).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("stays the same once it is there, whatever is told afterwards", () => {
    const probe = new SigningProbe({ random: counting });
    probe.next();
    probe.closed("refused", 1);
    const done = probe.next();
    expect(done.kind).toBe("done");
    probe.connected(2);
    probe.push(recorded.smb311, 3);
    probe.timedOut(4);
    probe.closed("end", 5);
    expect(probe.next()).toEqual(done);
  });

  it("is the same each time", () => {
    const options = { smb1: true, allDialects: true, multiProtocol: true, challenge: true };
    expect(drive(server(), options)).toEqual(drive(server(), options));
  });
});
