// [MS-SMB2] 2.2.3.1.5 SMB2_TRANSPORT_CAPABILITIES.
import type { Reader, Writer } from "@countersign/bytes";
import type { TransportCapabilitiesFlags } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.5 SMB2_TRANSPORT_CAPABILITIES. */
export interface TransportContext {
  kind: "transport";
  flags: TransportCapabilitiesFlags;
}

export function readTransportContext(r: Reader): TransportContext {
  r.structure = "Smb2TransportContext";
  return { kind: "transport", flags: r.u32("flags") as TransportCapabilitiesFlags };
}

export function writeTransportContext(w: Writer, m: TransportContext): void {
  w.u32(m.flags, "flags");
}
