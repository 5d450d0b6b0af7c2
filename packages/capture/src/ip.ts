import { be16, be32 } from "./endian.js";
import type { Fragments } from "./fragments.js";
import { Drop, EtherType, Next, type Path } from "./path.js";

const IPV4_HEADER_LENGTH = 20;
const IPV6_HEADER_LENGTH = 40;
const IPV6_ADDRESS_LENGTH = 16;
/** Routing types: of RFC 5095 and RFC 6275 the last address counts, of RFC 8754 the first. */
const ROUTE_SOURCE = 0;
const ROUTE_MOBILE = 2;
const ROUTE_SEGMENTS = 4;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

/** IP without a type before it: the version nibble tells. */
export function ip(path: Path): number {
  if (path.at >= path.end) return path.short();
  const version = path.bytes[path.at]! >> 4;
  if (version === 4) return EtherType.IPV4;
  return version === 6 ? EtherType.IPV6 : Drop.NOT_IP;
}

/** RFC 791. The header checksum is not looked at: offloading leaves it blank. */
export function ipv4(path: Path, fragments: Fragments): number {
  const { bytes, at } = path;
  if (IPV4_HEADER_LENGTH > path.end - at) return path.short();
  const headerLength = (bytes[at]! & 0x0f) << 2;
  if (bytes[at]! >> 4 !== 4 || headerLength < IPV4_HEADER_LENGTH) return Drop.MALFORMED;
  const totalLength = be16(bytes, at + 2);
  // 0 is what a packet has that is captured before the network card cuts it into segments.
  if (totalLength !== 0) {
    if (totalLength < headerLength) return Drop.MALFORMED;
    narrow(path, totalLength);
  }
  if (headerLength > path.end - at) return path.short();
  path.version = 4;
  path.source0 = be32(bytes, at + 12);
  path.destination0 = be32(bytes, at + 16);
  path.at = at + headerLength;
  const protocol = bytes[at + 9]!;
  const fragment = be16(bytes, at + 6) & (MORE_FRAGMENTS | FRAGMENT_OFFSET);
  if (fragment === 0) return Next.IP_PROTOCOL + protocol;
  const offset = (fragment & FRAGMENT_OFFSET) << 3;
  return fragments.add(path, protocol, be16(bytes, at + 4), offset, (fragment & MORE_FRAGMENTS) !== 0);
}

/** RFC 8200. */
export function ipv6(path: Path): number {
  const { bytes, at } = path;
  if (IPV6_HEADER_LENGTH > path.end - at) return path.short();
  if (bytes[at]! >> 4 !== 6) return Drop.MALFORMED;
  const payloadLength = be16(bytes, at + 4);
  // 0 as in IPv4, or a jumbogram, whose true length nothing here needs.
  if (payloadLength !== 0) narrow(path, IPV6_HEADER_LENGTH + payloadLength);
  path.version = 6;
  path.source0 = be32(bytes, at + 8);
  path.source1 = be32(bytes, at + 12);
  path.source2 = be32(bytes, at + 16);
  path.source3 = be32(bytes, at + 20);
  setDestination(path, at + 24);
  path.at = at + IPV6_HEADER_LENGTH;
  return Next.IP_PROTOCOL + bytes[at + 6]!;
}

/** An extension header of IPv6 that says no more than how long it is, in units of eight bytes after the first eight. */
export function extensionHeader(path: Path): number {
  return passHeader(path, 8, 1, 3);
}

/** A routing header. While segments are left, the last of them is the conversation's end, not the next hop (RFC 8200 8.1). */
export function routingHeader(path: Path): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  const length = (bytes[at + 1]! + 1) << 3;
  if (8 + IPV6_ADDRESS_LENGTH <= length && length <= end - at && bytes[at + 3] !== 0) {
    const type = bytes[at + 2];
    if (type === ROUTE_SOURCE || type === ROUTE_MOBILE)
      setDestination(path, at + length - IPV6_ADDRESS_LENGTH);
    if (type === ROUTE_SEGMENTS) setDestination(path, at + 8);
  }
  return extensionHeader(path);
}

function setDestination(path: Path, at: number): void {
  const { bytes } = path;
  path.destination0 = be32(bytes, at);
  path.destination1 = be32(bytes, at + 4);
  path.destination2 = be32(bytes, at + 8);
  path.destination3 = be32(bytes, at + 12);
}

/** The authentication header (RFC 4302), in either version of IP; its length counts four-byte units less two. */
export function authenticationHeader(path: Path): number {
  return passHeader(path, 12, 2, 2);
}

function passHeader(path: Path, minLength: number, plus: number, shift: number): number {
  const { bytes, at, end } = path;
  if (minLength > end - at) return path.short();
  const length = (bytes[at + 1]! + plus) << shift;
  if (length > end - at) return path.short();
  path.at = at + length;
  return Next.IP_PROTOCOL + bytes[at]!;
}

/** The fragment header of IPv6. */
export function fragmentHeader(path: Path, fragments: Fragments): number {
  const { bytes, at, end } = path;
  if (8 > end - at) return path.short();
  path.at = at + 8;
  const protocol = bytes[at]!;
  const field = be16(bytes, at + 2);
  const offset = field & 0xfff8;
  const more = (field & 1) !== 0;
  // An atomic fragment (RFC 6946) is a whole datagram.
  if (offset === 0 && !more) return Next.IP_PROTOCOL + protocol;
  return fragments.add(path, protocol, be32(bytes, at + 4), offset, more);
}

/** Leaves out what follows the datagram in its frame: padding, a check sequence. */
function narrow(path: Path, length: number): void {
  const wireEnd = path.at + length;
  // A length beyond the packet's own is not believed: nothing was there on the wire.
  if (wireEnd < path.wireEnd) path.wireEnd = wireEnd;
  if (path.wireEnd < path.end) path.end = path.wireEnd;
}
