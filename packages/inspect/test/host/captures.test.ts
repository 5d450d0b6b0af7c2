// `by: "host"` over the recorded captures.
import { describe, expect, it } from "vitest";
import { HostView, inspectCaptureSync } from "../../src/index.js";
import { captureBytes, captureNames, handshakes, hosts, inspected } from "../captures.js";

it("tells the five servers of a site apart", () => {
  const five = hosts("d30-site-of-five.pcap");
  expect(
    five.map(({ address, names, advertised, relayToSmb }) => [
      address,
      names.netbiosName,
      advertised,
      relayToSmb.outcome,
    ]),
  ).toEqual([
    ["198.51.100.41", "FS-KRAV", { smb2: "required" }, "blocked"],
    ["198.51.100.42", "FS-STANDARD", { smb2: "enabled" }, "possible"],
    ["198.51.100.43", "FS-GAMMEL", { smb1: "disabled" }, "possible"],
    ["198.51.100.44", "FS-KRYPT", { smb2: "enabled" }, "possible"],
    ["198.51.100.45", "FS-GJEST", { smb2: "enabled" }, "possible"],
  ]);
  expect(five[1]).toMatchObject({
    names: { netbiosName: "FS-STANDARD", netbiosDomain: "FS-STANDARD", dnsDomain: "nordwind.example" },
    systemVersion: "6.1.0",
    ports: [445],
    dialects: ["2.FF", "3.1.1"],
    clockSkewSeconds: 0,
  });
});

it("knows a host by NTLM over LDAP alone", () => {
  const [host] = hosts("d27-ad-ldap-ntlm.pcap");
  expect(host).toMatchObject({ advertised: {}, ports: [389], relayToSmb: { outcome: "unknown" } });
  expect(host?.names).toMatchObject({ netbiosName: "ODIN", dnsDomain: "valhalla.example" });
});

it.each(captureNames)("%s: a host for each server address, and the capture last", (name) => {
  const reports = inspected(name, { by: "host" });
  const addresses = inspected(name).flatMap((r) => ("server" in r ? [r.server.address] : []));
  const found = reports.slice(0, -1).map((report) => {
    expect(report.kind).toBe("host");
    return report.kind === "host" ? report.address : "";
  });
  expect([...found].sort()).toEqual([...new Set(addresses)].sort());
  expect(reports.at(-1)).toEqual(inspected(name).at(-1));
});

it.each(captureNames)("%s: hosts count what conversations show", (name) => {
  const sessions = handshakes(name).flatMap((h) => h.sessions);
  for (const kind of ["user", "guest", "anonymous", "failed", "unknown"] as const) {
    const counted = hosts(name).reduce((sum, host) => sum + host.sessions[kind], 0);
    expect(counted, kind).toBe(sessions.filter((session) => session.kind === kind).length);
  }
});

describe("several captures in one view", () => {
  const names = ["d01-smb311-default.pcap", "d02-smb311-required-gmac.pcap", "d30-site-of-five.pcap"];

  function join(order: readonly string[]) {
    const view = new HostView();
    const told = order.flatMap((file) => [
      ...inspectCaptureSync([captureBytes(file)], { file, hosts: view }),
    ]);
    return { told, reports: view.reports() };
  }

  it("yields captures alone, and the hosts when asked", () => {
    const { told, reports } = join(names);
    expect(told.map(({ kind }) => kind)).toEqual(["capture", "capture", "capture"]);
    expect(reports.map(({ address }) => address)).toEqual(
      [20, 41, 42, 43, 44, 45].map((n) => `198.51.100.${n}`),
    );
  });

  it("is the same whichever comes first", () => {
    expect(join([...names].reverse()).reports).toEqual(join(names).reports);
  });

  it("shows that two machines had one address, each with its capture", () => {
    const [host] = join(names).reports;
    // Recorded in the same second, d02 before d01.
    expect(host).toMatchObject({ advertised: { smb2: "enabled" }, relayToSmb: { outcome: "possible" } });
    const conflicts = host?.conflicts.map(({ file, value }) => [file, value]);
    expect(conflicts).toContainEqual(["d02-smb311-required-gmac.pcap", 3]);
    const identities = host?.findings.find(({ code }) => code === "server-identity-differs");
    expect(identities?.because.map(({ value, file }) => [value, file])).toContainEqual([
      "FJORD02",
      "d02-smb311-required-gmac.pcap",
    ]);
  });
});

it("finds the same in a conversation as in its host, where there is only one", () => {
  const [conversation] = handshakes("d09-smb1-plain-ntlmv1.pcap");
  const [host] = hosts("d09-smb1-plain-ntlmv1.pcap");
  expect(host?.findings.map(({ code }) => code)).toEqual(conversation?.findings.map(({ code }) => code));
  expect(conversation?.findings.map(({ code }) => code)).toEqual([
    "smb1-signing-disabled",
    "ntlmv1-response",
    "smb1-answered",
    "user-sessions-unsigned",
  ]);
});
