import { formatAddress } from "./address.js";
import { putBe32 } from "./endian.js";
import type { Linked } from "./linked-list.js";
import type { SegmentQueue } from "./segments.js";
import { Field, SLOT_WORDS, State } from "./slot.js";

/** One end of a conversation. Which end is 0 has no meaning; `Flow.sideOfSyn` tells who opened it. */
export type Side = 0 | 1;

export function otherSide(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/** Why a conversation is over: both FINs, a RST, a new SYN on the same ports, too many conversations, end of input. */
export type CloseReason = "fin" | "rst" | "reused" | "evicted" | "end";

/** A TCP conversation: one between two address and port pairs from its first packet to its end. */
export interface Flow {
  /** For the consumer. */
  user: unknown;
  /** The end that sent a SYN without ACK or received one with it; undefined while neither was seen. */
  readonly sideOfSyn: Side | undefined;
  /** 1-based number of the conversation's first packet in the file, its SYN included. */
  readonly firstPacket: number;
  /** Of the first packet, as `PacketInfo` has it. */
  readonly seconds: number;
  /** Beside the seconds, from 0 to 999,999,999. */
  readonly nanoseconds: number;
  /** How many digits of a second's fraction the file keeps. */
  readonly digits: number;
  /** VLAN ids of the first packet, outermost first, four at most. A fresh array. */
  readonly vlans: number[];
  /** Dotted decimal, or as RFC 5952 writes it. */
  address(side: Side): string;
  /** 4 or 16 bytes, in network order. A fresh array. */
  addressBytes(side: Side): Uint8Array;
  /** TCP port of an end. */
  port(side: Side): number;
  /** No more `data` and `gap` of this side; nothing of it is held from now on. */
  ignore(side: Side): void;
}

/** Bytes of one side of a flow that wait for those before them. */
export interface Hold extends Linked<Hold> {
  readonly flow: TcpFlow;
  readonly side: Side;
  readonly queue: SegmentQueue;
  /** Packets of the flow since the other end said that it has what is missing here. */
  patience: number;
}

/** What a `TcpFlow` needs of its reassembler. */
export interface FlowOwner {
  release(hold: Hold): void;
}

export class TcpFlow implements Flow {
  user: unknown = undefined;
  sideOfSyn: Side | undefined = undefined;
  readonly firstPacket: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Index in the flow table while the flow lives. */
  readonly slot: number;
  hold0: Hold | undefined = undefined;
  hold1: Hold | undefined = undefined;
  ignored0 = false;
  ignored1 = false;
  readonly #owner: FlowOwner;
  readonly #state: number;
  readonly #ports: number;
  readonly #address0: number;
  readonly #address1: number;
  /** The slot's words from VLANS on: most conversations have neither VLANs nor long addresses. */
  readonly #more: Int32Array | undefined;

  /** Copies what it tells out of the slot: a flow may be asked after its slot has gone to another. */
  constructor(owner: FlowOwner, words: Int32Array, slot: number) {
    const at = slot * SLOT_WORDS;
    this.#owner = owner;
    this.slot = slot;
    this.#state = words[at + Field.STATE]!;
    if ((this.#state & State.SYN_SIDE_KNOWN) !== 0)
      this.sideOfSyn = (this.#state & State.SYN_SIDE_1) === 0 ? 0 : 1;
    this.firstPacket = words[at + Field.PACKET]! >>> 0;
    this.seconds = words[at + Field.SECONDS_HIGH]! * 0x100000000 + (words[at + Field.SECONDS_LOW]! >>> 0);
    this.nanoseconds = words[at + Field.NANOSECONDS]!;
    this.#ports = words[at + Field.PORTS]!;
    this.#address0 = words[at + Field.ADDRESS_0]!;
    this.#address1 = words[at + Field.ADDRESS_1]!;
    const hasMore = (this.#state & (State.IPV6 | (State.VLAN_COUNT_MASK << State.VLAN_COUNT_SHIFT))) !== 0;
    this.#more = hasMore ? words.slice(at + Field.VLANS, at + SLOT_WORDS) : undefined;
  }

  get digits(): number {
    return (this.#state >> State.DIGITS_SHIFT) & State.DIGITS_MASK;
  }

  get vlans(): number[] {
    const count = (this.#state >> State.VLAN_COUNT_SHIFT) & State.VLAN_COUNT_MASK;
    const [first = 0, second = 0] = this.#more ?? [];
    const halves = [first, first >> 16, second, second >> 16];
    return halves.slice(0, count).map((id) => id & 0x0fff);
  }

  address(side: Side): string {
    return formatAddress(this.addressBytes(side));
  }

  addressBytes(side: Side): Uint8Array {
    const isIpv6 = (this.#state & State.IPV6) !== 0;
    const bytes = new Uint8Array(isIpv6 ? 16 : 4);
    putBe32(bytes, 0, side === 0 ? this.#address0 : this.#address1);
    if (!isIpv6) return bytes;
    const rest = Field.ADDRESS_REST - Field.VLANS + 3 * side;
    for (let word = 0; word < 3; word++) putBe32(bytes, 4 + 4 * word, this.#more![rest + word]!);
    return bytes;
  }

  port(side: Side): number {
    return side === 0 ? this.#ports >>> 16 : this.#ports & 0xffff;
  }

  ignore(side: Side): void {
    if (side === 0) this.ignored0 = true;
    else this.ignored1 = true;
    const hold = this.hold(side);
    if (hold !== undefined) this.#owner.release(hold);
  }

  ignored(side: Side): boolean {
    return side === 0 ? this.ignored0 : this.ignored1;
  }

  get isHolding(): boolean {
    return this.hold0 !== undefined || this.hold1 !== undefined;
  }

  hold(side: Side): Hold | undefined {
    return side === 0 ? this.hold0 : this.hold1;
  }

  setHold(side: Side, hold: Hold | undefined): void {
    if (side === 0) this.hold0 = hold;
    else this.hold1 = hold;
  }
}
