import type { Side, TcpFlow } from "./flow.js";
import type { Path } from "./path.js";
import { Field, SLOT_WORDS, State } from "./slot.js";

const FIRST_CAPACITY = 128;
/** Twice what chance makes of a full table; only packets made to collide come here, and then cost an eviction each. */
const MAX_CHAIN = 32;
/** Slots looked at to find one that has been idle for long: about the oldest eighth. */
const SAMPLE = 8;
/** Ended conversations remembered. */
const MAX_CLOSED = 4096;

/**
 * Conversations by addresses and ports, in slots chained by hash. It grows up to its limit as conversations come.
 * Chains, unlike open addressing, are cut short one by one: no choice of keys makes a look-up or a removal slow.
 */
export class FlowTable {
  words: Int32Array;
  /** By slot; there for conversations that have carried payload and are not over. */
  readonly flows: (TcpFlow | undefined)[] = [];
  /** Of the packet looked up last: the side that sent it. */
  side: Side = 0;
  readonly #maxFlows: number;
  #capacity: number;
  #heads: Int32Array;
  #headMask: number;
  #free = -1;
  #size = 0;
  #samples = 0;
  // The key looked up last, for `insert`.
  #ports = 0;
  #address0 = 0;
  #address1 = 0;
  #hash = 0;
  #wide = false;
  readonly #rest: Int32Array = new Int32Array(6);
  #chainLength = 0;
  // A ring of the conversations ended last: slot, and tick of the end.
  readonly #closed: Int32Array = new Int32Array(2 * MAX_CLOSED);
  #closedCount = 0;

  constructor(maxFlows: number) {
    this.#maxFlows = maxFlows;
    this.#capacity = Math.min(FIRST_CAPACITY, maxFlows);
    this.words = new Int32Array(this.#capacity * SLOT_WORDS);
    this.#heads = new Int32Array(headCount(this.#capacity)).fill(-1);
    this.#headMask = this.#heads.length - 1;
    this.#freeSlots(0);
  }

  /** The slot of the conversation that a TCP packet belongs to, or -1; sets `side`. */
  find(path: Path, sourcePort: number, destinationPort: number): number {
    if (path.version === 6) this.#setWideKey(path, sourcePort, destinationPort);
    else this.#setKey(path.source0, path.destination0, sourcePort, destinationPort);
    const words = this.words;
    const ports = this.#ports;
    const address0 = this.#address0;
    const address1 = this.#address1;
    let slot = this.#heads[this.#hash & this.#headMask]!;
    let length = 0;
    while (slot >= 0) {
      const at = slot * SLOT_WORDS;
      if (
        words[at + Field.PORTS] === ports &&
        words[at + Field.ADDRESS_0] === address0 &&
        words[at + Field.ADDRESS_1] === address1 &&
        this.#isSameRest(at)
      ) {
        return slot;
      }
      slot = words[at + Field.CHAIN]!;
      length++;
    }
    this.#chainLength = length;
    return -1;
  }

  /** After a `find` in vain: the slot that must be removed before `insert`, or -1. */
  victim(tick: number): number {
    if (this.#chainLength >= MAX_CHAIN) return this.#oldestOfChain();
    return this.#size < this.#maxFlows ? -1 : this.#oldestOfSample(tick);
  }

  /** A slot for the key of the last `find`, all zero but for that. There must be room. */
  insert(): number {
    if (this.#free < 0) this.#grow();
    const slot = this.#free;
    const at = slot * SLOT_WORDS;
    const words = this.words;
    this.#free = words[at + Field.CHAIN]!;
    words.fill(0, at, at + SLOT_WORDS);
    words[at + Field.PORTS] = this.#ports;
    words[at + Field.ADDRESS_0] = this.#address0;
    words[at + Field.ADDRESS_1] = this.#address1;
    words[at + Field.HASH] = this.#hash;
    if (this.#wide) {
      words[at + Field.STATE] = State.IPV6;
      words.set(this.#rest, at + Field.ADDRESS_REST);
    }
    this.#link(slot);
    this.#size++;
    return slot;
  }

  remove(slot: number): void {
    const words = this.words;
    const at = slot * SLOT_WORDS;
    const head = words[at + Field.HASH]! & this.#headMask;
    const following = words[at + Field.CHAIN]!;
    if (this.#heads[head] === slot) this.#heads[head] = following;
    else {
      let before = this.#heads[head]!;
      while (words[before * SLOT_WORDS + Field.CHAIN] !== slot)
        before = words[before * SLOT_WORDS + Field.CHAIN]!;
      words[before * SLOT_WORDS + Field.CHAIN] = following;
    }
    this.flows[slot] = undefined;
    words[at + Field.STATE] = 0;
    words[at + Field.CHAIN] = this.#free;
    this.#free = slot;
    this.#size--;
  }

  /** Marks a conversation as over. It keeps its slot until MAX_CLOSED others have ended. */
  close(slot: number, tick: number): void {
    const words = this.words;
    const at = slot * SLOT_WORDS;
    this.flows[slot] = undefined;
    words[at + Field.STATE] = words[at + Field.STATE]! | State.CLOSED;
    words[at + Field.USED] = tick;
    const entry = 2 * (this.#closedCount++ % MAX_CLOSED);
    const oldest = this.#closed[entry]!;
    const closedAt = this.#closed[entry + 1]!;
    this.#closed[entry] = slot;
    this.#closed[entry + 1] = tick;
    if (this.#closedCount <= MAX_CLOSED) return;
    // The slot may have been taken over since, by a new conversation on the same ports or after an eviction.
    const base = oldest * SLOT_WORDS;
    if ((words[base + Field.STATE]! & State.CLOSED) !== 0 && words[base + Field.USED] === closedAt)
      this.remove(oldest);
  }

  #setKey(source: number, destination: number, sourcePort: number, destinationPort: number): void {
    const isSide0 = source < destination || (source === destination && sourcePort <= destinationPort);
    this.#wide = false;
    this.#setEnds(isSide0, source, destination, sourcePort, destinationPort);
    this.#hash = mix(this.#address0, this.#address1, this.#ports);
  }

  #setWideKey(path: Path, sourcePort: number, destinationPort: number): void {
    const order =
      path.source0 - path.destination0 ||
      path.source1 - path.destination1 ||
      path.source2 - path.destination2 ||
      path.source3 - path.destination3 ||
      sourcePort - destinationPort;
    const isSide0 = order <= 0;
    this.#wide = true;
    this.#setEnds(isSide0, path.source0, path.destination0, sourcePort, destinationPort);
    const rest = this.#rest;
    const source = isSide0 ? 0 : 3;
    rest[source] = path.source1;
    rest[source + 1] = path.source2;
    rest[source + 2] = path.source3;
    rest[3 - source] = path.destination1;
    rest[4 - source] = path.destination2;
    rest[5 - source] = path.destination3;
    const first = mix(this.#address0, rest[0]!, mix(rest[1]!, rest[2]!, 0));
    const second = mix(this.#address1, rest[3]!, mix(rest[4]!, rest[5]!, 0));
    this.#hash = mix(first, second, this.#ports);
  }

  #setEnds(
    isSide0: boolean,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
  ): void {
    this.side = isSide0 ? 0 : 1;
    this.#address0 = isSide0 ? source : destination;
    this.#address1 = isSide0 ? destination : source;
    this.#ports = isSide0 ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort;
  }

  #isSameRest(at: number): boolean {
    const { words } = this;
    if (((words[at + Field.STATE]! & State.IPV6) !== 0) !== this.#wide) return false;
    if (!this.#wide) return true;
    for (let i = 0; i < 6; i++) if (words[at + Field.ADDRESS_REST + i] !== this.#rest[i]) return false;
    return true;
  }

  #oldestOfChain(): number {
    let slot = this.#heads[this.#hash & this.#headMask]!;
    let best = slot;
    for (; slot >= 0; slot = this.words[slot * SLOT_WORDS + Field.CHAIN]!)
      best = this.#dispensable(best, slot);
    return best;
  }

  #oldestOfSample(tick: number): number {
    let best = this.#nextSample();
    for (let i = 1; i < SAMPLE; i++) {
      const at = best * SLOT_WORDS;
      // A flood of SYNs ends the search soon: without payload, and idle while half a table of segments went by.
      const isEmpty = (this.words[at + Field.STATE]! & State.OPENED) === 0;
      if (isEmpty && ((tick - this.words[at + Field.USED]!) | 0) > this.#maxFlows >> 1) return best;
      best = this.#dispensable(best, this.#nextSample());
    }
    return best;
  }

  /** Slots all over the table, for those that lie together are often of one kind. */
  #nextSample(): number {
    return (Math.imul(++this.#samples, 0x9e3779b1) >>> 0) % this.#capacity;
  }

  /** Which of two conversations to give up: one that is over, else one without payload, else the one idle for longer. */
  #dispensable(a: number, b: number): number {
    const stateA = this.words[a * SLOT_WORDS + Field.STATE]! & (State.CLOSED | State.OPENED);
    const stateB = this.words[b * SLOT_WORDS + Field.STATE]! & (State.CLOSED | State.OPENED);
    if (stateA !== stateB) return rank(stateA) < rank(stateB) ? a : b;
    // Ticks wrap around; their difference does not mind.
    const later = this.words[a * SLOT_WORDS + Field.USED]! - this.words[b * SLOT_WORDS + Field.USED]!;
    return (later | 0) <= 0 ? a : b;
  }

  #link(slot: number): void {
    const at = slot * SLOT_WORDS;
    const head = this.words[at + Field.HASH]! & this.#headMask;
    this.words[at + Field.CHAIN] = this.#heads[head]!;
    this.#heads[head] = slot;
  }

  #grow(): void {
    const old = this.#capacity;
    this.#capacity = Math.min(2 * old, this.#maxFlows);
    const words = new Int32Array(this.#capacity * SLOT_WORDS);
    words.set(this.words);
    this.words = words;
    this.#heads = new Int32Array(headCount(this.#capacity)).fill(-1);
    this.#headMask = this.#heads.length - 1;
    for (let slot = 0; slot < old; slot++) this.#link(slot);
    this.#freeSlots(old);
  }

  #freeSlots(from: number): void {
    for (let slot = this.#capacity - 1; slot >= from; slot--) {
      this.words[slot * SLOT_WORDS + Field.CHAIN] = this.#free;
      this.#free = slot;
    }
    while (this.flows.length < this.#capacity) this.flows.push(undefined);
  }
}

function rank(state: number): number {
  if ((state & State.CLOSED) !== 0) return 0;
  return (state & State.OPENED) === 0 ? 1 : 2;
}

function headCount(capacity: number): number {
  let count = 2;
  while (count < 2 * capacity) count *= 2;
  return count;
}

function mix(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ ((b << 15) | (b >>> 17)), 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}
