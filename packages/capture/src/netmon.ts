import { be32, le16, le32 } from "./endian.js";
import { findEventPacket } from "./netmon-event.js";
import { LinkType, UNKNOWN_LINK } from "./packet.js";
import type { ScanHost, Scanner } from "./scan.js";

// Microsoft Network Monitor 2.x, all integers little-endian: a file header, frames, and a table of their offsets. The
// table alone tells where frames stand, but it comes last, and a stream cannot go back: frames are read as they follow
// one another, and held against the table when it comes.
const FILE_HEADER_LENGTH = 72;
const FRAME_HEADER_LENGTH = 16;
/** Some writers leave that much empty before the first frame. */
const PADDING_LENGTH = 56;
const TABLE_ENTRY_LENGTH = 4;

/** By minor version: media type; process; UTC time and time zone follow a frame's bytes. */
const TRAILER_LENGTHS: readonly number[] = [0, 2, 6, 15];
const UTC_TIME = 6;
const FIRST_VERSION_WITH_UTC = 3;

/** Media types from here on are pcap's own numbers. */
const PCAP_MEDIA = 0xe000;
const LAST_PCAP_MEDIA = 0xe000 + 0x7f;
const MEDIA_EVENT = 0xffe0;
/** Reassembled payload, adapters, resolved names: no packets. */
const MEDIA_NO_PACKET: readonly number[] = [0xfffc, 0xfffd, 0xfffe];
/** Network Monitor's own numbers. Some captures of VPNs have Ethernet under 0; 7 to 9 are kinds of raw IP. */
const MEDIA_LINKS: ReadonlyMap<number, number> = new Map([
  [0, LinkType.ETHERNET],
  [1, LinkType.ETHERNET],
  [7, LinkType.RAW],
  [8, LinkType.RAW],
  [9, LinkType.RAW],
]);

const FILETIME_OF_1970 = 116_444_736_000_000_000n;

/** Whether the four bytes at `at` open a Network Monitor 2 file: "GMBU". */
export function isNetmon(bytes: Uint8Array, at: number): boolean {
  return be32(bytes, at) === 0x474d4255;
}

export class NetmonScanner implements Scanner {
  need: number = FILE_HEADER_LENGTH;
  skip = 0;
  readonly #host: ScanHost;
  #minorVersion = 0;
  #media = 0;
  /** When the capture began, in units of 100 ns since 1970; without a time zone, so taken for UTC. */
  #began = 0n;
  /** In the file. */
  #offset = 0;
  #table = 0;
  #entries = 0;
  #frames = 0;
  /** Sums, modulo 2^32, of the offsets of frames read and of those in the table, whose order is its own. */
  #read = 0;
  #told = 0;
  #entriesRead = 0;

  constructor(host: ScanHost) {
    this.#host = host;
  }

  atBoundary(): boolean {
    return this.#offset > 0 && this.#offset >= this.#table && this.#entriesRead === this.#entries;
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    while (!this.#host.stopped && this.skip === 0) {
      // Comments, processes and the like follow the table.
      if (this.atBoundary()) return end;
      const length = this.#scanPart(bytes, at, end);
      if (length === 0) return at;
      this.#offset += length;
      const passed = Math.min(length, end - at);
      at += passed;
      this.skip = length - passed;
      this.need = this.#offset < this.#table ? FRAME_HEADER_LENGTH : TABLE_ENTRY_LENGTH;
      if (!this.#host.stopped && this.atBoundary()) this.#checkTable(at + this.skip);
    }
    return this.#host.stopped ? end : at;
  }

  /** Reads a header, frame or table entry; returns its length, or 0 after setting `need`. */
  #scanPart(bytes: Uint8Array, at: number, end: number): number {
    if (end - at < this.need) return 0;
    if (this.#offset === 0) return this.#readFileHeader(bytes, at);
    if (this.#offset === FILE_HEADER_LENGTH && isEmpty(bytes, at)) return PADDING_LENGTH;
    if (this.#offset < this.#table) return this.#scanFrame(bytes, at, end);
    this.#told = (this.#told + le32(bytes, at)) | 0;
    this.#entriesRead++;
    return TABLE_ENTRY_LENGTH;
  }

  #readFileHeader(bytes: Uint8Array, at: number): number {
    const majorVersion = bytes[at + 5]!;
    if (majorVersion !== 2) {
      const message = `Network Monitor format ${majorVersion} is not read`;
      this.#host.fail("unsupported", "netmon.majorVersion", at + 5, message);
    }
    this.#minorVersion = bytes[at + 4]!;
    this.#media = le16(bytes, at + 6);
    const [year, month, , day, hour, minute, second, milliseconds] = words(bytes, at + 8);
    const began = Date.UTC(year!, month! - 1, day, hour, minute, second, milliseconds);
    this.#began = Number.isNaN(began) ? 0n : BigInt(began) * 10_000n;
    this.#table = le32(bytes, at + 24) >>> 0;
    this.#entries = (le32(bytes, at + 28) >>> 0) / TABLE_ENTRY_LENGTH;
    if (this.#table < FILE_HEADER_LENGTH || !Number.isInteger(this.#entries)) {
      this.#host.fail("malformed", "netmon.frameTable", at + 24, "the frame table is not behind the frames");
    }
    this.#host.info.digits = this.#minorVersion >= FIRST_VERSION_WITH_UTC ? 7 : 6;
    return FILE_HEADER_LENGTH;
  }

  #scanFrame(bytes: Uint8Array, at: number, end: number): number {
    const { info, maxPacketLength } = this.#host;
    const captured = le32(bytes, at + 12) >>> 0;
    const trailer = TRAILER_LENGTHS[Math.min(this.#minorVersion, FIRST_VERSION_WITH_UTC)]!;
    const length = FRAME_HEADER_LENGTH + captured + trailer;
    if (length > this.#table - this.#offset || captured > maxPacketLength) {
      const code = captured > maxPacketLength ? "limit" : "malformed";
      const message = `a frame cannot hold ${captured} bytes here`;
      this.#host.fail(code, "netmon.bytesAvailable", at + 12, message, info.number + 1);
      return length;
    }
    if (end - at < length) {
      this.need = length;
      return 0;
    }
    this.#frames++;
    this.#read = (this.#read + this.#offset) | 0;
    this.#emit(bytes, at, captured, trailer);
    return length;
  }

  #emit(bytes: Uint8Array, at: number, captured: number, trailer: number): void {
    const { info } = this.#host;
    const start = at + FRAME_HEADER_LENGTH;
    const end = start + captured;
    const media = trailer === 0 ? this.#media : le16(bytes, end);
    if (MEDIA_NO_PACKET.includes(media)) return;
    this.#setTime(
      trailer > UTC_TIME ? u64(bytes, end + UTC_TIME) - FILETIME_OF_1970 : this.#after(bytes, at),
    );
    const originalLength = le32(bytes, at + 8) >>> 0;
    if (media === MEDIA_EVENT) {
      const packet = findEventPacket(bytes, start, end);
      info.linkType = packet.linkType;
      info.originalLength = packet.end - packet.start;
      this.#host.emit(bytes, packet.start, packet.end);
      return;
    }
    info.linkType = linkTypeOf(media);
    info.originalLength = originalLength;
    this.#host.emit(bytes, start, end);
  }

  /** The time of a frame that only has microseconds since the beginning, which may be negative. */
  #after(bytes: Uint8Array, at: number): bigint {
    return this.#began + BigInt.asIntN(64, u64(bytes, at)) * 10n;
  }

  #setTime(ticks: bigint): void {
    const { info } = this.#host;
    const fraction = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n;
    info.seconds = Number((ticks - fraction) / 10_000_000n);
    info.nanoseconds = Number(fraction) * 100;
  }

  /** The table was read: are its frames those that were found? */
  #checkTable(at: number): void {
    if (this.#frames === this.#entries && this.#read === this.#told) return;
    const message = `${this.#frames} frames were found one behind the other; the frame table tells of others`;
    this.#host.report("malformed", "netmon.frameTable", at, message);
  }
}

function linkTypeOf(media: number): number {
  if (media >= PCAP_MEDIA && media <= LAST_PCAP_MEDIA) return media - PCAP_MEDIA;
  return MEDIA_LINKS.get(media) ?? UNKNOWN_LINK;
}

/** No frame's header is. */
function isEmpty(bytes: Uint8Array, at: number): boolean {
  return bytes.subarray(at, at + FRAME_HEADER_LENGTH).every((byte) => byte === 0);
}

/** SYSTEMTIME's eight 16-bit words. */
function words(bytes: Uint8Array, at: number): number[] {
  return Array.from({ length: 8 }, (_, index) => le16(bytes, at + 2 * index));
}

function u64(bytes: Uint8Array, at: number): bigint {
  return (BigInt(le32(bytes, at + 4) >>> 0) << 32n) | BigInt(le32(bytes, at) >>> 0);
}
