import { be16, be32, le16, le32 } from "./endian.js";
import { LinkType } from "./packet.js";
import { Drop, EtherType, Next, type Path } from "./path.js";

const ETHERNET_HEADER_LENGTH = 14;
/** Lower values of the type field are IEEE 802.3 lengths. */
const MIN_ETHERTYPE = 0x600;

/** The file's link type: the layer that a packet begins with. */
export function link(path: Path): number {
  switch (path.linkType) {
    case LinkType.ETHERNET:
      return Next.ETHERNET;
    case LinkType.RAW:
    case LinkType.RAW_DLT:
    case LinkType.RAW_OPENBSD:
      return Next.IP;
    case LinkType.IPV4:
      return EtherType.IPV4;
    case LinkType.IPV6:
      return EtherType.IPV6;
    case LinkType.LINUX_SLL:
      return typeAt(path, 14, 16);
    case LinkType.LINUX_SLL2:
      return typeAt(path, 0, 20);
    case LinkType.NULL:
    case LinkType.LOOP:
      return loopback(path);
    case LinkType.PPP:
    case LinkType.PPP_HDLC:
      return Next.PPP;
    case LinkType.PPP_WITH_DIR:
      return directedPpp(path);
    case LinkType.PPP_ETHER:
      return Next.PPPOE;
    case LinkType.C_HDLC:
      return typeAt(path, 2, 4);
    case LinkType.IEEE802_11:
      return Next.IEEE802_11;
    case LinkType.IEEE802_11_RADIOTAP:
      return lengthPrefixed(path, Next.IEEE802_11);
    case LinkType.IEEE802_11_PRISM:
    case LinkType.IEEE802_11_AVS:
      return monitorHeader(path);
    case LinkType.PPI:
      return perPacketInformation(path);
    default:
      return Drop.LINK_TYPE;
  }
}

/** A header of fixed length with an EtherType in it; Linux puts small numbers of its own there (1 to 4 for 802.2/802.3). */
function typeAt(path: Path, offset: number, length: number): number {
  const { bytes, at, end } = path;
  if (length > end - at) return path.short();
  path.at = at + length;
  const type = be16(bytes, at + offset);
  return type === 4 ? Next.LLC : type;
}

export function ethernet(path: Path): number {
  const { bytes, at, end } = path;
  if (ETHERNET_HEADER_LENGTH > end - at) return path.short();
  path.at = at + ETHERNET_HEADER_LENGTH;
  const type = be16(bytes, at + 12);
  return type >= MIN_ETHERTYPE ? type : Next.LLC;
}

/** IEEE 802.1Q, 802.1ad and their forerunners: two bytes of tag, then a type or, as in the frame, a length. */
export function vlan(path: Path): number {
  const { bytes, at, end } = path;
  if (4 > end - at) return path.short();
  path.addVlan(be16(bytes, at) & 0x0fff);
  path.at = at + 4;
  const type = be16(bytes, at + 2);
  return type >= MIN_ETHERTYPE ? type : Next.LLC;
}

/** Cisco VN-Tag: four bytes of tag, then a type. */
export function vnTag(path: Path): number {
  return typeAt(path, 4, 6);
}

/** IEEE 802.2 LLC: IP under SNAP (with the OUI of Ethernet or of 802.1H), or under its own SAP. */
export function llc(path: Path): number {
  const { bytes, at, end } = path;
  if (3 > end - at) return path.short();
  if (bytes[at] === 0x06 && bytes[at + 1] === 0x06 && bytes[at + 2] === 0x03) {
    path.at = at + 3;
    return EtherType.IPV4;
  }
  if (bytes[at] !== 0xaa || bytes[at + 1] !== 0xaa || bytes[at + 2] !== 0x03) return Drop.NOT_IP;
  if (8 > end - at) return path.short();
  const oui = (bytes[at + 3]! << 16) | be16(bytes, at + 4);
  if (oui !== 0 && oui !== 0x0000f8) return Drop.NOT_IP;
  path.at = at + 8;
  return be16(bytes, at + 6);
}

/** MPLS labels down to the bottom of the stack; what follows has no type, so its first nibble must tell (RFC 4928). */
export function mpls(path: Path): number {
  const { bytes, end } = path;
  let at = path.at;
  let bottom = false;
  while (!bottom) {
    if (4 > end - at) return path.short();
    bottom = (bytes[at + 2]! & 1) === 1;
    at += 4;
  }
  path.at = at;
  if (at >= end) return path.short();
  const nibble = bytes[at]! >> 4;
  if (nibble === 4 || nibble === 6) return Next.IP;
  // An Ethernet frame, after a pseudo-wire's control word or not: that starts with a zero nibble (RFC 4385), as do the
  // addresses of many makers, so the type decides.
  if (nibble === 0 && !isUsualType(be16(bytes, at + 12))) path.at = at + 4;
  return Next.ETHERNET;
}

function isUsualType(type: number): boolean {
  switch (type) {
    case EtherType.IPV4:
    case EtherType.IPV6:
    case EtherType.VLAN:
    case EtherType.PROVIDER_BRIDGE:
      return true;
    default:
      return false;
  }
}

/** PPPoE session packet (RFC 2516): version and type, code, session, length; then PPP without its HDLC framing. */
export function pppoe(path: Path): number {
  const { bytes, at, end } = path;
  if (6 > end - at) return path.short();
  if (bytes[at] !== 0x11 || bytes[at + 1] !== 0) return Drop.NOT_IP;
  path.at = at + 6;
  return Next.PPP;
}

/** PPP (RFC 1661, 1662): address and control may be left out, and the protocol compressed to one (odd) byte. */
export function ppp(path: Path): number {
  const { bytes, end } = path;
  let at = path.at;
  if (end - at >= 2 && bytes[at] === 0xff && bytes[at + 1] === 0x03) at += 2;
  if (2 > end - at) return path.short();
  const compressed = (bytes[at]! & 1) === 1;
  const protocol = compressed ? bytes[at]! : be16(bytes, at);
  path.at = at + (compressed ? 1 : 2);
  switch (protocol) {
    case 0x21:
      return EtherType.IPV4;
    case 0x57:
      return EtherType.IPV6;
    case 0x281:
      return Next.MPLS;
    default:
      return Drop.NOT_IP;
  }
}

/** PPP after a byte that tells who sent it. */
function directedPpp(path: Path): number {
  if (1 > path.end - path.at) return path.short();
  path.at++;
  return Next.PPP;
}

/** BSD loopback: an address family in the byte order of the machine, or of the network, that only its value tells. */
function loopback(path: Path): number {
  const { bytes, at, end } = path;
  if (4 > end - at) return path.short();
  path.at = at + 4;
  const little = le32(bytes, at) >>> 0;
  switch (little <= 0xffff ? little : be32(bytes, at) >>> 0) {
    case 2:
      return EtherType.IPV4;
    case 10: // Linux
    case 23: // Windows
    case 24: // NetBSD, OpenBSD
    case 28: // FreeBSD
    case 30: // Darwin
      return EtherType.IPV6;
    default:
      return Drop.NOT_IP;
  }
}

/** Radiotap: version, pad, its own length in little-endian order. */
function lengthPrefixed(path: Path, next: number): number {
  const { bytes, at, end } = path;
  if (4 > end - at) return path.short();
  const length = le16(bytes, at + 2);
  if (length < 4) return Drop.MALFORMED;
  if (length > end - at) return path.short();
  path.at = at + length;
  return next;
}

/** Prism II (144 bytes, little-endian in practice) or AVS (its own length, big-endian): link types 119 and 163. */
function monitorHeader(path: Path): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  // AVS headers come under the Prism link type too: their first word is a version with a magic.
  const avs = be32(bytes, at) >>> 12 === 0x80211;
  const length = (avs ? be32(bytes, at + 4) : le32(bytes, at + 4)) >>> 0;
  if (length < 8) return Drop.MALFORMED;
  if (length > end - at) return path.short();
  path.at = at + length;
  return Next.IEEE802_11;
}

/** PPI: as Radiotap, with the link type of the packet inside. */
function perPacketInformation(path: Path): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  path.linkType = le32(bytes, at + 4);
  return lengthPrefixed(path, Next.LINK);
}
