// The report contract, version 1, as far as tshark's expected values can check it.
// Stands here until @countersign/inspect exports the same types.

export interface Endpoint {
  address: string;
  port: number;
}

export interface ContextReport {
  type: number;
  name: string;
  hashAlgorithms?: string[];
  ciphers?: string[];
  compressionAlgorithms?: string[];
  netName?: string;
  signingAlgorithms?: string[];
}

export interface NegotiationReport {
  packet: number;
  request?: {
    protocol: "smb1" | "smb2";
    dialects: string[];
    securityMode?: number;
    capabilities?: number;
    clientGuid?: string;
    contexts?: ContextReport[];
  };
  response?: {
    protocol: "smb1" | "smb2";
    status: string;
    dialect?: string;
    securityMode?: number;
    capabilities?: number;
    serverGuid?: string;
    serverTime?: string;
    cipher?: string;
    signingAlgorithm?: string;
    contexts?: ContextReport[];
    mechTypes?: string[];
  };
}

export interface SessionReport {
  sessionId: string;
  protocol: "smb1" | "smb2";
  binding: boolean;
  clientSecurityMode?: number;
  status: string;
  kind: "user" | "guest" | "anonymous" | "failed" | "unknown";
  flags: string[];
  mechanism: "ntlm" | "kerberos" | "other" | "unknown";
  ntlm?: NtlmReport;
  observed: "signed" | "unsigned" | "mixed" | "encrypted" | "none" | "unknown";
  messages: {
    client: { signed: number; total: number };
    server: { signed: number; total: number };
    encrypted: number;
  };
}

export interface NtlmReport {
  negotiateFlags?: number;
  challengeFlags?: number;
  authenticateFlags?: number;
  serverChallenge?: string;
  targetName?: string;
  targetInfo?: { id: number; name: string; value: string }[];
  serverVersion?: string;
  domain?: string;
  user?: string;
  workstation?: string;
  response?: "ntlmv2" | "ntlmv1" | "ntlmv1-ess" | "lm" | "anonymous" | "other";
  mic?: { present: boolean; asserted: boolean };
  targetNameSent?: string;
  channelBindings?: "absent" | "zero" | "present";
}

export interface HandshakeReport {
  kind: "handshake";
  version: 1;
  file: string;
  transport: "direct-tcp" | "netbios-session";
  client: Endpoint;
  server: Endpoint;
  vlans: number[];
  firstPacket: number;
  time: string;
  negotiations: NegotiationReport[];
  sessions: SessionReport[];
  signing: {
    advertised: {
      smb1?: "disabled" | "enabled" | "required" | "unknown";
      smb2?: "enabled" | "required" | "unknown";
    };
    effective: { outcome: "signed" | "unsigned" | "blocked" | "unknown"; because: unknown[] };
    relayToSmb: {
      outcome: "blocked" | "possible" | "unknown";
      because: unknown[];
      notObservable: string[];
    };
    deviations: unknown[];
  };
  problems: { code: string; message: string }[];
}

export interface NtlmOnlyReport {
  kind: "ntlm";
  version: 1;
  file: string;
  carrier: string;
  client: Endpoint;
  server: Endpoint;
  firstPacket: number;
  time: string;
  ntlm: NtlmReport;
}

export interface CaptureReport {
  kind: "capture";
  version: 1;
  file: string;
  packets: number;
  bytes: number;
  handshakes: number;
  dropped: Record<string, number>;
  problems: { code: string; message: string }[];
}

export type Report = HandshakeReport | NtlmOnlyReport | CaptureReport;
