// RFC 791 3.2: an IPv4 packet in fragments, of which all but the last have a multiple of 8 bytes.
import { concat } from "@countersign/bytes";

const HEADER_SIZE = 20;
const MORE_FRAGMENTS = 0x2000;

/** Fragments of a packet without IP options. `size`: bytes of payload in each, a multiple of 8. */
export function fragments(packet: Uint8Array, size: number): Uint8Array[] {
  const payload = packet.subarray(HEADER_SIZE);
  const list: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const isLast = at + size >= payload.length;
    const part = payload.subarray(at, at + size);
    list.push(concat(fragmentHeader(packet, part.length, at, isLast), part));
  }
  return list;
}

function fragmentHeader(packet: Uint8Array, length: number, at: number, isLast: boolean): Uint8Array {
  const header = packet.slice(0, HEADER_SIZE);
  const view = new DataView(header.buffer);
  view.setUint16(2, HEADER_SIZE + length);
  // Fragments of one packet have its identification: what TCP's checksum is, is as good as any number.
  view.setUint16(4, (packet[HEADER_SIZE + 16]! << 8) | packet[HEADER_SIZE + 17]!);
  view.setUint16(6, (at >> 3) | (isLast ? 0 : MORE_FRAGMENTS));
  view.setUint16(10, 0);
  view.setUint16(10, checksum(view));
  return header;
}

/** RFC 1071. */
function checksum(view: DataView): number {
  let sum = 0;
  for (let at = 0; at < view.byteLength; at += 2) sum += view.getUint16(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
