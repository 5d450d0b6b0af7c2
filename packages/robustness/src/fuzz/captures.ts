// Capture files of the four formats, down to TCP streams, and all the way to reports.
import { concat } from "@countersign/bytes";
import { CaptureReader, TcpReassembler } from "@countersign/capture";
import { inspectCaptureSync, jsonLine } from "@countersign/inspect";
import { netmon, snoopHeader, snoopRecord } from "../../../capture/test/old-files.js";
import { writePackets } from "../mutant.js";
import { packetsOf } from "../original.js";
import * as captured from "./captured.js";
import { splitsOf } from "./splits.js";
import { Broken, type Target } from "./target.js";

const MAX_LENGTH = 4096;
/** Packets of a capture that make a seed: its handshake, as a rule. */
const PACKETS = 12;
const MAX_PROBLEMS = 100;

export const captureReaders: Target = {
  name: "capture",
  weight: 10,
  sources: /^capture\/src/,
  maxLength: MAX_LENGTH,
  seeds,
  run(file) {
    const whole = read([file]);
    const split = read(splitsOf(file));
    if (split !== whole) throw new Broken("a split makes no difference", `${split}, not ${whole}`);
  },
};

export const inspections: Target = {
  name: "inspect",
  weight: 25,
  sources: /^(handshake|inspect|signing)\/src/,
  maxLength: MAX_LENGTH,
  seeds,
  run(file) {
    let last = "";
    for (const report of inspectCaptureSync([file])) last = jsonLine(report);
    if (!last.startsWith('{"kind":"capture"')) throw new Broken("the capture's report is the last");
  },
};

function seeds(): Uint8Array[] {
  return captured.captureFiles().flatMap((file) => {
    const packets = packetsOf(file)
      .filter(({ bytes }) => bytes.length < 600)
      .slice(0, PACKETS);
    if (packets.length === 0) return [];
    const linkType = packets[0]!.linkType;
    const bytes = packets.slice(0, 3).map((packet) => packet.bytes);
    return [
      writePackets(packets, { linkType }),
      writePackets(packets, { format: "pcapng", linkType }),
      concat(snoopHeader(), ...bytes.map((one) => snoopRecord(one))),
      netmon(bytes.map((one) => ({ bytes: one }))),
    ];
  });
}

/** What was read, as text: packets, streams and problems, with everything accounted for. */
function read(pieces: readonly Uint8Array[]): string {
  let handed = 0;
  let streams = "";
  const tcp = new TcpReassembler({
    open() {},
    data: (_flow, side, _bytes, start, end, packet) => {
      streams += `${side} ${end - start} ${packet};`;
    },
    gap: (_flow, side, length) => {
      if (!(length > 0)) throw new Broken("a gap has a length");
      streams += `${side} gap ${length};`;
    },
    close() {},
  });
  const reader = new CaptureReader({
    packet(bytes, start, end, info) {
      handed++;
      tcp.packet(bytes, start, end, info);
    },
  });
  for (const piece of pieces) reader.push(piece);
  reader.end();
  tcp.end();
  const dropped = Object.values(tcp.dropped).reduce((sum, count) => sum + count, 0);
  if (handed !== tcp.counters.segments + dropped) throw new Broken("every packet is accounted for");
  if (reader.problems.length > MAX_PROBLEMS) throw new Broken("keeps no more than it says");
  const problems = reader.problems.map(({ code, offset }) => `${code} ${offset}`);
  return `${reader.format} ${reader.packets} ${streams} ${problems.join()}`;
}
