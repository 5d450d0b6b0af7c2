// One mutant: which capture, what was done to it, and the file that came of it.
import { CaptureWriter, type CaptureWriterOptions } from "@countersign/capture";
import { type FileMutation, fileMutations } from "./file-mutations.js";
import { headerMutations } from "./header-mutations.js";
import { messageMutations } from "./message-mutations.js";
import type { Original, Packet } from "./original.js";
import { type PacketMutation, packetMutations } from "./packet-mutations.js";
import { Random } from "./random.js";

const MAX_MUTATIONS = 4;
/** Of so many mutants one is damaged as a file; the others are written anew from damaged packets. */
const ONE_FILE_IN = 3;
const MAX_RUN = 40;

export interface Mutant {
  readonly index: number;
  /** Name of the capture that it was made from. */
  readonly capture: string;
  /** Names of the mutations, in their order. */
  readonly kinds: readonly string[];
  readonly file: Uint8Array;
  /** What must not be printed, as hex. */
  readonly secrets: readonly string[];
}

const ofPackets = Object.entries({ ...packetMutations, ...headerMutations, ...messageMutations });
const ofFiles = Object.entries(fileMutations);

/** Names of all mutations. */
export const mutationKinds: readonly string[] = [...ofFiles, ...ofPackets].map(([kind]) => kind);

/** The mutant that a seed and an index name, out of these captures; captures without packets are damaged as files only. */
export function makeMutant(originals: readonly Original[], seed: number, index: number): Mutant {
  const random = new Random(seed, index);
  const original = originals[index % originals.length]!;
  const foreign = random.pick(originals);
  const count = random.between(1, MAX_MUTATIONS);
  const packets = run(random, original.packets);
  const isFile = packets.length === 0 || foreign.packets.length === 0 || random.oneIn(ONE_FILE_IN);
  const [kinds, file] = isFile
    ? damageFile(
        random,
        packets.length > 0 && random.oneIn(2) ? writeCapture(packets, random) : original.bytes,
        count,
      )
    : damagePackets(random, packets, foreign.packets, count);
  return { index, capture: original.name, kinds, file, secrets: [...original.secrets, ...foreign.secrets] };
}

/** All packets, or a run of a few of them: many small mutants find more than few large ones. */
function run(random: Random, packets: readonly Packet[]): readonly Packet[] {
  if (packets.length === 0 || random.oneIn(4)) return packets;
  const from = random.oneIn(2) ? 0 : random.below(packets.length);
  return packets.slice(from, from + random.between(5, MAX_RUN));
}

function damageFile(random: Random, file: Uint8Array, count: number): [string[], Uint8Array] {
  const chosen = choose<FileMutation>(random, ofFiles, count);
  let bytes = file;
  for (const [, mutate] of chosen) if (bytes.length > 0) bytes = mutate(random, bytes);
  return [chosen.map(([kind]) => kind), bytes];
}

function damagePackets(
  random: Random,
  packets: readonly Packet[],
  foreign: readonly Packet[],
  count: number,
): [string[], Uint8Array] {
  const chosen = choose<PacketMutation>(random, ofPackets, count);
  let mutated = packets;
  for (const [, mutate] of chosen) if (mutated.length > 0) mutated = mutate(random, mutated, foreign);
  return [chosen.map(([kind]) => kind), writeCapture(mutated, random)];
}

function choose<T>(random: Random, from: readonly [string, T][], count: number): [string, T][] {
  return Array.from({ length: count }, () => random.pick(from));
}

/** A file of one interface; its format, byte order and digits are chosen at random. */
function writeCapture(packets: readonly Packet[], random: Random): Uint8Array {
  return writePackets(packets, {
    format: random.pick(["pcap", "pcapng"] as const),
    byteOrder: random.pick(["little", "big"] as const),
    digits: random.pick([6, 9] as const),
    linkType: packets[0]?.linkType ?? 1,
  });
}

/** A capture file of these packets, whatever their own link types. */
export function writePackets(packets: readonly Packet[], options: CaptureWriterOptions): Uint8Array {
  const writer = new CaptureWriter(options);
  for (const { bytes, seconds, nanoseconds, originalLength } of packets) {
    writer.packet(bytes, { seconds: seconds % 0x100000000, nanoseconds, originalLength });
  }
  return writer.take();
}
