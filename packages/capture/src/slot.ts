// A conversation's state is SLOT_WORDS words of one Int32Array: no objects for the millions that never carry a byte.
// What every packet touches comes first and fills one cache line. Fields of the two sides stand beside one another.

/** Words of a slot, 128 bytes. */
export const SLOT_WORDS = 32;

export const Field = {
  /** Port of side 0 in the upper half, of side 1 in the lower. */
  PORTS: 0,
  /** First word of each side's address. */
  ADDRESS_0: 1,
  ADDRESS_1: 2,
  STATE: 3,
  HASH: 4,
  /** Next slot of the chain or of the free list; -1 ends it. */
  CHAIN: 5,
  /** Tick of the last packet; of a closed conversation, of its end. */
  USED: 6,
  /** Sequence number of the next byte to hand on. */
  NEXT: 7,
  /** Highest acknowledgment of this side's bytes, sent by the other. */
  ACKED: 9,
  /** Sequence number of FIN. */
  FIN: 11,
  /** Sequence number of SYN. */
  SYN: 13,
  PACKET: 15,
  SECONDS_LOW: 16,
  SECONDS_HIGH: 17,
  NANOSECONDS: 18,
  /** Two VLAN ids, and two more. */
  VLANS: 19,
  /** Words 1 to 3 of an IPv6 address, side 0 and then side 1. */
  ADDRESS_REST: 21,
} as const;

/** Bits of the STATE field; those of a side are meant to be shifted left by it. */
export const State = {
  IPV6: 0x1,
  /** Over, and kept for a while so that late retransmissions open no conversation. */
  CLOSED: 0x2,
  /** Has carried payload. */
  OPENED: 0x4,
  SYN_SIDE_KNOWN: 0x8,
  SYN_SIDE_1: 0x10,
  /** The NEXT, ACKED, FIN and SYN fields of a side hold something; bytes of it wait for others. */
  STARTED: 0x20,
  ACK_SEEN: 0x80,
  FIN_SEEN: 0x200,
  SYN_SEEN: 0x800,
  HOLDING: 0x2000,
  ANY_HOLDING: 0x6000,
  BOTH_FIN_SEEN: 0x600,
  DIGITS_SHIFT: 16,
  DIGITS_MASK: 0xf,
  VLAN_COUNT_SHIFT: 20,
  VLAN_COUNT_MASK: 0x7,
} as const;
