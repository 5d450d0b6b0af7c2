// One report of each kind with every field there is.
import type {
  CaptureReport,
  HandshakeReport,
  HostReport,
  NtlmOnlyReport,
  NtlmReport,
  ProbeEndReport,
} from "../../src/contract.js";

const reason = {
  code: "server-offers-signing",
  file: "office.pcap",
  packet: 6,
  offset: 70,
  field: "Smb2NegotiateResponse.securityMode",
  value: 1,
} as const;

const finding = { code: "smb2-signing-not-required", severity: "medium", because: [reason] } as const;

const problem = {
  packet: 9,
  layer: "smb2",
  code: "malformed",
  field: "Smb2Header.structureSize",
  offset: 4,
  message: "Smb2Header.structureSize is not 64",
};

const ntlm: NtlmReport = {
  negotiateFlags: 0x62088215,
  challengeFlags: 0x628a8215,
  authenticateFlags: 0x62888215,
  serverChallenge: "0123456789abcdef",
  targetName: "FJORD01",
  targetInfo: [
    { id: 1, name: "MsvAvNbComputerName", value: "FJORD01" },
    { id: 3, name: "MsvAvDnsComputerName", value: "fjord01.nordwind.example" },
  ],
  serverVersion: "10.0.20348",
  domain: "NORDWIND",
  user: "astrid",
  workstation: "SKRIVEBORD",
  response: "ntlmv2",
  mic: { present: true, asserted: true },
  targetNameSent: "cifs/fjord01",
  channelBindings: "zero",
  secrets: { lmResponse: "00", ntResponse: "aa", mic: "bb", encryptedRandomSessionKey: "cc" },
};

const context = {
  type: 1,
  name: "PREAUTH_INTEGRITY_CAPABILITIES",
  hashAlgorithms: ["SHA-512"],
  ciphers: ["AES-128-GCM"],
  compressionAlgorithms: ["LZNT1"],
  netName: "fjord01",
  rdmaTransforms: ["ENCRYPTION"],
  signingAlgorithms: ["AES-GMAC"],
  flags: 0,
};

const vantage = { name: "dmz", time: "2026-01-02T03:04:07.890Z", scan: "spring", job: "probe-1" };

export const handshake: HandshakeReport = {
  kind: "handshake",
  version: 1,
  vantage,
  file: "office.pcap",
  transport: "direct-tcp",
  client: { address: "198.51.100.9", port: 50123 },
  server: { address: "198.51.100.20", port: 445 },
  vlans: [7],
  firstPacket: 1,
  time: "2026-03-04T05:06:07.890123Z",
  negotiations: [
    {
      packet: 4,
      request: {
        protocol: "smb2",
        dialects: ["3.1.1"],
        securityMode: 1,
        capabilities: 127,
        clientGuid: "00112233-4455-6677-8899-aabbccddeeff",
        contexts: [context],
      },
      response: {
        protocol: "smb2",
        status: "0x00000000",
        dialect: "3.1.1",
        securityMode: 1,
        capabilities: 7,
        serverGuid: "ffeeddcc-bbaa-9988-7766-554433221100",
        serverTime: "2026-03-04T05:06:07.8901234Z",
        cipher: "AES-128-GCM",
        signingAlgorithm: "AES-GMAC",
        contexts: [context],
        mechTypes: ["1.3.6.1.4.1.311.2.2.10"],
      },
    },
  ],
  sessions: [
    {
      sessionId: "0x0000000000000041",
      protocol: "smb2",
      binding: false,
      previousSessionId: "0x0000000000000017",
      clientSecurityMode: 1,
      status: "0x00000000",
      kind: "user",
      flags: ["ENCRYPT_DATA"],
      mechanism: "ntlm",
      ntlm,
      observed: "mixed",
      messages: { client: { signed: 1, total: 5 }, server: { signed: 1, total: 5 }, encrypted: 0 },
    },
  ],
  signing: {
    advertised: { smb1: "disabled", smb2: "enabled" },
    effective: { outcome: "unsigned", because: [{ code: "neither-requires-signing" }] },
    relayToSmb: { outcome: "possible", because: [reason], notObservable: ["spn-validation"] },
    deviations: [{ code: "enabled-not-set", value: "text" }],
  },
  findings: [{ ...finding, because: [reason] }],
  problems: [problem],
};

export const ntlmOnly: NtlmOnlyReport = {
  kind: "ntlm",
  version: 1,
  vantage,
  file: "office.pcap",
  carrier: "http",
  client: { address: "2001:db8::9", port: 50124 },
  server: { address: "2001:db8::20", port: 80 },
  firstPacket: 11,
  time: "2026-03-04T05:06:08Z",
  ntlm,
  findings: [
    { code: "ntlmv1-response", severity: "high", because: [{ code: "ntlmv1-response", packet: 14 }] },
  ],
};

/** With every field, which no end has. */
const probeEnd: ProbeEndReport = {
  outcome: "answered",
  status: "0xc00000bb",
  dialect: "3.1.1",
  looksLike: "http",
  sessionError: 0x82,
  retarget: { address: "198.51.100.21", port: 139 },
  limit: "frames",
  error: "Smb2Header.structureSize at byte 4 is not 64",
};

export const host: HostReport = {
  kind: "host",
  version: 1,
  vantage,
  address: "198.51.100.20",
  ports: [139, 445],
  names: {
    netbiosName: "FJORD01",
    netbiosDomain: "NORDWIND",
    dnsName: "fjord01.nordwind.example",
    dnsDomain: "nordwind.example",
    dnsForest: "nordwind.example",
  },
  systemVersion: "10.0.20348",
  advertised: { smb1: "required", smb2: "enabled" },
  dialects: ["2.FF", "3.1.1"],
  relayToSmb: { outcome: "possible", because: [reason], notObservable: [] },
  sessions: { user: 3, guest: 0, anonymous: 1, failed: 0, unknown: 0 },
  observed: { signed: 0, unsigned: 1, mixed: 2, encrypted: 0, none: 1, unknown: 0 },
  conflicts: [{ code: "server-answers-differ", file: "branch.pcap", packet: 3 }],
  findings: [{ ...finding, because: [reason] }],
  clockSkewSeconds: -2,
  firstSeen: "2026-03-04T05:06:07.890123Z",
  lastSeen: "2026-03-04T06:00:00Z",
  probe: [
    {
      question: "smb2",
      dialects: ["3.0.2", "3.1.1"],
      port: 445,
      time: "2026-03-04T06:00:00.000Z",
      ...probeEnd,
      challenge: probeEnd,
    },
  ],
  target: { host: "hafen.zephyr.test", port: 445 },
  vantages: [
    {
      name: "dmz",
      ports: [{ port: 445, state: "reached" }],
      advertised: { smb1: "unknown", smb2: "enabled" },
      relayToSmb: "possible",
      firstSeen: "2026-01-02T03:04:05Z",
      lastSeen: "2026-01-02T03:04:06Z",
    },
  ],
};

export const capture: CaptureReport = {
  kind: "capture",
  version: 1,
  vantage,
  file: "office.pcap",
  format: "pcap",
  compression: "gzip",
  packets: 53,
  bytes: 9000,
  handshakes: 1,
  tcp: { payload: 40, empty: 8, late: 1 },
  dropped: { notIp: 0, notTcp: 3 },
  unread: { malformed: 1, limit: 0 },
  counters: { flows: 1, gaps: 0 },
  problems: [{ layer: "file", code: "truncated", offset: 8990, message: "the last packet is cut" }],
};

/** The same conversation under names that a hostile sender could have chosen. */
export function named(name: string): HandshakeReport {
  const report = structuredClone(handshake);
  const ntlm = report.sessions[0]!.ntlm!;
  ntlm.targetInfo = [{ id: 1, name: "MsvAvNbComputerName", value: name }];
  ntlm.user = name;
  delete ntlm.domain;
  return { ...report, file: name };
}
