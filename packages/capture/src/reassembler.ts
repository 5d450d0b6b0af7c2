import { isAnother, isFar, isLate } from "./conversation.js";
import { Delivery, type DeliverySink } from "./delivery.js";
import { findTcp } from "./dissect.js";
import { be16, be32 } from "./endian.js";
import { type CloseReason, type Flow, type Side, TcpFlow } from "./flow.js";
import { FlowTable } from "./flow-table.js";
import { Fragments } from "./fragments.js";
import type { PacketInfo, PacketSink } from "./packet.js";
import { Drop, MAX_VLANS, Path } from "./path.js";
import { Field, SLOT_WORDS, State } from "./slot.js";

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

const MIN_TCP_HEADER_LENGTH = 20;
/** What must be captured of it: all up to the flags. */
const NEEDED_TCP_HEADER_LENGTH = 14;
/** A side is taken to begin at what the other end acknowledged if its first segment is not further on than a window of old. */
const MAX_LATE_START = 0xffff;

/** Takes what a `TcpReassembler` finds. Calls of one flow come in order; a sink must not push packets from inside a call. */
export interface StreamSink extends DeliverySink {
  /** The flow carried its first payload. A flow that never does is never mentioned. */
  open(flow: Flow): void;
  /** The next bytes of a side: bytes[start, end), valid during the call only; `packet` is the number of the one that brought them. */
  data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void;
  /** The next `length` bytes of a side will never come: lost, or not captured. `packet` brought what made that known. */
  gap(flow: Flow, side: Side, length: number, packet: number): void;
  /** Nothing more of the flow comes. */
  close(flow: Flow, reason: CloseReason): void;
}

/** Bounds of a `TcpReassembler`: past one the oldest goes, is counted, and the rest goes on. */
export interface ReassemblyLimits {
  /** Conversations at a time: 131,072 unless told, 150 bytes each. One without payload goes first, else one long idle. */
  maxFlows?: number;
  /** Bytes waiting for others in all flows, with 256 for each segment: 16 MiB unless told. */
  maxHeldBytes?: number;
  /** Segments waiting for others, for each side of a flow: 64 unless told. */
  maxHeldSegments?: number;
  /** Bytes of IP fragments waiting for others, with 256 for each fragment: 4 MiB unless told. */
  maxFragmentBytes?: number;
}

/** Packets that brought no TCP segment, by the reason. */
export interface DroppedPackets {
  /** The link type is none of those read. */
  linkType: number;
  notIp: number;
  /** IP, but neither TCP nor a tunnel that is read. */
  notTcp: number;
  /** An 802.11 frame under encryption. */
  encrypted: number;
  /** A header contradicts itself, or does not fit into the packet. */
  malformed: number;
  /** The snap length left too little of the headers, or cut a fragment. */
  cut: number;
  /** Kept as a part of a datagram; the fragment that completes one counts as what the datagram is. */
  fragment: number;
  /** A fragment of a datagram that has too many. */
  fragmentLimit: number;
  /** More than 32 headers one inside the other. */
  tooDeep: number;
}

/** What happened to TCP segments and conversations. */
export interface ReassemblyCounters {
  /** TCP segments: with those dropped, all packets. */
  segments: number;
  /** Conversations that carried payload. */
  flows: number;
  /** Segments with bytes that had already been handed on. */
  retransmittedSegments: number;
  /** Segments that came before others that they follow. */
  heldSegments: number;
  /** Bytes that came twice and differed while the first ones were held; those were handed on. */
  conflictingBytes: number;
  gaps: number;
  gapBytes: number;
  /** Segments of conversations that were over. */
  lateSegments: number;
  /** RST segments too far from what was expected to be real. */
  ignoredResets: number;
  /** Conversations with payload given up for `maxFlows`. */
  evictedFlows: number;
  /** Conversations without payload given up for `maxFlows`. */
  evictedEmptyFlows: number;
  /** IP datagrams of which fragments are missing. */
  incompleteDatagrams: number;
  conflictingFragmentBytes: number;
}

/**
 * Finds TCP segments in packets, under whatever link layer, tags and tunnels, and hands on their bytes in order.
 *
 * Handed on in place, or from a copy if they had to wait. Checksums are not looked at: offloading leaves them blank.
 * Never throws on what packets hold; memory is bounded by `ReassemblyLimits`.
 */
export class TcpReassembler implements PacketSink {
  readonly #sink: StreamSink;
  readonly #path: Path = new Path();
  readonly #fragments: Fragments;
  readonly #table: FlowTable;
  readonly #delivery: Delivery;
  /** By negated `Drop`. */
  readonly #drops: number[] = new Array<number>(10).fill(0);
  /** Number of the packet at hand. */
  #packet = 0;
  #tick = 0;
  #segments = 0;
  #flows = 0;
  #lateSegments = 0;
  #ignoredResets = 0;
  #evictedFlows = 0;
  #evictedEmptyFlows = 0;

  constructor(sink: StreamSink, limits: ReassemblyLimits = {}) {
    this.#sink = sink;
    this.#fragments = new Fragments(limit(limits.maxFragmentBytes, 4 * 1024 * 1024, "maxFragmentBytes"));
    this.#table = new FlowTable(limit(limits.maxFlows, 131_072, "maxFlows"));
    this.#delivery = new Delivery(
      sink,
      this.#table,
      limit(limits.maxHeldBytes, 16 * 1024 * 1024, "maxHeldBytes"),
      limit(limits.maxHeldSegments, 64, "maxHeldSegments"),
    );
  }

  /** A fresh object: the counts so far. */
  get dropped(): DroppedPackets {
    const drops = this.#drops;
    return {
      linkType: drops[-Drop.LINK_TYPE]!,
      notIp: drops[-Drop.NOT_IP]!,
      notTcp: drops[-Drop.NOT_TCP]!,
      encrypted: drops[-Drop.ENCRYPTED]!,
      malformed: drops[-Drop.MALFORMED]!,
      cut: drops[-Drop.CUT]!,
      fragment: drops[-Drop.FRAGMENT]!,
      fragmentLimit: drops[-Drop.FRAGMENT_LIMIT]!,
      tooDeep: drops[-Drop.TOO_DEEP]!,
    };
  }

  /** A fresh object: the counts so far. */
  get counters(): ReassemblyCounters {
    const { retransmittedSegments, heldSegments, conflictingBytes, gaps, gapBytes } = this.#delivery;
    return {
      segments: this.#segments,
      flows: this.#flows,
      retransmittedSegments,
      heldSegments,
      conflictingBytes,
      gaps,
      gapBytes,
      lateSegments: this.#lateSegments,
      ignoredResets: this.#ignoredResets,
      evictedFlows: this.#evictedFlows,
      evictedEmptyFlows: this.#evictedEmptyFlows,
      incompleteDatagrams: this.#fragments.abandoned + this.#fragments.waiting,
      conflictingFragmentBytes: this.#fragments.conflictingBytes,
    };
  }

  /** Takes one packet, bytes[start, end). */
  packet(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void {
    const path = this.#path;
    path.start(bytes, start, end, info.originalLength);
    path.linkType = info.linkType;
    path.seconds = info.seconds;
    let drop = findTcp(path, this.#fragments);
    if (drop === 0) drop = this.#readHeader(path, info);
    if (drop !== 0) this.#drops[-drop]!++;
  }

  /** Hands on whatever is held and closes every flow, in the order of their first packets. */
  end(): void {
    const open = this.#table.flows.filter((flow) => flow !== undefined);
    open.sort((a, b) => a.firstPacket - b.firstPacket);
    for (const { slot } of open) {
      const bothFin = (this.#state(slot) & State.BOTH_FIN_SEEN) === State.BOTH_FIN_SEEN;
      this.#close(slot, bothFin ? "fin" : "end");
    }
  }

  /** RFC 9293 3.1. */
  #readHeader(path: Path, info: PacketInfo): number {
    const { bytes, at } = path;
    if (NEEDED_TCP_HEADER_LENGTH > path.end - at) return path.short();
    const headerLength = (bytes[at + 12]! >> 4) << 2;
    const payload = at + headerLength;
    if (headerLength < MIN_TCP_HEADER_LENGTH || payload > path.wireEnd) return Drop.MALFORMED;
    this.#segments++;
    this.#packet = info.number;
    const flags = bytes[at + 13]!;
    const slot = this.#enter(path, info, flags, path.wireEnd - payload);
    if (slot >= 0) this.#segment(slot, this.#table.side, flags, payload);
    return 0;
  }

  /** Finds the segment's conversation, or begins one; -1 if the segment is none of any. */
  #enter(path: Path, info: PacketInfo, flags: number, length: number): number {
    const { bytes, at } = path;
    const table = this.#table;
    const slot = table.find(path, be16(bytes, at), be16(bytes, at + 2));
    this.#tick = (this.#tick + 1) | 0;
    if (slot < 0) {
      // A RST alone tells nothing worth a slot.
      return (flags & RST) !== 0 ? -1 : this.#begin(this.#takeSlot(), info);
    }
    const { words, side } = table;
    const base = slot * SLOT_WORDS;
    const sequence = be32(bytes, at + 4);
    const state = words[base + Field.STATE]!;
    if ((flags & SYN) !== 0 || (state & State.CLOSED) !== 0) {
      if (isLate(words, base, side, sequence, flags, length)) {
        this.#lateSegments++;
        return -1;
      }
      if (isAnother(words, base, side, sequence, flags)) {
        this.#finish(slot, "reused");
        table.remove(slot);
        return this.#begin(table.insert(), info);
      }
      words[base + Field.STATE] = state & ~State.CLOSED;
    }
    words[base + Field.USED] = this.#tick;
    return slot;
  }

  #takeSlot(): number {
    const table = this.#table;
    const victim = table.victim();
    if (victim >= 0) {
      if (table.flows[victim] !== undefined) this.#evictedFlows++;
      else if ((this.#state(victim) & State.CLOSED) === 0) this.#evictedEmptyFlows++;
      this.#finish(victim, "evicted");
      table.remove(victim);
    }
    return table.insert();
  }

  #begin(slot: number, info: PacketInfo): number {
    const { words } = this.#table;
    const { vlans, vlanCount } = this.#path;
    const at = slot * SLOT_WORDS;
    const high = Math.floor(info.seconds / 0x100000000);
    words[at + Field.USED] = this.#tick;
    words[at + Field.PACKET] = info.number;
    words[at + Field.SECONDS_LOW] = info.seconds - high * 0x100000000;
    words[at + Field.SECONDS_HIGH] = high;
    words[at + Field.NANOSECONDS] = info.nanoseconds;
    words[at + Field.STATE]! |= (info.digits << State.DIGITS_SHIFT) | (vlanCount << State.VLAN_COUNT_SHIFT);
    if (vlanCount > 0) {
      for (let i = vlanCount; i < MAX_VLANS; i++) vlans[i] = 0;
      words[at + Field.VLANS] = vlans[0]! | (vlans[1]! << 16);
      words[at + Field.VLANS + 1] = vlans[2]! | (vlans[3]! << 16);
    }
    return slot;
  }

  #segment(slot: number, side: Side, flags: number, payload: number): void {
    const { bytes, at, wireEnd } = this.#path;
    const length = wireEnd - payload;
    let sequence = be32(bytes, at + 4);
    if ((flags & SYN) !== 0) {
      this.#synchronize(slot, side, sequence, flags);
      sequence = (sequence + 1) | 0;
    }
    if ((flags & ACK) !== 0) this.#acknowledge(slot, side, be32(bytes, at + 8));
    if ((flags & RST) !== 0) {
      this.#reset(slot, side, sequence);
      return;
    }
    if (length > 0) this.#payload(slot, side, sequence, length, payload);
    if ((flags & FIN) !== 0) this.#finishSide(slot, side, (sequence + length) | 0);
    let state = this.#state(slot);
    if ((state & State.ANY_HOLDING) !== 0) {
      this.#delivery.watch(this.#table.flows[slot]!);
      state = this.#state(slot);
    }
    if ((state & State.BOTH_FIN_SEEN) === State.BOTH_FIN_SEEN && this.#hasReachedFin(slot))
      this.#close(slot, "fin");
  }

  #synchronize(slot: number, side: Side, sequence: number, flags: number): void {
    const { words, flows } = this.#table;
    const at = slot * SLOT_WORDS;
    const state = words[at + Field.STATE]!;
    // A SYN that comes after data, for the capture has it late, leaves what is next as it is.
    const isFirst = (state & (State.STARTED << side)) === 0;
    const isNothingSent = words[at + Field.NEXT + side] === ((words[at + Field.SYN + side]! + 1) | 0);
    if (isFirst || isNothingSent) words[at + Field.NEXT + side] = sequence + 1;
    words[at + Field.SYN + side] = sequence;
    let set = (State.SYN_SEEN | State.STARTED) << side;
    if ((state & State.SYN_SIDE_KNOWN) === 0) {
      const opener = (flags & ACK) === 0 ? side : otherSide(side);
      set |= State.SYN_SIDE_KNOWN | (opener === 1 ? State.SYN_SIDE_1 : 0);
      const flow = flows[slot];
      if (flow !== undefined) flow.sideOfSyn = opener;
    }
    words[at + Field.STATE] = state | set;
  }

  #acknowledge(slot: number, side: Side, acknowledgment: number): void {
    const { words } = this.#table;
    const other = otherSide(side);
    const at = slot * SLOT_WORDS;
    const seen = State.ACK_SEEN << other;
    const state = words[at + Field.STATE]!;
    const acked = at + Field.ACKED + other;
    if ((state & seen) !== 0 && ((acknowledgment - words[acked]!) | 0) <= 0) return;
    words[acked] = acknowledgment;
    words[at + Field.STATE] = state | seen;
  }

  #payload(slot: number, side: Side, sequence: number, length: number, start: number): void {
    this.#start(slot, side, sequence, length);
    const flow = this.#table.flows[slot] ?? this.#open(slot);
    const { bytes, end } = this.#path;
    this.#delivery.payload(flow, side, sequence, length, bytes, start, end, this.#packet);
  }

  #open(slot: number): TcpFlow {
    const { words, flows } = this.#table;
    words[slot * SLOT_WORDS + Field.STATE]! |= State.OPENED;
    const flow = new TcpFlow(this.#delivery, words, slot);
    flows[slot] = flow;
    this.#flows++;
    this.#sink.open(flow);
    return flow;
  }

  /** Where a side begins whose SYN was not captured. */
  #start(slot: number, side: Side, sequence: number, length: number): void {
    const { words } = this.#table;
    const at = slot * SLOT_WORDS;
    const state = words[at + Field.STATE]!;
    if ((state & (State.STARTED << side)) !== 0) return;
    words[at + Field.STATE] = state | (State.STARTED << side);
    let next = sequence;
    if ((state & (State.ACK_SEEN << side)) !== 0) {
      const acked = words[at + Field.ACKED + side]!;
      const ahead = (sequence - acked) | 0;
      // The other end knows better what comes next, if this is not the first; a keep-alive repeats the last byte.
      if ((ahead > 0 && ahead <= MAX_LATE_START) || (ahead === -1 && length === 1)) next = acked;
    }
    words[at + Field.NEXT + side] = next;
  }

  #finishSide(slot: number, side: Side, sequence: number): void {
    this.#start(slot, side, sequence, 0);
    const { words, flows } = this.#table;
    const at = slot * SLOT_WORDS;
    words[at + Field.FIN + side] = sequence;
    words[at + Field.STATE]! |= State.FIN_SEEN << side;
    // Nobody waits for the bytes of a side that is ignored.
    if (flows[slot]?.ignored(side)) words[at + Field.NEXT + side] = sequence;
  }

  #hasReachedFin(slot: number): boolean {
    const { words } = this.#table;
    const at = slot * SLOT_WORDS;
    const left0 = (words[at + Field.FIN]! - words[at + Field.NEXT]!) | 0;
    const left1 = (words[at + Field.FIN + 1]! - words[at + Field.NEXT + 1]!) | 0;
    return left0 <= 0 && left1 <= 0;
  }

  #reset(slot: number, side: Side, sequence: number): void {
    const at = slot * SLOT_WORDS;
    const isStarted = (this.#state(slot) & (State.STARTED << side)) !== 0;
    if (isStarted && isFar(sequence, this.#table.words[at + Field.NEXT + side]!)) {
      this.#ignoredResets++;
      return;
    }
    this.#close(slot, "rst");
  }

  /** Ends a conversation that keeps its slot for a while. */
  #close(slot: number, reason: CloseReason): void {
    this.#finish(slot, reason);
    this.#table.close(slot, this.#tick);
  }

  #finish(slot: number, reason: CloseReason): void {
    const flow = this.#table.flows[slot];
    if (flow === undefined) return;
    this.#delivery.flush(flow, this.#packet);
    this.#sink.close(flow, reason);
  }

  #state(slot: number): number {
    return this.#table.words[slot * SLOT_WORDS + Field.STATE]!;
  }
}

function otherSide(side: Side): Side {
  return side === 0 ? 1 : 0;
}

function limit(value: number | undefined, otherwise: number, name: string): number {
  if (value === undefined) return otherwise;
  if (!(Number.isInteger(value) && value >= 1)) throw new RangeError(`${name} is not a positive integer`);
  return value;
}
