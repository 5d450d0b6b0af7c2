// The report lines that tshark's expected values call for, in the order in which they are printed.
import type { CaptureReport, CarrierName, HandshakeReport, NtlmOnlyReport } from "@countersign/inspect";
import type { ExpectedCapture, ExpectedNtlm, ExpectedStream } from "./expected.js";
import { isCut, toldOfNegotiation, toldOfSigning } from "./negotiations.js";
import { exchanges, toldOfExchange } from "./ntlm.js";
import { isSmb, toldOfSessions } from "./sessions.js";
import { packetTime } from "./times.js";
import { Check, type Told, type ToldObject } from "./told.js";

/** tshark's protocol names where the contract has another word. */
const CARRIERS: Readonly<Record<string, CarrierName>> = { pop: "pop3" };

export interface Lines {
  handshakes: ToldLine<HandshakeReport>[];
  ntlm: ToldLine<NtlmOnlyReport>[];
  capture: Told<CaptureReport>;
}

/** One line, with the two keys by which a report is found for it. */
export interface ToldLine<Report> {
  firstPacket: number;
  /** Client and server. */
  ends: string;
  told: ToldObject<Report>;
}

export function linesOf({ file, streams }: ExpectedCapture): Lines {
  const decimals = Number(/\((\d)\)/.exec(file.timePrecision ?? "")?.[1] ?? 6);
  const smb = streams.filter((s) => s.smb1 || s.smb2);
  const handshakes = smb.map((s) => line<HandshakeReport>(s, toldOfHandshake(s, decimals)));
  const ntlm = streams.flatMap((s) =>
    ntlmCarriers(s).flatMap(([carrier, messages]) =>
      exchanges(messages).map((exchange) =>
        line<NtlmOnlyReport>(s, {
          ...conversation(s, decimals),
          kind: "ntlm",
          carrier,
          ntlm: toldOfExchange(exchange),
        }),
      ),
    ),
  );
  const capture: Told<CaptureReport> = {
    kind: "capture",
    packets: file.packets === null ? undefined : Number(file.packets),
    bytes: file.bytes,
    handshakes: handshakes.length,
  };
  return { handshakes, ntlm, capture };
}

function line<Report>(s: ExpectedStream, told: ToldObject<Report>): ToldLine<Report> {
  return {
    firstPacket: s.firstFrame,
    ends: ends(s.client.ip, s.client.port, s.server.ip, s.server.port),
    told,
  };
}

export function ends(client: string, clientPort: number, server: string, serverPort: number): string {
  return `${client} ${clientPort} ${server} ${serverPort}`;
}

function conversation(
  s: ExpectedStream,
  decimals: number,
): ToldObject<Pick<HandshakeReport, "client" | "server" | "firstPacket" | "time">> {
  return {
    client: { address: s.client.ip, port: s.client.port },
    server: { address: s.server.ip, port: s.server.port },
    firstPacket: s.firstFrame,
    time:
      s.firstTime === undefined
        ? new Check("1970-01-01T00:00:00Z", (actual) =>
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(actual)),
          )
        : packetTime(s.firstTime, decimals),
  };
}

function toldOfHandshake(s: ExpectedStream, decimals: number): ToldObject<HandshakeReport> {
  const cut = s.negotiates.some(isCut);
  return {
    ...conversation(s, decimals),
    kind: "handshake",
    transport: transport(s),
    vlans: s.vlan ?? [],
    negotiations: cut ? undefined : s.negotiates.map(toldOfNegotiation),
    sessions: toldOfSessions(s),
    signing: toldOfSigning(s),
    problems: cut
      ? new Check([{ code: "truncated" }], (actual) => Array.isArray(actual) && actual.length > 0)
      : undefined,
  };
}

function transport(s: ExpectedStream): Told<HandshakeReport["transport"]> {
  if (s.netbiosSession) return "netbios-session";
  return s.server.port === 139 ? undefined : "direct-tcp";
}

/** The stream's NTLM messages that are no part of an SMB logon, by carrier. */
function ntlmCarriers({ ntlm }: ExpectedStream): [CarrierName, ExpectedNtlm[]][] {
  const carriers = new Map<CarrierName, ExpectedNtlm[]>();
  for (const message of ntlm.filter((m) => !isSmb(m))) {
    const name = message.carrier ?? "tcp";
    const carrier = CARRIERS[name] ?? (name as CarrierName);
    const of = carriers.get(carrier);
    if (of) of.push(message);
    else carriers.set(carrier, [message]);
  }
  return [...carriers];
}
