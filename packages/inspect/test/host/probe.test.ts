// What a probe's result comes to in a host's report.
import type { SigningProbeOptions } from "@countersign/handshake";
import { Dialect, Status } from "@countersign/smb2";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { drive, type Peer, type Reply } from "../../../handshake/test/probe/drive.js";
import { errorAnswer, recorded, server } from "../../../handshake/test/probe/peers.js";
import {
  HostView,
  inspectCaptureSync,
  nameRedactor,
  observeProbe,
  probeReport,
  reportSchema,
} from "../../src/index.js";
import { captureBytes } from "../captures.js";

const target = { address: "192.0.2.1", port: 445 };
const isValid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(reportSchema);

function probed(peer: Peer, options: Partial<SigningProbeOptions> = {}) {
  const report = probeReport(target, drive(peer, options).result);
  isValid(JSON.parse(JSON.stringify(report)));
  expect(isValid.errors).toBeNull();
  return report;
}

/** Requires signing in SMB2; `smb1` is what it does when asked for that alone. */
function requiring(smb1: Reply): Peer {
  return { answer: (frame) => [frame[4] === 0xff ? smb1 : recorded.smb311Required] };
}

const whys = ({ because }: { because: { code: string }[] }) => because.map(({ code }) => code);

describe("a probed host", () => {
  it("has its policies, dialects, names and what was asked", () => {
    const report = probed(server({ smb1: recorded.smb1Required }), {
      smb1: true,
      allDialects: true,
      challenge: true,
    });
    expect(report).toMatchObject({
      address: "192.0.2.1",
      ports: [445],
      names: { netbiosDomain: "VALHALLA" },
      advertised: { smb1: "required", smb2: "enabled" },
      dialects: ["NT LM 0.12", "2.0.2", "2.1", "3.0", "3.0.2", "3.1.1"],
      relayToSmb: { outcome: "possible" },
      firstSeen: "2026-03-04T05:06:07.010Z",
    });
    expect(report.probe?.map(({ question, dialects }) => [question, dialects.length])).toEqual([
      ["smb2", 5],
      ["smb1", 1],
      ["smb2", 1],
      ["smb2", 1],
      ["smb2", 1],
      ["smb2", 1],
      ["smb2", 1],
    ]);
    expect(report.probe?.[0]).toEqual({
      question: "smb2",
      dialects: ["2.0.2", "2.1", "3.0", "3.0.2", "3.1.1"],
      port: 445,
      time: "2026-03-04T05:06:07.010Z",
      outcome: "answered",
      dialect: "3.1.1",
      challenge: { outcome: "answered" },
    });
  });

  it("counts no session: the probe's own logon is never gone on with", () => {
    const { sessions, observed } = probed(server(), { challenge: true });
    expect([...Object.values(sessions), ...Object.values(observed)].every((count) => count === 0)).toBe(true);
  });

  it.each<[Reply, string]>([
    ["reset", "connection-reset"],
    ["end", "connection-closed"],
    ["timeout", "answer-timed-out"],
  ])("whose SMB1 is switched off (%s) stays blocked, and has that for evidence", (smb1, code) => {
    const report = probed(requiring(smb1), { smb1: true });
    expect(report.advertised).toEqual({ smb1: "unknown", smb2: "required" });
    expect(report.relayToSmb.outcome).toBe("blocked");
    expect(whys(report.relayToSmb)).toEqual(["server-requires-signing", "answer-missing", code]);
    expect(report.relayToSmb.notObservable).toContain("smb1-not-answered");
    expect(report.findings.map((finding) => finding.code)).toEqual(["smb-signing-required"]);
  });

  it("that refuses SMB1 by name is as good", () => {
    const report = probed(requiring(recorded.smb1Refused), { smb1: true });
    expect(report.relayToSmb.outcome).toBe("blocked");
    expect(report.relayToSmb.notObservable).not.toContain("smb1-not-answered");
  });

  it("that takes SMB 3.1.1 alone is known by what each dialect met", () => {
    const refusal = errorAnswer(Status.NOT_SUPPORTED);
    const peer = server({ speaks: (dialect) => dialect === Dialect.SMB_3_1_1, refusal });
    const report = probed(peer, { allDialects: true });
    expect(report.dialects).toEqual(["3.1.1"]);
    expect(report.probe?.map(({ outcome, status }) => [outcome, status])).toEqual([
      ["answered", undefined],
      ...Array(4).fill(["refused-by-status", "0xc00000bb"]),
      ["answered", undefined],
    ]);
    expect(report.relayToSmb).toMatchObject({
      outcome: "unknown",
      because: [{ code: "minimum-dialect-311" }, {}, {}],
    });
    expect(report.relayToSmb.notObservable).not.toContain("minimum-dialect");
    expect(probed(peer).relayToSmb.notObservable).toContain("minimum-dialect");
  });
});

describe("a host of which nothing was learned", () => {
  it.each<[string, Peer, string[], object]>([
    [
      "refuses",
      { connect: () => "refused", answer: () => [] },
      ["connection-refused"],
      { outcome: "connection-refused" },
    ],
    [
      "is not there",
      { connect: () => "timeout", answer: () => [] },
      ["connection-timed-out"],
      { outcome: "connect-timeout" },
    ],
    ["is silent", { answer: () => [] }, ["answer-missing", "answer-timed-out"], { outcome: "silent" }],
    ["resets", { answer: () => ["reset"] }, ["answer-missing", "connection-reset"], { outcome: "reset" }],
    [
      "speaks HTTP",
      { answer: () => [new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n")] },
      ["answer-missing", "peer-not-smb"],
      { outcome: "not-smb", looksLike: "http" },
    ],
  ])("because it %s is unknown, and never 'not required'", (_name, peer, why, asked) => {
    const report = probed(peer);
    expect(report.advertised).toEqual({ smb2: "unknown" });
    expect(report.relayToSmb.outcome).toBe("unknown");
    expect(whys(report.relayToSmb)).toEqual(["no-protocol-answered", ...why]);
    expect(report.findings.map((finding) => finding.code)).toEqual(["smb-signing-unknown"]);
    expect(report.ports).toEqual([]);
    expect(report.probe).toMatchObject([asked]);
  });

  it("was refused by a status that is told", () => {
    const report = probed(server({ speaks: () => false }));
    expect(report.relayToSmb.because).toMatchObject([
      {},
      { code: "negotiation-failed", value: Status.NOT_SUPPORTED },
    ]);
    expect(report.ports).toEqual([445]);
  });
});

describe("a probe's observations", () => {
  it("join with those of captures, in any order", () => {
    const file = "d01-smb311-default.pcap";
    const captured = new HostView();
    for (const _ of inspectCaptureSync([captureBytes(file)], { file, hosts: captured }));
    const { address } = captured.reports()[0]!;
    const observations = observeProbe(
      { address, port: 445 },
      drive(requiring("reset"), { smb1: true }).result,
    );
    const reports = [observations, [...observations].reverse()].map((list) => {
      const view = new HostView();
      for (const _ of inspectCaptureSync([captureBytes(file)], { file, hosts: view }));
      for (const observation of list) view.add(observation);
      return view.reports()[0]!;
    });
    expect(reports[0]).toEqual(reports[1]);
    expect(reports[0]).toMatchObject({ address, probe: [{ question: "smb2" }, { question: "smb1" }] });
    expect(reports[0]!.conflicts).not.toEqual([]);
  });

  it("hide where a NetBIOS session was sent, if names are to be hidden", () => {
    const elsewhere = Uint8Array.of(0x84, 0, 0, 6, 192, 0, 2, 9, 0, 139);
    const report = probed({ answer: () => [elsewhere] }, { transport: "netbios-session" });
    expect(report.probe).toMatchObject([
      { outcome: "retargeted", retarget: { address: "192.0.2.9", port: 139 } },
    ]);
    expect(JSON.stringify(nameRedactor()(report))).not.toContain("192.0.2.");
  });

  it("must be there", () => {
    expect(() => probeReport(target, { connections: [] })).toThrow(RangeError);
  });
});
