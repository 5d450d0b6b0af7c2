// The report contract's JSON Schema, held to src/contract.ts by the compiler.
import { type Finding, type FindingCode, findingCatalogue, type Severity } from "@countersign/guidance";
import { type Observed, type Reason, type ReasonCode, reasonMeanings } from "@countersign/signing";
import type {
  CaptureReport,
  ContextReport,
  HandshakeReport,
  HostNames,
  HostPathReport,
  HostReport,
  NegotiateRequestReport,
  NegotiateResponseReport,
  NegotiationReport,
  NtlmOnlyReport,
  NtlmReport,
  NtlmSecrets,
  PortState,
  ProblemReport,
  SessionReport,
  SigningReport,
  TcpPackets,
  VantageReport,
} from "../contract.js";
import { probeQuestion } from "./probe-schema.js";
import {
  about,
  counts,
  exactly,
  flag,
  integer,
  type JsonSchema,
  list,
  map,
  maybe,
  natural,
  object,
  oneOf,
  type SchemaOf,
  text,
  textLike,
} from "./schema.js";
import { bytes, definitions, endpoint, file, guid, hex, packet, serverTime, time } from "./terms.js";

const version = exactly(1);
const vantage = maybe(
  about(
    "Where and when the report was made, where there are several places to make reports at.",
    definitions.add("vantage", object<VantageReport>({ name: text, time, scan: text, job: text })),
  ),
);
const protocol = oneOf(["smb1", "smb2"]);

const observedKinds: readonly Observed[] = ["signed", "unsigned", "mixed", "encrypted", "none", "unknown"];
const sessionKinds: readonly SessionReport["kind"][] = ["user", "guest", "anonymous", "failed", "unknown"];

const reason: SchemaOf<Reason> = definitions.add(
  "reason",
  object<Reason>({
    code: oneOf(Object.keys(reasonMeanings) as ReasonCode[]),
    file: maybe(about("Where evidence is joined from several captures.", file)),
    packet: maybe(packet),
    offset: maybe(about("Bytes from the start of the message.", natural)),
    field: maybe(about("What the value was read from, as Message.field, or the side it belongs to.", text)),
    value: maybe<number | string>({ type: ["number", "string"] }),
  }),
);

const finding = definitions.add(
  "finding",
  object<Finding>({
    code: oneOf(Object.keys(findingCatalogue) as FindingCode[]),
    severity: oneOf<Severity>(["info", "low", "medium", "high"]),
    because: list(reason),
  }),
);

const problem = definitions.add(
  "problem",
  object<ProblemReport>({
    packet: maybe(packet),
    layer: text,
    code: text,
    field: maybe(text),
    offset: maybe(
      about(
        "Bytes: of the message; of the file where the layer is 'file', as it is wrapped where that is 'compression'.",
        natural,
      ),
    ),
    message: text,
  }),
);

const context = definitions.add(
  "negotiateContext",
  object<ContextReport>({
    type: natural,
    name: about("By the specification; '0x…' where it has none.", text),
    hashAlgorithms: maybe(list(text)),
    ciphers: maybe(list(text)),
    compressionAlgorithms: maybe(list(text)),
    netName: maybe(text),
    rdmaTransforms: maybe(list(text)),
    signingAlgorithms: maybe(list(text)),
    flags: maybe(natural),
  }),
);

const negotiateRequest = definitions.add(
  "negotiateRequest",
  object<NegotiateRequestReport>({
    protocol,
    dialects: about("SMB2: '2.0.2', '2.1', '3.0', '3.0.2', '3.1.1', else '0x…'; SMB1: as sent.", list(text)),
    securityMode: maybe(natural),
    capabilities: maybe(natural),
    clientGuid: maybe(guid),
    contexts: maybe(list(context)),
  }),
);

const negotiateResponse = definitions.add(
  "negotiateResponse",
  object<NegotiateResponseReport>({
    protocol,
    status: hex,
    dialect: maybe(about("'2.FF' for 0x02FF; SMB1: the name chosen; absent when refused.", text)),
    securityMode: maybe(natural),
    capabilities: maybe(natural),
    serverGuid: maybe(guid),
    serverTime: maybe(serverTime),
    cipher: maybe(text),
    signingAlgorithm: maybe(text),
    contexts: maybe(list(context)),
    mechTypes: maybe(
      about("Object identifiers, the preferred one first.", list(textLike("^[0-9]+(\\.[0-9]+)*$"))),
    ),
  }),
);

const negotiation = definitions.add(
  "negotiation",
  object<NegotiationReport>({
    packet: about("The packet in which the request (or, without one, the answer) ends.", natural),
    request: maybe(negotiateRequest),
    response: maybe(negotiateResponse),
  }),
);

const secrets = definitions.add(
  "ntlmSecrets",
  object<NtlmSecrets>({
    lmResponse: maybe(bytes),
    ntResponse: maybe(bytes),
    mic: maybe(bytes),
    encryptedRandomSessionKey: maybe(bytes),
  }),
);

const ntlm = definitions.add(
  "ntlm",
  object<NtlmReport>({
    negotiateFlags: maybe(natural),
    challengeFlags: maybe(natural),
    authenticateFlags: maybe(natural),
    serverChallenge: maybe(textLike("^[0-9a-f]{16}$")),
    targetName: maybe(text),
    targetInfo: maybe(
      about(
        "Wire order, the end mark left out. Values: text, FILETIME as ISO time, else hex.",
        list(object<{ id: number; name: string; value: string }>({ id: natural, name: text, value: text })),
      ),
    ),
    serverVersion: maybe(text),
    domain: maybe(text),
    user: maybe(text),
    workstation: maybe(text),
    response: maybe(oneOf(["ntlmv2", "ntlmv1", "ntlmv1-ess", "lm", "anonymous", "other"])),
    mic: maybe(
      about(
        "present: the payload starts after the field, zeros count; asserted: MsvAvFlags bit 0x2.",
        object<{ present: boolean; asserted: boolean }>({ present: flag, asserted: flag }),
      ),
    ),
    targetNameSent: maybe(text),
    channelBindings: maybe(oneOf(["absent", "zero", "present"])),
    secrets: maybe(about("With --show-secrets alone.", secrets)),
  }),
);

const direction = object<{ signed: number; total: number }>({ signed: natural, total: natural });

const session = definitions.add(
  "session",
  object<SessionReport>({
    sessionId: hex,
    protocol,
    binding: flag,
    previousSessionId: maybe(about("The session that this one takes the place of after a reconnect.", hex)),
    clientSecurityMode: maybe(natural),
    status: about("The last one seen; 'unknown' where no answer was.", textLike("^(0x[0-9a-f]{8}|unknown)$")),
    kind: oneOf(sessionKinds),
    flags: list(text),
    mechanism: oneOf(["ntlm", "kerberos", "other", "unknown"]),
    ntlm: maybe(ntlm),
    observed: oneOf(observedKinds),
    messages: object<SessionReport["messages"]>({ client: direction, server: direction, encrypted: natural }),
  }),
);

const advertised: SchemaOf<SigningReport["advertised"]> = about(
  "Absent: never asked; 'unknown': asked and not learned.",
  object<SigningReport["advertised"]>({
    smb1: maybe(oneOf(["disabled", "enabled", "required", "unknown"])),
    smb2: maybe(oneOf(["enabled", "required", "unknown"])),
  }),
);

const relayToSmb = definitions.add(
  "relayToSmb",
  object<SigningReport["relayToSmb"]>({
    outcome: oneOf(["blocked", "possible", "unknown"]),
    because: list(reason),
    notObservable: list(text),
  }),
);

const signing = object<SigningReport>({
  advertised,
  effective: object<SigningReport["effective"]>({
    outcome: oneOf(["signed", "unsigned", "blocked", "unknown"]),
    because: list(reason),
  }),
  relayToSmb,
  deviations: list(reason),
});

const handshakeReport = definitions.add(
  "handshakeReport",
  object<HandshakeReport>({
    kind: exactly("handshake"),
    version,
    vantage,
    file,
    transport: oneOf(["direct-tcp", "netbios-session"]),
    client: endpoint,
    server: endpoint,
    vlans: about("Outermost first.", list(natural)),
    firstPacket: packet,
    time,
    negotiations: list(negotiation),
    sessions: list(session),
    signing,
    findings: list(finding),
    problems: list(problem),
  }),
);

const ntlmReport = definitions.add(
  "ntlmReport",
  object<NtlmOnlyReport>({
    kind: exactly("ntlm"),
    version,
    vantage,
    file,
    carrier: oneOf(["http", "ldap", "dcerpc", "tds", "smtp", "imap", "pop3", "tcp"]),
    client: endpoint,
    server: endpoint,
    firstPacket: packet,
    time,
    ntlm,
    findings: list(finding),
  }),
);

const hostPath = definitions.add(
  "hostPath",
  object<HostPathReport>({
    name: text,
    ports: list(
      object<HostPathReport["ports"][number]>({
        port: natural,
        state: oneOf<PortState>(["reached", "refused", "filtered"]),
      }),
    ),
    advertised,
    relayToSmb: oneOf(["blocked", "possible", "unknown"]),
    firstSeen: time,
    lastSeen: time,
  }),
);

const hostReport = definitions.add(
  "hostReport",
  object<HostReport>({
    kind: exactly("host"),
    version,
    vantage,
    address: text,
    ports: list(natural),
    names: object<HostNames>({
      netbiosName: maybe(text),
      netbiosDomain: maybe(text),
      dnsName: maybe(text),
      dnsDomain: maybe(text),
      dnsForest: maybe(text),
    }),
    systemVersion: maybe(text),
    advertised,
    dialects: list(text),
    relayToSmb,
    sessions: counts(sessionKinds),
    observed: counts(observedKinds),
    conflicts: list(reason),
    findings: list(finding),
    clockSkewSeconds: maybe(about("The server's clock less the capture's.", integer)),
    firstSeen: time,
    lastSeen: time,
    probe: maybe(
      about("What a probe asked, in the order of time. Its evidence counts messages.", list(probeQuestion)),
    ),
    target: maybe(
      about("What the probe was told to ask: a name or an address.", object({ host: text, port: natural })),
    ),
    vantages: maybe(
      about("How it looks from each place, where several reports were joined.", list(hostPath)),
    ),
  }),
);

const captureReport = definitions.add(
  "captureReport",
  object<CaptureReport>({
    kind: exactly("capture"),
    version,
    vantage,
    file,
    format: maybe(
      about(
        "Absent: the input is no capture that can be read.",
        oneOf(["pcap", "pcapng", "snoop", "netmon"]),
      ),
    ),
    compression: maybe(
      about(
        "What the file was wrapped in; 'bytes' and offsets count what came out.",
        oneOf(["gzip", "zstd"]),
      ),
    ),
    packets: about("Each of them is counted once in 'tcp', 'dropped' or 'unread'.", natural),
    bytes: natural,
    handshakes: natural,
    tcp: about(
      "Packets that brought a TCP segment.",
      object<TcpPackets>({ payload: natural, empty: natural, late: natural }),
    ),
    dropped: about("Packets that brought none, by reason.", map(natural)),
    unread: about("Packets whose record in the file could not be read, by reason.", map(natural)),
    counters: about("What happened to conversations, segments and fragments.", map(natural)),
    problems: list(problem),
  }),
);

/** JSON Schema, draft 2020-12, of one report: of a line of `ndjson`, of an element of `json`. */
export const reportSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A report of countersign, contract version 1",
  description: "Fields may be added, never renamed or retyped.",
  oneOf: [handshakeReport, ntlmReport, hostReport, captureReport],
  $defs: definitions.schemas,
};
