// One logon after another over SMB 3.1.1, each a TCP conversation of its own, packet by packet.
import { NAMES, variants } from "../messages.mjs";
import { Flag } from "./segments.mjs";

const SERVERS = 5000;
const FIRST_SERVER = 0x0a80_0000;
const FIRST_CLIENT = 0x0b00_0000;
const TINY = 50;
const NOTHING = new Uint8Array(0);

const HEADER = 4;
const SECURITY_MODE = HEADER + 66;
const SERVER_GUID = HEADER + 72;
const MESSAGE_ID = HEADER + 24;
const SESSION_ID = HEADER + 40;
/** By message: the n-th exchange that it belongs to, and whether it has the session's id already. */
const PLACES = {
  neg_req: { exchange: 0, inSession: false },
  neg_rsp: { exchange: 0, inSession: false },
  ss_req1: { exchange: 1, inSession: false },
  ss_rsp1: { exchange: 1, inSession: true },
  ss_req2: { exchange: 2, inSession: true },
  ss_rsp2: { exchange: 2, inSession: true },
};
/** NetBIOS header and message, of which the fields that tell conversations apart are written over. */
const FRAMED = new Map(NAMES.map((name) => [name, variants(name).map(framed)]));

/**
 * What goes wrong on the way of a conversation, by its number: two in a hundred have their NEGOTIATE response in two segments,
 * one in two that come in the wrong order, one has it sent twice, one has its CHALLENGE in segments of 50 bytes, one ends
 * without FIN. In one of 97 the client's sequence numbers wrap around.
 */
export class Logon {
  #step = 0;
  #trouble;
  #variant;

  constructor(number, choose) {
    this.number = number;
    const host = choose(SERVERS);
    this.#trouble = number % 100;
    this.#variant = host & 31;
    this.client = { address: FIRST_CLIENT + Math.floor(number / 40_000), port: 20_000 + (number % 40_000) };
    this.server = { address: FIRST_SERVER + host, port: 445 };
    this.clientNext = number % 97 === 0 ? 0xffff_ff80 : choose(2 ** 31);
    this.serverNext = choose(2 ** 31);
  }

  /** Whether the server requires signing: every second address does. */
  get isRequired() {
    return this.server.address % 2 === 1;
  }

  /** Hands the packets of the next step to `emit`, as arguments of `Frames.tcp`; false at the end. */
  step(emit) {
    const step = STEPS[this.#step++];
    if (step === undefined) return false;
    step(this, emit);
    return true;
  }

  fromClient(emit, flags, payload = NOTHING) {
    emit(this.client, this.server, flags, this.clientNext, this.serverNext, payload);
    this.clientNext = (this.clientNext + payload.length + (flags & (Flag.SYN | Flag.FIN) ? 1 : 0)) >>> 0;
  }

  fromServer(emit, flags, payload = NOTHING) {
    emit(this.server, this.client, flags, this.serverNext, this.clientNext, payload);
    this.serverNext = (this.serverNext + payload.length + (flags & (Flag.SYN | Flag.FIN) ? 1 : 0)) >>> 0;
  }

  request(emit, name) {
    this.fromClient(emit, Flag.ACK | Flag.PSH, this.#message(name));
  }

  answer(emit, name) {
    const message = this.#message(name);
    if (name === "neg_rsp") this.#negotiateResponse(emit, message);
    else if (name === "ss_rsp1" && this.#trouble === 4) this.#inTinySegments(emit, message);
    else this.fromServer(emit, Flag.ACK | Flag.PSH, message);
    this.fromClient(emit, Flag.ACK);
  }

  end(emit) {
    if (this.#trouble === 5) return;
    this.fromClient(emit, Flag.FIN | Flag.ACK);
    this.fromServer(emit, Flag.FIN | Flag.ACK);
    this.fromClient(emit, Flag.ACK);
  }

  #message(name) {
    const message = FRAMED.get(name)[this.#variant];
    const { exchange, inSession } = PLACES[name];
    const view = new DataView(message.buffer);
    view.setUint32(MESSAGE_ID, exchange, true);
    view.setUint32(MESSAGE_ID + 4, 0);
    view.setUint32(SESSION_ID, inSession ? this.number + 1 : 0, true);
    view.setUint32(SESSION_ID + 4, 0);
    return message;
  }

  #negotiateResponse(emit, message) {
    message[SECURITY_MODE] = this.isRequired ? 3 : 1;
    new DataView(message.buffer).setUint32(SERVER_GUID, this.server.address);
    const at = 10 + (this.number % (message.length - 20));
    const first = message.subarray(0, at);
    const rest = message.subarray(at);
    if (this.#trouble <= 1) {
      this.fromServer(emit, Flag.ACK, first);
      this.fromServer(emit, Flag.ACK | Flag.PSH, rest);
    } else if (this.#trouble === 2) {
      const from = this.serverNext;
      this.serverNext = (from + at) >>> 0;
      this.fromServer(emit, Flag.ACK | Flag.PSH, rest);
      emit(this.server, this.client, Flag.ACK, from, this.clientNext, first);
    } else {
      const from = this.serverNext;
      this.fromServer(emit, Flag.ACK | Flag.PSH, message);
      if (this.#trouble === 3)
        emit(this.server, this.client, Flag.ACK | Flag.PSH, from, this.clientNext, message);
    }
  }

  #inTinySegments(emit, message) {
    for (let at = 0; at < message.length; at += TINY) {
      this.fromServer(emit, Flag.ACK | Flag.PSH, message.subarray(at, at + TINY));
    }
  }
}

const STEPS = [
  (logon, emit) => logon.fromClient(emit, Flag.SYN),
  (logon, emit) => logon.fromServer(emit, Flag.SYN | Flag.ACK),
  (logon, emit) => logon.fromClient(emit, Flag.ACK),
  (logon, emit) => logon.request(emit, "neg_req"),
  (logon, emit) => logon.answer(emit, "neg_rsp"),
  (logon, emit) => logon.request(emit, "ss_req1"),
  (logon, emit) => logon.answer(emit, "ss_rsp1"),
  (logon, emit) => logon.request(emit, "ss_req2"),
  (logon, emit) => logon.answer(emit, "ss_rsp2"),
  (logon, emit) => logon.end(emit),
];

function framed(message) {
  const bytes = new Uint8Array(HEADER + message.length);
  bytes.set([0, message.length >> 16, message.length >> 8, message.length]);
  bytes.set(message, HEADER);
  return bytes;
}
