// Packets lost, doubled, mixed up, cut, and damaged in ways that know nothing of what they hold.
import { flipBits, SIZES, setInteger } from "./damage.js";
import type { Packet } from "./original.js";
import type { Random } from "./random.js";

/** Makes a capture's packets others. `foreign` are those of another capture. There is at least one of each. */
export type PacketMutation = (
  random: Random,
  packets: readonly Packet[],
  foreign: readonly Packet[],
) => Packet[];

export const packetMutations: Readonly<Record<string, PacketMutation>> = {
  "packets: dropped": (random, packets) => {
    const one = random.between(2, 20);
    return packets.filter(() => !random.oneIn(one));
  },
  "packets: run dropped": (random, packets) => {
    const at = random.below(packets.length);
    return packets.toSpliced(at, random.between(1, 20));
  },
  "packets: one side dropped": (random, packets) => {
    const { bytes } = random.pick(packets);
    return packets.filter((packet) => !startsAlike(packet.bytes, bytes));
  },
  "packets: doubled": (random, packets) => {
    const one = random.between(1, 20);
    return packets.flatMap((packet) => (random.oneIn(one) ? [packet, packet] : [packet]));
  },
  "packets: shuffled": (random, packets) => {
    const at = random.below(packets.length);
    const run = packets.slice(at, at + random.between(2, 40));
    for (let i = run.length - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [run[i], run[other]] = [run[other]!, run[i]!];
    }
    return packets.toSpliced(at, run.length, ...run);
  },
  "packets: moved": (random, packets) => {
    const from = random.below(packets.length);
    return packets.toSpliced(from, 1).toSpliced(random.below(packets.length), 0, packets[from]!);
  },
  "packets: reversed": (_random, packets) => packets.toReversed(),
  "packets: from another capture": (random, packets, foreign) => {
    const at = random.below(foreign.length);
    const some = foreign.slice(at, at + random.between(1, 30));
    return packets.toSpliced(random.below(packets.length), random.below(2) * some.length, ...some);
  },
  "packets: bits flipped": (random, packets) =>
    changeOne(random, packets, (bytes) => flipBits(random, bytes)),
  "packets: integer set": (random, packets) =>
    changeOne(random, packets, (bytes) => {
      setInteger(random, bytes, random.below(bytes.length), random.pick(SIZES));
    }),
  "packets: snap length": (random, packets) => {
    const length = random.between(0, 200);
    return packets.map((packet) => ({ ...packet, bytes: packet.bytes.subarray(0, length) }));
  },
  "packets: one cut": (random, packets) =>
    replaceOne(random, packets, (packet) => {
      const bytes = packet.bytes.subarray(0, random.below(packet.bytes.length + 1));
      return [{ ...packet, bytes, originalLength: random.oneIn(2) ? bytes.length : packet.originalLength }];
    }),
  "packets: clock jumps": (random, packets) =>
    replaceOne(random, packets, (packet) => [
      { ...packet, seconds: random.pick([0, 1, 0x7fffffff, 0xffffffff]) },
    ]),
};

/** In the addresses, as a rule: the packets of one sender. */
function startsAlike(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 12; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Puts what `replace` makes of a packet chosen at random in its place. */
export function replaceOne(
  random: Random,
  packets: readonly Packet[],
  replace: (packet: Packet) => readonly Packet[],
): Packet[] {
  const at = random.below(packets.length);
  return packets.toSpliced(at, 1, ...replace(packets[at]!));
}

/** Changes a copy of one packet's bytes. */
function changeOne(
  random: Random,
  packets: readonly Packet[],
  change: (bytes: Uint8Array) => void,
): Packet[] {
  return replaceOne(random, packets, (packet) => {
    const bytes = packet.bytes.slice();
    if (bytes.length > 0) change(bytes);
    return [{ ...packet, bytes }];
  });
}
