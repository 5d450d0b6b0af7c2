import {
  ACK,
  acknowledge,
  FIN,
  hasReachedBothFins,
  isAnother,
  isFar,
  isLate,
  RST,
  SYN,
  start,
  synchronize,
} from "./conversation.js";
import { Delivery } from "./delivery.js";
import { findTcp } from "./dissect.js";
import { be16, be32 } from "./endian.js";
import { type CloseReason, otherSide, type Side, TcpFlow } from "./flow.js";
import { FlowTable } from "./flow-table.js";
import { Fragments } from "./fragments.js";
import type { PacketInfo, PacketSink } from "./packet.js";
import { Drop, MAX_VLANS, Path } from "./path.js";
import { Field, SLOT_WORDS, State } from "./slot.js";
import type { DroppedPackets, ReassemblyCounters, ReassemblyLimits, StreamSink } from "./stream.js";

const MIN_TCP_HEADER_LENGTH = 20;
/** What must be captured of it: all up to the flags. */
const NEEDED_TCP_HEADER_LENGTH = 14;

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
  #payloadSegments = 0;
  #latePayloadSegments = 0;
  #flows = 0;
  #lateSegments = 0;
  #ignoredResets = 0;
  #evictedFlows = 0;
  #evictedEmptyFlows = 0;

  constructor(sink: StreamSink, limits: ReassemblyLimits = {}) {
    this.#sink = sink;
    this.#fragments = new Fragments(limit(limits.maxFragmentBytes, 4 * 1024 * 1024, "maxFragmentBytes"));
    this.#table = new FlowTable(limit(limits.maxFlows, 16_384, "maxFlows"));
    this.#delivery = new Delivery(
      sink,
      this.#table,
      limit(limits.maxHeldBytes, 8 * 1024 * 1024, "maxHeldBytes"),
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
      payloadSegments: this.#payloadSegments,
      emptySegments: this.#segments - this.#payloadSegments - this.#latePayloadSegments,
      latePayloadSegments: this.#latePayloadSegments,
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
    path.start(bytes, start, end, info);
    let drop = findTcp(path, this.#fragments);
    if (drop === 0) drop = this.#readHeader(path, info);
    if (drop !== 0) this.#drops[-drop]!++;
  }

  /** Hands on whatever is held and closes every flow, in the order of their first packets. */
  end(): void {
    const open = this.#table.flows.filter((flow) => flow !== undefined);
    open.sort((a, b) => a.firstPacket - b.firstPacket);
    for (const { slot } of open) {
      const state = this.#table.words[slot * SLOT_WORDS + Field.STATE]!;
      this.#close(slot, (state & State.BOTH_FIN_SEEN) === State.BOTH_FIN_SEEN ? "fin" : "end");
    }
  }

  /** RFC 9293 3.1. */
  #readHeader(path: Path, info: PacketInfo): number {
    const { bytes, at, wireEnd } = path;
    if (NEEDED_TCP_HEADER_LENGTH > path.end - at) return path.short();
    const headerLength = (bytes[at + 12]! >> 4) << 2;
    const payload = at + headerLength;
    if (headerLength < MIN_TCP_HEADER_LENGTH || payload > wireEnd) return Drop.MALFORMED;
    this.#segments++;
    this.#packet = info.number;
    this.#tick = (this.#tick + 1) | 0;
    const flags = bytes[at + 13]!;
    const sequence = be32(bytes, at + 4);
    const slot = this.#enter(path, info, flags, sequence, wireEnd - payload);
    if (payload < wireEnd && (flags & RST) === 0) {
      if (slot >= 0) this.#payloadSegments++;
      else this.#latePayloadSegments++;
    }
    if (slot >= 0) this.#segment(slot, flags, sequence, payload);
    return 0;
  }

  /** Finds the segment's conversation, or begins one; -1 if the segment is none of any. */
  #enter(path: Path, info: PacketInfo, flags: number, sequence: number, length: number): number {
    const table = this.#table;
    const sourcePort = be16(path.bytes, path.at);
    const destinationPort = be16(path.bytes, path.at + 2);
    const slot = table.find(path, sourcePort, destinationPort);
    if (slot < 0) {
      // A RST alone tells nothing worth a slot.
      return (flags & RST) !== 0 ? -1 : this.#begin(this.#takeSlot(), info);
    }
    const { words } = table;
    const at = slot * SLOT_WORDS;
    if ((flags & SYN) !== 0 || (words[at + Field.STATE]! & State.CLOSED) !== 0) {
      if (isLate(words, at, table.side, sequence, flags, length)) {
        if (length > 0 || (flags & (SYN | FIN)) !== 0) this.#lateSegments++;
        return -1;
      }
      if (isAnother(words, at, table.side, sequence, flags)) {
        this.#finish(slot, "reused");
        table.remove(slot);
        return this.#begin(table.insert(), info);
      }
      words[at + Field.STATE]! &= ~State.CLOSED;
    }
    words[at + Field.USED] = this.#tick;
    return slot;
  }

  #takeSlot(): number {
    const table = this.#table;
    const victim = table.victim(this.#tick);
    if (victim >= 0) {
      if (table.flows[victim] !== undefined) this.#evictedFlows++;
      else if ((table.words[victim * SLOT_WORDS + Field.STATE]! & State.CLOSED) === 0)
        this.#evictedEmptyFlows++;
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

  #segment(slot: number, flags: number, sequence: number, payload: number): void {
    const { words, side } = this.#table;
    const path = this.#path;
    const at = slot * SLOT_WORDS;
    if ((flags & SYN) !== 0) {
      const opener = synchronize(words, at, side, sequence, flags);
      const flow = this.#table.flows[slot];
      if (opener !== undefined && flow !== undefined) flow.sideOfSyn = opener;
      sequence = (sequence + 1) | 0;
    }
    // Who acknowledges nothing waits for nothing.
    let acknowledgment = words[at + Field.NEXT + otherSide(side)]!;
    if ((flags & ACK) !== 0) {
      acknowledgment = be32(path.bytes, path.at + 8);
      acknowledge(words, at, side, acknowledgment);
    }
    if ((flags & RST) !== 0) {
      this.#reset(slot, side, sequence);
      return;
    }
    const length = path.wireEnd - payload;
    if (length > 0) this.#payload(slot, side, sequence, length, payload, acknowledgment);
    if ((flags & FIN) !== 0) this.#finishSide(slot, side, (sequence + length) | 0);
    const state = words[at + Field.STATE]!;
    if ((state & (State.ANY_HOLDING | State.BOTH_FIN_SEEN)) === 0) return;
    if ((state & State.ANY_HOLDING) !== 0) this.#delivery.watch(this.#table.flows[slot]!);
    const bothFin = (state & State.BOTH_FIN_SEEN) === State.BOTH_FIN_SEEN;
    if (bothFin && hasReachedBothFins(words, at)) this.#close(slot, "fin");
  }

  #payload(
    slot: number,
    side: Side,
    sequence: number,
    length: number,
    from: number,
    acknowledgment: number,
  ): void {
    const { words, flows } = this.#table;
    const at = slot * SLOT_WORDS;
    if ((words[at + Field.STATE]! & (State.STARTED << side)) === 0) start(words, at, side, sequence, length);
    const flow = flows[slot] ?? this.#open(slot);
    const { bytes, end } = this.#path;
    this.#delivery.payload(flow, side, sequence, length, bytes, from, end, this.#packet, acknowledgment);
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

  #finishSide(slot: number, side: Side, sequence: number): void {
    const { words, flows } = this.#table;
    const at = slot * SLOT_WORDS;
    if ((words[at + Field.STATE]! & (State.STARTED << side)) === 0) start(words, at, side, sequence, 0);
    words[at + Field.FIN + side] = sequence;
    words[at + Field.STATE]! |= State.FIN_SEEN << side;
    // Nobody waits for the bytes of a side that is ignored.
    if (flows[slot]?.ignored(side)) words[at + Field.NEXT + side] = sequence;
  }

  #reset(slot: number, side: Side, sequence: number): void {
    const { words } = this.#table;
    const at = slot * SLOT_WORDS;
    const isStarted = (words[at + Field.STATE]! & (State.STARTED << side)) !== 0;
    if (isStarted && isFar(sequence, words[at + Field.NEXT + side]!)) this.#ignoredResets++;
    else this.#close(slot, "rst");
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
}

function limit(value: number | undefined, otherwise: number, name: string): number {
  if (value === undefined) return otherwise;
  if (!(Number.isInteger(value) && value >= 1)) throw new RangeError(`${name} is not a positive integer`);
  return value;
}
