// [MS-SMB2] 2.2.3.1.3 SMB2_COMPRESSION_CAPABILITIES.
import type { Reader, Writer } from "@countersign/bytes";
import type { CompressionAlgorithm, CompressionCapabilitiesFlags } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.3 SMB2_COMPRESSION_CAPABILITIES. */
export interface CompressionContext {
  kind: "compression";
  flags: CompressionCapabilitiesFlags;
  /** In the sender's order of preference. */
  compressionAlgorithms: CompressionAlgorithm[];
}

export function readCompressionContext(r: Reader): CompressionContext {
  r.structure = "Smb2CompressionContext";
  const count = r.u16("compressionAlgorithmCount");
  r.skip(2, "padding");
  const flags = r.u32("flags") as CompressionCapabilitiesFlags;
  const compressionAlgorithms = r.u16s(
    count,
    "compressionAlgorithms",
    "compressionAlgorithmCount",
  ) as CompressionAlgorithm[];
  return { kind: "compression", flags, compressionAlgorithms };
}

export function writeCompressionContext(w: Writer, m: CompressionContext): void {
  w.u16(m.compressionAlgorithms.length, "compressionAlgorithmCount");
  w.skip(2);
  w.u32(m.flags, "flags");
  w.u16s(m.compressionAlgorithms, "compressionAlgorithms");
}
