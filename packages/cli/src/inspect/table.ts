// The table for people: a block a file, a row a conversation.
import type {
  CaptureReport,
  HandshakeReport,
  NtlmOnlyReport,
  Report,
  SessionReport,
} from "@countersign/inspect";
import Table from "cli-table3";
import pc from "picocolors";
import type { Output } from "./output.js";

export function tableOutput(stream: NodeJS.WriteStream): Output {
  let handshakes: HandshakeReport[] = [];
  let ntlm: NtlmOnlyReport[] = [];
  return {
    report(report: Report) {
      if (report.kind === "handshake") handshakes.push(report);
      else if (report.kind === "ntlm") ntlm.push(report);
      else {
        // What is no capture has told its problem already.
        if (report.format !== undefined) stream.write(block(report, handshakes, ntlm));
        handshakes = [];
        ntlm = [];
      }
    },
    end() {},
  };
}

function block(capture: CaptureReport, handshakes: HandshakeReport[], ntlm: NtlmOnlyReport[]): string {
  const parts = [`${pc.bold(capture.file)}  ${pc.dim(summary(capture, ntlm.length))}`];
  if (handshakes.length > 0) parts.push(handshakeTable(handshakes));
  if (ntlm.length > 0) parts.push(ntlmTable(ntlm));
  return `${parts.join("\n")}\n\n`;
}

function summary({ packets, handshakes }: CaptureReport, ntlm: number): string {
  const smb = handshakes === 0 ? "no SMB" : count(handshakes, "SMB conversation");
  const others = ntlm === 0 ? "" : `, ${count(ntlm, "other NTLM logon")}`;
  return `${count(packets, "packet")}, ${smb}${others}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

function handshakeTable(handshakes: HandshakeReport[]): string {
  const table = plainTable([
    "server",
    "name",
    "dialect",
    "signing advertised",
    "this pair",
    "relay to SMB",
    "sessions",
  ]);
  for (const h of handshakes) {
    table.push([
      `${h.server.address}:${h.server.port}`,
      serverName(h),
      dialects(h),
      advertised(h),
      h.signing.effective.outcome,
      relay(h.signing.relayToSmb.outcome),
      h.sessions.map(session).join("\n"),
    ]);
  }
  return table.toString();
}

function ntlmTable(reports: NtlmOnlyReport[]): string {
  const table = plainTable(["NTLM over", "server", "name", "user", "response", "MIC"]);
  for (const { carrier, server, ntlm } of reports) {
    const name = ntlm.targetInfo?.find((pair) => pair.name === "MsvAvNbComputerName")?.value ?? "";
    table.push([
      carrier,
      `${server.address}:${server.port}`,
      name,
      userOf(ntlm.domain, ntlm.user),
      ntlm.response ?? "",
      ntlm.mic === undefined ? "" : ntlm.mic.asserted ? "asserted" : "not asserted",
    ]);
  }
  return table.toString();
}

/** Lines of text alone, so that it reads as well in a file as on a terminal. */
function plainTable(head: string[]): Table.Table {
  const none = {
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
  };
  const rest = {
    "bottom-right": "",
    left: "  ",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
  };
  return new Table({
    head: head.map((title) => pc.dim(title)),
    chars: { ...none, ...rest, top: "", middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
}

function serverName({ sessions }: HandshakeReport): string {
  for (const { ntlm } of sessions) {
    const name = ntlm?.targetInfo?.find((pair) => pair.name === "MsvAvNbComputerName")?.value;
    if (name) return name;
  }
  return "";
}

/** The dialect that counted in the end; after an SMB1 opening the last negotiation tells it. */
function dialects({ negotiations }: HandshakeReport): string {
  const answered = negotiations.filter((n) => n.response?.dialect !== undefined);
  return answered.at(-1)?.response?.dialect ?? "";
}

function advertised({ signing }: HandshakeReport): string {
  const { smb1, smb2 } = signing.advertised;
  const lines = [];
  if (smb2 !== undefined) lines.push(policy(`SMB2 ${smb2}`, smb2));
  if (smb1 !== undefined) lines.push(policy(`SMB1 ${smb1}`, smb1));
  return lines.join("\n");
}

function policy(text: string, value: string): string {
  if (value === "required") return pc.green(text);
  return value === "unknown" ? pc.yellow(text) : pc.red(text);
}

function relay(outcome: "blocked" | "possible" | "unknown"): string {
  if (outcome === "blocked") return pc.green(outcome);
  return outcome === "unknown" ? pc.yellow(outcome) : pc.red(outcome);
}

function session({ kind, ntlm, mechanism, observed }: SessionReport): string {
  const user = ntlm === undefined ? "" : userOf(ntlm.domain, ntlm.user);
  return [user || kind, user ? `(${kind})` : "", mechanism, observed].filter((word) => word !== "").join(" ");
}

function userOf(domain: string | undefined, user: string | undefined): string {
  if (!user) return "";
  return domain ? `${domain}\\${user}` : user;
}
