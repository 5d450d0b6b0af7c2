// IP fragments that never make a datagram.
import { TcpFlag } from "@countersign/capture";
import { capture, TcpFrame } from "./frames.mjs";
import { random } from "./random.mjs";

const IP = 14;
const MORE_FRAGMENTS = 0x2000;
/** Of each datagram; one more than these would be given up at once. */
const FRAGMENTS = 250;
const LENGTH = 512;

/**
 * Datagrams in fragments, each of which lies half over the one before it with other bytes in it, in an order by chance;
 * the last fragment of none of them comes.
 */
export function overlappingFragments({ packets, seed }) {
  const choose = random(seed);
  const { bytes } = new TcpFrame(TcpFlag.ACK, new Uint8Array(LENGTH - 20));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return capture(packets, (i) => {
    view.setUint16(IP + 4, Math.floor(i / FRAGMENTS));
    view.setUint16(IP + 6, MORE_FRAGMENTS | ((choose(FRAGMENTS) * LENGTH) >> 4));
    bytes[IP + 30] = choose(256);
    return bytes;
  });
}
