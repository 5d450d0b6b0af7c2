// Ethernet frames of TCP over IPv4 that are written over and over, and captures of them in pieces.
import { CaptureWriter, ethernetFrame, ipPacketOf } from "@countersign/capture";

const CHUNK = 1 << 20;
const FIRST_SECOND = 1_700_000_000;
const IP = 14;
const TCP = IP + 20;

/** One frame whose addresses, ports and numbers are changed in place; its checksums are those of the first. */
export class TcpFrame {
  bytes;
  #view;

  constructor(flags, payload = new Uint8Array(0)) {
    const end = { address: "10.0.0.1", port: 445 };
    this.bytes = ethernetFrame(ipPacketOf({ source: end, destination: end, flags, payload }));
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset);
  }

  /** The payload, to be written over. */
  get payload() {
    return this.bytes.subarray(TCP + 20);
  }

  set source(address) {
    this.#view.setUint32(IP + 12, address);
  }

  set sourcePort(port) {
    this.#view.setUint16(TCP, port);
  }

  set destinationPort(port) {
    this.#view.setUint16(TCP + 2, port);
  }

  set sequence(number) {
    this.#view.setUint32(TCP + 4, number);
  }

  set acknowledgment(number) {
    this.#view.setUint32(TCP + 8, number);
  }
}

/** A pcap file that is taken away in pieces; a packet a microsecond. */
export class CaptureChunks {
  #writer;
  #untaken = 0;
  packets = 0;
  /** Of all packets until now. */
  bytes = 0;

  constructor(options = {}) {
    this.#writer = new CaptureWriter(options);
  }

  packet(bytes) {
    const microseconds = this.packets % 1_000_000;
    const seconds = FIRST_SECOND + (this.packets - microseconds) / 1_000_000;
    this.#writer.packet(bytes, { seconds, nanoseconds: 1000 * microseconds });
    this.packets++;
    this.bytes += bytes.length;
    this.#untaken += bytes.length;
  }

  /** About a mebibyte waits to be taken. */
  get isFull() {
    return this.#untaken >= CHUNK;
  }

  take() {
    this.#untaken = 0;
    return this.#writer.take();
  }
}

/** The bytes of a pcap file of `packets` packets, in pieces of about a mebibyte; `frame(i)` answers each packet. */
export function* capture(packets, frame, options = {}) {
  const chunks = new CaptureChunks(options);
  for (let i = 0; i < packets; i++) {
    chunks.packet(frame(i));
    if (chunks.isFull) yield chunks.take();
  }
  yield chunks.take();
}

/** The address of the i-th of many hosts. */
export function hostAddress(i) {
  return (0x0b000000 + i) >>> 0;
}
