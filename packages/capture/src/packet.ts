/** Link types as pcap and pcapng files number them (the LINKTYPE_ values of tcpdump.org); others are carried through. */
export const LinkType = {
  NULL: 0,
  ETHERNET: 1,
  PPP: 9,
  /** Raw IP as some systems wrote it with their own DLT number. */
  RAW_DLT: 12,
  RAW_OPENBSD: 14,
  PPP_HDLC: 50,
  PPP_ETHER: 51,
  RAW: 101,
  C_HDLC: 104,
  IEEE802_11: 105,
  LOOP: 108,
  LINUX_SLL: 113,
  IEEE802_11_PRISM: 119,
  IEEE802_11_RADIOTAP: 127,
  IEEE802_11_AVS: 163,
  PPI: 192,
  PPP_WITH_DIR: 204,
  IPV4: 228,
  IPV6: 229,
  LINUX_SLL2: 276,
} as const;

/** For what a file numbers in its own way and none of `LinkType` stands for. */
export const UNKNOWN_LINK = -1;

/** What a capture file says of one packet. One object is reused for all packets of a reader: copy what outlives the call. */
export interface PacketInfo {
  /** 1-based, in file order, counting packets that could not be read too. */
  number: number;
  /** A value of `LinkType` or any other number the file holds; of snoop and Network Monitor files `LinkType` or -1. */
  linkType: number;
  /** Bytes on the wire; more than were captured when the snap length cut the packet. */
  originalLength: number;
  /** Since 1970-01-01 UTC; 0 where the file has no time (a pcapng Simple Packet Block). */
  seconds: number;
  /** 0 to 999,999,999. */
  nanoseconds: number;
  /** Decimal places of a second that the file's own time stamps carry, 0 to 9. */
  digits: number;
}

/** Takes packets one by one. */
export interface PacketSink {
  /** The packet is `bytes[start, end)`, valid during the call only. */
  packet(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void;
}
