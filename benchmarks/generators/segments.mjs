// Ethernet frames of TCP and UDP over IPv4, each written over the one before it. Checksums are left zero.
const IP = 14;
const TRANSPORT = IP + 20;
const TCP_HEADER = 20;
const UDP_HEADER = 8;
const TCP = 6;
const UDP = 17;
const LONGEST = 2048;

export const Flag = { FIN: 1, SYN: 2, PSH: 8, ACK: 16 };

/** Two ends, of which each is `{ address, port }`, the address a number. A frame holds until the next is asked for. */
export class Frames {
  #bytes = new Uint8Array(LONGEST);
  #view = new DataView(this.#bytes.buffer);
  #identification = 0;

  constructor() {
    this.#bytes.set([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45]);
    this.#bytes.set([0x40, 0, 64], IP + 6);
    this.#bytes[TRANSPORT + 12] = (TCP_HEADER / 4) << 4;
    this.#view.setUint16(TRANSPORT + 14, 0xffff);
  }

  tcp(from, to, flags, sequence, acknowledgment, payload) {
    const view = this.#view;
    // What a datagram left in these bytes.
    this.#bytes[TRANSPORT + 12] = (TCP_HEADER / 4) << 4;
    this.#bytes[TRANSPORT + 13] = flags;
    view.setUint32(TRANSPORT + 4, sequence);
    view.setUint32(TRANSPORT + 8, acknowledgment);
    return this.#frame(TCP, from, to, TCP_HEADER, payload);
  }

  udp(from, to, payload) {
    this.#view.setUint16(TRANSPORT + 4, UDP_HEADER + payload.length);
    return this.#frame(UDP, from, to, UDP_HEADER, payload);
  }

  #frame(protocol, from, to, headerLength, payload) {
    const view = this.#view;
    view.setUint16(IP + 2, 20 + headerLength + payload.length);
    view.setUint16(IP + 4, this.#identification++ & 0xffff);
    this.#bytes[IP + 9] = protocol;
    view.setUint32(IP + 12, from.address);
    view.setUint32(IP + 16, to.address);
    view.setUint16(TRANSPORT, from.port);
    view.setUint16(TRANSPORT + 2, to.port);
    this.#bytes.set(payload, TRANSPORT + headerLength);
    return this.#bytes.subarray(0, TRANSPORT + headerLength + payload.length);
  }
}
