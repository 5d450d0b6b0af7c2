// usage: node hostile-measure.mjs FILE capture|inspect   reads a capture in this process, as far as TCP streams or up to
// its reports; prints { packets, cpu, memory }: on-CPU seconds of the reading alone, and bytes at the process's peak.
import { closeSync, openSync, readSync } from "node:fs";
import { CaptureReader, TcpReassembler } from "@countersign/capture";
import { CaptureInspector } from "@countersign/inspect";

const [path, how] = process.argv.slice(2);
const buffer = new Uint8Array(256 * 1024);

const read = how === "inspect" ? inspected : reassembled;
const before = process.cpuUsage();
const packets = read(path);
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ packets, cpu: (user + system) / 1e6, memory }));

function reassembled(path) {
  const tcp = new TcpReassembler({ open() {}, data() {}, gap() {}, close() {} });
  const reader = new CaptureReader(tcp);
  for (const chunk of chunksOf(path)) reader.push(chunk);
  reader.end();
  tcp.end();
  return reader.packets;
}

/** Reports are let go as conversations end: those of a whole capture have no bound but its size. */
function inspected(path) {
  const inspector = new CaptureInspector({ order: "ended" });
  let packets = 0;
  const take = () => {
    for (let report = inspector.next(); report !== undefined; report = inspector.next()) {
      if (report.kind === "capture") packets = report.packets;
    }
  };
  for (const chunk of chunksOf(path)) {
    inspector.push(chunk);
    take();
  }
  inspector.end();
  take();
  return packets;
}

/** One buffer over and over. */
function* chunksOf(path) {
  const file = openSync(path, "r");
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
    yield buffer.subarray(0, length);
  }
  closeSync(file);
}
