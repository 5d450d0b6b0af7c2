// Host reports as workers give them.
import type { HostReport, PortState } from "@countersign/inspect";

export interface Seen {
  vantage: string;
  address?: string;
  target?: string;
  port?: number;
  state?: PortState;
  smb2?: "enabled" | "required";
  time?: string;
  job?: string;
}

const OUTCOMES = { reached: "answered", refused: "connection-refused", filtered: "connect-timeout" } as const;

/** A report of a probe of one port. */
export function hostReport({
  vantage,
  address = "192.0.2.7",
  target = address,
  port = 445,
  smb2,
  state = smb2 === undefined ? "filtered" : "reached",
  time = "2026-11-27T10:00:00.000Z",
  job = `job-${vantage}`,
}: Seen): HostReport {
  const relay = smb2 === undefined ? "unknown" : smb2 === "enabled" ? "possible" : "blocked";
  const code = smb2 === undefined ? "smb-signing-unknown" : CODES[smb2];
  return {
    kind: "host",
    version: 1,
    vantage: { name: vantage, time, scan: "s", job },
    address,
    ports: smb2 === undefined ? [] : [port],
    names: {},
    advertised: { smb2: smb2 ?? "unknown" },
    dialects: smb2 === undefined ? [] : ["3.1.1"],
    relayToSmb: { outcome: relay, because: [{ code: REASONS[relay] }], notObservable: ["channel-binding"] },
    sessions: { user: 0, guest: 0, anonymous: 0, failed: 0, unknown: 0 },
    observed: { signed: 0, unsigned: 0, mixed: 0, encrypted: 0, none: 0, unknown: 0 },
    conflicts: [],
    findings: [{ code, severity: "info", because: [{ code: REASONS[relay] }] }],
    firstSeen: time,
    lastSeen: time,
    probe: [{ question: "smb2", dialects: ["3.1.1"], port, time, outcome: OUTCOMES[state] }],
    target: { host: target, port },
  };
}

const CODES = { enabled: "smb2-signing-not-required", required: "smb-signing-required" } as const;
const REASONS = {
  possible: "server-offers-signing",
  blocked: "server-requires-signing",
  unknown: "connection-timed-out",
} as const;
