import { type FlowOwner, type Hold, otherSide, type Side, type TcpFlow } from "./flow.js";
import type { FlowTable } from "./flow-table.js";
import { LinkedList } from "./linked-list.js";
import { type Segment, SegmentPool } from "./segment-pool.js";
import { SegmentQueue } from "./segments.js";
import { Field, SLOT_WORDS, State } from "./slot.js";
import type { StreamSink } from "./stream.js";

/** A byte that is further behind than this, a quarter of the sequence space and TCP's largest window, is one ahead. */
const MAX_BEHIND = 0x40000000;
/** An acknowledgment further ahead of what came is taken for nonsense rather than for loss. */
const MAX_LEAD = 0x1000000;
/**
 * Packets of the flow to wait for bytes that their receiver already has: a capture may show an acknowledgment
 * before what it acknowledges (several queues of a network card), but not long before.
 */
const PATIENCE = 16;

/**
 * Puts each side's bytes in order, the first ones to come winning, and says which will never come. What answers bytes
 * that are missing waits for them too, so that the sides keep the order in which they spoke.
 */
export class Delivery implements FlowOwner {
  retransmittedSegments = 0;
  heldSegments = 0;
  conflictingBytes = 0;
  gaps = 0;
  gapBytes = 0;
  readonly #sink: StreamSink;
  readonly #table: FlowTable;
  readonly #maxHeldBytes: number;
  readonly #maxHeldSegments: number;
  readonly #holds = new LinkedList<Hold>();
  readonly #pool: SegmentPool;
  #cost = 0;

  constructor(sink: StreamSink, table: FlowTable, maxHeldBytes: number, maxHeldSegments: number) {
    this.#sink = sink;
    this.#table = table;
    this.#maxHeldBytes = maxHeldBytes;
    this.#pool = new SegmentPool(maxHeldBytes);
    this.#maxHeldSegments = maxHeldSegments;
  }

  /** Takes `length` bytes from `sequence` on, of which bytes[start, end) were captured. The side must be started. */
  payload(
    flow: TcpFlow,
    side: Side,
    sequence: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): void {
    const next = this.#next(flow, side);
    const ahead = (sequence - next) | 0;
    if (flow.ignored(side)) {
      if (((ahead + length) | 0) > 0) this.#advance(flow, side, (ahead + length) | 0);
      return;
    }
    if (isAhead(ahead)) {
      this.#hold(flow, side, sequence, length, bytes, start, end, packet, acknowledgment);
      return;
    }
    if (ahead < 0) this.retransmittedSegments++;
    const fresh = length + ahead;
    if (fresh <= 0) return;
    // What is held came first, so that it stays where the two overlap.
    const hold = flow.hold(side);
    if (this.#lead(flow, otherSide(side), acknowledgment) > 0)
      this.#hold(flow, side, next, fresh, bytes, start - ahead, end, packet, acknowledgment);
    else if (hold !== undefined)
      this.#insert(hold, next, fresh, bytes, start - ahead, end, packet, acknowledgment);
    else this.#deliver(flow, side, fresh, bytes, start - ahead, end, packet);
    if (flow.isHolding) this.#drain(flow);
  }

  /** To be called for each packet of a flow that holds something. */
  watch(flow: TcpFlow): void {
    if (flow.hold0 !== undefined) this.#watchSide(flow.hold0);
    if (flow.hold1 !== undefined) this.#watchSide(flow.hold1);
  }

  /** Hands on all that is held of a flow, gaps between, and what is known to be missing at its end. */
  flush(flow: TcpFlow, packet: number): void {
    for (let hold = anyHold(flow); hold !== undefined; hold = anyHold(flow)) {
      // What claims to come after a FIN is forged or damaged.
      if (this.#isAfterFin(hold)) this.release(hold);
      else this.#skipHole(hold);
    }
    this.#tellEnd(flow, 0, packet);
    this.#tellEnd(flow, 1, packet);
  }

  release(hold: Hold): void {
    const { flow, side } = hold;
    if (flow.hold(side) !== hold) return;
    flow.setHold(side, undefined);
    this.#holds.remove(hold);
    this.#cost -= hold.queue.cost;
    hold.queue.clear();
    this.#setState(flow, 0, State.HOLDING << side);
  }

  #watchSide(hold: Hold): void {
    const { flow, side } = hold;
    const at = flow.slot * SLOT_WORDS;
    const { words } = this.#table;
    const first = hold.queue.segments.first!;
    if (first.position !== words[at + Field.NEXT + side]) {
      if ((words[at + Field.STATE]! & (State.ACK_SEEN << side)) === 0) return;
      if (((words[at + Field.ACKED + side]! - first.position) | 0) < 0) return;
    }
    if (++hold.patience > PATIENCE) this.#skipHole(hold);
  }

  #isAfterFin({ flow, side, queue }: Hold): boolean {
    const at = flow.slot * SLOT_WORDS;
    const { words } = this.#table;
    if ((words[at + Field.STATE]! & (State.FIN_SEEN << side)) === 0) return false;
    return ((queue.segments.first!.position - words[at + Field.FIN + side]!) | 0) >= 0;
  }

  #tellEnd(flow: TcpFlow, side: Side, packet: number): void {
    const at = flow.slot * SLOT_WORDS;
    const { words } = this.#table;
    if (flow.ignored(side)) return;
    const state = words[at + Field.STATE]!;
    if ((state & (State.STARTED << side)) === 0) return;
    const next = words[at + Field.NEXT + side]!;
    // An acknowledgment one ahead may be that of a FIN which was not captured.
    let missing = 0;
    if ((state & (State.ACK_SEEN << side)) !== 0)
      missing = ((words[at + Field.ACKED + side]! - next) | 0) - 1;
    if ((state & (State.FIN_SEEN << side)) !== 0) missing = (words[at + Field.FIN + side]! - next) | 0;
    if (missing > 0 && missing <= MAX_LEAD) this.#gap(flow, side, missing, packet);
  }

  #hold(
    flow: TcpFlow,
    side: Side,
    sequence: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): void {
    this.heldSegments++;
    const hold = flow.hold(side) ?? this.#begin(flow, side);
    this.#insert(hold, sequence, length, bytes, start, end, packet, acknowledgment);
    if (hold.queue.segments.size > this.#maxHeldSegments) this.#skipHole(hold);
    while (this.#cost > this.#maxHeldBytes) this.#skipHole(this.#holds.first!);
  }

  #begin(flow: TcpFlow, side: Side): Hold {
    const queue = new SegmentQueue(this.#pool);
    const hold: Hold = { flow, side, queue, patience: 0, previous: undefined, next: undefined };
    flow.setHold(side, hold);
    this.#holds.add(hold);
    this.#setState(flow, State.HOLDING << side, 0);
    return hold;
  }

  #insert(
    hold: Hold,
    sequence: number,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    acknowledgment: number,
  ): void {
    const before = hold.queue.cost;
    this.conflictingBytes += hold.queue.insert(sequence, length, bytes, start, end, packet, acknowledgment);
    this.#cost += hold.queue.cost - before;
  }

  /** Declares lost what the first held bytes wait for, and hands on what follows. */
  #skipHole(hold: Hold): void {
    const { flow, side, queue } = hold;
    const first = queue.segments.first!;
    const missing = (first.position - this.#next(flow, side)) >>> 0;
    if (missing > 0) this.#gap(flow, side, missing, first.packet);
    else this.#skipUnanswered(flow, otherSide(side), first);
    this.#drain(flow);
  }

  /** Declares the bytes of a side lost that a segment of the other answers, up to those that are held: one may be a FIN. */
  #skipUnanswered(flow: TcpFlow, side: Side, answer: Segment): void {
    const lead = this.#lead(flow, side, answer.acknowledgment);
    const held = flow.hold(side)?.queue.segments.first;
    const hole = held === undefined ? lead : Math.min(lead, (held.position - this.#next(flow, side)) >>> 0);
    if (hole > 0) this.#gap(flow, side, hole, answer.packet);
    // Two that answer one another: one of them lies.
    else answer.acknowledgment = this.#next(flow, side);
  }

  /** Hands on what is no longer waiting, of both sides. The sink may ignore a side, which ends its hold. */
  #drain(flow: TcpFlow): void {
    while (this.#handOn(flow.hold0) || this.#handOn(flow.hold1));
  }

  /** Hands on the first of what is held, if nothing before it is missing on either side; answers whether it did. */
  #handOn(hold: Hold | undefined): boolean {
    if (hold === undefined) return false;
    const { flow, side, queue } = hold;
    const { position, acknowledgment } = queue.segments.first!;
    if (position !== this.#next(flow, side)) return false;
    if (this.#lead(flow, otherSide(side), acknowledgment) > 0) return false;
    hold.patience = 0;
    const before = queue.cost;
    const segment = queue.shift()!;
    this.#cost += queue.cost - before;
    if (queue.segments.size === 0) this.release(hold);
    this.#deliver(flow, side, segment.length, segment.buffer, 0, segment.captured, segment.packet);
    this.#pool.give(segment);
    return true;
  }

  /** How many bytes of a side are missing that the other end says it has; 0 where none are, or it cannot be told. */
  #lead(flow: TcpFlow, side: Side, acknowledgment: number): number {
    const at = flow.slot * SLOT_WORDS;
    const { words } = this.#table;
    const next = words[at + Field.NEXT + side]!;
    const lead = (acknowledgment - next) | 0;
    if (lead <= 0 || lead > MAX_LEAD) return 0;
    const state = words[at + Field.STATE]!;
    if ((state & (State.STARTED << side)) === 0 || flow.ignored(side)) return 0;
    if ((state & (State.FIN_SEEN << side)) === 0) return lead;
    return Math.max(0, Math.min(lead, (words[at + Field.FIN + side]! - next) | 0));
  }

  /** Hands on `length` bytes, the next ones, of which bytes[start, end) were captured. */
  #deliver(
    flow: TcpFlow,
    side: Side,
    length: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
  ): void {
    const captured = Math.max(0, Math.min(length, end - start));
    this.#advance(flow, side, captured);
    if (captured > 0) this.#sink.data(flow, side, bytes, start, start + captured, packet);
    if (captured < length) this.#gap(flow, side, length - captured, packet);
  }

  #gap(flow: TcpFlow, side: Side, length: number, packet: number): void {
    this.#advance(flow, side, length);
    if (flow.ignored(side)) return;
    this.gaps++;
    this.gapBytes += length;
    this.#sink.gap(flow, side, length, packet);
  }

  #next(flow: TcpFlow, side: Side): number {
    return this.#table.words[flow.slot * SLOT_WORDS + Field.NEXT + side]!;
  }

  #advance(flow: TcpFlow, side: Side, length: number): void {
    const at = flow.slot * SLOT_WORDS + Field.NEXT + side;
    this.#table.words[at] = (this.#table.words[at]! + length) | 0;
  }

  #setState(flow: TcpFlow, set: number, clear: number): void {
    const at = flow.slot * SLOT_WORDS + Field.STATE;
    this.#table.words[at] = (this.#table.words[at]! | set) & ~clear;
  }
}

function isAhead(distance: number): boolean {
  return distance > 0 || distance < -MAX_BEHIND;
}

function anyHold(flow: TcpFlow): Hold | undefined {
  return flow.hold0 ?? flow.hold1;
}
