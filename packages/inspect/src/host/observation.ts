// What one conversation showed of its server: plain data, so that it can cross the border of a worker.
import { formatGuid } from "@countersign/bytes";
import type { Finding, SessionFact } from "@countersign/guidance";
import { dialectChoices, type Handshake, hostAnswers, type NtlmExchange } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import type { DialectChoice, HostAnswers } from "@countersign/signing";
import type { Endpoint, HostNames, ProbeQuestionReport } from "../contract.js";
import { exchangeFindings, messageFindings, sessionFacts } from "../report/findings.js";

/** What a `HostView` takes: one conversation with a server, seen or made. */
export interface HostObservation {
  /** As reports name the capture; '' where there is none. */
  file: string;
  server: Endpoint;
  /** When the conversation began, ISO 8601 UTC. */
  time: string;
  /** In the order of time. */
  answers: HostAnswers;
  choices: DialectChoice[];
  /** The names of those that the server chose. */
  smb1Dialects: string[];
  guids: { packet: number; protocol: "smb1" | "smb2"; guid: string }[];
  /** What it called itself, message by message. */
  identities: { packet: number; names: HostNames; systemVersion?: string | undefined }[];
  /** The server's clock less the capture's, in seconds; `undefined` where it told no time. */
  clockSkew: number | undefined;
  sessions: SessionFact[];
  /** What holds whatever else is learned: of single messages and exchanges. */
  findings: Finding[];
  /** The lowest SMB2 dialect that the server accepts, where that was learned. */
  minimumDialect?: number | undefined;
  /** What was asked, where a probe made the conversation; `order` counts its connections. */
  probe?: { order: number; asked: ProbeQuestionReport } | undefined;
}

/** Where and when a conversation took place. */
export type ObservationFacts = Pick<HostObservation, "file" | "server" | "time">;

/** An observation of an SMB conversation, without its NTLM inside pipes. */
export function observeHandshake(facts: ObservationFacts, handshake: Handshake): HostObservation {
  const { file, server, time } = facts;
  return {
    file,
    server,
    time,
    answers: hostAnswers(handshake),
    choices: dialectChoices(handshake),
    smb1Dialects: smb1Dialects(handshake),
    guids: guids(handshake),
    identities: [
      ...handshake.negotiations.flatMap(smb1Identity),
      ...handshake.sessions.flatMap(({ ntlm }) => (ntlm ? identitiesOf(ntlm) : [])),
    ],
    clockSkew: clockSkew(handshake, time),
    sessions: sessionFacts(handshake),
    findings: messageFindings(handshake),
  };
}

/** An observation of NTLM that is no SMB logon. */
export function observeNtlm(
  { file, server, time }: ObservationFacts,
  exchange: NtlmExchange,
): HostObservation {
  return {
    file,
    server,
    time,
    answers: {},
    choices: [],
    smb1Dialects: [],
    guids: [],
    identities: identitiesOf(exchange),
    clockSkew: undefined,
    sessions: [],
    findings: exchangeFindings(exchange),
  };
}

type Negotiation = Handshake["negotiations"][number];
type Identity = HostObservation["identities"][number];

function smb1Dialects({ negotiations }: Handshake): string[] {
  return negotiations.flatMap(({ request, response }) => {
    if (request?.protocol !== "smb1" || response?.protocol !== "smb1") return [];
    const body = response.message?.body;
    if (body === undefined || body.kind === "refused") return [];
    return request.message?.body.dialects[body.dialectIndex] ?? [];
  });
}

function guids({ negotiations }: Handshake): HostObservation["guids"] {
  return negotiations.flatMap(({ response }) => {
    if (response?.state !== "complete" || response.message === undefined) return [];
    const { protocol, at, message } = response;
    const guid = "serverGuid" in message.body ? message.body.serverGuid : undefined;
    return guid === undefined ? [] : [{ packet: at, protocol, guid: formatGuid(guid) }];
  });
}

/** Without extended security an SMB1 server names itself and its domain at once. */
function smb1Identity({ response }: Negotiation): Identity[] {
  if (response?.protocol !== "smb1" || response.message?.body.kind !== "ntLanMan") return [];
  const { serverName, domainName } = response.message.body;
  return [{ packet: response.at, names: present({ netbiosName: serverName, netbiosDomain: domainName }) }];
}

function identitiesOf({ challenge }: NtlmExchange): Identity[] {
  if (challenge === undefined) return [];
  const { targetInfo, version } = challenge.message;
  const name = (kind: ntlmssp.AvPair["kind"]) => {
    const value = targetInfo?.find((pair) => pair.kind === kind)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const names = present({
    netbiosName: name("nbComputerName"),
    netbiosDomain: name("nbDomainName"),
    dnsName: name("dnsComputerName"),
    dnsDomain: name("dnsDomainName"),
    dnsForest: name("dnsTreeName"),
  });
  const systemVersion = version && ntlmssp.formatVersion(version);
  return [{ packet: challenge.at, names, systemVersion }];
}

/** Samba's server sends an empty name as a lone terminator. */
function present(names: Record<keyof HostNames & string, string | undefined> | object): HostNames {
  return Object.fromEntries(
    Object.entries(names).filter(([, name]) => name !== undefined && name !== "" && name !== "\0"),
  );
}

const UNIX_EPOCH_SECONDS = 11_644_473_600;

/**
 * The answers' times against that of the conversation's first packet. What lies between makes it larger, so the least of
 * them counts.
 */
function clockSkew({ negotiations }: Handshake, time: string): number | undefined {
  const began = Date.parse(time) / 1000;
  const skews = negotiations.flatMap(({ response }) => {
    const body = response?.message?.body;
    const filetime = body && "systemTime" in body ? body.systemTime : 0n;
    return filetime > 0n ? [Number(filetime / 10_000n) / 1000 - UNIX_EPOCH_SECONDS - began] : [];
  });
  const least = Math.min(...skews);
  return Number.isFinite(least) ? least : undefined;
}
