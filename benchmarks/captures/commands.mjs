// Whole captures: what reads them, and the facts in what it prints.
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const node = (script, ...args) => [process.execPath, here(script), ...args];
// Without it tshark misses what came in the wrong order.
const REORDER = ["-o", "tcp.reassemble_out_of_order:TRUE"];
const NEGOTIATE_RESPONSES = "smb2.cmd == 0 && smb2.flags.response == 1";
const FIELDS = [
  ...["ip.src", "tcp.srcport", "ip.dst", "tcp.dstport", "smb2.sec_mode", "smb2.dialect", "smb2.server_guid"],
  ...["smb2.capabilities", "smb2.nt_status", "smb2.msg_id", "smb2.current_time", "smb2.max_read_size"],
];
const SECURITY_MODE = FIELDS.indexOf("smb2.sec_mode");

const json = (stdout) => JSON.parse(stdout);
const nothing = () => ({});

/** `tool`: what has to be here. `slow`: once, on a tenth of the size. `tenth`: on the tenth too, to be compared there. */
export const COMMANDS = [
  { by: "countersign, hosts", tenth: true, command: (file) => node("ours.mjs", "hosts", file), facts: json },
  {
    by: "countersign, conversations",
    command: (file) => node("ours.mjs", "conversations", file),
    facts: json,
  },
  ...["hosts-async", "hosts-stream"].map((way) => ({
    by: `countersign, ${way}`,
    only: "tenth",
    command: (file) => node("ours.mjs", way, file),
    facts: json,
  })),
  { by: "readSync loop", command: (file) => node("read.mjs", file), facts: json },
  { by: "cat", tool: "cat", command: (file) => ["sh", "-c", 'cat "$0" >/dev/null', file], facts: nothing },
  ...["posture", "full"].map((way) => ({
    by: `C, ${way}`,
    tool: "C",
    command: (file, tools) => [tools.get("C").pipeline, way, file],
    facts: json,
  })),
  {
    by: "tcpdump filter",
    tool: "tcpdump",
    command: (file) => ["tcpdump", "-r", file, "-w", "/dev/null", "tcp port 445"],
    facts: nothing,
    check: { command: (file) => ["tcpdump", "-r", file, "--count", "tcp port 445"], facts: countedPackets },
  },
  {
    by: "gopacket",
    tool: "gopacket",
    command: (file, tools) => [tools.get("gopacket").program, file],
    facts: json,
  },
  {
    by: "tshark -T fields",
    tool: "tshark",
    slow: true,
    command: (file) => [
      ...["tshark", "-r", file, ...REORDER, "-Y", NEGOTIATE_RESPONSES, "-T", "fields"],
      ...FIELDS.flatMap((field) => ["-e", field]),
    ],
    facts: fieldFacts,
  },
  {
    by: "tshark -z smb2,srt",
    tool: "tshark",
    slow: true,
    command: (file) => ["tshark", "-q", "-r", file, ...REORDER, "-z", "smb2,srt"],
    facts: (stdout) => ({ conversations: Number(/Negotiate Protocol +(\d+)/.exec(stdout)[1]) }),
  },
];

function countedPackets(stdout) {
  return { smbPackets: Number(/(\d+) packets/.exec(stdout)[1]) };
}

function fieldFacts(stdout) {
  const lines = stdout.trim().split("\n");
  const required = lines.filter((line) => (Number(line.split("\t")[SECURITY_MODE]) & 2) !== 0);
  return { conversations: lines.length, required: required.length };
}
