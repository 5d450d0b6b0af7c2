import { be16 } from "./endian.js";
import { Drop, EtherType, Next, type Path } from "./path.js";

const UDP_HEADER_LENGTH = 8;

const PORT_L2TP = 1701;
const PORT_GTP_U = 2152;
const PORT_TEREDO = 3544;
const PORT_VXLAN = 4789;
/** Linux before the assignment of 4789. */
const PORT_VXLAN_LINUX = 8472;
const PORT_VXLAN_GPE = 4790;
const PORT_GENEVE = 6081;
const PORT_MPLS = 6635;

/** UDP: of interest where its port says that a tunnel runs in it. */
export function udp(path: Path): number {
  const { bytes, at, end } = path;
  if (UDP_HEADER_LENGTH > end - at) return path.short();
  const source = be16(bytes, at);
  const destination = be16(bytes, at + 2);
  path.at = at + UDP_HEADER_LENGTH;
  switch (destination) {
    case PORT_VXLAN:
    case PORT_VXLAN_LINUX:
      return vxlan(path);
    case PORT_VXLAN_GPE:
      return vxlanGpe(path);
    case PORT_MPLS:
      return Next.MPLS;
    case PORT_GENEVE:
      return geneve(path);
    case PORT_GTP_U:
      return gtp(path);
  }
  if (destination === PORT_TEREDO || source === PORT_TEREDO) return teredo(path);
  if (destination === PORT_L2TP || source === PORT_L2TP) return l2tp(path);
  return Drop.NOT_TCP;
}

/** RFC 7348: eight bytes, of the first the flag that a network identifier is there. Group policies set others too. */
function vxlan(path: Path): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  if ((bytes[at]! & 0x08) === 0) return Drop.NOT_TCP;
  path.at = at + 8;
  return Next.ETHERNET;
}

/** draft-ietf-nvo3-vxlan-gpe: VXLAN, whose fourth byte tells what follows where the flag P is set. */
function vxlanGpe(path: Path): number {
  const next = vxlan(path);
  if (next < 0 || (path.bytes[path.at - 8]! & 0x04) === 0) return next;
  switch (path.bytes[path.at - 5]) {
    case 1:
      return EtherType.IPV4;
    case 2:
      return EtherType.IPV6;
    case 3:
      return Next.ETHERNET;
    default:
      return Drop.NOT_TCP;
  }
}

/** RFC 8926: version 0, length of the options in four-byte units, protocol type. */
function geneve(path: Path): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  if (bytes[at]! >> 6 !== 0) return Drop.NOT_TCP;
  const length = 8 + ((bytes[at]! & 0x3f) << 2);
  if (length > end - at) return path.short();
  path.at = at + length;
  return be16(bytes, at + 2);
}

/** 3GPP TS 29.281: version 1, protocol type GTP, message type 255 (G-PDU); the inner packet is IP. */
function gtp(path: Path): number {
  const { bytes, end } = path;
  if (8 > end - path.at) return path.short();
  const flags = bytes[path.at]!;
  if (flags >> 4 !== 3 || bytes[path.at + 1] !== 0xff) return Drop.NOT_TCP;
  let at = path.at + 8;
  if ((flags & 0x07) !== 0) {
    if (4 > end - at) return path.short();
    let extension = (flags & 0x04) === 0 ? 0 : bytes[at + 3]!;
    at += 4;
    while (extension !== 0) {
      const length = at < end ? bytes[at]! << 2 : 0;
      if (length === 0 || length > end - at) return path.short();
      at += length;
      extension = bytes[at - 1]!;
    }
  }
  path.at = at;
  return Next.IP;
}

/** RFC 4380: IPv6, after an authentication and an origin indication that may be left out. */
function teredo(path: Path): number {
  const { bytes, end } = path;
  let at = path.at;
  if (end - at >= 4 && be16(bytes, at) === 1) at += 4 + bytes[at + 2]! + bytes[at + 3]! + 9;
  if (end - at >= 8 && be16(bytes, at) === 0) at += 8;
  if (at >= end) return path.short();
  if (bytes[at]! >> 4 !== 6) return Drop.NOT_TCP;
  path.at = at;
  return EtherType.IPV6;
}

/** RFC 2661: L2TP version 2, data messages, which carry PPP. */
function l2tp(path: Path): number {
  const { bytes, at, end } = path;
  if (6 > end - at) return path.short();
  const flags = be16(bytes, at);
  if ((flags & 0x800f) !== 2) return Drop.NOT_TCP;
  let length = 6;
  if ((flags & 0x4000) !== 0) length += 2;
  if ((flags & 0x0800) !== 0) length += 4;
  if ((flags & 0x0200) !== 0) {
    if (length + 2 > end - at) return path.short();
    length += 2 + be16(bytes, at + length);
  }
  if (length > end - at) return path.short();
  path.at = at + length;
  return Next.PPP;
}

/** RFC 2784 and 2890, with source routing of RFC 1701 refused; RFC 2637 (PPTP) as version 1. */
export function gre(path: Path): number {
  const { bytes, at, end } = path;
  if (4 > end - at) return path.short();
  const flags = be16(bytes, at);
  const type = be16(bytes, at + 2);
  const version = flags & 7;
  if (version > 1 || (flags & 0x4000) !== 0) return Drop.NOT_TCP;
  const sequence = (flags & 0x1000) !== 0;
  let length = 4;
  if ((flags & 0x8000) !== 0) length += 4;
  if ((flags & 0x2000) !== 0) length += 4;
  if (sequence) length += 4;
  if (version === 1 && (flags & 0x0080) !== 0) length += 4;
  if (length > end - at) return path.short();
  path.at = at + length;
  switch (type) {
    case EtherType.TRANSPARENT_BRIDGING:
      return Next.ETHERNET;
    case EtherType.GRE_PPP:
      return Next.PPP;
    case EtherType.ERSPAN:
      // Type I has neither sequence numbers nor a header of its own.
      return sequence ? erspan(path, 8) : Next.ETHERNET;
    case EtherType.ERSPAN_III:
      return erspan(path, 12);
    default:
      return type;
  }
}

/** draft-foschiano-erspan: type II has 8 bytes; type III 12, and 8 more of the platform's where its last bit says so. */
function erspan(path: Path, length: number): number {
  const { bytes, at, end } = path;
  if (length > end - at) return path.short();
  if (length === 12 && (bytes[at + 11]! & 1) !== 0) length += 8;
  if (length > end - at) return path.short();
  path.at = at + length;
  return Next.ETHERNET;
}

/** RFC 3378: EtherIP, version 3 and twelve zero bits, then a frame. */
export function etherIp(path: Path): number {
  const { bytes, at, end } = path;
  if (2 > end - at) return path.short();
  if (be16(bytes, at) !== 0x3000) return Drop.NOT_TCP;
  path.at = at + 2;
  return Next.ETHERNET;
}
