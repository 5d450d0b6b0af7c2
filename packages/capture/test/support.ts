import {
  type CaptureProblem,
  CaptureReader,
  type CaptureReaderOptions,
  CaptureWriter,
  type CaptureWriterOptions,
  type CloseReason,
  type Flow,
  LinkType,
  type PacketInfo,
  type PacketSink,
  type ReassemblyLimits,
  type Side,
  type StreamSink,
  TcpReassembler,
} from "../src/index.js";

export const CLIENT = { address: "10.0.0.1", port: 40_000 };
export const SERVER = { address: "10.0.0.2", port: 445 };

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Bytes 0, 1, 2 … with a period that no power of two shares. */
export function pattern(length: number, from = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => ((from + index) % 251) + 1);
}

/** A packet as a sink saw it. */
export interface SeenPacket extends PacketInfo {
  bytes: number[];
}

export class PacketNotes implements PacketSink {
  readonly packets: SeenPacket[] = [];

  packet(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void {
    this.packets.push({ ...info, bytes: [...bytes.subarray(start, end)] });
  }
}

/** Reads a file given in chunks of the lengths `cuts` asks for, then the rest; the chunk's memory is spoilt after each push. */
export function readFile(
  file: Uint8Array,
  cuts: readonly number[] = [],
  options: CaptureReaderOptions = {},
): { packets: SeenPacket[]; problems: CaptureProblem[]; reader: CaptureReader } {
  const notes = new PacketNotes();
  const reader = new CaptureReader(notes, options);
  let at = 0;
  for (const cut of [...cuts, file.length]) {
    const chunk = file.slice(at, at + cut);
    reader.push(chunk);
    chunk.fill(0xee);
    at += chunk.length;
  }
  reader.end();
  return { packets: notes.packets, problems: reader.problems, reader };
}

export function writeFile(packets: readonly Uint8Array[], options: CaptureWriterOptions = {}): Uint8Array {
  const writer = new CaptureWriter(options);
  for (const [index, packet] of packets.entries()) writer.packet(packet, { seconds: 1000 + index });
  return writer.take();
}

/** What one side of a flow brought: bytes, a number for a gap of that many. */
export type Heard = (number[] | number)[];

export class FlowNotes {
  readonly heard: [Heard, Heard] = [[], []];
  readonly packets: number[] = [];
  reason: CloseReason | undefined;

  constructor(readonly flow: Flow) {}

  /** Who sent from the client's port. */
  get client(): Side {
    return this.flow.port(0) === CLIENT.port ? 0 : 1;
  }

  /** Bytes of client or server, joined; gaps left out. */
  bytes(end: "client" | "server"): number[] {
    return this.of(end).flatMap((item) => (typeof item === "number" ? [] : item));
  }

  gaps(end: "client" | "server"): number[] {
    return this.of(end).filter((item) => typeof item === "number");
  }

  of(end: "client" | "server"): Heard {
    return this.heard[end === "client" ? this.client : this.client === 0 ? 1 : 0];
  }
}

/** Notes what it is told, and fails on calls that come out of turn. */
export class StreamNotes implements StreamSink {
  readonly flows: FlowNotes[] = [];

  open(flow: Flow): void {
    if (flow.user !== undefined) throw new Error("opened twice");
    const notes = new FlowNotes(flow);
    flow.user = notes;
    this.flows.push(notes);
  }

  data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    if (!(start >= 0 && start < end && end <= bytes.length)) throw new Error(`no range: ${start} to ${end}`);
    const notes = this.#notes(flow);
    notes.heard[side].push([...bytes.subarray(start, end)]);
    notes.packets.push(packet);
  }

  gap(flow: Flow, side: Side, length: number, packet: number): void {
    if (!(length > 0)) throw new Error(`a gap of ${length}`);
    const notes = this.#notes(flow);
    notes.heard[side].push(length);
    notes.packets.push(packet);
  }

  close(flow: Flow, reason: CloseReason): void {
    this.#notes(flow).reason = reason;
  }

  #notes(flow: Flow): FlowNotes {
    const notes = flow.user;
    if (!(notes instanceof FlowNotes)) throw new Error("not opened");
    if (notes.reason !== undefined) throw new Error("closed already");
    return notes;
  }
}

/** Reassembles packets given one by one. */
export function reassemble(
  packets: readonly Uint8Array[],
  limits: ReassemblyLimits = {},
  linkType: number = LinkType.ETHERNET,
): { flows: FlowNotes[]; reassembler: TcpReassembler } {
  const sink = new StreamNotes();
  const reassembler = new TcpReassembler(sink, limits);
  for (const [index, packet] of packets.entries()) feed(reassembler, packet, index + 1, linkType);
  reassembler.end();
  return { flows: sink.flows, reassembler };
}

export function feed(
  reassembler: TcpReassembler,
  packet: Uint8Array,
  number: number,
  linkType: number = LinkType.ETHERNET,
  originalLength: number = packet.length,
): void {
  const info = { number, linkType, originalLength, seconds: 1000, nanoseconds: 0, digits: 6 };
  reassembler.packet(packet, 0, packet.length, info);
}

/** Segments and packets dropped, of which every packet is one. */
export function accountedFor(reassembler: TcpReassembler): number {
  return Object.values(reassembler.dropped).reduce(
    (sum, count) => sum + count,
    reassembler.counters.segments,
  );
}
