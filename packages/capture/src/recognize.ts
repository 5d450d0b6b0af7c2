import { be32 } from "./endian.js";
import { isNetmon, NetmonScanner } from "./netmon.js";
import { isPcap, PcapScanner } from "./pcap.js";
import { isPcapng, PcapngScanner } from "./pcapng.js";
import type { CaptureProblemCode } from "./problem.js";
import type { ScanHost, Scanner } from "./scan.js";
import { isSnoop, SnoopScanner } from "./snoop.js";

/** The capture file formats that are read. */
export type CaptureFormat = "pcap" | "pcapng" | "snoop" | "netmon";

/** Bytes that tell a file's format. */
export const MAGIC_LENGTH = 8;

/** The format that the `MAGIC_LENGTH` bytes at `at` open; undefined if none. */
export function recognize(bytes: Uint8Array, at: number): CaptureFormat | undefined {
  if (isPcap(bytes, at)) return "pcap";
  if (isPcapng(bytes, at)) return "pcapng";
  if (isSnoop(bytes, at)) return "snoop";
  return isNetmon(bytes, at) ? "netmon" : undefined;
}

export function scannerFor(format: CaptureFormat, host: ScanHost): Scanner {
  switch (format) {
    case "pcap":
      return new PcapScanner(host);
    case "pcapng":
      return new PcapngScanner(host);
    case "snoop":
      return new SnoopScanner(host);
    case "netmon":
      return new NetmonScanner(host);
  }
}

/** Why bytes that open no format are not read. */
export function explainMagic(bytes: Uint8Array, at: number): { code: CaptureProblemCode; message: string } {
  const magic = be32(bytes, at) >>> 0;
  if (magic >>> 16 === 0x1f8b) return { code: "compressed", message: "compressed with gzip" };
  if (magic === 0x28b52ffd) return { code: "compressed", message: "compressed with zstd" };
  if (magic === 0xfd377a58) return { code: "compressed", message: "compressed with xz" };
  if (magic >>> 8 === 0x425a68) return { code: "compressed", message: "compressed with bzip2" };
  if (magic === 0x04224d18) return { code: "compressed", message: "compressed with lz4" };
  if (magic === 0x52545353)
    return { code: "unsupported", message: "a Network Monitor 1 capture, not read here" };
  return { code: "unrecognized", message: "no capture file of a known format" };
}
