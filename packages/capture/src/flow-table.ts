import type { Side, TcpFlow } from "./flow.js";
import type { Path } from "./path.js";
import { Field, SLOT_WORDS, State } from "./slot.js";

const FIRST_CAPACITY = 1024;
/** Twice what chance makes of a full table; only packets made to collide come here, and then cost an eviction each. */
const MAX_CHAIN = 32;
/** Slots looked at to find one that has been idle for long: about the oldest sixteenth. */
const SAMPLE = 16;
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
  #free = -1;
  #size = 0;
  #cursor = 0;
  // The key looked up last, for `insert`.
  #ports = 0;
  #hash = 0;
  #wide = false;
  #chainLength = 0;
  readonly #addresses: Int32Array = new Int32Array(8);
  // A ring of the conversations ended last: slot, and tick of the end.
  readonly #closed: Int32Array = new Int32Array(2 * MAX_CLOSED);
  #closedCount = 0;

  constructor(maxFlows: number) {
    this.#maxFlows = maxFlows;
    this.#capacity = Math.min(FIRST_CAPACITY, maxFlows);
    this.words = new Int32Array(this.#capacity * SLOT_WORDS);
    this.#heads = new Int32Array(headCount(this.#capacity)).fill(-1);
    this.#freeSlots(0);
  }

  /** The slot of the conversation that a TCP packet belongs to, or -1; sets `side`. */
  find(path: Path, sourcePort: number, destinationPort: number): number {
    if (path.version === 6) this.#setWideKey(path, sourcePort, destinationPort);
    else this.#setKey(path.source0, path.destination0, sourcePort, destinationPort);
    const words = this.words;
    const address0 = this.#addresses[0];
    const address1 = this.#addresses[1];
    let slot = this.#heads[this.#hash & (this.#heads.length - 1)]!;
    let length = 0;
    while (slot >= 0) {
      const at = slot * SLOT_WORDS;
      if (
        words[at + Field.PORTS] === this.#ports &&
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
  victim(): number {
    if (this.#chainLength >= MAX_CHAIN) return this.#oldestOfChain();
    return this.#size < this.#maxFlows ? -1 : this.#oldestOfSample();
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
    words[at + Field.ADDRESS_0] = this.#addresses[0]!;
    words[at + Field.ADDRESS_1] = this.#addresses[1]!;
    words[at + Field.HASH] = this.#hash;
    if (this.#wide) {
      words[at + Field.STATE] = State.IPV6;
      for (let i = 0; i < 6; i++) words[at + Field.ADDRESS_REST + i] = this.#addresses[2 + i]!;
    }
    this.#link(slot);
    this.#size++;
    return slot;
  }

  remove(slot: number): void {
    const words = this.words;
    const at = slot * SLOT_WORDS;
    const head = words[at + Field.HASH]! & (this.#heads.length - 1);
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
    this.side = isSide0 ? 0 : 1;
    this.#wide = false;
    const addresses = this.#addresses;
    addresses[0] = isSide0 ? source : destination;
    addresses[1] = isSide0 ? destination : source;
    this.#ports = isSide0 ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort;
    this.#hash = mix(addresses[0], addresses[1], this.#ports);
  }

  #setWideKey(path: Path, sourcePort: number, destinationPort: number): void {
    const order =
      path.source0 - path.destination0 ||
      path.source1 - path.destination1 ||
      path.source2 - path.destination2 ||
      path.source3 - path.destination3 ||
      sourcePort - destinationPort;
    this.side = order <= 0 ? 0 : 1;
    this.#wide = true;
    const addresses = this.#addresses;
    const { side } = this;
    addresses[side] = path.source0;
    addresses[2 + 3 * side] = path.source1;
    addresses[3 + 3 * side] = path.source2;
    addresses[4 + 3 * side] = path.source3;
    addresses[1 - side] = path.destination0;
    addresses[5 - 3 * side] = path.destination1;
    addresses[6 - 3 * side] = path.destination2;
    addresses[7 - 3 * side] = path.destination3;
    this.#ports = side === 0 ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort;
    const first = mix(addresses[0]!, addresses[2]!, mix(addresses[3]!, addresses[4]!, 0));
    const second = mix(addresses[1]!, addresses[5]!, mix(addresses[6]!, addresses[7]!, 0));
    this.#hash = mix(first, second, this.#ports);
  }

  #isSameRest(at: number): boolean {
    const { words } = this;
    if (((words[at + Field.STATE]! & State.IPV6) !== 0) !== this.#wide) return false;
    if (!this.#wide) return true;
    for (let i = 0; i < 6; i++)
      if (words[at + Field.ADDRESS_REST + i] !== this.#addresses[2 + i]) return false;
    return true;
  }

  #oldestOfChain(): number {
    let slot = this.#heads[this.#hash & (this.#heads.length - 1)]!;
    let best = slot;
    for (; slot >= 0; slot = this.words[slot * SLOT_WORDS + Field.CHAIN]!)
      best = this.#dispensable(best, slot);
    return best;
  }

  #oldestOfSample(): number {
    let best = this.#cursor % this.#capacity;
    for (let i = 0; i < SAMPLE; i++) {
      best = this.#dispensable(best, this.#cursor % this.#capacity);
      this.#cursor = (this.#cursor + 1) % this.#capacity;
    }
    return best;
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
    const head = this.words[at + Field.HASH]! & (this.#heads.length - 1);
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
  let count = 1;
  while (count < capacity) count *= 2;
  return count;
}

function mix(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ ((b << 15) | (b >>> 17)), 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}
