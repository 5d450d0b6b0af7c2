import { be16, be32, le16, le32 } from "./endian.js";
import { type Clock, makeClock, setTime } from "./pcapng-time.js";
import type { ScanHost, Scanner } from "./scan.js";

// draft-ietf-opsawg-pcapng: blocks of type, total length, body, total length again; sections with a byte order each.
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_BLOCK_LENGTH = 12;
const BLOCK_HEADER_LENGTH = 8;
const TRAILER_LENGTH = 4;
// Lengths with block header, without trailer.
const SECTION_HEADER_LENGTH = 24;
const INTERFACE_HEADER_LENGTH = 16;
const PACKET_HEADER_LENGTH = 28;
const SIMPLE_PACKET_HEADER_LENGTH = 12;

const OPTION_END = 0;
const OPTION_IF_TSRESOL = 9;
const OPTION_IF_TSOFFSET = 14;
const DEFAULT_TSRESOL = 6;

const MAX_INTERFACES = 65_536;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly clock: Clock;
}

/** Whether the four bytes at `at` open a pcapng file. */
export function isPcapng(bytes: Uint8Array, at: number): boolean {
  return be32(bytes, at) === SECTION_HEADER;
}

export class PcapngScanner implements Scanner {
  need: number = MIN_BLOCK_LENGTH;
  skip = 0;
  readonly #host: ScanHost;
  #bigEndian = false;
  #interfaces: Interface[] = [];
  /** Total length of the block whose trailer is due; 0 between blocks. */
  #trailer = 0;

  constructor(host: ScanHost) {
    this.#host = host;
  }

  atBoundary(): boolean {
    return this.#trailer === 0;
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    while (this.skip === 0 && !this.#host.stopped) {
      if (this.#trailer > 0) {
        if (end - at < TRAILER_LENGTH) {
          this.need = TRAILER_LENGTH;
          return at;
        }
        this.#checkTrailer(bytes, at);
        at += TRAILER_LENGTH;
        continue;
      }
      const next = this.#scanBlock(bytes, at, end);
      if (next === at) return at;
      at = next;
      // Options and padding are passed over here when they are at hand, else by the reader.
      const passed = Math.min(this.skip, end - at);
      this.skip -= passed;
      at += passed;
    }
    return at;
  }

  #checkTrailer(bytes: Uint8Array, at: number): void {
    if (this.#u32(bytes, at) !== this.#trailer) {
      this.#host.report("malformed", "Block.totalLength", at, "the block's two lengths differ");
    }
    this.#trailer = 0;
  }

  /** Reads a block but for its end, which is left to `skip` and the trailer; returns `at` to ask for more bytes. */
  #scanBlock(bytes: Uint8Array, at: number, end: number): number {
    const available = end - at;
    if (available < MIN_BLOCK_LENGTH) return this.#wait(at, MIN_BLOCK_LENGTH);
    const type = this.#u32(bytes, at);
    if (type === SECTION_HEADER && !this.#readByteOrder(bytes, at)) return end;
    const totalLength = this.#u32(bytes, at + 4);
    if (totalLength < MIN_BLOCK_LENGTH || totalLength % 4 !== 0) {
      this.#host.fail(
        "malformed",
        "Block.totalLength",
        at + 4,
        `a block cannot be ${totalLength} bytes long`,
      );
      return end;
    }
    let used = BLOCK_HEADER_LENGTH;
    switch (type) {
      case ENHANCED_PACKET:
      case PACKET:
        used = this.#scanPacket(type, bytes, at, available, totalLength);
        break;
      case SIMPLE_PACKET:
        used = this.#scanSimplePacket(bytes, at, available, totalLength);
        break;
      case INTERFACE_DESCRIPTION:
        used = this.#scanInterface(bytes, at, available, totalLength);
        break;
      case SECTION_HEADER:
        used = this.#scanSection(bytes, at, available, totalLength);
        break;
    }
    if (used === 0) return at;
    this.#trailer = totalLength;
    this.skip = totalLength - TRAILER_LENGTH - used;
    return at + used;
  }

  #wait(at: number, need: number): number {
    this.need = need;
    return at;
  }

  /** Of `#scanBlock`'s parts: the bytes used, or 0 after setting `need`. */
  #waitBlock(need: number): number {
    this.need = need;
    return 0;
  }

  #readByteOrder(bytes: Uint8Array, at: number): boolean {
    if (be32(bytes, at + 8) === BYTE_ORDER_MAGIC) this.#bigEndian = true;
    else if (le32(bytes, at + 8) === BYTE_ORDER_MAGIC) this.#bigEndian = false;
    else {
      this.#host.fail("malformed", "SectionHeaderBlock.byteOrderMagic", at + 8, "is no byte-order magic");
      return false;
    }
    return true;
  }

  #scanSection(bytes: Uint8Array, at: number, available: number, totalLength: number): number {
    if (totalLength < SECTION_HEADER_LENGTH + TRAILER_LENGTH) return this.#tooShort("SectionHeaderBlock", at);
    if (available < SECTION_HEADER_LENGTH) return this.#waitBlock(SECTION_HEADER_LENGTH);
    const majorVersion = this.#u16(bytes, at + 12);
    if (majorVersion !== 1) {
      const message = `pcapng version ${majorVersion} is not read`;
      this.#host.fail("unsupported", "SectionHeaderBlock.majorVersion", at + 12, message);
    }
    this.#interfaces = [];
    return SECTION_HEADER_LENGTH;
  }

  #scanInterface(bytes: Uint8Array, at: number, available: number, totalLength: number): number {
    if (totalLength < INTERFACE_HEADER_LENGTH + TRAILER_LENGTH) {
      return this.#tooShort("InterfaceDescriptionBlock", at);
    }
    // Without its options an interface has no time: one that is too large cannot be passed over.
    if (totalLength > this.#host.maxPacketLength || this.#interfaces.length >= MAX_INTERFACES) {
      this.#host.fail("limit", "InterfaceDescriptionBlock", at, "too large or too many interfaces");
      return BLOCK_HEADER_LENGTH;
    }
    const length = totalLength - TRAILER_LENGTH;
    if (available < length) return this.#waitBlock(length);
    this.#interfaces.push({
      linkType: this.#u16(bytes, at + 8),
      snapLength: this.#u32(bytes, at + 12),
      clock: this.#readClock(bytes, at + INTERFACE_HEADER_LENGTH, at + length),
    });
    return length;
  }

  #readClock(bytes: Uint8Array, at: number, end: number): Clock {
    let tsresol = DEFAULT_TSRESOL;
    let offset = 0;
    while (end - at >= 4) {
      const code = this.#u16(bytes, at);
      const length = this.#u16(bytes, at + 2);
      const value = at + 4;
      if (code === OPTION_END) break;
      if (length > end - value) {
        this.#host.report(
          "malformed",
          "InterfaceDescriptionBlock.options",
          at,
          "an option reaches past the block",
        );
        break;
      }
      if (code === OPTION_IF_TSRESOL && this.#isOption(at, length, 1)) tsresol = bytes[value]!;
      if (code === OPTION_IF_TSOFFSET && this.#isOption(at, length, 8)) offset = this.#i64(bytes, value);
      at = value + length + (-length & 3);
    }
    return makeClock(tsresol, offset);
  }

  /** An option of another length than its own is told, and left alone. */
  #isOption(at: number, length: number, expected: number): boolean {
    if (length === expected) return true;
    const message = `an option of ${length} bytes that has ${expected}`;
    this.#host.report("malformed", "InterfaceDescriptionBlock.options", at, message);
    return false;
  }

  #scanPacket(type: number, bytes: Uint8Array, at: number, available: number, totalLength: number): number {
    const name = type === PACKET ? "PacketBlock" : "EnhancedPacketBlock";
    if (totalLength < PACKET_HEADER_LENGTH + TRAILER_LENGTH) return this.#badPacket(name, at, "is too short");
    if (available < PACKET_HEADER_LENGTH) return this.#waitBlock(PACKET_HEADER_LENGTH);
    const capturedLength = this.#u32(bytes, at + 20);
    if (capturedLength > totalLength - PACKET_HEADER_LENGTH - TRAILER_LENGTH) {
      return this.#badPacket(`${name}.capturedPacketLength`, at + 20, "is more than the block holds");
    }
    if (capturedLength > this.#host.maxPacketLength) return this.#largePacket(name, at + 20, capturedLength);
    const used = PACKET_HEADER_LENGTH + capturedLength;
    if (available < used) return this.#waitBlock(used);
    // The obsolete Packet Block has a 16-bit interface id and a count of drops in the same place.
    const interfaceId = type === PACKET ? this.#u16(bytes, at + 8) : this.#u32(bytes, at + 8);
    const description = this.#interfaces[interfaceId];
    if (description === undefined)
      return this.#badPacket(`${name}.interfaceId`, at + 8, "names no interface");
    const info = this.#host.info;
    setTime(info, description.clock, this.#u32(bytes, at + 12), this.#u32(bytes, at + 16));
    info.linkType = description.linkType;
    info.originalLength = this.#u32(bytes, at + 24);
    this.#host.emit(bytes, at + PACKET_HEADER_LENGTH, at + used);
    return used;
  }

  #scanSimplePacket(bytes: Uint8Array, at: number, available: number, totalLength: number): number {
    const name = "SimplePacketBlock";
    if (totalLength < SIMPLE_PACKET_HEADER_LENGTH + TRAILER_LENGTH) {
      return this.#badPacket(name, at, "is too short");
    }
    const description = this.#interfaces[0];
    if (description === undefined) return this.#badPacket(name, at, "comes before any interface");
    const originalLength = this.#u32(bytes, at + 8);
    const snapLength = description.snapLength === 0 ? originalLength : description.snapLength;
    const room = totalLength - SIMPLE_PACKET_HEADER_LENGTH - TRAILER_LENGTH;
    const capturedLength = Math.min(originalLength, snapLength, room);
    if (capturedLength > this.#host.maxPacketLength) return this.#largePacket(name, at + 8, capturedLength);
    const used = SIMPLE_PACKET_HEADER_LENGTH + capturedLength;
    if (available < used) return this.#waitBlock(used);
    const info = this.#host.info;
    info.seconds = 0;
    info.nanoseconds = 0;
    info.digits = description.clock.digits;
    info.linkType = description.linkType;
    info.originalLength = originalLength;
    this.#host.emit(bytes, at + SIMPLE_PACKET_HEADER_LENGTH, at + used);
    return used;
  }

  #tooShort(name: string, at: number): number {
    this.#host.fail("malformed", name, at, "the block is too short");
    return BLOCK_HEADER_LENGTH;
  }

  /** A packet block that makes no sense is passed over: the block's own length says where the next one is. */
  #badPacket(field: string, at: number, message: string): number {
    this.#host.pass("malformed");
    this.#host.report("malformed", field, at, message, this.#host.info.number);
    return BLOCK_HEADER_LENGTH;
  }

  #largePacket(name: string, at: number, length: number): number {
    const host = this.#host;
    host.pass("limit");
    const message = `captured length ${length} is more than ${host.maxPacketLength}`;
    host.report("limit", `${name}.capturedPacketLength`, at, message, host.info.number);
    return BLOCK_HEADER_LENGTH;
  }

  #u16(bytes: Uint8Array, at: number): number {
    return this.#bigEndian ? be16(bytes, at) : le16(bytes, at);
  }

  #u32(bytes: Uint8Array, at: number): number {
    return (this.#bigEndian ? be32(bytes, at) : le32(bytes, at)) >>> 0;
  }

  #i64(bytes: Uint8Array, at: number): number {
    const high = this.#bigEndian ? be32(bytes, at) : le32(bytes, at + 4);
    const low = this.#u32(bytes, this.#bigEndian ? at + 4 : at);
    return high * 0x100000000 + low;
  }
}
