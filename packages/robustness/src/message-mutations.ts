// Lengths, offsets and counts in SMB and NTLMSSP messages, changed where they are.
import { SIZES, setInteger } from "./damage.js";
import type { Packet } from "./original.js";
import type { PacketMutation } from "./packet-mutations.js";
import type { Random } from "./random.js";

export const messageMutations: Readonly<Record<string, PacketMutation>> = {
  "smb: frame length changed": (random, packets) =>
    messageChanged(random, packets, isSmb, (bytes, at) => setInteger(random, bytes, at - 2, 2)),
  "smb: field changed": (random, packets) =>
    messageChanged(random, packets, isSmb, (bytes, at) => {
      const size = random.pick(SIZES);
      setInteger(random, bytes, at + size * random.below(160 / size), size);
    }),
  "ntlm: field changed": (random, packets) =>
    messageChanged(random, packets, isNtlm, (bytes, at) => {
      setInteger(random, bytes, at + 2 * random.between(4, 60), random.pick([2, 4]));
    }),
  // SPNEGO's lengths stand before NTLMSSP, as those of AV pairs stand behind it.
  "ntlm: surroundings changed": (random, packets) =>
    messageChanged(random, packets, isNtlm, (bytes, at) => {
      setInteger(random, bytes, at + random.between(-60, 300), random.pick(SIZES));
    }),
};

/** Changes one message of a packet that has some. */
function messageChanged(
  random: Random,
  packets: readonly Packet[],
  isMessage: (bytes: Uint8Array, at: number) => boolean,
  change: (bytes: Uint8Array, at: number) => void,
): Packet[] {
  const carriers = packets.filter(({ bytes }) => messagesIn(bytes, isMessage).length > 0);
  if (carriers.length === 0) return [...packets];
  const chosen = random.pick(carriers);
  const bytes = chosen.bytes.slice();
  change(bytes, random.pick(messagesIn(bytes, isMessage)));
  return packets.with(packets.indexOf(chosen), { ...chosen, bytes });
}

function messagesIn(bytes: Uint8Array, isMessage: (bytes: Uint8Array, at: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at++) if (isMessage(bytes, at)) found.push(at);
  return found;
}

/** `FF`, `FE`, `FD` or `FC`, and `SMB`. */
function isSmb(bytes: Uint8Array, at: number): boolean {
  return bytes[at]! >= 0xfc && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x4d && bytes[at + 3] === 0x42;
}

/** `NTLMSSP`. */
function isNtlm(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4e && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x4c && bytes[at + 3] === 0x4d;
}
