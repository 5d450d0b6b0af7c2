// Captures made to waste the memory or the time of what reads the streams: SMB and the carriers of NTLM.
import { TcpFlag } from "@countersign/capture";
import { capture, hostAddress, TcpFrame } from "./frames.mjs";

const SEGMENT = 1400;
const LATIN1 = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Conversations that each announce a SESSION_SETUP of 130,816 bytes and send its first hundred. */
export function netbiosBomb({ packets }) {
  const frame = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, sessionSetup(100));
  return capture(packets, (i) => {
    frame.source = hostAddress(i);
    frame.sourcePort = 1024 + (i % 60_000);
    frame.sequence = 100;
    return frame.bytes;
  });
}

/** The same, and most of what was announced comes: conversations by turns, none of which ever gets to its end. */
export function netbiosFlood(options) {
  return announced(options, 445, sessionSetup(SEGMENT), new Uint8Array(SEGMENT));
}

/** Header blocks of HTTP that never end, in many conversations by turns: a field in each segment. */
export function endlessHttpHeaders(options) {
  const opening = LATIN1("GET / HTTP/1.1\r\nA: ".padEnd(SEGMENT, "a"));
  return announced(options, 80, opening, LATIN1("\r\nB: ".padEnd(SEGMENT, "b")));
}

/** Header fields of HTTP that never end, in many conversations by turns. */
export function endlessHttpField(options) {
  const opening = LATIN1("GET / HTTP/1.1\r\nAuthorization: ".padEnd(SEGMENT, "a"));
  return announced(options, 80, opening, LATIN1("b".repeat(SEGMENT)));
}

/** LDAP bind requests whose BER lengths announce 60,000 bytes, in many conversations by turns. */
export function ldapBomb(options) {
  const opening = new Uint8Array(SEGMENT);
  opening.set([
    0x30, 0x84, 0, 0, 0xea, 0x60, 2, 1, 1, 0x60, 0x84, 0, 0, 0xea, 0x57, 2, 1, 3, 4, 0, 0xa3, 0x84, 0, 0,
    0xea, 0x4c,
  ]);
  return announced(options, 389, opening, new Uint8Array(SEGMENT));
}

/** LDAP messages of nothing but lengths inside lengths, in one conversation. */
export function nestedLengths({ packets }) {
  const unit = new Uint8Array(SEGMENT);
  unit.set([
    0x30,
    0x82,
    (SEGMENT - 4) >> 8,
    (SEGMENT - 4) & 0xff,
    2,
    1,
    1,
    0x60,
    0x82,
    (SEGMENT - 11) >> 8,
    (SEGMENT - 11) & 0xff,
  ]);
  // Elements of one byte each, as many as fit.
  for (let at = 11; at + 3 <= SEGMENT; at += 3) unit.set([0x30, 1, 0x30], at);
  return oneConversation(packets, 389, unit, () => undefined);
}

/** SMB2 headers in one conversation, each of another session. */
export function sessionFlood({ packets }) {
  const message = new Uint8Array(4 + 64);
  message.set([0, 0, 0, 64, 0xfe, 0x53, 0x4d, 0x42, 64]);
  message[4 + 12] = 13;
  return oneConversation(packets, 445, message, (view, i) => view.setUint32(4 + 40, i + 1));
}

/** SESSION_SETUP requests in one conversation that nobody answers. */
export function unansweredSetups({ packets }) {
  const message = sessionSetup(4 + 64 + 25);
  message.set([0, 0, 0, 64 + 25]);
  return oneConversation(packets, 445, message, (view, i) => view.setUint32(4 + 24, i));
}

/** HTTP requests in one conversation, each of which begins another logon. */
export function logonFlood({ packets }) {
  const token = btoa(`NTLMSSP\0\x01\0\0\0\x07\x82\x08\xa2${"\0".repeat(16)}`);
  const request = LATIN1(`GET / HTTP/1.1\r\nAuthorization: NTLM ${token}\r\n\r\n`);
  return oneConversation(packets, 80, request, () => undefined);
}

/** `opening` from each of 4000 conversations, then `rest` from each, thirty times; then from the next 4000. */
function announced({ packets }, port, opening, rest) {
  const conversations = 4000;
  const turns = 31;
  const first = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, opening);
  const other = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, rest);
  first.destinationPort = port;
  other.destinationPort = port;
  return capture(packets, (i) => {
    const turn = Math.floor(i / conversations);
    const frame = turn % turns === 0 ? first : other;
    frame.source = hostAddress((i % conversations) + conversations * Math.floor(turn / turns));
    frame.sourcePort = 2000;
    frame.sequence = 1 + SEGMENT * (turn % turns);
    return frame.bytes;
  });
}

/** `change(view, i)` makes the i-th message out of the one before it. */
function oneConversation(packets, port, message, change) {
  const frame = new TcpFrame(TcpFlag.ACK | TcpFlag.PSH, message);
  const { payload } = frame;
  const view = new DataView(payload.buffer, payload.byteOffset);
  frame.sourcePort = 2000;
  frame.destinationPort = port;
  return capture(packets, (i) => {
    change(view, i);
    frame.sequence = (1 + i * payload.length) >>> 0;
    return frame.bytes;
  });
}

/** The first `length` bytes of a frame of 130,816 bytes with an SMB2 SESSION_SETUP request. */
function sessionSetup(length) {
  const bytes = new Uint8Array(length);
  bytes.set([0, 1, 0xff, 0, 0xfe, 0x53, 0x4d, 0x42, 64]);
  bytes[4 + 12] = 1;
  bytes[4 + 64] = 25;
  return bytes;
}
