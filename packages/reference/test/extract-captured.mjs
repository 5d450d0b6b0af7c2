// Writes captured.json: one frame of each shape in fixtures/captures that carries what the reference decodes, in hex, by
// capture. Needs tshark. Run it again when captures are added: node packages/reference/test/extract-captured.mjs
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";

const CAPTURES = new URL("../../../fixtures/captures/", import.meta.url);
const MAX_FRAME = 1200;

/** NEGOTIATE, SESSION_SETUP, LOGOFF, IOCTL; SMB_COM_NEGOTIATE, SMB_COM_SESSION_SETUP_ANDX. */
const SMB2_COMMANDS = [0, 1, 2, 11];
const SMB1_COMMANDS = [0x72, 0x73];

function frames(capture) {
  const args = ["-r", capture, "-Y", "nbss", "-T", "jsonraw", "--no-duplicate-keys", "-J", "nbss"];
  // Its exit status is 2 for a capture that was cut short, of which it prints what there is.
  const { stdout } = spawnSync("tshark", args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  const packets = JSON.parse(stdout);
  return packets.flatMap((packet) => {
    const raw = packet._source.layers.nbss_raw ?? [];
    return (Array.isArray(raw[0]) ? raw : [raw]).map(([hex]) => Buffer.from(hex ?? "", "hex"));
  });
}

function isWanted(frame) {
  if (frame.length < 4 || frame.length > MAX_FRAME) return false;
  if (frame[0] !== 0) return true;
  if (frame.readUIntBE(1, 3) !== frame.length - 4) return false;
  switch (frame.toString("latin1", 4, 8)) {
    case "\xfeSMB":
      return frame.length >= 68 && (SMB2_COMMANDS.includes(frame.readUInt16LE(16)) || isCompound(frame));
    case "\xffSMB":
      return SMB1_COMMANDS.includes(frame[8]);
    default:
      return false;
  }
}

/** By NextCommand. */
const isCompound = (frame) => frame.readUInt32LE(24) !== 0;

/** Frames of one length with one header, as far as it is not of a session, differ in keys, times and names alone. */
const shapeOf = (frame) => `${frame.length} ${frame.toString("hex", 0, 28)}`;

const captured = {};
const shapes = new Set();
for (const file of readdirSync(CAPTURES).filter((name) => /\.pcap(ng)?$/.test(name))) {
  const hex = [];
  for (const frame of frames(new URL(file, CAPTURES).pathname).filter(isWanted)) {
    if (shapes.has(shapeOf(frame))) continue;
    shapes.add(shapeOf(frame));
    hex.push(frame.toString("hex"));
  }
  if (hex.length > 0) captured[file.replace(/\.pcap(ng)?$/, "")] = hex;
}
writeFileSync(new URL("captured.json", import.meta.url), `${JSON.stringify(captured, null, 1)}\n`);
