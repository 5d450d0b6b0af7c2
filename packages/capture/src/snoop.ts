import { be32 } from "./endian.js";
import { LinkType, UNKNOWN_LINK } from "./packet.js";
import type { ScanHost, Scanner } from "./scan.js";

// RFC 1761: a file header of 16 bytes, then records padded as their writer likes; all integers big-endian.
const FILE_HEADER_LENGTH = 16;
const RECORD_HEADER_LENGTH = 24;
const VERSION = 2;
/** Of RFC 1761's datalink types, those that are read: IEEE 802.3 and Ethernet differ in name only. */
const IEEE_802_3 = 0;
const ETHERNET = 4;

/** Whether the eight bytes at `at` open a snoop file: "snoop" and three zeros. */
export function isSnoop(bytes: Uint8Array, at: number): boolean {
  return be32(bytes, at) === 0x736e6f6f && be32(bytes, at + 4) === 0x70000000;
}

export class SnoopScanner implements Scanner {
  need: number = FILE_HEADER_LENGTH;
  skip = 0;
  readonly #host: ScanHost;
  #begun = false;

  constructor(host: ScanHost) {
    this.#host = host;
  }

  atBoundary(): boolean {
    return this.#begun;
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    if (!this.#begun) {
      if (end - at < FILE_HEADER_LENGTH) return at;
      this.#readFileHeader(bytes, at);
      at += FILE_HEADER_LENGTH;
      this.need = RECORD_HEADER_LENGTH;
    }
    while (!this.#host.stopped && this.skip === 0) {
      const next = this.#scanRecord(bytes, at, end);
      if (next === at) return at;
      // The padding is passed over here where it is at hand, else by the reader.
      const passed = Math.min(this.skip, end - next);
      this.skip -= passed;
      at = next + passed;
    }
    return this.#host.stopped ? end : at;
  }

  #readFileHeader(bytes: Uint8Array, at: number): void {
    this.#begun = true;
    const version = u32(bytes, at + 8);
    if (version !== VERSION) {
      this.#host.fail("unsupported", "snoop.version", at + 8, `snoop version ${version} is not read`);
    }
    const type = u32(bytes, at + 12);
    this.#host.info.linkType = type === IEEE_802_3 || type === ETHERNET ? LinkType.ETHERNET : UNKNOWN_LINK;
    this.#host.info.digits = 6;
  }

  /** Reads a record but for its padding, which is left to `skip`; returns `at` to ask for more bytes. */
  #scanRecord(bytes: Uint8Array, at: number, end: number): number {
    const { info, maxPacketLength } = this.#host;
    if (end - at < RECORD_HEADER_LENGTH) return this.#wait(at, RECORD_HEADER_LENGTH);
    const capturedLength = u32(bytes, at + 4);
    const used = RECORD_HEADER_LENGTH + capturedLength;
    const recordLength = u32(bytes, at + 8);
    if (recordLength < used) {
      const message = `a record of ${recordLength} bytes cannot hold ${capturedLength} captured ones`;
      this.#host.fail("malformed", "snoop.recordLength", at + 8, message, info.number + 1);
      return end;
    }
    if (capturedLength > maxPacketLength) {
      this.#host.pass("limit");
      const message = `captured length ${capturedLength} is more than ${maxPacketLength}`;
      this.#host.report("limit", "snoop.capturedLength", at + 4, message, info.number);
      this.skip = recordLength - RECORD_HEADER_LENGTH;
      return at + RECORD_HEADER_LENGTH;
    }
    if (end - at < used) return this.#wait(at, used);
    info.originalLength = u32(bytes, at);
    info.seconds = u32(bytes, at + 16);
    info.nanoseconds = Math.min(u32(bytes, at + 20), 999_999) * 1000;
    this.skip = recordLength - used;
    this.#host.emit(bytes, at + RECORD_HEADER_LENGTH, at + used);
    return at + used;
  }

  #wait(at: number, need: number): number {
    this.need = need;
    return at;
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return be32(bytes, at) >>> 0;
}
