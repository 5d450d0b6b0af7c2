import { be16, le16 } from "./endian.js";
import { Drop, Next, type Path } from "./path.js";

// IEEE 802.11 frame control, little-endian.
const TYPE_MASK = 0x000c;
const TYPE_DATA = 0x0008;
const SUBTYPE_NO_DATA = 0x0040;
const SUBTYPE_QOS = 0x0080;
const TO_DS = 0x0100;
const FROM_DS = 0x0200;
const PROTECTED = 0x4000;
const ORDER = 0x8000;

const QOS_AMSDU = 0x0080;
const LLC_SNAP = 0xaaaa;

/** A data frame's header, up to its LLC. Encrypted frames and frames that aggregate several (A-MSDU) are dropped. */
export function ieee80211(path: Path): number {
  const { bytes, at, end } = path;
  if (24 > end - at) return path.short();
  const control = le16(bytes, at);
  if ((control & TYPE_MASK) !== TYPE_DATA || (control & SUBTYPE_NO_DATA) !== 0) return Drop.NOT_IP;
  if ((control & PROTECTED) !== 0) return Drop.ENCRYPTED;
  let length = 24;
  if ((control & TO_DS) !== 0 && (control & FROM_DS) !== 0) length += 6;
  if ((control & SUBTYPE_QOS) !== 0) {
    if (length + 2 > end - at) return path.short();
    if ((le16(bytes, at + length) & QOS_AMSDU) !== 0) return Drop.NOT_IP;
    length += 2;
    if ((control & ORDER) !== 0) length += 4;
  }
  if (length + 4 > end - at) return path.short();
  // Some drivers pad the header to a multiple of four, and tell only in the Radiotap header, if at all.
  const padded = length % 4 !== 0 && be16(bytes, at + length) !== LLC_SNAP;
  if (padded && be16(bytes, at + length + 2) === LLC_SNAP) length += 2;
  path.at = at + length;
  return Next.LLC;
}
