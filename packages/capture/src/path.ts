import type { PacketInfo } from "./packet.js";

/** Most VLAN tags kept of a packet; further ones are passed over. */
export const MAX_VLANS = 4;

/**
 * The way from a packet's first byte down to its TCP header: one reused object that the layer functions advance.
 * Each of them takes a Path standing at its header, moves `at` past it and returns what comes next, a `Next`.
 */
export class Path {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** End of the captured bytes of the layer at hand. */
  end = 0;
  /** Where that layer ended on the wire: past `end` when the snap length cut the packet. */
  wireEnd = 0;
  linkType = 0;
  /** Seconds of the capture's time, for the age of fragments. */
  seconds = 0;
  /** VLAN ids, outermost first. */
  readonly vlans: Uint16Array = new Uint16Array(MAX_VLANS);
  vlanCount = 0;
  /** Of the innermost IP header: its version, and the addresses as big-endian words, one or four each. */
  version: 4 | 6 = 4;
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  destination0 = 0;
  destination1 = 0;
  destination2 = 0;
  destination3 = 0;

  start(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.wireEnd = Math.max(end, start + info.originalLength);
    this.linkType = info.linkType;
    this.seconds = info.seconds;
    this.vlanCount = 0;
  }

  addVlan(id: number): void {
    if (this.vlanCount < MAX_VLANS) this.vlans[this.vlanCount++] = id;
  }

  /** What to answer when a header does not fit between `at` and `end`. */
  short(): number {
    return this.end < this.wireEnd ? Drop.CUT : Drop.MALFORMED;
  }
}

/**
 * What stands at `path.at`: an EtherType as it is, an IP protocol number from `IP_PROTOCOL` up, one of the link
 * layers below, or, negative, a `Drop`: why nothing does.
 */
export const Next = {
  IP_PROTOCOL: 0x10000,
  ETHERNET: 0x20000,
  LLC: 0x20001,
  PPP: 0x20002,
  PPPOE: 0x20003,
  MPLS: 0x20004,
  /** IPv4 or IPv6 as the version nibble says. */
  IP: 0x20005,
  IEEE802_11: 0x20006,
  LINK: 0x20007,
} as const;

export const EtherType = {
  IPV4: 0x0800,
  IPV6: 0x86dd,
  VLAN: 0x8100,
  PROVIDER_BRIDGE: 0x88a8,
  /** QinQ before 802.1ad. */
  VLAN_9100: 0x9100,
  VLAN_9200: 0x9200,
  VN_TAG: 0x8926,
  MPLS: 0x8847,
  MPLS_UPSTREAM: 0x8848,
  PPPOE_SESSION: 0x8864,
  TRANSPARENT_BRIDGING: 0x6558,
  /** PPP in the enhanced GRE of PPTP (RFC 2637). */
  GRE_PPP: 0x880b,
  ERSPAN: 0x88be,
  ERSPAN_III: 0x22eb,
} as const;

export const IpProtocol = {
  HOP_BY_HOP: 0,
  IP_IN_IP: 4,
  TCP: 6,
  UDP: 17,
  IPV6_IN_IP: 41,
  ROUTING: 43,
  FRAGMENT: 44,
  GRE: 47,
  AUTHENTICATION: 51,
  DESTINATION_OPTIONS: 60,
  ETHERIP: 97,
  MOBILITY: 135,
  MPLS: 137,
  HOST_IDENTITY: 139,
  SHIM6: 140,
} as const;

/** Why a packet brought no TCP segment. */
export const Drop = {
  LINK_TYPE: -1,
  NOT_IP: -2,
  NOT_TCP: -3,
  ENCRYPTED: -4,
  MALFORMED: -5,
  CUT: -6,
  FRAGMENT: -7,
  FRAGMENT_LIMIT: -8,
  TOO_DEEP: -9,
} as const;
