import type { PacketInfo, PacketSink } from "./packet.js";
import type { CaptureProblem, CaptureProblemCode, UnreadPackets } from "./problem.js";
import { type CaptureFormat, explainMagic, MAGIC_LENGTH, recognize, scannerFor } from "./recognize.js";
import type { ScanHost, Scanner } from "./scan.js";

/** tcpdump's MAXIMUM_SNAPLEN: no tool of that family writes longer packets. */
const DEFAULT_MAX_PACKET_LENGTH = 262_144;
const HIGHEST_MAX_PACKET_LENGTH = 16 * 1024 * 1024;
const MAX_PROBLEMS = 100;

/** Bounds of a `CaptureReader`. */
export interface CaptureReaderOptions {
  /** Longest captured packet, in bytes: 262,144 unless told, up to 16 MiB. A longer one is a problem of code `limit`. */
  maxPacketLength?: number;
}

/**
 * Reads a capture file, pcap, pcapng, snoop or Network Monitor 2, pushed in chunks of any size, and shows the sink every packet in place.
 *
 * Never throws on what the file holds: `problems` tells, and what was read before stands. A record that straddles
 * two chunks is copied; memory held is that one record.
 */
export class CaptureReader {
  readonly problems: CaptureProblem[] = [];
  readonly #sink: PacketSink;
  readonly #host: ScanHost;
  readonly #info: PacketInfo = {
    number: 0,
    linkType: 0,
    originalLength: 0,
    seconds: 0,
    nanoseconds: 0,
    digits: 6,
  };
  #scanner: Scanner | undefined;
  #format: CaptureFormat | undefined;
  readonly #unread: UnreadPackets = { malformed: 0, limit: 0 };
  #stopped = false;
  #ended = false;
  #bytes = 0;
  /** File offset of index 0 of the array that is being scanned. */
  #base = 0;
  #carry: Uint8Array = new Uint8Array(0);
  #carried = 0;
  #problemsLeftOut = 0;

  constructor(sink: PacketSink, options: CaptureReaderOptions = {}) {
    const maxPacketLength = options.maxPacketLength ?? DEFAULT_MAX_PACKET_LENGTH;
    if (!(maxPacketLength >= 1 && maxPacketLength <= HIGHEST_MAX_PACKET_LENGTH)) {
      throw new RangeError(`maxPacketLength is not from 1 to ${HIGHEST_MAX_PACKET_LENGTH}`);
    }
    this.#sink = sink;
    const isStopped = () => this.#stopped;
    this.#host = {
      maxPacketLength,
      get stopped() {
        return isStopped();
      },
      info: this.#info,
      emit: (bytes, start, end) => this.#emit(bytes, start, end),
      pass: (why) => {
        this.#info.number++;
        this.#unread[why]++;
      },
      report: (code, field, at, message, packet) =>
        this.#report(code, this.#base + at, message, field, packet),
      fail: (code, field, at, message, packet) => {
        this.#report(code, this.#base + at, message, field, packet);
        this.#stop();
      },
    };
  }

  /** Undefined until the first eight bytes have come, and for good when they open no capture file. */
  get format(): CaptureFormat | undefined {
    return this.#format;
  }

  /** Packets met so far, with those that could not be read. */
  get packets(): number {
    return this.#info.number;
  }

  /** Of `packets` those that the sink was not shown. A fresh object: the counts so far. */
  get unread(): UnreadPackets {
    return { ...this.#unread };
  }

  /** Bytes pushed so far, with those after a problem that stopped the reader. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Problems beyond the first hundred, which are counted only. */
  get problemsLeftOut(): number {
    return this.#problemsLeftOut;
  }

  /** True after a problem that cannot be read past; whatever is pushed then is counted and left alone. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Reads on. The chunk may be overwritten as soon as this returns. */
  push(chunk: Uint8Array): void {
    if (this.#ended) throw new TypeError("push after end");
    const offset = this.#bytes;
    this.#bytes += chunk.length;
    let at = this.#finishCarried(chunk, offset);
    if (this.#carried > 0 || this.#stopped) return;
    this.#base = offset;
    at = this.#scan(chunk, at, chunk.length);
    if (at < chunk.length) this.#append(chunk, at, chunk.length);
  }

  /** Says that the file ends here; a record cut in two becomes a problem. */
  end(): void {
    if (!this.#stopped) this.#checkEnd();
    this.#carry = new Uint8Array(0);
    this.#ended = true;
  }

  #checkEnd(): void {
    if (this.#bytes === 0) this.#report("empty", 0, "the input is empty");
    else if (this.#scanner === undefined) this.#report("unrecognized", 0, "too short for a capture file");
    else if (this.#carried > 0 || this.#scanner.skip > 0 || !this.#scanner.atBoundary()) {
      const start = this.#bytes - this.#carried;
      const packet = this.#isInPacket(this.#scanner) ? this.packets + 1 : undefined;
      this.#report("truncated", start, "the file ends inside a record", undefined, packet);
    }
  }

  /** Whether what is cut is a packet, in formats whose records are nothing else. */
  #isInPacket(scanner: Scanner): boolean {
    return (
      (this.#format === "pcap" || this.#format === "snoop") && scanner.skip === 0 && scanner.atBoundary()
    );
  }

  /** Completes the record begun in earlier chunks; returns how much of this one that took. */
  #finishCarried(chunk: Uint8Array, offset: number): number {
    let at = 0;
    while (this.#carried > 0 && !this.#stopped) {
      const missing = this.#need() - this.#carried;
      const taken = Math.min(missing, chunk.length - at);
      this.#append(chunk, at, at + taken);
      at += taken;
      if (taken < missing) return at;
      this.#base = offset + at - this.#carried;
      const used = this.#scan(this.#carry, 0, this.#carried);
      // A scanner that is given just what it needs uses all of it, or none and asks for more.
      if (used === this.#carried) this.#carried = 0;
    }
    return at;
  }

  #need(): number {
    return this.#scanner === undefined ? MAGIC_LENGTH : this.#scanner.need;
  }

  #scan(bytes: Uint8Array, at: number, end: number): number {
    while (!this.#stopped) {
      if (this.#scanner === undefined) {
        if (end - at < MAGIC_LENGTH) return at;
        this.#recognize(bytes, at);
        continue;
      }
      const passed = Math.min(this.#scanner.skip, end - at);
      this.#scanner.skip -= passed;
      at = this.#scanner.scan(bytes, at + passed, end);
      if (this.#scanner.skip === 0 || at === end) return at;
    }
    return end;
  }

  #recognize(bytes: Uint8Array, at: number): void {
    this.#format = recognize(bytes, at);
    if (this.#format !== undefined) {
      this.#scanner = scannerFor(this.#format, this.#host);
      return;
    }
    const { code, message } = explainMagic(bytes, at);
    this.#report(code, 0, message);
    this.#stop();
  }

  #emit(bytes: Uint8Array, start: number, end: number): void {
    this.#info.number++;
    this.#sink.packet(bytes, start, end, this.#info);
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    const length = this.#carried + end - start;
    if (length > this.#carry.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.#carry.length, 4096));
      grown.set(this.#carry.subarray(0, this.#carried));
      this.#carry = grown;
    }
    this.#carry.set(chunk.subarray(start, end), this.#carried);
    this.#carried = length;
  }

  #report(code: CaptureProblemCode, offset: number, message: string, field?: string, packet?: number): void {
    if (this.problems.length >= MAX_PROBLEMS) {
      this.#problemsLeftOut++;
      return;
    }
    const problem: CaptureProblem = { layer: "file", code, offset, message };
    if (packet !== undefined) problem.packet = packet;
    if (field !== undefined) problem.field = field;
    this.problems.push(problem);
  }

  #stop(): void {
    this.#stopped = true;
    this.#carry = new Uint8Array(0);
    this.#carried = 0;
  }
}
