// Scans a local server at many addresses with `countersign probe`, 500 at a time, and with nmap, in one run: Samba, and
// then a server that gives Samba's answer without forking for it, so that the scanners' own cost shows.
// usage, in a network namespace of its own (see package.json): node bench.mjs [--targets N] [--timeout SECONDS]
// Exit code 1 where a probe did not come to an answer.
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { probeHost, tcp } from "@countersign/node";
import { runnerImport } from "vite";
import { measured } from "./measured.mjs";

const { values } = parseArgs({
  options: { targets: { type: "string", default: "2000" }, timeout: { type: "string", default: "30" } },
});
const hosts = Array.from({ length: Number(values.targets) }, (_, i) => `127.13.${i >> 8}.${i & 255}`);
const list = hosts.join("\n");
const SAMBA = { host: hosts[0], port: 445 };

const { module: samba } = await runnerImport(fileURLToPath(new URL("src/samba.ts", import.meta.url)));
// Each address has a socket and so a queue of its own, as servers have; one of Samba's holds 50 connections.
const settings = { interfaces: hosts.map((host) => `${host}/8`).join(" ") };
const server = await samba.startSamba({ ...SAMBA, settings });
try {
  const answer = await answerOf(SAMBA);
  await compare("Samba, a process for each connection", SAMBA.port);
  const replay = createServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.write(answer)),
  );
  await once(replay.listen({ port: 0, host: "0.0.0.0", backlog: 4096 }), "listening");
  await compare("Samba's answer, replayed", replay.address().port);
  replay.close();
} finally {
  await server[Symbol.asyncDispose]();
}

async function answerOf(target) {
  let answer;
  const transport = async (...to) => {
    const connection = await tcp(...to);
    const read = async () => (answer = await connection.read());
    return { write: (bytes) => connection.write(bytes), read, close: () => connection.close() };
  };
  await probeHost(target, { transport, answerTimeout: 60_000 });
  return answer;
}

async function compare(what, port) {
  console.log(`${what}: ${hosts.length} addresses`);
  const ours = await probed(port);
  const theirs = await mapped(port);
  console.log(`  ${(ours / theirs).toFixed(1)} times nmap's hosts a second`);
}

async function probed(port) {
  const countersign = fileURLToPath(new URL("../cli/bin/countersign.js", import.meta.url));
  const ask = ["--port", port, "--concurrency", "500", "--timeout", values.timeout];
  const args = [countersign, "probe", "--input", "-", "--format", "ndjson", ...ask];
  const run = await measured(process.execPath, args, list);
  const reports = run.output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const told = reports.filter(({ advertised }) => advertised.smb2 === "enabled").length;
  for (const { target, probe } of reports.filter(({ advertised }) => advertised.smb2 !== "enabled")) {
    console.log(`  ${target.host}: ${probe[0].outcome}`);
    process.exitCode = 1;
  }
  return rate("countersign probe", told, run);
}

/** Everything that makes nmap fast: all hosts in one group, many at a time, the quickest timing. */
async function mapped(port) {
  const fast = ["-Pn", "-n", "-T5", "--min-hostgroup", "4096", "--min-parallelism", "500"];
  const script = ["-p", port, "--script", "smb2-security-mode", "--script-args", `smbport=${port}`];
  const run = await measured("nmap", [...fast, ...script, "-oX", "-", "-iL", "-"], list);
  return rate("nmap", run.output.split("enabled but not required</elem>").length - 1, run);
}

function rate(name, told, { seconds, cpuSeconds, peakMiB }) {
  console.log(
    `  ${name}: ${told} answers in ${seconds.toFixed(1)} s, ${(told / seconds).toFixed(0)} a second, ` +
      `${cpuSeconds.toFixed(1)} s of CPU, ${peakMiB.toFixed(0)} MiB`,
  );
  return told / seconds;
}
