import { be16, be32, le16, le32 } from "./endian.js";
import type { ScanHost, Scanner } from "./scan.js";

// The libpcap file format: a file header of 24 bytes, then records, in the byte order of the writing machine.
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
// Alexey Kuznetzov's variant: interface index, protocol and packet type follow the usual record header.
const MODIFIED_RECORD_HEADER_LENGTH = 24;

const MAGIC_MICROSECONDS = 0xa1b2c3d4 | 0;
const MAGIC_NANOSECONDS = 0xa1b23c4d | 0;
const MAGIC_MODIFIED = 0xa1b2cd34 | 0;

/** Whether the four bytes at `at` open a pcap file in either byte order. */
export function isPcap(bytes: Uint8Array, at: number): boolean {
  return isMagic(le32(bytes, at)) || isMagic(be32(bytes, at));
}

function isMagic(value: number): boolean {
  return value === MAGIC_MICROSECONDS || value === MAGIC_NANOSECONDS || value === MAGIC_MODIFIED;
}

export class PcapScanner implements Scanner {
  need: number = FILE_HEADER_LENGTH;
  readonly skip: number = 0;
  readonly #host: ScanHost;
  #begun = false;
  #bigEndian = false;
  #recordHeaderLength = RECORD_HEADER_LENGTH;
  #fractionToNanoseconds = 1000;
  #linkType = 0;
  #minorVersion = 4;

  constructor(host: ScanHost) {
    this.#host = host;
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    if (!this.#begun) {
      if (end - at < FILE_HEADER_LENGTH) return at;
      this.#readFileHeader(bytes, at);
      if (this.#host.stopped) return end;
      at += FILE_HEADER_LENGTH;
    }
    return this.#scanRecords(bytes, at, end);
  }

  atBoundary(): boolean {
    return this.#begun;
  }

  #readFileHeader(bytes: Uint8Array, at: number): void {
    this.#begun = true;
    this.#bigEndian = isMagic(be32(bytes, at));
    const magic = this.#u32(bytes, at) | 0;
    this.#fractionToNanoseconds = magic === MAGIC_NANOSECONDS ? 1 : 1000;
    if (magic === MAGIC_MODIFIED) this.#recordHeaderLength = MODIFIED_RECORD_HEADER_LENGTH;
    const majorVersion = this.#u16(bytes, at + 4);
    this.#minorVersion = this.#u16(bytes, at + 6);
    if (majorVersion !== 2) {
      this.#host.fail("unsupported", "pcap.majorVersion", at + 4, `pcap version ${majorVersion} is not read`);
    }
    // The upper half holds the length of the frame check sequence, which nothing here needs.
    this.#linkType = this.#u32(bytes, at + 20) & 0xffff;
    this.#host.info.digits = magic === MAGIC_NANOSECONDS ? 9 : 6;
  }

  #scanRecords(bytes: Uint8Array, at: number, end: number): number {
    const host = this.#host;
    const info = host.info;
    const headerLength = this.#recordHeaderLength;
    info.linkType = this.#linkType;
    for (;;) {
      if (end - at < headerLength) {
        this.need = headerLength;
        return at;
      }
      let capturedLength = this.#u32(bytes, at + 8);
      let originalLength = this.#u32(bytes, at + 12);
      // Versions before 2.3 have the two lengths the other way round; with 2.3 it depends on the writer.
      if (this.#minorVersion < 3 || (this.#minorVersion === 3 && capturedLength > originalLength)) {
        [capturedLength, originalLength] = [originalLength, capturedLength];
      }
      if (capturedLength > host.maxPacketLength) {
        const message = `captured length ${capturedLength} is more than ${host.maxPacketLength}`;
        host.fail("limit", "pcap.capturedLength", at + 8, message, info.number + 1);
        return end;
      }
      if (end - at - headerLength < capturedLength) {
        this.need = headerLength + capturedLength;
        return at;
      }
      this.#readTime(bytes, at);
      info.originalLength = originalLength;
      const start = at + headerLength;
      at = start + capturedLength;
      host.emit(bytes, start, at);
    }
  }

  #readTime(bytes: Uint8Array, at: number): void {
    const info = this.#host.info;
    info.seconds = this.#u32(bytes, at);
    info.nanoseconds = this.#u32(bytes, at + 4) * this.#fractionToNanoseconds;
    if (info.nanoseconds >= 1e9) {
      info.seconds += Math.floor(info.nanoseconds / 1e9);
      info.nanoseconds %= 1e9;
    }
  }

  #u16(bytes: Uint8Array, at: number): number {
    return this.#bigEndian ? be16(bytes, at) : le16(bytes, at);
  }

  #u32(bytes: Uint8Array, at: number): number {
    return (this.#bigEndian ? be32(bytes, at) : le32(bytes, at)) >>> 0;
  }
}
