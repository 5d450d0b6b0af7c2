// What is to hold: ratios between figures of one run. `measure` answers `undefined` where a figure is missing, because a
// tool is absent or its facts were others.
import { MESSAGES } from "./cases/inputs.mjs";

const HEADER_ONLY = ["@awo00/smb2", "node-smb2"];
const RESPONSES = ["neg_rsp", "ss_rsp1", "ss_rsp2"];

const BUDGETS = [
  atMost("G1", "full decode of the six messages, times C", 15, (m) => ratio(decodes(m), decodes(m, "C"))),
  ...HEADER_ONLY.map((by) =>
    atLeast("G2", `${by}, which decodes less, times our full decode`, 8, (m) =>
      ratio(decodes(m, by), decodes(m)),
    ),
  ),
  atLeast("G2", "@marsaud/smb2 on responses, times our full decode", 4, (m) =>
    ratio(decodes(m, "@marsaud/smb2", RESPONSES), decodes(m, "countersign", RESPONSES)),
  ),
  ...["impacket", "scapy"].map((by) =>
    atLeast("G3", `${by}, a handshake, times ours`, 400, (m) => ratio(decodes(m, by), decodes(m))),
  ),
  against(
    "G4",
    "@ewsjs/ntlm-client, CHALLENGE from base64, times ours",
    3,
    "base64 CHALLENGE",
    "@ewsjs/ntlm-client",
  ),
  against("G4", "ntlm-parser, CHALLENGE from base64, times ours", 15, "base64 CHALLENGE", "ntlm-parser"),
  ...["NegTokenInit2", "NegTokenResp"].map((name) =>
    against("G4", `asn1js, ${name}, times ours`, 80, `SPNEGO ${name}`, "asn1js"),
  ),
  ...["neg_req", "neg_rsp"].map((name) =>
    atMost("G5", `peek of ${name}, times C`, 3, (m) =>
      ratio(m.get(`peek ${name}`), m.get(`peek ${name}`, "C")),
    ),
  ),
  atMost("G5", "peek, bytes allocated", 0, (m) => m.get("peek neg_rsp", "countersign", "bytes")),
  against("G6", "smart-buffer, encode CHALLENGE, times ours", 3, "encode CHALLENGE", "smart-buffer"),
  against("G6", "Buffer.concat, encode CHALLENGE, times ours", 4, "encode CHALLENGE", "Buffer.concat"),
  ...[
    ["encode", 16],
    ["encodeInto", 8],
  ].map(([how, limit]) =>
    atMost("G6", `${how} CHALLENGE, times C`, limit, (m) =>
      ratio(m.get(`${how} CHALLENGE`), m.get(`${how} CHALLENGE`, "C")),
    ),
  ),
  onCapture("G7", "dense", "C, posture", "at most", 6),
  onCapture("G7", "dense", "tcpdump filter", "at most", 2),
  onCapture("G7", "dense", "gopacket", "at most", 1),
  onCapture("G8", "dense, a tenth", "tshark -z smb2,srt", "at least", 30),
  onCapture("G8", "dense, a tenth", "tshark -T fields", "at least", 80),
  onCapture("G9", "bulk", "readSync loop", "at most", 2.5),
  onCapture("G9", "bulk", "tcpdump filter", "at most", 1.5),
  onCapture("G9", "bulk, a tenth", "tshark -T fields", "at least", 50),
  ...["dense", "bulk"].map((what) => sourceBudget(what, "hosts-async", "async from a file", 1.15)),
  sourceBudget("dense", "hosts-stream", "createReadStream", 2),
  sourceBudget("bulk", "hosts-stream", "createReadStream", 3),
  ...["dense", "bulk"].map((what) =>
    atMost("G11", `${what}: peak memory above Node's, MB`, 40, (m) =>
      difference(m.get(what, "countersign, hosts", "MB"), m.get("memory", "Node alone", "MB")),
    ),
  ),
  atMost("G11", "hostile captures: peak memory, MB", 150, (m) =>
    m.get("hostile, worst", "countersign", "MB"),
  ),
  atMost("G11", "hostile captures: µs a packet, up to TCP streams", 1, (m) =>
    m.get("hostile, worst", "countersign", "µs"),
  ),
  atMost("G12", "import of ntlmssp, ms", 5, (m) => m.get("import", "@countersign/ntlmssp", "ms")),
  atMost("G12", "import of the umbrella, ms", 16, (m) => m.get("import", "countersign", "ms")),
  atMost("G12", "the command on one conversation, times tshark, wall", 0.8, (m) =>
    ratio(wall(m, "countersign"), wall(m, "tshark")),
  ),
  // What differs from the truth of the generator is refused, and then there is no figure.
  atLeast("G13", "dense: conversations found with the right verdict, %", 100, (m) =>
    m.get("dense", "countersign, conversations", "s") === undefined ? undefined : 100,
  ),
];

/** Each budget with what was measured; `met` is `undefined` where it was not. */
export function checkBudgets(results) {
  return BUDGETS.map(({ id, text, sense, limit, measure }) => {
    const measured = measure(results);
    const met =
      measured === undefined ? undefined : sense === "at most" ? measured <= limit : measured >= limit;
    return { id, text, sense, limit, measured, met };
  });
}

function atMost(id, text, limit, measure) {
  return { id, text, sense: "at most", limit, measure };
}

function atLeast(id, text, limit, measure) {
  return { id, text, sense: "at least", limit, measure };
}

function against(id, text, limit, what, by) {
  return atLeast(id, text, limit, (m) => ratio(m.get(what, by), m.get(what)));
}

/** Ours over the other for what is to be no slower than a multiple; the other over ours for what is slower by one. */
function onCapture(id, what, by, sense, limit) {
  const ours = (m) => m.get(what, "countersign, hosts", "s");
  const theirs = (m) => m.get(what, by, "s");
  return sense === "at most"
    ? atMost(id, `${what}: to host reports, times ${by}`, limit, (m) => ratio(ours(m), theirs(m)))
    : atLeast(id, `${what}: ${by}, times ours`, limit, (m) => ratio(theirs(m), ours(m)));
}

function sourceBudget(what, way, text, limit) {
  const tenth = `${what}, a tenth`;
  return atMost("G10", `${what}: ${text}, times synchronous`, limit, (m) =>
    ratio(m.get(tenth, `countersign, ${way}`, "s"), m.get(tenth, "countersign, hosts", "s")),
  );
}

/** Of all messages together, `undefined` unless each was measured. */
function decodes(m, by = "countersign", names = MESSAGES) {
  const times = names.map((name) => m.get(`decode ${name}`, by));
  return times.includes(undefined) ? undefined : times.reduce((sum, time) => sum + time, 0);
}

function wall(m, by) {
  return m.get("one conversation, wall", by, "s");
}

function ratio(a, b) {
  return a === undefined || b === undefined ? undefined : a / b;
}

function difference(a, b) {
  return a === undefined || b === undefined ? undefined : a - b;
}
