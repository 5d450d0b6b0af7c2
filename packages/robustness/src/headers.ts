// Where the headers of a packet are, told by looking at the places where they usually are.

/** Offsets in a packet. */
export interface Headers {
  readonly version: 4 | 6;
  readonly ip: number;
  readonly tcp: number;
  readonly payload: number;
}

/** After no header, Ethernet, one tag, two tags, Linux cooked v1 and v2. */
const IP_OFFSETS = [14, 18, 22, 16, 20, 0];
const TCP = 6;

/** IP with TCP in it, as far as both headers are there; `undefined` where none was found. */
export function findHeaders(bytes: Uint8Array): Headers | undefined {
  for (const ip of IP_OFFSETS) {
    const tcp = tcpOffset(bytes, ip);
    if (tcp === undefined || tcp + 20 > bytes.length) continue;
    const payload = tcp + 4 * (bytes[tcp + 12]! >> 4);
    if (payload < tcp + 20 || payload > bytes.length) continue;
    return { version: bytes[ip]! >> 4 === 4 ? 4 : 6, ip, tcp, payload };
  }
  return undefined;
}

function tcpOffset(bytes: Uint8Array, ip: number): number | undefined {
  const first = bytes[ip]!;
  if (first >> 4 === 4 && (first & 15) >= 5 && bytes[ip + 9] === TCP) return ip + 4 * (first & 15);
  return first >> 4 === 6 && bytes[ip + 6] === TCP ? ip + 40 : undefined;
}
