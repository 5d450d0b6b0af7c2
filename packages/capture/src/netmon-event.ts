import { le16, le32 } from "./endian.js";
import { LinkType, UNKNOWN_LINK } from "./packet.js";

// A frame of Network Monitor 3 that holds an ETW event: EVENT_HEADER of evntcons.h (80 bytes), processor, logger, count
// of extended data, length of user data and a flag (9 bytes); of a captured packet then two interface indexes, the
// fragment's length, and the fragment.
const EVENT_ID = 40;
const KEYWORDS = 48;
const EXTENDED_DATA_COUNT = 84;
const FRAGMENT_LENGTH = 97;
const HEADER_LENGTH = 101;
const EVENT_PACKET_FRAGMENT = 1001;

/** Provider Microsoft-Windows-NDIS-PacketCapture, 2ed6006e-4729-4609-b423-3ee7bcd678ef: its GUID's words in file order. */
const NDIS_PACKET_CAPTURE = [0x2ed6006e, 0x46094729, 0xe73e23b4 | 0, 0xef78d6bc | 0] as const;

/** Bits of the event's keywords: the medium, and that the packet both starts and ends in this event. */
const ETHERNET = 0x1;
const TUNNEL = 0x8000;
const NATIVE_802_11 = 0x10000;
const WHOLE_PACKET = 0xc0000000 | 0;

/** The captured packet in an event frame: where it stands, and its link type. */
export interface EventPacket {
  start: number;
  end: number;
  linkType: number;
}

/** Finds the packet in the event of bytes[start, end); other events, and packets in pieces, are of a link type unknown. */
export function findEventPacket(bytes: Uint8Array, start: number, end: number): EventPacket {
  if (!isPacketEvent(bytes, start, end)) return { start, end, linkType: UNKNOWN_LINK };
  const packet = start + HEADER_LENGTH;
  const length = Math.min(le32(bytes, start + FRAGMENT_LENGTH) >>> 0, end - packet);
  return { start: packet, end: packet + length, linkType: linkTypeOf(le32(bytes, start + KEYWORDS)) };
}

function isPacketEvent(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= HEADER_LENGTH &&
    NDIS_PACKET_CAPTURE.every((word, index) => le32(bytes, start + 24 + 4 * index) === word) &&
    le16(bytes, start + EVENT_ID) === EVENT_PACKET_FRAGMENT &&
    le16(bytes, start + EXTENDED_DATA_COUNT) === 0
  );
}

function linkTypeOf(keywords: number): number {
  if ((keywords & WHOLE_PACKET) !== WHOLE_PACKET) return UNKNOWN_LINK;
  if ((keywords & ETHERNET) !== 0) return LinkType.ETHERNET;
  if ((keywords & TUNNEL) !== 0) return LinkType.RAW;
  return (keywords & NATIVE_802_11) !== 0 ? LinkType.IEEE802_11 : UNKNOWN_LINK;
}
