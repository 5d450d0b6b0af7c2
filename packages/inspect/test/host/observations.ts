// Observations as a server of a given kind would give them.
import { advertisedSmb1, advertisedSmb2 } from "@countersign/signing";
import type { HostObservation } from "../../src/index.js";

const NOTHING: HostObservation = {
  file: "a.pcap",
  server: { address: "192.0.2.1", port: 445 },
  time: "2026-01-01T00:00:00.000000Z",
  answers: {},
  choices: [],
  smb1Dialects: [],
  guids: [],
  identities: [],
  clockSkew: undefined,
  sessions: [],
  findings: [],
};

/** An observation that says what it is given to say, and nothing else. */
export function observation(told: Partial<HostObservation> = {}): HostObservation {
  return { ...NOTHING, ...told };
}

export function at(minute: number): string {
  return `2026-01-01T00:${String(minute).padStart(2, "0")}:00Z`;
}

export function smb2Answer(securityMode: number, packet: number, dialect = 0x0302) {
  return { ...advertisedSmb2({ securityMode, packet, dialect }), dialect };
}

export function smb1Answer(securityMode: number, packet: number) {
  return advertisedSmb1({ securityMode, packet });
}
