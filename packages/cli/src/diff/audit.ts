// What an audit says of each host, read from the reports that `inspect` printed.
import { createReadStream } from "node:fs";
import { reasonOf } from "../diagnostics.js";
import { listAt, textAt } from "./json.js";

/** A host as one audit saw it. */
export interface HostState {
  address: string;
  name: string | undefined;
  /** Absent: never asked. */
  smb1: string | undefined;
  smb2: string | undefined;
  relayToSmb: string | undefined;
  findings: Set<string>;
}

/** By address, in the order of the audit. */
export type Audit = Map<string, HostState>;

/** The message goes behind the path: `: no such file or folder`, `:12: is no report`. */
export class NotAnAudit extends Error {}

export async function readAudit(path: string): Promise<Audit> {
  const audit: Audit = new Map();
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    // `--format json` puts a report a line too, between brackets and commas.
    const text = line.trim().replace(/,$/, "");
    if (["", "[", "]", "[]"].includes(text)) continue;
    const report = parse(text);
    const state = stateOf(report);
    if (state !== undefined) join(audit, state);
    else if (textAt(report, "kind") !== "capture") {
      throw new NotAnAudit(`:${number}: is no report of countersign inspect --format ndjson`);
    }
  }
  return audit;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = path === "-" ? process.stdin : createReadStream(path);
  try {
    let rest = "";
    for await (const chunk of input.setEncoding("utf8") as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    yield rest;
  } catch (error) {
    throw new NotAnAudit(`: ${reasonOf(error)}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a report says of its host; nothing where it is about none, or no report. */
function stateOf(report: unknown): HostState | undefined {
  const kind = textAt(report, "kind");
  const isHost = kind === "host";
  if (!isHost && kind !== "handshake" && kind !== "ntlm") return undefined;
  const address = isHost ? textAt(report, "address") : textAt(report, "server", "address");
  if (address === undefined) return undefined;
  const verdict = isHost ? [] : ["signing"];
  return {
    address,
    name: isHost ? hostName(report) : conversationName(report),
    smb1: textAt(report, ...verdict, "advertised", "smb1"),
    smb2: textAt(report, ...verdict, "advertised", "smb2"),
    relayToSmb: textAt(report, ...verdict, "relayToSmb", "outcome"),
    findings: new Set(listAt(report, "findings").flatMap((finding) => textAt(finding, "code") ?? [])),
  };
}

function hostName(report: unknown): string | undefined {
  return textAt(report, "names", "netbiosName") ?? textAt(report, "names", "dnsName");
}

function conversationName(report: unknown): string | undefined {
  const pairs = [report, ...listAt(report, "sessions")].flatMap((holder) =>
    listAt(holder, "ntlm", "targetInfo"),
  );
  const name = pairs.find((pair) => textAt(pair, "name") === "MsvAvNbComputerName");
  return textAt(name, "value") || undefined;
}

/** Of several conversations the last that learned a policy counts, and of relay outcomes the weakest, as in a host's report. */
function join(audit: Audit, now: HostState): void {
  const before = audit.get(now.address);
  if (before === undefined) {
    audit.set(now.address, now);
    return;
  }
  before.name = now.name ?? before.name;
  before.smb1 = learned(before.smb1, now.smb1);
  before.smb2 = learned(before.smb2, now.smb2);
  before.relayToSmb = weaker(before.relayToSmb, now.relayToSmb);
  for (const code of now.findings) before.findings.add(code);
}

function learned(before: string | undefined, now: string | undefined): string | undefined {
  return now === undefined || (now === "unknown" && before !== undefined) ? before : now;
}

/** A conversation that learned nothing takes nothing away from those that did. */
function weaker(a: string | undefined, b: string | undefined): string | undefined {
  return ["possible", "blocked", "unknown"].find((outcome) => outcome === a || outcome === b) ?? a ?? b;
}
