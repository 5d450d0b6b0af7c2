// A capture as networks have them: files read over SMB, streams that look like TLS, and UDP; a logon now and then.
import { Logon } from "./conversation.mjs";
import { CaptureChunks } from "./frames.mjs";
import { random } from "./random.mjs";
import { Flag, Frames } from "./segments.mjs";

const SEGMENT = 1448;
const SMB_STREAMS = 10;
const TLS_STREAMS = 14;
const NOISE_SIZE = 1 << 20;
const NOTHING = new Uint8Array(0);
const READ = 8;
/** Of a conversation that is closed by its logon's end: what comes before it. */
const LOGON_STEPS = 9;

/** The file in pieces, and what is in it; `truth` is whole when the pieces are. */
export function bulk({ megabytes, seed }) {
  const truth = { conversations: 0, required: 0, packets: 0, smbPackets: 0 };
  return { truth, pieces: pieces(megabytes * 1e6, random(seed), truth) };
}

function* pieces(size, choose, truth) {
  const chunks = new CaptureChunks();
  const frames = new Frames();
  const emit = (...segment) => chunks.packet(frames.tcp(...segment));
  const emitSmb = (...segment) => {
    emit(...segment);
    truth.smbPackets++;
  };
  const noise = noiseOf(choose);
  const logons = new Logons(truth, choose);
  const streams = [
    ...Array.from({ length: SMB_STREAMS }, () => new FileStream(logons.begin(), noise, choose, emitSmb)),
    ...Array.from({ length: TLS_STREAMS }, (_, i) => new TlsStream(i, noise, choose, emit)),
  ];
  while (chunks.bytes < size) {
    logons.maybeStep(emitSmb);
    if (choose(1000) < 60) chunks.packet(frames.udp(...datagram(choose, noise)));
    streams[choose(streams.length)].burst();
    if (chunks.isFull) yield chunks.take();
  }
  truth.packets = chunks.packets;
  yield chunks.take();
}

/** A logon at a time, in between. */
class Logons {
  #truth;
  #choose;
  #current;

  constructor(truth, choose) {
    this.#truth = truth;
    this.#choose = choose;
  }

  begin() {
    const logon = new Logon(this.#truth.conversations++, this.#choose);
    if (logon.isRequired) this.#truth.required++;
    return logon;
  }

  maybeStep(emit) {
    if (this.#current === undefined && this.#choose(1000) < 2) this.#current = this.begin();
    if (this.#current === undefined || this.#choose(8) !== 0) return;
    if (!this.#current.step(emit)) this.#current = undefined;
  }
}

/** A file read in pieces of 64 KiB and 1 MiB, after a logon. */
class FileStream {
  #logon;
  #noise;
  #choose;
  #messageId = 10;
  /** Bytes of the READ response that are to come; its length where none of it came. */
  #left = 0;
  #isNew = false;
  #emit;

  constructor(logon, noise, choose, emit) {
    this.#logon = logon;
    this.#emit = emit;
    this.#noise = noise;
    this.#choose = choose;
    for (let step = 0; step < LOGON_STEPS; step++) logon.step(emit);
  }

  burst() {
    if (this.#left === 0) this.#request();
    for (let segments = 1 + this.#choose(16); segments > 0 && this.#left > 0; segments--) {
      const length = Math.min(this.#left, SEGMENT);
      const payload = this.#isNew ? this.#firstSegment(length) : this.#noise(length);
      this.#isNew = false;
      this.#left -= length;
      this.#logon.fromServer(this.#emit, this.#left === 0 ? Flag.ACK | Flag.PSH : Flag.ACK, payload);
      if (this.#choose(2) === 0) this.#logon.fromClient(this.#emit, Flag.ACK);
    }
  }

  #request() {
    const message = smb2(49 + 4, 0, this.#messageId);
    message[4 + 64] = 49;
    this.#logon.fromClient(this.#emit, Flag.ACK | Flag.PSH, message);
    this.#left = 4 + 80 + (this.#choose(4) === 0 ? 1 << 16 : 1 << 20);
    this.#isNew = true;
  }

  #firstSegment(length) {
    const head = smb2(16, 1, this.#messageId++);
    const view = new DataView(head.buffer);
    view.setUint32(0, this.#left - 4);
    head.set([17, 0, 80], 4 + 64);
    view.setUint32(4 + 68, this.#left - 84, true);
    const bytes = this.#noise(length).slice();
    bytes.set(head);
    return bytes;
  }
}

class TlsStream {
  #server;
  #client;
  #noise;
  #choose;
  #serverNext;
  #clientNext;
  #emit;

  constructor(number, noise, choose, emit) {
    this.#emit = emit;
    this.#server = { address: 0x0a90_0001 + number, port: 443 };
    this.#client = { address: 0x0a00_0100 + number, port: 40_000 + number };
    this.#noise = noise;
    this.#choose = choose;
    this.#serverNext = choose(2 ** 31);
    this.#clientNext = choose(2 ** 31);
  }

  burst() {
    for (let segments = 1 + this.#choose(12); segments > 0; segments--) {
      const payload = this.#noise(SEGMENT);
      this.#emit(this.#server, this.#client, Flag.ACK, this.#serverNext, this.#clientNext, payload);
      this.#serverNext = (this.#serverNext + SEGMENT) >>> 0;
      if (this.#choose(2) === 0) {
        this.#emit(this.#client, this.#server, Flag.ACK, this.#clientNext, this.#serverNext, NOTHING);
      }
    }
  }
}

function datagram(choose, noise) {
  const from = { address: 0x0a00_0000 + choose(1 << 16), port: 1024 + choose(60_000) };
  return [from, { address: 0x0808_0808, port: 53 }, noise(40 + choose(20))];
}

/** An SMB2 header of READ and `bodyLength` bytes of zeros, behind a NetBIOS header. */
function smb2(bodyLength, flags, messageId) {
  const bytes = new Uint8Array(4 + 64 + bodyLength);
  bytes.set([0, 0, 0, 64 + bodyLength, 0xfe, 0x53, 0x4d, 0x42, 64]);
  bytes[4 + 12] = READ;
  bytes[4 + 16] = flags;
  new DataView(bytes.buffer).setUint32(4 + 24, messageId, true);
  return bytes;
}

/** Answers pieces of a mebibyte of random bytes, which are not to be written to. */
function noiseOf(choose) {
  const bytes = Uint8Array.from({ length: NOISE_SIZE }, () => choose(256));
  return (length) => {
    const at = choose(NOISE_SIZE - length);
    return bytes.subarray(at, at + length);
  };
}
