// docs/captures.md: what `inspect` says of every recorded capture.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type HandshakeReport,
  inspectCaptureSync,
  type NtlmOnlyReport,
  type SessionReport,
} from "../../src/index.js";
import { captureNames, inspected } from "../captures.js";
import { code, table } from "./markdown.js";

export function capturesDocument(): string {
  const names = new Map(captureNames.map((name) => [name, inspected(name)]));
  const handshakes = [...names].flatMap(([name, reports]) => rows(name, reports, "handshake", handshakeRow));
  const ntlm = [...names].flatMap(([name, reports]) => rows(name, reports, "ntlm", ntlmRow));
  const silent = [...names].filter(([, reports]) => reports.length === 1).map(([name]) => name);
  return `# Verdicts of the recorded captures

What \`countersign inspect\` says of every capture in \`fixtures/captures\`. The file is made by \`npx vitest run packages/inspect/test/docs -u\`, and a test fails where it is out of date. [verdicts.md](verdicts.md) says what the words mean.

Conversations of one capture that look alike share a row. *Advertised* is the server's word, *this pair* follows from both ends' policies in the session that was seen, *observed* is what its messages showed: three different things, and the table has captures for each way in which they part.

## SMB conversations

${table(["capture", "server", "dialect", "advertised", "this pair", "relay to SMB", "sessions, as observed", "findings"], handshakes)}

## NTLM elsewhere

${table(["capture", "carrier", "server", "user", "response", "MIC", "channel bindings", "findings"], ntlm)}

## Nothing to report

${silent.map((name) => `- ${name}: ${captionOf(name)}`).join("\n")}

## What the captures are

${table(
  ["capture", "what it is"],
  captureNames.map((name) => [short(name), captionOf(name)]),
)}
`;
}

/** docs/public-captures.md: the verdicts on captures of others, which lie in `folder` and not in the project. */
export function publicCapturesDocument(folder: string): string {
  const names = readdirSync(folder).filter((name) => /\.(pcap|pcapng|cap|snoop)$/.test(name));
  const handshakes = names.flatMap((name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return rows(name, [...inspectCaptureSync([bytes], { file: name })], "handshake", handshakeRow);
  });
  return `# Verdicts on public captures

What \`countersign inspect\` says of the SMB conversations in ${names.length} public captures, from the test suites of Wireshark's, Zeek's, Suricata's and other projects, named by the project they come from. The captures are not part of this one. The file is made by \`COUNTERSIGN_CAPTURES=FOLDER npx vitest run packages/inspect/test/docs -u\`, and tested where that folder is given.

${table(["capture", "server", "dialect", "advertised", "this pair", "relay to SMB", "sessions, as observed", "findings"], handshakes)}
`;
}

type Kind = "handshake" | "ntlm";
type Of<K extends Kind> = K extends "handshake" ? HandshakeReport : NtlmOnlyReport;

function rows<K extends Kind>(
  name: string,
  reports: readonly { kind: string }[],
  kind: K,
  row: (report: Of<K>) => string[],
): string[][] {
  const counts = new Map<string, number>();
  for (const report of reports.filter((one) => one.kind === kind)) {
    const key = JSON.stringify(row(report as Of<K>));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [
    count === 1 ? short(name) : `${short(name)}, ${count} times`,
    ...(JSON.parse(key) as string[]),
  ]);
}

function handshakeRow({ server, negotiations, signing, sessions, findings }: HandshakeReport): string[] {
  const { smb1, smb2 } = signing.advertised;
  const advertised = [smb2 && `SMB2 ${smb2}`, smb1 && `SMB1 ${smb1}`].filter((text) => text !== undefined);
  return [
    server.address,
    negotiations.flatMap(({ response }) => response?.dialect ?? []).at(-1) ?? "",
    advertised.join(", "),
    signing.effective.outcome,
    signing.relayToSmb.outcome,
    sessions.map(sessionText).join("; "),
    findings.map((finding) => code(finding.code)).join(", "),
  ];
}

function sessionText({ kind, binding, mechanism, observed }: SessionReport): string {
  return `${kind}${binding ? " (binding)" : ""}${mechanism === "unknown" ? "" : ` by ${mechanism}`}: ${observed}`;
}

function ntlmRow({ carrier, server, ntlm, findings }: NtlmOnlyReport): string[] {
  return [
    carrier,
    server.address,
    [ntlm.domain, ntlm.user].filter(Boolean).join("\\"),
    ntlm.response ?? "",
    ntlm.mic === undefined
      ? ""
      : ntlm.mic.asserted
        ? "asserted"
        : ntlm.mic.present
          ? "not asserted"
          : "absent",
    ntlm.channelBindings ?? "",
    findings.map((finding) => code(finding.code)).join(", "),
  ];
}

function short(name: string): string {
  return name.replace(/\.pcap(ng)?$/, "");
}

function captionOf(name: string): string {
  const path = `../../../../fixtures/captures/${short(name)}.recipe.json`;
  const recipe = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as { caption: string };
  return recipe.caption;
}
