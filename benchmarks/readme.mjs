// usage: node readme.mjs [--check]   writes the tables of README.md here and of the root's from results/bench.json, between
// their markers; --check: exit code 1 where they differ from it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MESSAGES } from "./cases/inputs.mjs";
import { markdownTable, shown } from "./table.mjs";

const BEGIN = "<!-- results -->";
const END = "<!-- /results -->";
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const bench = JSON.parse(readFileSync(here("results/bench.json"), "utf8"));
const isCheck = process.argv.includes("--check");
put(here("README.md"), [provenance(), calls(), captures(), budgets(), absences()].join("\n\n"));
put(here("../README.md"), [provenance(), shortTable()].join("\n\n"));

/** A file without markers has no place for results. */
function put(path, text) {
  const before = readFileSync(path, "utf8");
  const begin = before.indexOf(BEGIN);
  if (begin < 0) return;
  const after = `${before.slice(0, begin + BEGIN.length)}\n${text}\n${before.slice(before.indexOf(END))}`;
  if (after === before) return;
  if (!isCheck) writeFileSync(path, after);
  else {
    console.error(`${path} differs from the results: node benchmarks/readme.mjs`);
    process.exitCode = 1;
  }
}

function provenance() {
  const { date, node, machine, countersign } = bench;
  return `Measured ${date}: countersign ${countersign}, Node ${node.slice(1)}, ${machine}. On-CPU time, medians of five processes unless it says otherwise.`;
}

function calls() {
  const whats = unique(bench.figures.filter(({ unit }) => unit === "ns").map(({ what }) => what));
  const rows = whats.map((what) => {
    const others = bench.figures.filter(
      (one) => one.what === what && one.by !== "countersign" && one.unit !== "bytes",
    );
    const bytes = figure(what, "countersign", "bytes");
    return [what, ns(figure(what)), shown(bytes), others.map(other).join(", ")];
  });
  return `### A call\n\n${markdownTable(["", "countersign", "bytes allocated", "others"], rows)}`;
}

function captures() {
  const whats = unique(
    bench.figures.filter(({ what }) => /^(dense|bulk)/.test(what)).map(({ what }) => what),
  );
  const rows = whats.flatMap((what) =>
    bench.figures
      .filter((one) => one.what === what && one.unit !== "MB")
      .map((one) => [
        what,
        one.by,
        one.refused ?? `${shown(one.value)} s`,
        shown(figure(what, one.by, "MB")),
        one.runs ?? "",
      ]),
  );
  return `### Whole captures\n\n${markdownTable(["capture", "by", "CPU, with the process's start", "peak MB", "runs"], rows)}`;
}

function budgets() {
  const rows = bench.budgets.map(({ id, text, sense, limit, measured, met }) => [
    `${id} ${text}`,
    `${sense} ${limit}`,
    shown(measured),
    met === undefined ? "not measured" : met ? "met" : "**missed**",
  ]);
  return `### Budgets\n\n${markdownTable(["", "budget", "measured", ""], rows)}`;
}

function absences() {
  const tools = Object.entries(bench.tools).map(([name, version]) => `${name}: ${version}`);
  const lines = [...tools, ...bench.absent.map((line) => `absent: ${line}`)];
  return `### With\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

/** What somebody chooses a library by. */
function shortTable() {
  const sum = (by) => {
    const times = MESSAGES.map((name) => figure(`decode ${name}`, by));
    return times.includes(undefined) ? undefined : times.reduce((all, time) => all + time, 0);
  };
  const rows = [
    [
      "all six messages of a logon, whole",
      ns(sum("countersign")),
      list(["C", "@awo00/smb2", "node-smb2", "impacket", "scapy"], sum),
    ],
    [
      "NTLM CHALLENGE from base64",
      ns(figure("base64 CHALLENGE")),
      list(["@ewsjs/ntlm-client", "httpntlm", "ntlm-parser"], (by) => figure("base64 CHALLENGE", by)),
    ],
    [
      "SPNEGO NegTokenResp",
      ns(figure("SPNEGO NegTokenResp")),
      list(["asn1js"], (by) => figure("SPNEGO NegTokenResp", by)),
    ],
    [
      "encode NTLM CHALLENGE",
      ns(figure("encode CHALLENGE")),
      list(["C", "Buffer.concat", "smart-buffer"], (by) => figure("encode CHALLENGE", by)),
    ],
  ];
  const files = ["dense", "bulk"].map((what) => [
    what === "dense" ? "200,000 logons, to host reports" : "1.5 GB, mostly other traffic",
    seconds(figure(what, "countersign, hosts", "s")),
    ["C, posture", "tcpdump filter", "gopacket"]
      .map((by) => `${by} ${seconds(figure(what, by, "s"))}`)
      .join(", "),
  ]);
  return markdownTable(["", "countersign", "others"], [...rows, ...files]);
}

function figure(what, by = "countersign", unit = "ns") {
  return bench.figures.find((one) => one.what === what && one.by === by && one.unit === unit)?.value;
}

function list(names, timeOf) {
  return names.map((name) => `${name} ${ns(timeOf(name))}`).join(", ");
}

function other({ by, value, refused, note }) {
  return refused === undefined ? `${by} ${ns(value)}${note ? ` (${note})` : ""}` : `${by}: ${refused}`;
}

function ns(value) {
  if (value === undefined) return "-";
  return value < 1000 ? `${shown(value)} ns` : `${shown(value / 1000)} µs`;
}

function seconds(value) {
  return value === undefined ? "-" : `${shown(value)} s`;
}

function unique(list) {
  return [...new Set(list)];
}
