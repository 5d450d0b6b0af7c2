// Captures made to waste the memory or the time of TCP reassembly.
import { TcpFlag } from "@countersign/capture";
import { capture, hostAddress, TcpFrame } from "./frames.mjs";
import { random } from "./random.mjs";

const SEGMENT = 1400;
const PORTS = 60_000;

/** Connections that are asked for and never made, each from a host of its own. */
export function synFlood({ packets, seed }) {
  const choose = random(seed);
  const frame = new TcpFrame(TcpFlag.SYN);
  return capture(packets, (i) => {
    frame.source = hostAddress(i);
    frame.sourcePort = 1024 + (i % PORTS);
    frame.sequence = choose(2 ** 31);
    return frame.bytes;
  });
}

/** Conversations of 64 segments, of which the first byte is missing and every second segment too. */
export function outOfOrderFlood({ packets, seed }) {
  const choose = random(seed);
  const syn = new TcpFrame(TcpFlag.SYN);
  const data = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, filled(SEGMENT, choose));
  return capture(packets, (i) => {
    const segment = i % 65;
    const frame = segment === 0 ? syn : data;
    frame.source = hostAddress((i - segment) / 65);
    frame.sourcePort = 2000;
    frame.sequence = segment === 0 ? 0 : 1000 + 2000 * (segment - 1);
    return frame.bytes;
  });
}

/** One conversation, a byte a segment: SMB messages that are all header. */
export function tinySegments({ packets }) {
  const message = smb2Echo();
  const frame = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, new Uint8Array(1));
  frame.sourcePort = 2000;
  return capture(packets, (i) => {
    frame.sequence = 1 + i;
    frame.payload[0] = message[i % message.length];
    return frame.bytes;
  });
}

/** Ten thousand conversations by turns; of each every second segment is missing, and the other end acknowledges it all. */
export function manyGaps({ packets, seed }) {
  const choose = random(seed);
  const conversations = 10_000;
  const data = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, filled(100, choose));
  const acknowledgment = new TcpFrame(TcpFlag.ACK);
  acknowledgment.sourcePort = 445;
  return capture(packets, (i) => {
    const turn = Math.floor(i / conversations);
    const frame = turn % 4 === 3 ? acknowledgment : data;
    // Both directions have the server's address at one end; the ports tell which way it goes.
    const client = 2000 + (i % conversations);
    if (frame === data) frame.sourcePort = client;
    else frame.destinationPort = client;
    frame.sequence = 1000 + 200 * turn;
    frame.acknowledgment = 1000 + 200 * turn;
    return frame.bytes;
  });
}

/** Conversations whose keys fall into one chain of the flow table, more of them than a chain may have. */
export function collidingKeys({ packets }) {
  const sources = collidingSources(256);
  const frame = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, new Uint8Array(1));
  frame.sourcePort = 1000;
  return capture(packets, (i) => {
    frame.source = sources[i % sources.length];
    frame.sequence = 1 + Math.floor(i / sources.length);
    return frame.bytes;
  });
}

/** The flow table's hash written out again: addresses that agree in the bits that choose a chain of the full table. */
function collidingSources(count) {
  const server = 0x0a000001;
  const ports = (445 << 16) | 1000;
  const found = [];
  for (let address = server + 1; found.length < count; address++) {
    let hash =
      Math.imul(server ^ ((address << 15) | (address >>> 17)), 0x9e3779b1) ^ Math.imul(ports, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    if (((hash ^ (hash >>> 13)) & 0xffff) === 0) found.push(address);
  }
  return found;
}

/** A frame with an SMB2 ECHO request, 68 bytes of message. */
function smb2Echo() {
  const bytes = new Uint8Array(4 + 68);
  bytes.set([0, 0, 0, 68, 0xfe, 0x53, 0x4d, 0x42, 64]);
  bytes[4 + 12] = 13;
  bytes[4 + 64] = 4;
  return bytes;
}

function filled(length, choose) {
  return Uint8Array.from({ length }, () => choose(256));
}
