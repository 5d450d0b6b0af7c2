import { putBe16, putBe32, putLe16, putLe32 } from "./endian.js";

const FIRST_CAPACITY = 4096;
const DEFAULT_SNAP_LENGTH = 262_144;

/** What a `CaptureWriter` writes. */
export interface CaptureWriterOptions {
  /** `pcap` unless told. */
  format?: "pcap" | "pcapng";
  /** `little` unless told. */
  byteOrder?: "little" | "big";
  /** Decimal places of a second: 6 unless told. */
  digits?: 6 | 9;
  /** A value of `LinkType`: Ethernet unless told. */
  linkType?: number;
  /** Bytes, as the header announces it: 262,144 unless told. Packets are written whole. */
  snapLength?: number;
}

/** When a packet was seen, and how long it was. */
export interface PacketStamp {
  /** Since 1970-01-01 UTC. */
  seconds?: number;
  /** Beside the seconds, from 0 to 999,999,999. */
  nanoseconds?: number;
  /** Bytes on the wire, where not all were captured. */
  originalLength?: number;
}

/** Writes a capture file of one interface: call `packet` for each, and `take` for the bytes. */
export class CaptureWriter {
  readonly #pcapng: boolean;
  readonly #bigEndian: boolean;
  readonly #digits: 6 | 9;
  readonly #linkType: number;
  readonly #snapLength: number;
  #bytes: Uint8Array = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  constructor(options: CaptureWriterOptions = {}) {
    this.#pcapng = options.format === "pcapng";
    this.#bigEndian = options.byteOrder === "big";
    this.#digits = options.digits ?? 6;
    this.#linkType = options.linkType ?? 1;
    this.#snapLength = options.snapLength ?? DEFAULT_SNAP_LENGTH;
    if (this.#pcapng) this.#writeSectionHeader();
    else this.#writeFileHeader();
  }

  /** Adds one packet; a time or length that the format cannot hold is a `RangeError`. */
  packet(bytes: Uint8Array, stamp: PacketStamp = {}): void {
    const { seconds = 0, nanoseconds = 0, originalLength = bytes.length } = stamp;
    if (!isUint32(seconds)) throw new RangeError("seconds do not fit 32 bits");
    if (!(nanoseconds >= 0 && nanoseconds < 1e9)) throw new RangeError("nanoseconds are not below 10^9");
    if (!isUint32(originalLength)) throw new RangeError("originalLength does not fit 32 bits");
    const fraction = this.#digits === 9 ? nanoseconds : Math.floor(nanoseconds / 1000);
    if (this.#pcapng) this.#writeEnhancedPacket(bytes, seconds, fraction, originalLength);
    else {
      this.#reserve(16 + bytes.length);
      this.#u32(seconds);
      this.#u32(fraction);
      this.#u32(bytes.length);
      this.#u32(originalLength);
      this.#raw(bytes);
    }
  }

  /** The bytes written since the last call, the file's header among the first. The caller's own. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #writeFileHeader(): void {
    this.#u32(this.#digits === 9 ? 0xa1b23c4d : 0xa1b2c3d4);
    this.#u16(2);
    this.#u16(4);
    this.#u32(0);
    this.#u32(0);
    this.#u32(this.#snapLength);
    this.#u32(this.#linkType);
  }

  /** Section Header Block without a length, and one Interface Description Block with its if_tsresol. */
  #writeSectionHeader(): void {
    this.#u32(0x0a0d0d0a);
    this.#u32(28);
    this.#u32(0x1a2b3c4d);
    this.#u16(1);
    this.#u16(0);
    this.#u32(0xffffffff);
    this.#u32(0xffffffff);
    this.#u32(28);
    this.#u32(1);
    this.#u32(32);
    this.#u16(this.#linkType);
    this.#u16(0);
    this.#u32(this.#snapLength);
    this.#u16(9);
    this.#u16(1);
    this.#raw(Uint8Array.of(this.#digits, 0, 0, 0));
    this.#u32(0);
    this.#u32(32);
  }

  #writeEnhancedPacket(bytes: Uint8Array, seconds: number, fraction: number, originalLength: number): void {
    const padding = -bytes.length & 3;
    const totalLength = 32 + bytes.length + padding;
    const time = BigInt(seconds) * 10n ** BigInt(this.#digits) + BigInt(fraction);
    this.#reserve(totalLength);
    this.#u32(6);
    this.#u32(totalLength);
    this.#u32(0);
    this.#u32(Number(time >> 32n));
    this.#u32(Number(time & 0xffffffffn));
    this.#u32(bytes.length);
    this.#u32(originalLength);
    this.#raw(bytes);
    this.#raw(new Uint8Array(padding));
    this.#u32(totalLength);
  }

  #reserve(length: number): void {
    const needed = this.#length + length;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  #raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #u16(value: number): void {
    if (this.#bigEndian) putBe16(this.#bytes, this.#length, value);
    else putLe16(this.#bytes, this.#length, value);
    this.#length += 2;
  }

  #u32(value: number): void {
    if (this.#bigEndian) putBe32(this.#bytes, this.#length, value);
    else putLe32(this.#bytes, this.#length, value);
    this.#length += 4;
  }
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}
